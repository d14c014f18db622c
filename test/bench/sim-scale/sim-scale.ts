import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { spread as spreadFirst } from "../../../src/app/sync-sources.ts";
import { domainOf } from "../../../src/fetch/registrable-domain.ts";
import { createKeys } from "../../../src/store/keys.ts";
import { createScheduleStore, type ScheduledSource } from "../../../src/store/schedule/schedule-store.ts";
import { machine } from "../support/machine.ts";
import { type PrivateRedis, startPrivateRedis } from "../support/private-redis.ts";
import { inTemporaryFolder } from "../support/temporary-folder.ts";
import { type InventedSource, inventSources, numberOf } from "./invent-sources.ts";
import { type PollCost, runPolls } from "./run-polls.ts";
import { createSimulatedPoll } from "./simulated-poll.ts";

/**
 * A million sources in a real Redis, polled through the real queue with a simulated network: what they cost in memory
 * and CPU, whether their polls are spread, what a claim costs, and which commands block Redis.
 */
const { values: flags } = parseArgs({
  options: {
    sources: { type: "string", default: "1000000" },
    seconds: { type: "string", default: "60" },
    minutes: { type: "string", default: "30" },
    json: { type: "boolean", default: false },
  },
});
const COUNT = Number(flags.sources);
const SECONDS = Number(flags.seconds);
/** Between two polls of a source. */
const MEAN_MS = Number(flags.minutes) * 60_000;
const LEASE_MS = 45_000;
/** What a feed's server takes, ms: a mean of what feeds on the web take. */
const LATENCY_MS = 400;
const GAP_MS = 100;
const PREFIX = "{lede}";

const report: Record<string, number | string | object> = {};
await inTemporaryFolder(async (folder) => {
  const server = await startPrivateRedis(folder);
  try {
    await server.redis.config("SET", "slowlog-log-slower-than", "20000", "slowlog-max-len", "1000");
    await simulate(server);
  } finally {
    await server.stop();
  }
});
console.log(machine());
if (flags.json) console.log(JSON.stringify(report));

async function simulate(server: PrivateRedis): Promise<void> {
  const sources = inventSources(COUNT);
  const perSource = await probe(server);
  // Nothing is due before everything is in Redis.
  const start = Date.now() + 5_000 + COUNT * perSource * 1.3;
  const planned = scheduled(sources, start);
  say("domains", new Set(planned.map((source) => source.host)).size);
  spread(planned, start);
  await first(server, planned);
  say("ready before the first was due, s", (start - Date.now()) / 1_000);
  await sleep(Math.max(0, start - Date.now()));
  await steady(server, sources, planned);
  await again(server, planned);
  await claims(server);
  await flatOut(server, "one source a domain", 1);
  await flatOut(server, "twenty sources a domain", 20);
  await slow(server);
}

/** ms that a source takes until it is in Redis. */
async function probe(server: PrivateRedis): Promise<number> {
  const sources = inventSources(5_000);
  const began = performance.now();
  await store(server, "{probe}").sync(scheduled(sources, Date.now() + MEAN_MS));
  return (performance.now() - began) / sources.length;
}

function scheduled(sources: readonly InventedSource[], at: number): readonly ScheduledSource[] {
  const placed = sources.map(({ id, url }) => ({ id, host: domainOf(url) }));
  return spreadFirst(placed, MEAN_MS, at);
}

/** First polls by the second: an even spread has a deviation of the root of the mean. */
function spread(planned: readonly ScheduledSource[], start: number): void {
  const seconds = new Map<number, number>();
  let last = 0;
  for (const { firstDue } of planned) {
    const second = Math.floor((firstDue - start) / 1_000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
    last = Math.max(last, second);
  }
  const counts = Array.from({ length: last }, (_, n) => seconds.get(n) ?? 0);
  const mean = planned.length / (last + 1);
  const deviation = Math.sqrt(counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length);
  say("first polls a second, mean", mean);
  say("first polls a second, deviation", deviation);
  say(
    "first polls a second, most",
    counts.reduce((most, count) => Math.max(most, count), 0),
  );
}

async function first(server: PrivateRedis, planned: readonly ScheduledSource[]): Promise<void> {
  const before = await memory(server);
  await costed(server, "first sync", () => store(server, PREFIX).sync(planned));
  const after = await memory(server);
  say("Redis bytes a source, before its first poll", (after - before) / planned.length);
}

async function steady(
  server: PrivateRedis,
  sources: readonly InventedSource[],
  planned: readonly ScheduledSource[],
): Promise<void> {
  const late: number[] = [];
  const poll = createSimulatedPoll({ latency: LATENCY_MS, every: MEAN_MS });
  const before = await memory(server);
  const cost = await runPolls(server, {
    prefix: PREFIX,
    schedule: store(server, PREFIX),
    concurrency: 1_024,
    gap: GAP_MS,
    pace: "ticks",
    lasts: SECONDS * 1_000,
    poll: (begun) => {
      const n = numberOf(begun.sourceId);
      late.push(Date.now() - (planned[n] as ScheduledSource).firstDue);
      return poll(begun, sources[n] as InventedSource);
    },
  });
  say("steady: polls a second wanted", COUNT / (MEAN_MS / 1_000));
  told("steady", cost);
  late.sort((a, b) => a - b);
  say("steady: late, median s", (late[Math.floor(late.length / 2)] ?? 0) / 1_000);
  say("steady: late, 99 % s", (late[Math.floor(late.length * 0.99)] ?? 0) / 1_000);
  say("Redis bytes a source more, once it was polled", ((await memory(server)) - before) / cost.polls);
}

async function again(server: PrivateRedis, planned: readonly ScheduledSource[]): Promise<void> {
  await costed(server, "sync again, nothing changed", () => store(server, PREFIX).sync(planned));
}

/** Claims alone, of sources that are all due. */
async function claims(server: PrivateRedis): Promise<void> {
  const prefix = "{claims}";
  const schedule = store(server, prefix);
  await schedule.sync(scheduled(inventSources(20_000, 1), Date.now() - 2 * MEAN_MS));
  await server.commandCosts();
  let visits = 0;
  for (let n = 0; n < 20; n++) visits += (await schedule.claim(500, 20)).length;
  const cost = (await server.commandCosts()).find(({ command }) => command.startsWith("eval"));
  say("claim: us of Redis a visit", ((cost?.ms ?? 0) * 1_000) / visits);
  const started = performance.now();
  for (let n = 0; n < 500; n++) await store(server, PREFIX).claim(1, 20);
  say("claim of one, among all sources: us", ((performance.now() - started) * 1_000) / 500);
}

async function flatOut(server: PrivateRedis, name: string, perDomain: number): Promise<void> {
  const prefix = `{flat-${perDomain}}`;
  const sources = inventSources(Math.min(COUNT, 60_000), perDomain);
  const schedule = store(server, prefix);
  await schedule.sync(scheduled(sources, Date.now() - 2 * MEAN_MS));
  const poll = createSimulatedPoll({ latency: 0, every: MEAN_MS });
  const run = { prefix, schedule, concurrency: 64, gap: 0, pace: "flat out", lasts: 12_000 } as const;
  const cost = await runPolls(server, {
    ...run,
    poll: (begun) => poll(begun, sources[numberOf(begun.sourceId)] as InventedSource),
  });
  told(`flat out, ${name}`, cost);
}

/** Nothing else is served while one of these runs. */
async function slow({ redis }: PrivateRedis): Promise<void> {
  const entries = (await redis.slowlog("GET", 1_000)) as [number, number, number, string[]][];
  const worst = new Map<string, number>();
  for (const [, , us, [command = "", argument = ""]] of entries) {
    const name = command.toLowerCase().startsWith("eval") ? `${command} ${argument.slice(0, 8)}` : command;
    worst.set(name, Math.max(worst.get(name) ?? 0, us / 1_000));
  }
  const longest = [...worst].sort((a, b) => b[1] - a[1]).slice(0, 6);
  for (const [command, ms] of longest) say(`longest ${command}, ms`, ms);
}

async function costed(server: PrivateRedis, name: string, run: () => Promise<unknown>): Promise<void> {
  const before = { redis: await server.cpuMs(), node: process.cpuUsage(), at: performance.now() };
  await run();
  const node = process.cpuUsage(before.node);
  say(`${name}: s`, (performance.now() - before.at) / 1_000);
  say(`${name}: s of Node`, (node.user + node.system) / 1e6);
  say(`${name}: s of Redis`, ((await server.cpuMs()) - before.redis) / 1_000);
}

function told(name: string, { polls, seconds, nodeMsPerPoll, redisMsPerPoll, redisShare }: PollCost): void {
  say(`${name}: polls a second`, polls / seconds);
  say(`${name}: Node ms a poll`, nodeMsPerPoll);
  say(`${name}: Redis ms a poll`, redisMsPerPoll);
  say(`${name}: Redis, share of a core`, redisShare);
}

function store({ redis }: PrivateRedis, prefix: string) {
  return createScheduleStore(redis, createKeys(prefix), LEASE_MS);
}

async function memory({ redis }: PrivateRedis): Promise<number> {
  return Number(/^used_memory:(\d+)/m.exec(await redis.info("memory"))?.[1]);
}

function say(name: string, value: number): void {
  report[name] = value;
  const shown = value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
  console.log(`${name}: ${shown}`);
}
