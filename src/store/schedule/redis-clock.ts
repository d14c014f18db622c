import type { Redis } from "ioredis";
import type { EpochMs } from "../../model/brand.ts";

/** What is due is decided by Redis's clock; turns a moment of this machine's clock into one of Redis's. */
export type ToRedisClock = (at: EpochMs) => Promise<EpochMs>;

/** ms between two looks at Redis's clock. */
const LOOK_MS = 10_000;
/** Clocks that are kept differ by less, and an answer takes some time: not worth a correction. */
const APART_MS = 2_000;

/**
 * Between two looks the machine's monotonic clock counts on, so that a step of its wall clock is seen at once: a source
 * that is due in two minutes must not wait for two hours because the clock ran ahead when that was written.
 */
export function createRedisClock(redis: Redis): ToRedisClock {
  let lookedAt = Number.NEGATIVE_INFINITY;
  /** Redis's time when the monotonic clock was at zero. */
  let base = 0;
  return async (at) => {
    if (performance.now() - lookedAt > LOOK_MS) {
      const [seconds, micros] = await redis.time();
      lookedAt = performance.now();
      base = Number(seconds) * 1_000 + Number(micros) / 1_000 - lookedAt;
    }
    const apart = base + performance.now() - Date.now();
    return Math.abs(apart) < APART_MS ? at : Math.max(0, at + Math.round(apart));
  };
}
