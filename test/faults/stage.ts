import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import { randomFrom } from "../unit/parse/mutate.ts";
import { type RedisGroup, untilSays } from "./cluster.ts";
import { type CuttingProxy, startCuttingProxy } from "./cutting-proxy.ts";
import { createJudge, createWatcher, type Judge, type Watcher } from "./judge.ts";
import { type Part, type Supervisor, supervise } from "./processes.ts";
import { type SpoiledLine, startProxy } from "./proxy.ts";
import { type FragileRedis, fragileRedis } from "./redis.ts";
import { takeDiskAway } from "./special-faults.ts";
import { type Outlet, startWire, type Wire } from "./wire.ts";

/** One installation under test with all that can be done to it. */
export interface Stage {
  readonly folder: string;
  readonly wire: Wire;
  /** The one that is the master. */
  readonly redis: FragileRedis;
  readonly line: SpoiledLine;
  /** Between Lede and the line. */
  readonly cutter: CuttingProxy;
  /** Another server takes over from Redis, with all that it holds, behind the same address; open connections stay. */
  failover(): Promise<void>;
  /** Another server knows what Redis holds, and nothing of what comes; gives what ends the one and puts the other in its place. */
  detachReplica(): Promise<() => Promise<void>>;
  /** What it runs on instead of `redis`. */
  readonly group: RedisGroup | undefined;
  readonly watcher: Watcher;
  readonly lede: Supervisor;
  readonly judge: Judge;
  /** 0-1, from the seed. */
  readonly random: () => number;
  /** Polls and publishes a new article of every outlet (but those set aside), undefined: not in time. */
  measure(withinMs: number): Promise<Recovery>;
  /** Outlets that a fault has taken out of the wire, as it should. */
  readonly setAside: Set<Outlet>;
  /** The feeds grow, or stop growing. */
  grow(articlesPerSecond: number): void;
  yaml(name: string, changes?: StageYaml): Promise<void>;
  readonly statusUrl: string;
  /** Ends everything; gives the exit statuses. */
  close(): Promise<readonly (number | null)[]>;
}

export interface Recovery {
  /** ms until every source had been polled again. */
  readonly polledMs: number | undefined;
  /** ms until an article of every source, born when the fault ended, was published. */
  readonly publishedMs: number | undefined;
}

export interface StageYaml {
  readonly outlets?: readonly Outlet[];
  readonly title?: string;
}

export interface StageOptions {
  readonly outlets: number;
  readonly seed: number;
  readonly parts: readonly Part[];
  /** For every process of Lede, given the stage's folder. */
  readonly env?: (folder: string) => Readonly<Record<string, string>>;
  /** Before anything runs in the folder. */
  readonly prepare?: (folder: string) => Promise<void>;
  readonly port: number;
  /** Lede's own, in `data/redis` of the folder. */
  readonly privateRedis?: boolean;
  /** Servers in the place of `Stage.redis`, in a folder of their own. */
  readonly group?: (dir: string) => Promise<RedisGroup>;
}

const LOOK_MS = 100;
const MOST_STORIES = 1_000;

export async function openStage(options: StageOptions): Promise<Stage> {
  const { outlets, seed, parts, port } = options;
  const folder = await mkdtemp(path.join(tmpdir(), "lede-faults-"));
  await mkdir(path.join(folder, "public"));
  await options.prepare?.(folder);
  const env = options.env?.(folder) ?? {};
  const setAside = new Set<Outlet>();
  const wire = await startWire(outlets, seed);
  let redis = await fragileRedis(path.join(folder, "redis"));
  const servers = [redis];
  const line = await startProxy(() => redis.port);
  const cutter = await startCuttingProxy(line.port);
  const failover = async () => {
    const next = servers[1] ?? (await fragileRedis(path.join(folder, "redis-2")));
    if (!servers.includes(next)) servers.push(next);
    const old = redis;
    const heir = old === next ? (servers[0] as FragileRedis) : next;
    await heir.command("replicaof", "127.0.0.1", String(old.port));
    await untilSays(heir, ["info", "replication"], "master_link_status:up");
    await old.command("failover", "to", "127.0.0.1", String(heir.port), "timeout", "20000");
    await untilSays(heir, ["info", "replication"], "role:master");
    redis = heir;
  };
  const detachReplica = async () => {
    const [old, heir] = [redis, await fragileRedis(path.join(folder, `redis-${servers.length + 1}`))];
    servers.push(heir);
    await heir.command("replicaof", "127.0.0.1", String(old.port));
    await untilSays(heir, ["info", "replication"], "master_link_status:up");
    await heir.command("replicaof", "no", "one");
    return async () => {
      redis = heir;
      await old.kill();
    };
  };
  const group = await options.group?.(path.join(folder, "group"));
  const yaml: Stage["yaml"] = async (name, changes) => {
    const temporary = path.join(folder, `.${name}`);
    await writeFile(temporary, yamlOf(wire, port, changes));
    await rename(temporary, path.join(folder, name));
  };
  await yaml("lede.yaml");
  const lede = supervise(folder, {
    ...env,
    ...(options.privateRedis
      ? { LEDE_REDIS: "private", LEDE_DATA: path.join(folder, "data") }
      : { REDIS_URL: group?.url ?? cutter.url }),
    LEDE_FOLDER: folder,
    LEDE_TEST_MIN_INTERVAL: "1s",
  });
  const judge = createJudge(path.join(folder, "public/feed.atom"));
  const random = randomFrom(seed);
  const watcher = createWatcher(path.join(folder, "public/feed.json"), MOST_STORIES);
  const looking = setInterval(() => {
    void judge.look();
    void watcher.look();
  }, LOOK_MS);
  let growing: NodeJS.Timeout | undefined;
  for (const part of parts) lede.start(part);
  return {
    folder,
    wire,
    get redis() {
      return redis;
    },
    line,
    cutter,
    failover,
    detachReplica,
    group,
    watcher,
    lede,
    judge,
    random,
    yaml,
    statusUrl: `http://127.0.0.1:${port}/status.json`,
    setAside,
    measure: (withinMs) =>
      measure(
        wire,
        judge,
        wire.outlets.filter((outlet) => !setAside.has(outlet)),
        withinMs,
      ),
    grow: (perSecond) => {
      clearInterval(growing);
      const pick = () => wire.outlets[Math.floor(random() * wire.outlets.length)] as Outlet;
      if (perSecond > 0) growing = setInterval(() => wire.grow(pick()), 1_000 / perSecond);
    },
    close: once(async () => {
      clearInterval(growing);
      clearInterval(looking);
      const statuses = await lede.stop();
      await cutter.close();
      await line.close();
      for (const server of [...servers, ...(group ? [group] : [])]) await server.stop();
      await wire.close();
      takeDiskAway(path.join(folder, "public"));
      await rm(folder, { recursive: true, force: true });
      return statuses;
    }),
  };
}

function yamlOf(wire: Wire, port: number, { outlets = wire.outlets, title = "Fault wire" }: StageYaml = {}) {
  return stringify({
    title,
    link: `http://127.0.0.1:${port}/`,
    serve: { host: "127.0.0.1", port },
    output: { dir: "./public", formats: ["atom", "json"] },
    edition: { stories: MOST_STORIES, window: "48h", perSource: MOST_STORIES },
    websub: { callback: `http://127.0.0.1:${port}/websub` },
    network: { allow: ["127.0.0.0/8"], timeout: "5s" },
    schedule: { every: "2s" },
    sources: outlets.map(({ id, feedUrl }, n) => ({
      id,
      url: feedUrl,
      every: "2s",
      fullText: n % 2 === 0 ? "auto" : "never",
    })),
  });
}

async function measure(
  wire: Wire,
  judge: Judge,
  outlets: readonly Outlet[],
  withinMs: number,
): Promise<Recovery> {
  const from = Date.now();
  const probes = outlets.map((outlet) => wire.grow(outlet));
  let polledMs: number | undefined;
  let publishedMs: number | undefined;
  while (Date.now() - from < withinMs && (polledMs === undefined || publishedMs === undefined)) {
    const since = Date.now() - from;
    if (outlets.every(({ polls }) => (polls.at(-1) ?? 0) >= from)) polledMs ??= since;
    if (probes.every((article) => judge.has(article))) publishedMs ??= since;
    await sleep(100);
  }
  return { polledMs, publishedMs };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
