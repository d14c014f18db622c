#!/usr/bin/env node
// The package's bin. In a checkout it first brings `dist/` up to date with the sources (about a second, only
// when a source is newer), so that `npx lede` always runs what the checkout says.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const compiler = path.join(root, "node_modules/typescript/bin/tsc");
const stamp = path.join(root, "dist/.built");

function newest(dir) {
  let latest = 0;
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    if (entry.isFile())
      latest = Math.max(latest, statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  }
  return latest;
}

function buildWhenStale() {
  if (!existsSync(compiler)) return; // an installed package: dist is what it came with
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (Math.max(newest(path.join(root, "src")), newest(path.join(root, "workers"))) <= builtAt) return;
  const startedAt = new Date();
  const built = spawnSync(process.execPath, [compiler, "-p", path.join(root, "tsconfig.build.json")], {
    encoding: "utf8",
  });
  if (built.status !== 0)
    process.stderr.write(`lede: the sources do not compile; running what could be built\n${built.stdout}`);
  writeFileSync(stamp, startedAt.toISOString());
}

buildWhenStale();
const { main } = await import(new URL("../../dist/src/cli/main.js", import.meta.url).href);
process.exitCode = await main(process.argv);
