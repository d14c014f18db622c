import { Redis } from "ioredis";

/** What matters of a Redis that answered. */
export interface RedisFacts {
  readonly version: string;
  /** 6.2 or later: the oldest that the queues and scripts run on. */
  readonly recent: boolean;
  /** It may throw keys away when its memory is full. */
  readonly evicts: boolean;
  /** A replica refuses writes; a cluster node wants another client. */
  readonly standalone: boolean;
  /** It is a node of a cluster. */
  readonly cluster: boolean;
}

const OLDEST = [6, 2] as const;

/**
 * Asks a Redis what it is.
 *
 * @param timeout ms
 * @throws the client's error when it does not answer, or wants a password
 */
export async function inspectRedis(url: string, timeout = 1_500): Promise<RedisFacts> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeout,
    commandTimeout: timeout,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableReadyCheck: false,
  });
  let reason: Error | undefined;
  redis.on("error", (error) => {
    reason = error;
  });
  try {
    await redis.connect();
    return facts(await redis.info());
  } catch (error) {
    throw reason ?? error;
  } finally {
    redis.disconnect();
  }
}

function facts(info: string): RedisFacts {
  const read = (name: string) => new RegExp(`^${name}:(.*?)\r?$`, "m").exec(info)?.[1] ?? "";
  const version = read("redis_version");
  return {
    version,
    recent: isRecent(version),
    evicts: !["", "noeviction"].includes(read("maxmemory_policy")),
    standalone: read("role") !== "slave" && read("redis_mode") !== "cluster",
    cluster: read("redis_mode") === "cluster",
  };
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
