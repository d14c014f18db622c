import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { pino } from "pino";
import { takeInDeps } from "../../../src/app/parts/poll.ts";
import { type OpenedRedis, redisPart } from "../../../src/app/parts/redis.ts";
import { supervise } from "../../../src/app/supervise.ts";
import { loadConfig } from "../../../src/config/load.ts";
import type { EpochMs } from "../../../src/model/brand.ts";
import type { Config } from "../../../src/model/config.ts";
import type { SourceState } from "../../../src/model/source-state.ts";
import { createNewsroom } from "../../../src/pipeline/newsroom.ts";
import { documentsInto } from "../../../src/pipeline/poll/claimed-source.ts";
import { pollSource } from "../../../src/pipeline/poll/poll-source.ts";
import { machine } from "../support/machine.ts";
import { startPrivateRedis } from "../support/private-redis.ts";
import { inTemporaryFolder } from "../support/temporary-folder.ts";
import { growingNetwork } from "./growing-feed.ts";

/**
 * A day of a wire in some minutes: `npm run sim -- day [--sources N] [--hours N] [--json]`. Everything after the network
 * is the real thing (reading, claims and articles in a real Redis, grouping, publication, files), and so is the rule
 * that says when a source is polled next; the clock is set ahead from poll to poll. Redis's own clock cannot be set
 * ahead: nothing expires in it, so that its memory must grow by what the articles of the day take.
 */
const { values: flags } = parseArgs({
  options: {
    sources: { type: "string", default: "2000" },
    hours: { type: "string", default: "24" },
    window: { type: "string", default: "6h" },
    json: { type: "boolean", default: false },
  },
});
const log = pino({ level: "silent" });
const COUNT = Number(flags.sources);
const HOURS = Number(flags.hours);
const HOUR_MS = 3_600_000;
const PUBLISH_MS = 5 * 60_000;
const EVERY_MS = 30 * 60_000;
/** Until the window has closed over the first articles, memory grows as it should. */
const SETTLED_HOURS = Number.parseInt(flags.window, 10) + 2;

interface Hour {
  readonly hour: number;
  readonly heapMb: number;
  readonly rssMb: number;
  readonly redisMb: number;
  readonly articles: number;
  readonly polls: number;
  readonly stories: number;
  readonly cpuS: number;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

await inTemporaryFolder(async (folder) => {
  const redis = await startPrivateRedis(folder);
  const file = path.join(folder, "lede.yaml");
  await writeFile(file, yaml(redis.socket, folder));
  const config = await loadConfig(file);
  const supervisor = supervise(config, log);
  const opened = await supervisor.start(redisPart({ log }));
  const hours = await simulate(opened, config, async () => memoryOf(await redis.redis.info("memory")));
  await supervisor.close();
  await redis.stop();
  report(hours);
});

function yaml(socket: string, folder: string): string {
  const sources = Array.from(
    { length: COUNT },
    (_, n) => `  - { id: s${n}, url: "https://www.outlet-${n}.example/feed", every: 30m }`,
  );
  return `
link: https://wire.example/
redis: { url: ${socket} }
edition: { window: ${flags.window} }
cluster: { window: ${flags.window} }
lead: { fullText: never }
output: { dir: ${folder}/public, formats: [atom, json, html] }
sources:
${sources.join("\n")}
`;
}

interface Due {
  at: EpochMs;
  readonly n: number;
  state: SourceState | undefined;
  polls: number;
  firstAt: EpochMs;
  lastAt: EpochMs;
}

async function simulate(
  opened: OpenedRedis,
  config: Config,
  redisBytes: () => Promise<number>,
): Promise<readonly Hour[]> {
  const start = Date.now();
  let clock = start;
  const now = () => clock;
  const queues = { ...opened.queues, requestPublication: async () => {}, requestFullText: async () => {} };
  const fetch = growingNetwork(start, now);
  const newsroom = createNewsroom({ ...opened, ...opened.stores, log, now, queues, fetch }, config);
  await newsroom.takeOver();
  const deps = {
    ...documentsInto({ ...takeInDeps(opened.stores, config), now }),
    fetch,
    random: Math.random,
    settings: { every: EVERY_MS, least: EVERY_MS },
  };
  const due = config.sources.map((_, n): Due => {
    const at = start + (n / COUNT) * EVERY_MS;
    return { at, n, state: undefined, polls: 0, firstAt: at, lastAt: at };
  });
  const hours: Hour[] = [];
  let polls = 0;
  let published = { articles: 0, stories: 0 };
  for (let from = start; from < start + HOURS * HOUR_MS; from += PUBLISH_MS) {
    const round = due.filter(({ at }) => at < from + PUBLISH_MS).sort((a, b) => a.at - b.at);
    for (const one of round) {
      clock = Math.max(clock, one.at);
      const source = config.sources[one.n];
      if (!source) continue;
      const poll = await pollSource(deps, source, { state: one.state, interrupted: false });
      await opened.patient.hset(opened.keys.source(source.id), "state", JSON.stringify(poll.state));
      one.state = poll.state;
      // The first wait is drawn wide, so that sources that were added together part.
      if (one.polls === 1) one.firstAt = clock;
      one.lastAt = clock;
      one.polls += 1;
      one.at = poll.state.nextPollAt;
      polls += 1;
    }
    clock = from + PUBLISH_MS;
    published = await newsroom.publish({ feedId: "all", mode: "usual" });
    if ((clock - start) % HOUR_MS === 0)
      hours.push(
        await look(
          { hour: (clock - start) / HOUR_MS, polls, stories: published.stories },
          opened.stores,
          redisBytes,
        ),
      );
  }
  drift(due);
  return hours;
}

async function look(
  told: Pick<Hour, "hour" | "polls" | "stories">,
  { articles }: Pick<OpenedRedis["stores"], "articles">,
  redisBytes: () => Promise<number>,
): Promise<Hour> {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const hour = {
    ...told,
    heapMb: heapUsed / 2 ** 20,
    rssMb: rss / 2 ** 20,
    redisMb: (await redisBytes()) / 2 ** 20,
    articles: await articles.count(),
    cpuS: (user + system) / 1e6,
  };
  console.log(
    `hour ${hour.hour}: ${hour.polls} polls, ${hour.articles} articles, ${hour.stories} stories in the window; heap ${hour.heapMb.toFixed(1)} MB, resident ${hour.rssMb.toFixed(0)} MB, Redis ${hour.redisMb.toFixed(1)} MB; ${hour.cpuS.toFixed(0)} s of CPU`,
  );
  return hour;
}

/** Of sources with a fixed interval, to which chance adds a tenth at most: the mean of what they had. */
function drift(due: readonly Due[]): void {
  const means = due
    .filter(({ polls }) => polls > 2)
    .map(({ firstAt, lastAt, polls }) => (lastAt - firstAt) / (polls - 2) / 60_000)
    .sort((a, b) => a - b);
  const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
  const [least, most] = [means[0] ?? 0, means.at(-1) ?? 0];
  console.log(
    `intervals of 30 to 33 minutes: mean of all sources ${mean.toFixed(2)}, of one source ${least.toFixed(2)} to ${most.toFixed(2)}`,
  );
}

function memoryOf(info: string): number {
  return Number(/^used_memory:(\d+)/m.exec(info)?.[1]);
}

/** Least squares. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const above = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return above / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}

function report(hours: readonly Hour[]): void {
  const settled = hours.filter(({ hour }) => hour >= SETTLED_HOURS);
  const heap = slope(settled.map(({ hour, heapMb }) => [hour, heapMb]));
  const rss = slope(settled.map(({ hour, rssMb }) => [hour, rssMb]));
  const perArticle = slope(
    hours.slice(0, SETTLED_HOURS).map(({ articles, redisMb }) => [articles, redisMb * 2 ** 20]),
  );
  const [early, last] = [hours[SETTLED_HOURS - 1], hours.at(-1)];
  const predicted =
    early && last ? early.redisMb + ((last.articles - early.articles) * perArticle) / 2 ** 20 : 0;
  console.log(
    `heap: ${heap.toFixed(2)} MB an hour from hour ${SETTLED_HOURS} on; resident: ${rss.toFixed(2)} MB an hour`,
  );
  console.log(
    `Redis: ${Math.round(perArticle)} bytes an article with its claims; predicted at the end ${predicted.toFixed(1)} MB, measured ${last?.redisMb.toFixed(1)} MB`,
  );
  console.log(machine());
  const result = { heapMbPerHour: heap, rssMbPerHour: rss, bytesPerArticle: perArticle, predicted, hours };
  if (flags.json) console.log(JSON.stringify(result));
}
