// `npm run test:node -- 24 [what vitest takes]`: the tests on another Node. The npm package `node` carries its binary,
// which is put into the folder of temporary files, once. Status 3: it cannot be had.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const [version = "", ...wanted] = process.argv.slice(2);
if (!/^\d+(?:\.\d+){0,2}$/.test(version)) {
  process.stderr.write("which Node? npm run test:node -- 24\n");
  process.exit(2);
}

const home = path.join(tmpdir(), `lede-node-${version}`);
const folder = path.join(home, "node_modules/node/bin");
if (!existsSync(path.join(folder, "node"))) {
  mkdirSync(home, { recursive: true });
  spawnSync("npm", ["install", "--prefix", home, "--no-audit", "--no-fund", `node@${version}`], {
    stdio: "inherit",
  });
  if (!existsSync(path.join(folder, "node"))) process.exit(3);
}
// Whatever the tests start by name is this Node too.
const env = { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH}` };
const node = path.join(folder, "node");
run(node, ["--version"]);
run(node, ["src/cli/build.mjs"]);
run(node, ["node_modules/vitest/vitest.mjs", "run", ...wanted]);

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}
