import { HOUR_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";

const DAYS = 7;

interface SkipTimes {
  /** Hours of the day, UTC. */
  readonly skipHours: readonly number[];
  /** 0 = Sunday. */
  readonly skipDays: readonly number[];
}

/**
 * The first instant at or after `at` that a feed does not ask to be left alone at (RSS 2.0 `skipHours`, `skipDays`; GMT).
 * A feed that skips every hour or every day means nothing by it.
 */
export function afterSkips(at: EpochMs, { skipHours, skipDays }: SkipTimes): EpochMs {
  if (new Set(skipHours).size >= 24 || new Set(skipDays).size >= DAYS) return at;
  let instant = at;
  for (let hours = 0; hours <= (DAYS + 1) * 24; hours += 1) {
    const date = new Date(instant);
    if (!skipHours.includes(date.getUTCHours()) && !skipDays.includes(date.getUTCDay())) return instant;
    instant = Math.floor(instant / HOUR_MS) * HOUR_MS + HOUR_MS;
  }
  return at;
}
