import { Cluster, Redis } from "ioredis";
import type { Logger } from "pino";

/** How a connection meets a Redis that is away. */
export type Patience =
  /** Commands wait until it is back: workers, which have nothing else to do. */
  | "waits"
  /** Commands fail at once: whoever answers a person or adds a job. */
  | "fails";

const OPTIONS = {
  // Longer than any command that blocks (10 s): a line that fell silent is given up, and what was asked on it asked again.
  waits: { maxRetriesPerRequest: null, socketTimeout: 15_000 },
  fails: { maxRetriesPerRequest: 1, enableOfflineQueue: false, socketTimeout: 5_000 },
} as const;

/** One line a minute for each kind of trouble: an unreachable Redis repeats the same error thousands of times. */
const LOG_GAP_MS = 60_000;

/** Where a Redis is, and what it is. */
export interface RedisPlace {
  /** `redis://`, `rediss://`, or the path of a unix socket; of a cluster, one of its nodes. */
  readonly url: string;
  /** It is a node of a Redis Cluster: the others are asked for. */
  readonly cluster: boolean;
}

const backOff = (times: number) => Math.min(times * 100, 2_000);

/** Opens a connection. The caller ends it with `disconnect()`. */
export function connect({ url, cluster }: RedisPlace, patience: Patience, log: Logger): Redis {
  const redis = cluster
    ? connectCluster(url, patience)
    : new Redis(url, { ...OPTIONS[patience], retryStrategy: backOff });
  redis.on("error", limitedErrorLog(log, "redis connection"));
  return redis;
}

/** The same commands; all our keys have one hash tag, so that whatever belongs together is in one slot of one node. */
function connectCluster(url: string, patience: Patience): Redis {
  const { maxRetriesPerRequest, socketTimeout } = OPTIONS[patience];
  const enableOfflineQueue = patience === "waits";
  const { username, password, protocol } = new URL(url);
  const redisOptions = {
    maxRetriesPerRequest,
    socketTimeout,
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(protocol === "rediss:" && { tls: {} }),
  };
  const cluster = new Cluster([url], { redisOptions, enableOfflineQueue, clusterRetryStrategy: backOff });
  return cluster as unknown as Redis;
}

/** An error listener that writes each message at most once a minute. */
export function limitedErrorLog(log: Logger, what: string): (err: Error) => void {
  const last = new Map<string, number>();
  return (err) => {
    const now = Date.now();
    if (now - (last.get(err.message) ?? 0) < LOG_GAP_MS) return;
    if (last.size > 100) last.clear();
    last.set(err.message, now);
    log.error({ err, what }, "redis trouble");
  };
}
