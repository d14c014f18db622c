import { hostname } from "node:os";
import type { Redis } from "ioredis";
import type { EpochMs } from "../model/brand.ts";
import { inTransaction } from "./batch.ts";
import type { Keys } from "./keys.ts";

/** What is wrong with running processes that Redis itself does not show, told to whoever answers for all of them. */
export interface TroubleStore {
  /** Says what is wrong, in the place of what the same teller said before. Must be said again before its life ends. */
  tell(teller: string, sentences: readonly string[], lifeMs: number): Promise<void>;
  /**
   * What was said lately: each sentence once, the oldest first.
   *
   * @param but whose own sentences are left out
   */
  all(but?: string): Promise<readonly string[]>;
  /** Says that a machine that polls has no network, or has it again. Must be said again before its life ends. */
  tellOffline(since: EpochMs | undefined, lifeMs: number): Promise<void>;
  /** Since when a machine that polls has had no network. */
  offlineSince(): Promise<EpochMs | undefined>;
}

/** Names this process among all that use one Redis, as a teller of its own troubles. */
export function thisProcess(): string {
  return `${hostname()}:${process.pid}`;
}

export function createTroubleStore(redis: Redis, keys: Keys): TroubleStore {
  const redisNow = async () => {
    const [seconds, micros] = await redis.time();
    return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
  };
  return {
    tell: async (teller, sentences, lifeMs) => {
      const now = await redisNow();
      const said = await redis.zrange(keys.troubles, 0, "-1");
      const gone = said.filter((one) => readTrouble(one)[0] === teller);
      await inTransaction(redis, (batch) => {
        batch.zremrangebyscore(keys.troubles, "-inf", now);
        if (gone.length > 0) batch.zrem(keys.troubles, ...gone);
        for (const sentence of sentences)
          batch.zadd(keys.troubles, now + lifeMs, JSON.stringify([teller, sentence]));
      });
    },
    all: async (but) => {
      const said = await redis.zrange(keys.troubles, await redisNow(), "+inf", "BYSCORE");
      const told = said.map(readTrouble).filter(([teller]) => teller !== but);
      return [...new Set(told.map(([, sentence]) => sentence))];
    },
    tellOffline: async (since, lifeMs) => {
      if (since === undefined) await redis.del(keys.network);
      else await redis.set(keys.network, since, "PX", lifeMs);
    },
    offlineSince: async () => {
      const since = await redis.get(keys.network);
      return since === null ? undefined : Number(since);
    },
  };
}

function readTrouble(member: string): readonly [teller: string, sentence: string] {
  return JSON.parse(member) as [string, string];
}
