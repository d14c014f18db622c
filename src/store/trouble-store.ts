import { hostname } from "node:os";
import type { Redis } from "ioredis";
import { inTransaction } from "./batch.ts";
import type { Keys } from "./keys.ts";

/** What is wrong with running processes that Redis itself does not show, told to whoever answers for all of them. */
export interface TroubleStore {
  /** Says what is wrong with this process, in the place of what it said before. Must be said again before its life ends. */
  tell(sentences: readonly string[], lifeMs: number): Promise<void>;
  /** Of all other processes that said so lately: each sentence once, the oldest first. */
  others(): Promise<readonly string[]>;
}

/** @param me names this process among all that use this Redis */
export function createTroubleStore(
  redis: Redis,
  keys: Keys,
  me = `${hostname()}:${process.pid}`,
): TroubleStore {
  const redisNow = async () => {
    const [seconds, micros] = await redis.time();
    return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
  };
  return {
    tell: async (sentences, lifeMs) => {
      const now = await redisNow();
      const said = await redis.zrange(keys.troubles, 0, "-1");
      const gone = said.filter((one) => readTrouble(one)[0] === me);
      await inTransaction(redis, (batch) => {
        batch.zremrangebyscore(keys.troubles, "-inf", now);
        if (gone.length > 0) batch.zrem(keys.troubles, ...gone);
        for (const sentence of sentences)
          batch.zadd(keys.troubles, now + lifeMs, JSON.stringify([me, sentence]));
      });
    },
    others: async () => {
      const said = await redis.zrange(keys.troubles, await redisNow(), "+inf", "BYSCORE");
      const others = said.map(readTrouble).filter(([who]) => who !== me);
      return [...new Set(others.map(([, sentence]) => sentence))];
    },
  };
}

function readTrouble(member: string): readonly [who: string, sentence: string] {
  return JSON.parse(member) as [string, string];
}
