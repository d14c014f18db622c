import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { fuzzApi } from "./fuzz-api.ts";
import { fuzzHttp } from "./fuzz-http.ts";
import { fuzzYaml } from "./fuzz-yaml.ts";
import type { Fuzz } from "./report.ts";

/**
 * `npm run bench -- fuzz [yaml|http|api|feeds|pages] [--inputs N] [--seed N] [--json]`: bad input of every kind until
 * something breaks. A crash, or an input that takes over a second, ends with status 1 and the input as base64.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inputs: { type: "string", default: "20000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    json: { type: "boolean", default: false },
  },
});
const OWN: Readonly<Record<string, Fuzz>> = { yaml: fuzzYaml, http: fuzzHttp, api: fuzzApi };
/** Programs of their own, of the same flags. */
const OTHERS: Readonly<Record<string, string>> = { feeds: "fuzz-parse.ts", pages: "fuzz-extract.ts" };

const wanted = positionals.length > 0 ? positionals : [...Object.keys(OWN), ...Object.keys(OTHERS)];
const failed: string[] = [];
for (const kind of wanted) if (!(await run(kind))) failed.push(kind);
if (failed.length > 0) console.error(`Failed: ${failed.join(", ")}`);
process.exit(failed.length > 0 ? 1 : 0);

async function run(kind: string): Promise<boolean> {
  const fuzz = OWN[kind];
  if (!fuzz) return runOther(kind);
  const given = { inputs: Number(values.inputs), seed: Number(values.seed) };
  console.log(`${kind}: seed ${given.seed}, ${given.inputs} inputs`);
  const started = performance.now();
  const { outcomes, crashes, hangs } = await fuzz(given);
  const seconds = Math.round((performance.now() - started) / 1_000);
  const told = Object.entries(outcomes)
    .sort(([, a], [, b]) => b - a)
    .map(([name, n]) => `${n} ${name}`);
  console.log(`${kind}: ${crashes} crashes, ${hangs} hangs; ${told.join(", ")}; ${seconds} s`);
  if (values.json) console.log(JSON.stringify({ kind, ...given, crashes, hangs, outcomes, seconds }));
  return crashes + hangs === 0;
}

function runOther(kind: string): boolean {
  const file = path.join(import.meta.dirname, "..", OTHERS[kind] ?? "");
  if (!OTHERS[kind] || !existsSync(file)) {
    console.error(
      `There is no fuzz "${kind}". There are: ${[...Object.keys(OWN), ...Object.keys(OTHERS)].join(", ")}.`,
    );
    return false;
  }
  const flags = ["--inputs", values.inputs, "--seed", values.seed, ...(values.json ? ["--json"] : [])];
  return spawnSync(process.execPath, ["--import", "tsx", file, ...flags], { stdio: "inherit" }).status === 0;
}
