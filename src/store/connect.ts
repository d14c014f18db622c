import { Cluster, Redis } from "ioredis";
import type { Logger } from "pino";
import { parseRedisAddress, type RedisAddress } from "../ground/redis-address.ts";
import { identityOptions, redisOptions } from "./redis-options.ts";

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
  /** As `parseRedisAddress` reads it. */
  readonly url: string;
  /** It is a node of a Redis Cluster: the others are asked for. */
  readonly cluster: boolean;
}

const backOff = (times: number) => Math.min(times * 100, 2_000);

/** Commands that were on their way together fail together: one new connection is the answer to all of them. */
const ONE_FAILURE_MS = 200;

/**
 * The server behind the address is no longer the master: after a failover the name leads to another, but only a new
 * connection goes there. The command is not sent again by the client, which would do so outside of its transaction:
 * whoever asked repeats it.
 */
function onceDemoted(): (error: Error) => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (!/\bREADONLY\b|^UNBLOCKED\b/.test(error.message)) return false;
    const since = performance.now() - last;
    last = performance.now();
    return since > ONE_FAILURE_MS;
  };
}

/** Opens a connection. The caller ends it with `disconnect()`. */
export function connect({ url, cluster }: RedisPlace, patience: Patience, log: Logger): Redis {
  const address = parseRedisAddress(url);
  const redis = cluster ? connectCluster(address, patience) : connectServer(address, patience);
  redis.on("error", limitedErrorLog(log, "redis connection"));
  return redis;
}

function connectServer(address: RedisAddress, patience: Patience): Redis {
  const options = {
    ...redisOptions(address),
    ...OPTIONS[patience],
    db: address.database,
    retryStrategy: backOff,
    sentinelRetryStrategy: backOff,
    reconnectOnError: onceDemoted(),
  };
  return inItsDatabase(new Redis(options));
}

/**
 * A client whose SELECT is refused goes on in database 0, where another wire may be: such a connection ends before it
 * is used, and is tried again. The queues' own connections, which are duplicates, are seen to as well.
 */
function inItsDatabase(redis: Redis): Redis {
  redis.on("error", (error: Error & { readonly command?: { readonly name: string } }) => {
    if (error.command?.name === "select") redis.disconnect(true);
  });
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (override) => inItsDatabase(duplicate({ ...override, reconnectOnError: onceDemoted() }));
  return redis;
}

/** The same commands; all our keys have one hash tag, so that whatever belongs together is in one slot of one node. */
function connectCluster(address: RedisAddress, patience: Patience): Redis {
  const { maxRetriesPerRequest, socketTimeout } = OPTIONS[patience];
  const cluster = new Cluster(
    address.nodes.map((node) => ({ ...node })),
    {
      redisOptions: {
        ...identityOptions(address),
        maxRetriesPerRequest,
        socketTimeout,
        reconnectOnError: onceDemoted(),
      },
      enableOfflineQueue: patience === "waits",
      clusterRetryStrategy: backOff,
    },
  );
  return cluster as unknown as Redis;
}

/** An error listener that writes each message at most once a minute. */
export function limitedErrorLog(log: Logger, what: string, message = "redis trouble"): (err: Error) => void {
  const last = new Map<string, number>();
  return (err) => {
    const now = Date.now();
    if (now - (last.get(err.message) ?? 0) < LOG_GAP_MS) return;
    if (last.size > 100) last.clear();
    last.set(err.message, now);
    log.error({ err, what }, message);
  };
}
