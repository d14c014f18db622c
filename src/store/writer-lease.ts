import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import type { Keys } from "./keys.ts";

/** The right to write stories: one process at a time, whose index is then the only one. */
export interface WriterLease {
  /** What Redis knows the holder by. */
  readonly token: string;
  /** Takes or renews it. */
  hold(): Promise<boolean>;
  release(): Promise<void>;
}

const LEASE_MS = 15_000;

export function createWriterLease(redis: Redis, keys: Keys): WriterLease {
  const token = randomUUID();
  return {
    token,
    hold: async () => {
      if ((await redis.set(keys.writer, token, "PX", LEASE_MS, "NX")) === "OK") return true;
      if ((await redis.get(keys.writer)) !== token) {
        // The clock was set back: the lease would last for as long as that was.
        if ((await redis.pttl(keys.writer)) > 2 * LEASE_MS) await redis.pexpire(keys.writer, LEASE_MS);
        return false;
      }
      // Between these two commands the lease could only pass on by expiring, which renewing every third of it rules out.
      await redis.pexpire(keys.writer, LEASE_MS);
      return true;
    },
    release: async () => {
      if ((await redis.get(keys.writer)) === token) await redis.del(keys.writer);
    },
  };
}
