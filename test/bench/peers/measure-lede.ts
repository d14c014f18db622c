import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type CommandCost, type PrivateRedis, startPrivateRedis } from "../support/private-redis.ts";
import type { Answered, Asked, Started } from "./lede-resident.ts";
import type { Row } from "./row.ts";

export interface LedeOptions {
  readonly folder: string;
  readonly urls: readonly string[];
  /** Feeds that it has polled before. */
  readonly warmUrls: readonly string[];
  readonly items: number;
  readonly perHost: number;
  /** Without grouping and extraction. */
  readonly bare: boolean;
  /** Gets `round-N.cpuprofile`. */
  readonly profiles: string | undefined;
}

export interface LedeMeasured {
  readonly rows: readonly Row[];
  /** Opening it, until it could begin a round; paid once in weeks. */
  readonly startMs: number;
  readonly notes: readonly string[];
}

/** First and second round of a resident Lede with a Redis of its own. @throws when it did not read every feed */
export async function measureLede(options: LedeOptions): Promise<LedeMeasured> {
  const home = path.join(options.folder, "lede");
  await mkdir(path.join(home, "redis"), { recursive: true });
  const redis = await startPrivateRedis(path.join(home, "redis"));
  try {
    const lede = await start(options, home, redis);
    try {
      return await bothRounds(options, lede, redis);
    } finally {
      if (lede.process.connected) lede.process.disconnect();
      await lede.ended;
    }
  } finally {
    await redis.stop();
  }
}

interface Resident {
  readonly process: ChildProcess;
  readonly startMs: number;
  readonly ended: Promise<unknown>;
}

const AS_BUILT = new URL("../support/as-built.mjs", import.meta.url).href;

async function start(options: LedeOptions, home: string, redis: PrivateRedis): Promise<Resident> {
  const config = path.join(home, "lede.yaml");
  await writeFile(config, yaml(options.urls, options, { home, socket: redis.socket }));
  const env = { ...process.env, LEDE_DATA: path.join(home, "data") };
  const args = [config, ...(options.bare ? ["--bare"] : [])];
  if (options.warmUrls.length > 0) {
    const warm = path.join(home, "warm.yaml");
    await writeFile(warm, yaml(options.warmUrls, options, { home, socket: redis.socket }));
    args.push("--warm", warm);
  }
  if (options.profiles) args.push("--profiles", options.profiles);
  const child = fork(path.join(import.meta.dirname, "lede-resident.ts"), args, {
    env,
    execArgv: [...process.execArgv, "--import", AS_BUILT],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  return { process: child, ended, startMs: (await answerOf<Started>(child)).startMs };
}

/** What the peers do: no pages are fetched, and nothing is waited for but the feeds' server. */
function yaml(
  urls: readonly string[],
  { perHost }: LedeOptions,
  { home, socket }: { home: string; socket: string },
): string {
  const sources = urls.map((url) => {
    const n = /(\d+)\.xml$/.exec(url)?.[1];
    return `  - { id: feed-${n}, outlet: outlet-${n}.example, url: "${url}" }`;
  });
  return `redis: { url: "${socket}" }
lead: { fullText: never }
link: http://127.0.0.1/
output: { dir: "${home}/public" }
network: { allow: [127.0.0.0/8], perHost: ${perHost} }
sources:
${sources.join("\n")}
`;
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, "exit").then(([status]) => {
    throw new Error(`Lede ended with status ${status}`);
  });
  const [message] = await Promise.race([once(child, "message"), ended]);
  return message as T;
}

async function bothRounds(options: LedeOptions, lede: Resident, redis: PrivateRedis): Promise<LedeMeasured> {
  const rows: Row[] = [];
  const notes: string[] = [];
  for (const round of [1, 2] as const) {
    await redis.commandCosts();
    const before = await redis.cpuMs();
    lede.process.send({ round } satisfies Asked);
    const answer = await answerOf<Answered>(lede.process);
    const redisMs = (await redis.cpuMs()) - before;
    check(options, round, answer);
    rows.push(await rowOf(options, round, answer, redisMs, redis));
    notes.push(noteOf(options, round, answer, redisMs));
    if (options.profiles)
      notes.push(...(await redis.commandCosts()).slice(0, 12).map((cost) => told(cost, options)));
  }
  return { rows, startMs: lede.startMs, notes };
}

function check({ urls, items }: LedeOptions, round: 1 | 2, { entries, failed }: Answered): void {
  const expected = round === 1 ? urls.length * items : 0;
  if (failed.length > 0 || entries !== expected)
    throw new Error(
      `Lede read ${entries} entries instead of ${expected}; ${failed.length} failed: ${failed[0]}`,
    );
}

async function rowOf(
  { urls, bare }: LedeOptions,
  round: 1 | 2,
  answer: Answered,
  redisMs: number,
  redis: PrivateRedis,
): Promise<Row> {
  return {
    tool: bare ? "lede --bare" : "lede",
    n: urls.length,
    round,
    wallMs: answer.wallMs,
    cpuMsPerFeed: (answer.cpuMs + redisMs) / urls.length,
    peakMb: (answer.peakBytes + (await redis.peakBytes())) / 1e6,
  };
}

function told({ command, calls, ms }: CommandCost, { urls }: LedeOptions): string {
  const each = (count: number, digits: number) => (count / urls.length).toFixed(digits);
  return `  redis ${command}: ${each(calls, 1)} calls, ${each(ms, 3)} ms a feed`;
}

function noteOf({ urls }: LedeOptions, round: 1 | 2, answer: Answered, redisMs: number): string {
  const each = (ms: number) => (ms / urls.length).toFixed(2);
  return `lede, round ${round}: Node ${each(answer.cpuMs)} + Redis ${each(redisMs)} ms of CPU a feed; ${answer.stories} stories`;
}
