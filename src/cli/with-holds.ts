import { existsSync } from "node:fs";
import { dataFolder } from "../app/redis-in-use.ts";
import type { Config } from "../model/config.ts";
import type { Invocation } from "./command.ts";
import type { Holds } from "./probe-sources.ts";
import { withStores } from "./with-stores.ts";

/**
 * Works with what the wire knows of domains that asked to be left alone, where there is a wire: a command that needs
 * nothing else of it starts no Redis for that, and does without when there is none.
 */
export async function withHolds<Result>(
  invocation: Invocation,
  { redis }: Pick<Config, "redis">,
  work: (holds: Holds | undefined) => Promise<Result>,
): Promise<Result> {
  const mayBeThere = redis.url !== undefined || process.env["REDIS_URL"] || existsSync(dataFolder("redis"));
  if (!mayBeThere) return work(undefined);
  let begun = false;
  try {
    return await withStores(invocation, ({ answering }) => {
      begun = true;
      return work(answering.schedule);
    });
  } catch (error) {
    if (begun) throw error;
    return work(undefined);
  }
}
