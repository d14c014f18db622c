import type { EpochMs } from "../model/brand.ts";
import type { Source } from "../model/source.ts";
import { adaptiveInterval, USUAL_PATIENCE } from "./adaptive-interval.ts";
import { cronWait } from "./cron-wait.ts";
import type { Wait } from "./due.ts";
import { LEAST_MS, MOST_MS, type ScheduleSettings } from "./given.ts";
import type { Habit } from "./publishing-habit.ts";

/** What polling a hub's source costs is saved, up to a day's wait. */
const PUSHED_FACTOR = 12;

/** Quiet sources all wait for the longest time: chance makes it shorter for some, or they would be polled together. */
const QUIET_SPREAD = 0.2;

/**
 * How long Lede itself would wait: the source's fixed interval or timetable, else by its habit. A wish: the server's
 * hints can only lengthen it.
 */
export function wishedWait(
  source: Source,
  habit: Habit | undefined,
  given: {
    readonly now: EpochMs;
    readonly settings: ScheduleSettings;
    readonly pushed: boolean;
    readonly renewalIn?: number | undefined;
    /** 0-1 */
    readonly random: number;
  },
): Wait {
  const { now, settings, pushed, renewalIn = Number.POSITIVE_INFINITY, random } = given;
  const { least = LEAST_MS, most = MOST_MS } = settings;
  const wish = unhurried(source, habit, { now, settings, random });
  if (pushed) {
    const slow = Math.min(wish.ms * PUSHED_FACTOR, Math.max(wish.ms, renewalIn), most);
    return { ms: Math.max(slow, least), reason: "websub" };
  }
  return wish.ms >= least ? wish : { ms: least, reason: "minimum" };
}

function unhurried(
  source: Source,
  habit: Habit | undefined,
  { now, settings, random }: { now: EpochMs; settings: ScheduleSettings; random: number },
): Wait {
  const { least = LEAST_MS, most = MOST_MS } = settings;
  const byCron = source.cron === undefined ? undefined : cronWait(source.cron, source.timezone, now);
  if (byCron !== undefined) return { ms: byCron, reason: "cron" };
  if (source.every !== undefined) return { ms: source.every, reason: "interval" };
  if (!habit) return { ms: settings.every, reason: "interval" };
  const ms = adaptiveInterval(habit, {
    now,
    weight: source.weight,
    patience: settings.patience ?? USUAL_PATIENCE,
    least: Math.max(settings.every, least),
    most: most * (1 - random * QUIET_SPREAD),
  });
  return { ms, reason: "adaptive" };
}
