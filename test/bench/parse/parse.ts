import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { parseFeed as parseWithRowan } from "@rowanmanning/feed-parser";
import feedParser from "feedparser";
import { parseFeed as parseWithFeedsmith } from "feedsmith";
import Parser from "rss-parser";
import { readFeed } from "../../../src/parse/read-feed.ts";
import { rssFeed } from "./feeds.ts";

/**
 * CPU of reading feeds, ours beside the readers that people use: `npm run bench -- parse [--json]`. All in one
 * process and one run, in an order that rotates, so that a busy machine is as unfair to each. Ratios are to
 * rss-parser. The longest event-loop block is of the last round.
 */
type Reader = (bytes: Buffer) => Promise<number> | number;

const url = "https://news.example/rss";
const readers: Readonly<Record<string, Reader>> = {
  lede: async (bytes) => {
    const outcome = await readFeed(bytes, { url, now: 0 });
    return outcome.kind === "feed" ? outcome.feed.entries.length : 0;
  },
  "rss-parser": async (bytes) => (await new Parser().parseString(bytes.toString("utf8"))).items.length,
  feedsmith: (bytes) => {
    const { feed } = parseWithFeedsmith(bytes.toString("utf8")) as { feed: { items?: unknown[] } };
    return feed.items?.length ?? 0;
  },
  feedparser: (bytes) =>
    new Promise((resolve, reject) => {
      let items = 0;
      const stream = new feedParser({ feedurl: url });
      stream.on("readable", () => {
        while (stream.read()) items += 1;
      });
      stream.on("end", () => resolve(items));
      stream.on("error", reject);
      stream.end(bytes);
    }),
  "@rowanmanning/feed-parser": (bytes) => parseWithRowan(bytes.toString("utf8")).items.length,
};

interface Load {
  readonly name: string;
  readonly document: Buffer;
  readonly items: number;
  /** Documents read in one round. */
  readonly times: number;
  readonly rounds: number;
}

const loads: readonly Load[] = [
  load("typical: 50 items, summaries", 50, 0, 20, 12),
  load("full text: 50 items", 50, 5, 10, 8),
  load("500 tiny feeds, 2 items each", 2, 0, 500, 12),
  load("5 MB", 2200, 5, 1, 5),
  load("20 MB", 8700, 5, 1, 4),
];

function load(name: string, items: number, paragraphs: number, times: number, rounds: number): Load {
  return { name, items, document: rssFeed(items, paragraphs), times, rounds };
}

interface Figure {
  readonly reader: string;
  /** CPU, all threads, of the best round. */
  readonly msPerFeed: number;
  readonly msPerMb: number;
  readonly longestBlockMs: number;
}

async function measure({ document, items, times, rounds }: Load): Promise<Figure[]> {
  const names = Object.keys(readers);
  const best = new Map<string, { cpu: number; block: number }>();
  for (let round = -1; round < rounds; round++)
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round + names.length) % names.length] as string;
      const { cpu, block } = await once(readers[name] as Reader, document, times, items);
      const before = best.get(name);
      if (round >= 0)
        best.set(name, {
          cpu: Math.min(cpu, before?.cpu ?? cpu),
          block: Math.min(block, before?.block ?? block),
        });
    }
  return names.map((reader) => {
    const { cpu = Number.NaN, block = Number.NaN } = best.get(reader) ?? {};
    return { reader, msPerFeed: cpu, msPerMb: (cpu / document.length) * 1e6, longestBlockMs: block };
  });
}

/** ms of reading after which the event loop has a turn. */
const TURN_MS = 1;

/** One round of one reader: CPU for each document, and the longest time that nothing else could run. */
async function once(read: Reader, document: Buffer, times: number, items: number) {
  globalThis.gc?.();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable(); // its first tick measures nothing yet
  await new Promise((resolve) => setTimeout(resolve, 5));
  const from = process.cpuUsage();
  let since = performance.now();
  for (let n = 0; n < times; n++) {
    const found = await read(document);
    if (found !== items) throw new Error(`${found} items read of ${items}`);
    // Else all of them are one block; but a turn of the loop costs as much as a third of a tiny feed.
    if (performance.now() - since < TURN_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
  const { user, system } = process.cpuUsage(from);
  await new Promise((resolve) => setTimeout(resolve, 5));
  delay.disable();
  return { cpu: (user + system) / 1000 / times, block: delay.max / 1e6 };
}

const results: Record<string, Figure[]> = {};
const started = performance.now();
for (const each of loads) {
  const figures = await measure(each);
  results[each.name] = figures;
  const baseline = figures.find(({ reader }) => reader === "rss-parser")?.msPerFeed ?? Number.NaN;
  console.log(
    `\n${each.name} (${(each.document.length / 1e6).toFixed(each.document.length < 1e6 ? 3 : 1)} MB)`,
  );
  console.log(
    `${"".padEnd(27)}${["ms/feed", "ms/MB", "of rss-parser", "longest block"].map((head) => head.padStart(15)).join("")}`,
  );
  for (const { reader, msPerFeed, msPerMb, longestBlockMs } of figures)
    console.log(
      `${reader.padEnd(27)}${[
        msPerFeed.toFixed(2),
        msPerMb.toFixed(1),
        (msPerFeed / baseline).toFixed(2),
        `${longestBlockMs.toFixed(0)} ms`,
      ]
        .map((cell) => cell.padStart(15))
        .join("")}`,
    );
}
console.log(`\n${Math.round((performance.now() - started) / 1000)} s`);
if (process.argv.includes("--json")) console.log(JSON.stringify(results));
