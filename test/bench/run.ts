import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

/**
 * `npm run bench -- NAME [flags]` runs one bench, `npm run bench` all of them, one after the other;
 * `npm run sim -- NAME [flags]` a simulation. The fuzzers run when they are named. A name is a file of this folder, or one in a folder of the same name.
 */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  bench: ["parse", "fetch", "stories", "extract", "publish", "serve", "hosts", "footprint", "peers", "fuzz"],
  sim: ["schedule", "scale", "day"],
};

const ONLY_NAMED: readonly string[] = ["fuzz-parse", "fuzz-extract", "extract-rules"];

const [kind = "bench", ...rest] = process.argv.slice(2);
const all = NAMES[kind] ?? [];
const known = kind === "bench" ? [...all, ...ONLY_NAMED] : all;
const [first] = rest;
const wanted = first !== undefined && !first.startsWith("-") ? first : undefined;
if (wanted !== undefined && !known.includes(wanted)) {
  console.error(`There is no ${kind} "${wanted}". There are: ${known.join(", ")}.`);
  process.exit(2);
}
process.exitCode = wanted === undefined ? runAll(rest) : runOne(wanted, rest.slice(1));

function runAll(flags: readonly string[]): number {
  const failed = all.filter((name) => {
    console.log(`\n# ${name}`);
    return runOne(name, flags) !== 0;
  });
  if (failed.length > 0) console.error(`\nFailed: ${failed.join(", ")}`);
  return failed.length > 0 ? 1 : 0;
}

function runOne(name: string, flags: readonly string[]): number {
  const args = ["--import", "tsx", fileOf(kind === "sim" ? `sim-${name}` : name), ...flags];
  return spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1;
}

function fileOf(name: string): string {
  const single = path.join(import.meta.dirname, `${name}.ts`);
  return existsSync(single) ? single : path.join(import.meta.dirname, name, `${name}.ts`);
}
