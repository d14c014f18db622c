import { Redis } from "ioredis";
import type { RedisAddress } from "../../ground/redis-address.ts";
import { redisOptions } from "../redis-options.ts";

/** What matters of a Redis that answered. */
export interface RedisFacts {
  readonly version: string;
  /** 6.2 or later: the oldest that the queues and scripts run on. */
  readonly recent: boolean;
  /** The policy by which it may throw keys away when its memory is full; undefined: it keeps them all. */
  readonly eviction: string | undefined;
  /** It follows another server: `read-only`, or one whose writes the next synchronization undoes. */
  readonly replica: "read-only" | "writable" | undefined;
  /** It is a node of a cluster. */
  readonly cluster: boolean;
  /** Why the database that the address names cannot be had, in the server's words. */
  readonly noDatabase: string | undefined;
}

const OLDEST = [6, 2] as const;

/**
 * Asks a Redis what it is. Of several nodes the first that answers.
 *
 * @param timeout ms, of one node
 * @throws the client's error when none answers, or it wants a password
 */
export async function inspectRedis(address: RedisAddress, timeout = 1_500): Promise<RedisFacts> {
  const turns =
    address.master === undefined && address.nodes.length > 1
      ? address.nodes.map((node) => ({ ...address, nodes: [node] }))
      : [address];
  let reason: unknown;
  for (const turn of turns) {
    try {
      return await inspectOne(turn, timeout);
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}

async function inspectOne(address: RedisAddress, timeout: number): Promise<RedisFacts> {
  const redis = new Redis({
    ...redisOptions(address),
    lazyConnect: true,
    connectTimeout: timeout,
    commandTimeout: timeout,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    sentinelRetryStrategy: () => null,
    enableReadyCheck: false,
  });
  let reason: Error | undefined;
  redis.on("error", (error) => {
    reason = error;
  });
  try {
    await redis.connect();
    const told = facts(await redis.info());
    return { ...told, noDatabase: await refusal(redis, address.database) };
  } catch (error) {
    throw reason ?? error;
  } finally {
    redis.disconnect();
  }
}

async function refusal(redis: Redis, database: number): Promise<string | undefined> {
  if (database === 0) return undefined;
  return redis.select(database).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

function facts(info: string): Omit<RedisFacts, "noDatabase"> {
  const read = (name: string) => new RegExp(`^${name}:(.*?)\r?$`, "m").exec(info)?.[1] ?? "";
  const version = read("redis_version");
  const policy = read("maxmemory_policy");
  const follows = read("slave_read_only") === "0" ? "writable" : "read-only";
  return {
    version,
    recent: isRecent(version),
    eviction: ["", "noeviction"].includes(policy) ? undefined : policy,
    replica: read("role") === "slave" ? follows : undefined,
    cluster: read("redis_mode") === "cluster",
  };
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
