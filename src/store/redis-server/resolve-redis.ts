import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";
import { open } from "./ask.ts";
import { findBinary } from "./find-binary.ts";
import { inspectRedis, type RedisFacts } from "./inspect-redis.ts";
import { RedisLease } from "./lease.ts";
import { type Places, placesOf } from "./places.ts";
import { RedisUnavailable } from "./redis-unavailable.ts";

export interface ResolveRedisOptions {
  /** `redis.url` of the YAML. */
  readonly url?: string | undefined;
  /** Folder of the private instance; made when it is needed. */
  readonly dataDir: string;
  readonly log: Logger;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Port of the machine's own Redis. */
  readonly port?: number;
  /** ms to wait for a Redis that was named: it may be starting up beside us. */
  readonly patience?: number;
}

/** A Redis to work with. */
export interface ResolvedRedis {
  /** `redis://`, `rediss://`, or the path of a unix socket: what ioredis takes. */
  readonly url: string;
  /** One of the nodes of a Redis Cluster. */
  readonly cluster: boolean;
  /** Private: it ends with the last process that uses it. */
  readonly owned: boolean;
  /** For a person; without the password. */
  readonly describe: string;
  /** Gives it back. Of the last user of a private Redis: resolves when that has ended. */
  readonly release: () => Promise<void>;
}

const INSTALL =
  'Install Redis 6.2 or later ("apt-get install redis-server", "dnf install redis", "brew install redis"), or name one with redis.url in the YAML or REDIS_URL.';

/**
 * Finds a Redis, in the order of the documentation: the one that was named; the private one that still runs; the
 * machine's own, when it is fit; a private one, started.
 *
 * @throws RedisUnavailable
 */
export async function resolveRedis(options: ResolveRedisOptions): Promise<ResolvedRedis> {
  const named = options.url ?? (options.env["REDIS_URL"] || undefined);
  if (named) return useNamed(named, options);
  const places = await placesOf(options.dataDir).catch((error: Error) => {
    throw new RedisUnavailable(
      `The folder ${options.dataDir} cannot be made: ${error.message}.`,
      INSTALL,
      error,
    );
  });
  if (await isPrivateRunning(places)) return usePrivate(places, options);
  // The demo keeps to itself: it leaves no keys in a Redis that others use.
  const local = options.env["LEDE_REDIS"] === "private" ? undefined : await useLocal(options);
  return local ?? usePrivate(places, options);
}

async function useNamed(url: string, { log, patience = 5_000 }: ResolveRedisOptions): Promise<ResolvedRedis> {
  const describe = withoutPassword(url);
  const found = await patiently(url, patience).catch((error: Error) => {
    throw new RedisUnavailable(
      `Redis at ${describe} does not answer: ${error.message}.`,
      "Start it, or correct redis.url or REDIS_URL.",
      error,
    );
  });
  if (!found.recent)
    throw new RedisUnavailable(
      `Redis at ${describe} is version ${found.version}.`,
      "6.2 or later is needed.",
    );
  if (found.evicts)
    log.warn(
      { redis: describe },
      "redis evicts keys when its memory is full: set maxmemory-policy noeviction",
    );
  const { cluster } = found;
  return {
    url,
    cluster,
    owned: false,
    describe: cluster ? `${describe}, a cluster` : describe,
    release: async () => {},
  };
}

async function patiently(url: string, patience: number): Promise<RedisFacts> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return await inspectRedis(url);
    } catch (error) {
      if (Date.now() > deadline || /NOAUTH|WRONGPASS|ENOTFOUND/.test(String(error))) throw error;
      await pause(250);
    }
  }
}

function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/]*@/, "$1");
}

async function isPrivateRunning({ keeperSocket, redisSocket }: Places): Promise<boolean> {
  for (const socketPath of [keeperSocket, redisSocket]) {
    const socket = await open(socketPath);
    socket?.destroy();
    if (socket) return true;
  }
  return false;
}

/** The machine's own Redis, unless it is too old, throws keys away, or is part of something larger. */
async function useLocal({ port = 6379, log }: ResolveRedisOptions): Promise<ResolvedRedis | undefined> {
  const url = `redis://127.0.0.1:${port}`;
  const found = await inspectRedis(url, 500).catch(() => undefined);
  if (!found) return undefined;
  if (found.recent && !found.evicts && found.standalone)
    return { url, cluster: false, owned: false, describe: url, release: async () => {} };
  log.info({ redis: url, ...found }, "the redis of this machine is not fit: using a private one");
  return undefined;
}

async function usePrivate(places: Places, { log, env }: ResolveRedisOptions): Promise<ResolvedRedis> {
  const binary = await findBinary(env["PATH"]);
  if (!binary && !(await isPrivateRunning(places)))
    throw new RedisUnavailable("There is no Redis on this machine.", INSTALL);
  const onRenewed = () => log.warn({ dir: places.dir }, "the keeper of the private redis was replaced");
  const lease = new RedisLease({ places, binary: binary ?? "", onRenewed });
  await lease.take().catch((error: Error) => {
    throw new RedisUnavailable(
      `The private Redis in ${places.dir} cannot be used: ${error.message}.`,
      INSTALL,
      error,
    );
  });
  const describe = `private, in ${places.dir}`;
  return { url: places.redisSocket, cluster: false, owned: true, describe, release: () => lease.release() };
}
