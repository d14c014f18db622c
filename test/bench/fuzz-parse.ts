import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readFeed } from "../../src/parse/read-feed.ts";
import { readXml } from "../../src/parse/read-xml.ts";
import { mutate, randomFrom, unwritable } from "../unit/parse/mutate.ts";

/**
 * Reads mutated feeds until something breaks: `npm run bench -- fuzz-parse [--inputs N] [--seed N] [--json]`.
 * A crash, an input that takes over a second of CPU, a string that no writer could write, or a text that is read
 * differently when it comes in pieces ends with status 1 and the input as base64.
 */
const FIXTURES = path.resolve(import.meta.dirname, "../fixtures/parse");
const flag = (name: string) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
};
const inputs = flag("--inputs") ?? 200_000;
const seed = flag("--seed") ?? Date.now() % 1_000_000;
const HANG_MS = 1000;

const seeds = readdirSync(FIXTURES)
  .filter((name) => !name.endsWith(".expected.json"))
  .map((name) => readFileSync(path.join(FIXTURES, name)));
const random = randomFrom(seed);
const started = performance.now();
let [crashes, hangs, spoiled, divided, feeds, slowest] = [0, 0, 0, 0, 0, 0];
console.log(`seed ${seed}, ${inputs} inputs from ${seeds.length} fixtures`);

for (let n = 0; n < inputs; n++) {
  const bytes = mutate(seeds[Math.floor(random() * seeds.length)] ?? Buffer.alloc(0), seeds, random);
  const from = process.cpuUsage();
  try {
    const outcome = await readFeed(bytes, {
      url: "https://fuzz.example/feed",
      now: 0,
      reader: n % 10 === 0 ? "rss-parser" : "auto",
    });
    if (outcome.kind === "feed") feeds += 1;
    if (unwritable(outcome).length > 0) spoiled += report("spoiled", n, bytes);
  } catch (error) {
    crashes += report(`crash: ${String(error)}`, n, bytes);
  }
  if (n % 4 === 0 && !(await isSameInPieces(bytes)))
    divided += report("read differently in pieces", n, bytes);
  const { user, system } = process.cpuUsage(from);
  const ms = (user + system) / 1000;
  slowest = Math.max(slowest, ms);
  if (ms > HANG_MS) hangs += report(`${Math.round(ms)} ms`, n, bytes);
}

/** A large document is read as it is decoded, piece by piece: the cuts must not show. */
async function isSameInPieces(bytes: Buffer): Promise<boolean> {
  const text = bytes.toString("latin1");
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = at + 1 + Math.floor(random() * 600);
    pieces.push(text.slice(at, end));
    at = end;
  }
  const read = async (parts: readonly string[]) =>
    JSON.stringify(await readXml(parts.values(), "https://fuzz.example/feed"));
  return (await read([text])) === (await read(pieces));
}

function report(what: string, n: number, bytes: Buffer): 1 {
  console.log(`input ${n}: ${what}\n${bytes.toString("base64")}`);
  return 1;
}

const seconds = (performance.now() - started) / 1000;
const result = {
  seed,
  inputs,
  feeds,
  crashes,
  hangs,
  spoiled,
  divided,
  slowestMs: Math.round(slowest),
  seconds: Math.round(seconds),
};
console.log(
  `${inputs} inputs, ${feeds} of them still feeds: ${crashes} crashes, ${hangs} hangs, ${spoiled} spoiled strings, ${divided} read differently in pieces; slowest ${result.slowestMs} ms; ${result.seconds} s`,
);
if (process.argv.includes("--json")) console.log(JSON.stringify(result));
process.exitCode = crashes + hangs + spoiled + divided > 0 ? 1 : 0;
