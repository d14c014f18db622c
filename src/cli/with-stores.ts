import { listsPart } from "../app/parts/lists.ts";
import { type OpenedRedis, redisPart } from "../app/parts/redis.ts";
import { type Ground, withProcess } from "../app/process.ts";
import { withRedisInUse } from "../app/redis-in-use.ts";
import type { Config } from "../model/config.ts";
import type { Invocation } from "./command.ts";

/** Opens the Redis of the wire for a command that asks something of it, and closes it whatever happens. */
export function withStores<Result>(
  invocation: Invocation,
  work: (deps: Ground & OpenedRedis, config: Config) => Promise<Result>,
): Promise<Result> {
  return withProcess(
    invocation,
    async (supervisor, ground) => {
      const redis = await supervisor.start(redisPart(ground));
      await supervisor.start(listsPart({ ...ground, ...redis }, supervisor));
      return { ...ground, ...redis };
    },
    work,
    withRedisInUse,
  );
}
