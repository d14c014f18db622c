// Makes the program in `dist/` from the sources, and notes as of when it is: `npm run build`, and what lede.mjs does in
// a checkout whose sources are newer. `--for-package` (npm's `prepack`) makes the one that the package carries.
//
// One bundle instead of a thousand modules: Node finds, reads and links it in a third of the time, and keeps less in
// memory. Commands stay chunks of their own, loaded when they are called.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const dist = path.join(root, "dist");
const stamp = path.join(dist, ".built");

/** The command line, and what processes and threads of their own begin with. */
const ENTRIES = ["src/cli/main.ts", "src/store/redis-server/keeper.ts", "src/**/*-thread.ts"];
/** They look for files, threads or one another beside themselves; `canvas` is not there, and not wanted. */
const OUTSIDE = ["@bull-board/*", "@opentelemetry/*", "bullmq-otel", "pino", "canvas"];
/** What it says of Node (22.12) is a warning for who installs Lede on Node 20, where it runs as well: always inside. */
const INSIDE = "sanitize-html";
/** A process that runs since before may ask for a chunk of that build: they are kept for a day. */
const DAY_MS = 86_400_000;

/** Packages that are CommonJS ask for Node's own modules by `require`. */
const REQUIRE =
  'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);';

/** Gives what the compiler said; "" when it had nothing to complain about. */
export async function build({ forPackage = false } = {}) {
  const startedAt = new Date();
  const bundler = await import("esbuild");
  if (forPackage) rmSync(dist, { recursive: true, force: true });
  const external = forPackage ? [...OUTSIDE, ...dependenciesBut(INSIDE)] : OUTSIDE;
  // Whoever installs the package wants it small; in a checkout names stay, for traces that a person reads.
  const { errors } = await bundle(bundler, { external, forPackage });
  if (errors.length > 0)
    return (await bundler.formatMessages(errors, { kind: "error", color: false })).join("\n");
  if (forPackage) filesIn(dist).forEach(leaveOutRequire);
  for (const file of filesIn(dist)) if (startedAt.getTime() - statSync(file).mtimeMs > DAY_MS) rmSync(file);
  writeFileSync(stamp, startedAt.toISOString());
  utimesSync(stamp, startedAt, startedAt); // what was edited meanwhile is newer
  return "";
}

/** Without blanks and comments V8 keeps a fifth less. */
function bundle({ build: run }, { external, forPackage }) {
  return run({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outbase: root,
    outdir: dist,
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    platform: "node",
    mainFields: ["module", "main"],
    plugins: [queuesOnRedisAlone],
    format: "esm",
    target: "node20.19",
    external,
    // Reads style attributes for sanitize-html, and none is let through. Were one, it would be dropped for want of it.
    alias: { postcss: "node:util" },
    minifyIdentifiers: forPackage,
    minifyWhitespace: true,
    minifySyntax: true,
    // Letters of other scripts take six bytes otherwise; in a checkout such a text takes less memory.
    charset: forPackage ? "utf8" : "ascii",
    banner: { js: REQUIRE },
    legalComments: "inline",
    logLevel: "silent",
  }).catch((failure) => failure);
}

/** The queues' package knows four other clients and PostgreSQL, whose modules do nothing by being loaded: left out. */
const queuesOnRedisAlone = {
  name: "queues on Redis alone",
  setup(bundler) {
    bundler.onResolve(
      { filter: /^bullmq$|^\.\.?\// },
      async ({ path: name, importer, resolveDir, kind, pluginData }) => {
        const isOurs = name === "bullmq" || importer.includes("/node_modules/bullmq/");
        if (!isOurs || pluginData === "resolving") return undefined;
        const found = await bundler.resolve(name, { kind, importer, resolveDir, pluginData: "resolving" });
        return { ...found, sideEffects: false };
      },
    );
  },
};

function dependenciesBut(inside) {
  const { dependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  return Object.keys(dependencies)
    .filter((name) => name !== inside)
    .flatMap((name) => [name, `${name}/*`]);
}

/** False in an installed package: dist is what it came with. */
export function isStale() {
  if (!existsSync(path.join(root, "tsconfig.json"))) return false;
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  return ["src", "workers"].some((folder) =>
    filesIn(path.join(root, folder)).some((file) => statSync(file).mtimeMs > builtAt),
  );
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const complaint = await build({ forPackage: process.argv.includes("--for-package") });
  process.stdout.write(complaint);
  process.exitCode = complaint === "" ? 0 : 1;
}

/** Most files of the package have nothing that is CommonJS, and the line that stands in each for that is a tenth of a kB. */
function leaveOutRequire(file) {
  const text = readFileSync(file, "utf8");
  if (!text.startsWith(REQUIRE)) return;
  const rest = text.slice(REQUIRE.length).trimStart();
  if (!/\brequire\b/.test(rest)) writeFileSync(file, rest);
}
