import type { EpochMs } from "../model/brand.ts";
import type { Source } from "../model/source.ts";
import type { SourceState } from "../model/source-state.ts";
import { backedOff } from "./after-failure.ts";
import { timetableOf } from "./cron-wait.ts";
import { dueAfter } from "./due.ts";
import { LEAST_MS, MOST_MS, paceOf, type ScheduleSettings } from "./given.ts";
import { habitOf } from "./publishing-habit.ts";
import { wishedWait } from "./wished-wait.ts";

/** Waits that Lede chose itself. What a server asked for stands, whatever the configuration says. */
const OWN_REASONS = ["interval", "adaptive", "minimum", "cron", "backoff"];

/**
 * When a source is due whose interval or timetable was edited since its last poll: as if that poll had known of it, and
 * with what the server asked for then. Chance has no part in it.
 *
 * @returns undefined when it stays due when it was: nothing was edited, or it would only be later
 */
export function dueAtNewPace(
  source: Source,
  state: SourceState,
  settings: ScheduleSettings,
  now: EpochMs,
): EpochMs | undefined {
  const { lastPollAt, maxAge = 0, document } = state;
  if (lastPollAt === undefined || state.url !== source.url || !isEdited(source, state, settings))
    return undefined;
  const { least = LEAST_MS, most = MOST_MS } = settings;
  // A timetable has instants of its own: one that has passed is not made up for.
  const from = source.cron === undefined ? lastPollAt : now;
  const wish = wishedWait(source, habitOf(state), { now: from, settings, pushed: false, random: 0 });
  const own =
    state.failures > 0
      ? {
          ms: backedOff({ failures: state.failures, code: state.failure?.code ?? "" }, wish.ms, most),
          reason: "backoff",
        }
      : wish;
  const hints = [maxAge, document?.minInterval ?? 0].map((ms) => ({
    ms: Math.min(ms, most),
    reason: "hint",
  }));
  const { nextPollAt } = dueAfter([{ ms: least, reason: "minimum" }, own, ...hints], {
    now: from,
    random: 0,
    jitter: () => 0,
    most: Math.max(most, own.ms),
    timetable: timetableOf(source),
    skipHours: document?.skipHours ?? [],
    skipDays: document?.skipDays ?? [],
  });
  return nextPollAt < state.nextPollAt ? nextPollAt : undefined;
}

/** A hub that delivers elsewhere, or nowhere any more, is no reason to wait. */
function isEdited(
  source: Source,
  { pace, nextReason, callback }: SourceState,
  settings: ScheduleSettings,
): boolean {
  if (nextReason === "websub") return callback !== settings.callback;
  return pace !== paceOf(source, settings) && OWN_REASONS.includes(nextReason);
}
