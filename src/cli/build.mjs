// Compiles the sources to `dist/` and notes as of when they are: `npm run build`, and what lede.mjs does in a checkout
// whose sources are newer.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const compiler = path.join(root, "node_modules/typescript/bin/tsc");
const stamp = path.join(root, "dist/.built");

/** Gives what the compiler said; "" when it had nothing to complain about. */
export function build() {
  const startedAt = new Date();
  const args = [compiler, "-p", path.join(root, "tsconfig.build.json")];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (existsSync(path.dirname(stamp))) {
    writeFileSync(stamp, startedAt.toISOString());
    utimesSync(stamp, startedAt, startedAt); // what was edited meanwhile is newer
  }
  return status === 0 ? "" : `${stdout}${stderr}` || "the compiler ended without a word\n";
}

/** False in an installed package: dist is what it came with. */
export function isStale() {
  if (!existsSync(compiler)) return false;
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  return Math.max(newest(path.join(root, "src")), newest(path.join(root, "workers"))) > builtAt;
}

function newest(dir) {
  let latest = 0;
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    if (entry.isFile())
      latest = Math.max(latest, statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  }
  return latest;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const complaint = build();
  process.stdout.write(complaint);
  process.exitCode = complaint === "" ? 0 : 1;
}
