import { HOUR_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";

/** A wait, ms, and why it is as long as it is. */
export interface Wait {
  readonly ms: number;
  readonly reason: string;
}

interface DueOptions {
  readonly now: EpochMs;
  /** 0-1. */
  readonly random: number;
  /** The most that chance may add to a wait, ms. */
  readonly jitter: (wait: Wait) => number;
  /** No wait is longer, before the hours and days that are to be skipped. */
  readonly most: number;
  /** The next instant at or after another at which a source with a timetable may be polled. */
  readonly timetable?: ((at: EpochMs) => EpochMs) | undefined;
  readonly skipHours: readonly number[];
  readonly skipDays: readonly number[];
}

export interface Due {
  readonly nextPollAt: EpochMs;
  readonly nextReason: string;
}

/** Sources that wait for the same hour to be over do not all start with it. */
const AFTER_SKIP_MS = 10 * 60_000;

const JITTER = 0.1;
const MOST_JITTER_MS = 10 * 60_000;
/** A timetable is meant to be kept. */
const CRON_JITTER_MS = 60_000;

/** A tenth of a wait, ten minutes at most. */
export function usualJitter({ ms, reason }: Wait): number {
  return Math.min(ms * JITTER, reason === "cron" ? CRON_JITTER_MS : MOST_JITTER_MS);
}

/**
 * Turns waits into an instant: the longest counts, the ceiling cuts it, chance only ever adds (a poll is never early),
 * a source with a timetable waits for its next instant even when a server's hint ends at another, and hours that the
 * feed asks to be spared are passed over.
 */
export function dueAfter(waits: readonly Wait[], options: DueOptions): Due {
  const { now, random, jitter, most, timetable } = options;
  const longest = waits.reduce((a, b) => (b.ms > a.ms ? b : a));
  const wait = Math.min(longest.ms, most);
  const earliest = now + Math.ceil(Math.min(wait + random * jitter(longest), most));
  const onTime = timetable && longest.reason !== "cron";
  const at = onTime ? timetable(earliest) + Math.floor(random * CRON_JITTER_MS) : earliest;
  const allowed = afterSkips(at, options);
  if (allowed === at) return { nextPollAt: at, nextReason: longest.reason };
  return { nextPollAt: allowed + Math.floor(random * AFTER_SKIP_MS), nextReason: "skip-hours" };
}

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
