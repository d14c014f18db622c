// Compiles the sources to `dist/` and notes as of when they are: `npm run build`, and what lede.mjs does in a checkout
// whose sources are newer. `--for-package` (npm's `prepack`) makes the small one that the package carries.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const compiler = path.join(root, "node_modules/typescript/bin/tsc");
const dist = path.join(root, "dist");
const stamp = path.join(dist, ".built");

/** Gives what the compiler said; "" when it had nothing to complain about. */
export async function build({ forPackage = false } = {}) {
  const startedAt = new Date();
  const args = [compiler, "-p", path.join(root, "tsconfig.build.json")];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) return `${stdout}${stderr}` || "the compiler ended without a word\n";
  for (const file of filesIn(dist)) if (statSync(file).mtimeMs < startedAt.getTime() - 1_000) rmSync(file);
  const bundler = await import("esbuild");
  takeInSanitizer(bundler);
  if (forPackage) shrink(bundler);
  writeFileSync(stamp, startedAt.toISOString());
  utimesSync(stamp, startedAt, startedAt); // what was edited meanwhile is newer
  return "";
}

/**
 * The module that cleans HTML carries `sanitize-html` within it: the package says that it wants Node 22.12, and whoever
 * installs Lede on Node 20, where it runs as well, would be warned of it.
 */
function takeInSanitizer(bundler) {
  const module = path.join(dist, "src/extract/sanitize.js");
  bundler.buildSync({
    entryPoints: [module],
    outfile: module,
    allowOverwrite: true,
    bundle: true,
    external: ["htmlparser2"],
    platform: "node",
    format: "esm",
    banner: {
      js: 'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);',
    },
    legalComments: "inline",
    logLevel: "warning",
  });
}

/** Without blanks, comments, long names and source maps it is a third; each module stays a file. */
function shrink(bundler) {
  const files = [...filesIn(dist)];
  for (const file of files) if (file.endsWith(".map")) rmSync(file);
  bundler.buildSync({
    entryPoints: files.filter((file) => file.endsWith(".js")),
    outdir: dist,
    outbase: dist,
    allowOverwrite: true,
    minify: true,
    charset: "utf8",
    logLevel: "warning",
  });
}

/** False in an installed package: dist is what it came with. */
export function isStale() {
  if (!existsSync(compiler)) return false;
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  return ["src", "workers"].some((folder) =>
    filesIn(path.join(root, folder)).some((file) => statSync(file).mtimeMs > builtAt),
  );
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const complaint = await build({ forPackage: process.argv.includes("--for-package") });
  process.stdout.write(complaint);
  process.exitCode = complaint === "" ? 0 : 1;
}
