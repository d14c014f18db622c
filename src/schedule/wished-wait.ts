import { DAY_MS, HOUR_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Source } from "../model/source.ts";
import { cronWait } from "./cron-wait.ts";
import type { Wait } from "./due.ts";
import { LEAST_MS, MOST_MS, type ScheduleSettings } from "./given.ts";
import { dayOfWeek, type Habit, hourOfDay } from "./publishing-habit.ts";

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

/**
 * How much expected news a poll is worth: a source of one entry an hour is polled every 30 minutes or so. Greater
 * means fewer polls everywhere.
 */
const USUAL_PATIENCE = 0.1;

/** Entries that a profile must hold before it is believed as much as an even spread. */
const EVEN_ENTRIES_A_DAY_HOUR = 0.25;
const EVEN_ENTRIES_A_WEEKDAY = 6;

/**
 * How long to wait, ms: until the integral of sqrt(weight * rate * intensity(t)) reaches `patience` (square-root rule: with
 * a given number of requests in all, delays are smallest when a source is polled in proportion to the root of its
 * rate), within [least, most].
 */
export function adaptiveInterval(
  habit: Habit,
  {
    now,
    weight,
    patience,
    least,
    most,
  }: { now: EpochMs; weight: number; patience: number; least: number; most: number },
): number {
  const { byHour, byDay } = intensities(habit);
  const perDay = habit.rate.perDay * Math.max(0.01, weight);
  let gathered = 0;
  let at = now;
  while (at - now < most) {
    const hourEnd = Math.floor(at / HOUR_MS) * HOUR_MS + HOUR_MS;
    const pace = Math.sqrt(perDay * (byHour[hourOfDay(at)] ?? 1) * (byDay[dayOfWeek(at)] ?? 1));
    const needed = ((patience - gathered) / pace) * DAY_MS;
    if (needed <= hourEnd - at) return clamp(at + needed - now, least, most);
    gathered += (pace * (hourEnd - at)) / DAY_MS;
    at = hourEnd;
  }
  return Math.max(least, most);
}

/**
 * Relative intensity of the hours of the day and of the days of the week, mean about 1: an hour of the week has the
 * product, since a source of ten entries a day fills 24 and 7 bins long before 168. Hours next to each other share what
 * they have.
 */
function intensities({ hours, days }: Habit) {
  const total = days.reduce((sum, count) => sum + count, 0);
  const smooth = hours.map(
    (count, i) => count / 2 + ((hours[(i + 23) % 24] ?? 0) + (hours[(i + 1) % 24] ?? 0)) / 4,
  );
  return {
    byHour: relative(smooth, total / 24, EVEN_ENTRIES_A_DAY_HOUR),
    byDay: relative(days, total / 7, EVEN_ENTRIES_A_WEEKDAY),
  };
}

function relative(counts: readonly number[], mean: number, even: number): readonly number[] {
  return counts.map((count) => (count + even) / (mean + even));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
