import type { Redis } from "ioredis";
import { inTransaction } from "./batch.ts";
import type { Keys } from "./keys.ts";

/** What is wrong with running processes that Redis itself does not show, told to whoever answers for all of them. */
export interface TroubleStore {
  /** Says what is wrong with a process, in the place of what it said before. Must be said again before its life ends. */
  tell(process: string, sentences: readonly string[], lifeMs: number): Promise<void>;
  /** Of all processes that said so lately: each sentence once, the oldest first. */
  all(): Promise<readonly string[]>;
}

export function createTroubleStore(redis: Redis, keys: Keys): TroubleStore {
  const redisNow = async () => {
    const [seconds, micros] = await redis.time();
    return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
  };
  return {
    tell: async (process, sentences, lifeMs) => {
      const now = await redisNow();
      const said = await redis.zrange(keys.troubles, 0, "-1");
      const gone = said.filter((one) => readTrouble(one)[0] === process);
      await inTransaction(redis, (batch) => {
        batch.zremrangebyscore(keys.troubles, "-inf", now);
        if (gone.length > 0) batch.zrem(keys.troubles, ...gone);
        for (const sentence of sentences)
          batch.zadd(keys.troubles, now + lifeMs, JSON.stringify([process, sentence]));
      });
    },
    all: async () => {
      const said = await redis.zrange(keys.troubles, await redisNow(), "+inf", "BYSCORE");
      return [...new Set(said.map((one) => readTrouble(one)[1]))];
    },
  };
}

function readTrouble(member: string): readonly [process: string, sentence: string] {
  return JSON.parse(member) as [string, string];
}
