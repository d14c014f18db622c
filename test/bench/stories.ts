// What grouping and claiming cost, an article.
// usage: npm run bench -- stories [--sizes 1000,10000,100000] [--claims] [--claimed ARTICLES] [--in-flight FEEDS] [--json]
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Redis } from "ioredis";
import { createGrouper } from "../../src/cluster/create-grouper.ts";
import type { ClusterDoc } from "../../src/cluster/grouper.ts";
import { keysOfFeed } from "../../src/dedupe/keys.ts";
import { createClaims } from "../../src/store/claims/claims.ts";
import { draft } from "../support/drafts.ts";
import { createRandom } from "./story-sets.ts";

const flag = (name: string) => process.argv.indexOf(`--${name}`);
const SIZES = (flag("sizes") > 0 ? (process.argv[flag("sizes") + 1] ?? "") : "1000,10000,100000")
  .split(",")
  .map(Number);
const CLAIMED = flag("claimed") > 0 ? Number(process.argv[flag("claimed") + 1]) : 100_000;
/** Feeds that are claimed at once: a worker polls many at a time. */
const IN_FLIGHT = flag("in-flight") > 0 ? Number(process.argv[flag("in-flight") + 1]) : 8;
const HOUR = 3_600_000;
const NOW = 1_780_000_000_000;
/** Articles measured at each size, after one tenth as many to warm up. */
const MEASURED = 3_000;
/** Forgotten one by one afterwards, of the window's seventy-two. */
const HOURS_FORGOTTEN = 24;

const random = createRandom(17);
const SYLLABLES = "ka lo mer tin sul von ra de mi no pe ter gal ist or en ba ru sha wil dor fen".split(" ");
const spell = (n: number) => {
  let [rest, word] = [n + 23, ""];
  while (rest > 0) {
    word += SYLLABLES[rest % SYLLABLES.length];
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return word;
};
const VOCABULARY = Array.from({ length: 60_000 }, (_, n) => spell(n));
/** A word as common as words are: the n-th is 1/n as common as the first. */
const word = () => VOCABULARY[Math.floor(VOCABULARY.length ** random()) - 1] ?? "ka";
const words = (count: number) => Array.from({ length: count }, word);
const name = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

interface Told {
  readonly title: readonly string[];
  readonly text: readonly string[];
}

let running: Told[] = [];

/** An article of ten words and a summary of seventy; every third one retells a story of the last two hundred. */
function article(n: number, time: number): ClusterDoc {
  const again =
    running.length > 0 && random() < 0.33 ? running[Math.floor(random() * running.length)] : undefined;
  const told = again ?? { title: words(10).map(name), text: words(70) };
  if (!again) running = [...running.slice(-199), told];
  const vary = (all: readonly string[]) => (again ? all.map((one) => (random() < 0.5 ? one : word())) : all);
  return {
    id: `01ARTICLE${n.toString(36).toUpperCase().padStart(17, "0")}`,
    title: vary(told.title).join(" "),
    summary: `${vary(told.text).join(" ")}.`,
    publishedAt: time,
    seenAt: time,
    lang: "en",
  };
}

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const memory = () => {
  // What the first leaves to other threads, buffers among it, is there until the next.
  for (let n = 0; n < 3; n++) collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

function measure(size: number) {
  running = [];
  const before = memory();
  const grouper = createGrouper({ window: 72 * HOUR });
  const step = (72 * HOUR) / size;
  let n = 0;
  const next = () => article(n, NOW + n++ * step);
  while (n < size) grouper.add(next());
  const bytes = (memory() - before) / size;
  const batch = Array.from({ length: MEASURED }, next);
  const from = cpu();
  for (const doc of batch) grouper.add(doc);
  const microseconds = (cpu() - from) / MEASURED;
  const longestAdd = Math.max(
    ...Array.from({ length: MEASURED }, next).map((doc) => msOf(() => grouper.add(doc))),
  );
  const forgets = Array.from({ length: HOURS_FORGOTTEN }, (_, hour) =>
    msOf(() => grouper.forget(NOW + (hour + 1) * HOUR)),
  );
  return { size, microseconds, bytes, longestAdd, longestForget: Math.max(...forgets), left: grouper.size };
}

function msOf(work: () => void): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

async function measureClaims() {
  const dir = mkdtempSync(path.join(tmpdir(), "lede-bench-"));
  const socket = path.join(dir, "redis.sock");
  const server = spawn("redis-server", [
    "--port",
    "0",
    "--unixsocket",
    socket,
    "--save",
    "",
    "--appendonly",
    "no",
  ]);
  const redis = new Redis(socket, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  redis.on("error", () => {}); // not there yet
  try {
    const claims = createClaims(redis, "{bench}", { windowMs: 14 * 24 * HOUR });
    const entries = 25;
    const feeds = CLAIMED / entries;
    const empty = await numberOf(redis, "used_memory");
    const rounds: Record<string, { node: number; redis: number }> = {};
    for (const round of ["new", "unchanged"]) {
      let spent = 0;
      const redisBefore = await redisSeconds(redis);
      for (let feed = 0; feed < feeds; feed += IN_FLIGHT) {
        const batch = Array.from({ length: IN_FLIGHT }, (_, k) =>
          keysOfFeed(Array.from({ length: entries }, (_, n) => feedEntry(feed + k, n))),
        );
        const from = cpu();
        const known = { first: round === "new" }; // as a source's first poll asks
        await Promise.all(batch.map((keys, k) => claims.claimFeed(`feed-${feed + k}`, keys, NOW, known)));
        spent += cpu() - from;
      }
      const redisSpent = ((await redisSeconds(redis)) - redisBefore) * 1e6;
      rounds[round] = { node: spent / CLAIMED, redis: redisSpent / CLAIMED };
    }
    return { ...rounds, redisBytes: ((await numberOf(redis, "used_memory")) - empty) / CLAIMED };
  } finally {
    redis.disconnect();
    server.kill("SIGTERM");
    rmSync(dir, { recursive: true, force: true });
  }
}

async function numberOf(redis: Redis, name: string): Promise<number> {
  return Number(new RegExp(`${name}:([\\d.]+)`).exec(await redis.info())?.[1] ?? 0);
}

async function redisSeconds(redis: Redis): Promise<number> {
  return (await numberOf(redis, "used_cpu_user")) + (await numberOf(redis, "used_cpu_sys"));
}

function feedEntry(feed: number, n: number) {
  const url = `https://www.outlet-${feed % 700}.example/news/2026/03/14/a-headline-as-long-as-they-are-${feed}-${n}`;
  return draft({
    sourceId: `feed-${feed}`,
    guid: `${feed}-${n}`,
    title: `Minister ${n} promises ${feed} new bridges within ${n * 7} days`,
    url: `${url}?utm_source=rss`,
    addresses: [`https://proxy.example/~r/${feed}/~3/${n}`],
  });
}

const sizes = SIZES.map((size) => {
  const found = measure(size);
  console.log(
    `${String(size).padStart(9)} articles in the window: ${found.microseconds.toFixed(0).padStart(4)} us CPU an article, ${found.bytes.toFixed(0)} bytes; longest pause ${found.longestAdd.toFixed(1)} ms to add one, ${found.longestForget.toFixed(1)} ms to forget an hour`,
  );
  return found;
});
const [small, large] = [sizes.find(({ size }) => size === 10_000), sizes.at(-1)];
const growth = small && large ? large.microseconds / small.microseconds : undefined;
if (growth) console.log(`growth from 10,000 to ${large?.size}: ${growth.toFixed(2)} times`);
const claimed = process.argv.includes("--claims") ? await measureClaims() : undefined;
if (claimed) console.log("claims, three keys an article, us of Node and of Redis, bytes of Redis:", claimed);
if (process.argv.includes("--json")) console.log(JSON.stringify({ sizes, growth, claims: claimed }));
