import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { extractPage } from "../../src/extract/extract-page.ts";
import { faultsOf, mutatePage } from "../unit/extract/mutate-page.ts";
import { randomFrom } from "../unit/parse/mutate.ts";

/**
 * Reads mutated article pages until something breaks: `npm run bench -- fuzz-extract [--inputs N] [--seed N] [--json]`.
 * A crash, an input that takes over a second of CPU, or an answer with what the sanitizer should have taken out ends
 * with status 1 and the input as base64.
 */
const FIXTURES = path.resolve(import.meta.dirname, "../fixtures/extract");
const flag = (name: string) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
};
const inputs = flag("--inputs") ?? 100_000;
const seed = flag("--seed") ?? Date.now() % 1_000_000;
const HANG_MS = 1000;

const seeds = readdirSync(FIXTURES).map((name) => readFileSync(path.join(FIXTURES, name)));
const random = randomFrom(seed);
let [crashes, hangs, unsafe, texts, slowest] = [0, 0, 0, 0, 0];
console.log(`seed ${seed}, ${inputs} inputs from ${seeds.length} pages`);

for (let n = 0; n < inputs; n++) {
  const bytes = mutatePage(seeds[Math.floor(random() * seeds.length)] ?? Buffer.alloc(0), seeds, random);
  const from = process.cpuUsage();
  try {
    const extraction = extractPage({ bytes, url: "https://fuzz.example/2026/11/22/story" });
    if (extraction.kind === "text") texts += 1;
    const faults = faultsOf(extraction);
    if (faults.length > 0) unsafe += report(faults.join(", "), n, bytes);
  } catch (error) {
    crashes += report(`crash: ${String(error)}`, n, bytes);
  }
  const { user, system } = process.cpuUsage(from);
  const ms = (user + system) / 1000;
  slowest = Math.max(slowest, ms);
  if (ms > HANG_MS) hangs += report(`${Math.round(ms)} ms`, n, bytes);
}

function report(what: string, n: number, bytes: Buffer): 1 {
  console.log(`input ${n}: ${what}\n${bytes.toString("base64")}`);
  return 1;
}

const result = { seed, inputs, texts, crashes, hangs, unsafe, slowestMs: Math.round(slowest) };
console.log(
  `${inputs} inputs, ${texts} of them still articles: ${crashes} crashes, ${hangs} hangs, ${unsafe} unsafe answers; slowest ${result.slowestMs} ms of CPU`,
);
if (process.argv.includes("--json")) console.log(JSON.stringify(result));
process.exitCode = crashes + hangs + unsafe > 0 ? 1 : 0;
