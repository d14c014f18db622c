import type { EpochMs } from "../model/brand.ts";
import { type Habit, HOURS_A_WEEK, hourOfWeek } from "./publishing-habit.ts";

/**
 * How much expected news a poll is worth: a source of one entry an hour is polled every 30 minutes or so. Greater
 * means fewer polls everywhere.
 */
export const USUAL_PATIENCE = 0.1;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Entries that a profile must hold before it is believed as much as an even spread. */
const EVEN_ENTRIES_A_DAY_HOUR = 0.5;
const EVEN_ENTRIES_A_WEEKDAY = 3;

/**
 * How long to wait, ms: until the integral of sqrt(weight * rate * profile(t)) reaches `patience` (square-root rule: with
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
  const intensity = weekIntensity(habit.profile);
  const perDay = habit.rate.perDay * Math.max(0.01, weight);
  let gathered = 0;
  let at = now;
  while (at - now < most) {
    const hourEnd = Math.floor(at / HOUR_MS) * HOUR_MS + HOUR_MS;
    const pace = Math.sqrt(perDay * (intensity[hourOfWeek(at)] ?? 1));
    const needed = ((patience - gathered) / pace) * DAY_MS;
    if (needed <= hourEnd - at) return clamp(at + needed - now, least, most);
    gathered += (pace * (hourEnd - at)) / DAY_MS;
    at = hourEnd;
  }
  return Math.max(least, most);
}

/**
 * Relative intensity of each hour of the week, mean about 1: hour of the day times day of the week, since a source of
 * ten entries a day fills 24 and 7 bins long before 168. Hours next to each other share what they have.
 */
function weekIntensity(profile: readonly number[]): readonly number[] {
  const total = profile.reduce((sum, count) => sum + count, 0);
  const hours = new Array<number>(24).fill(0);
  const days = new Array<number>(7).fill(0);
  profile.forEach((count, i) => {
    hours[i % 24] = (hours[i % 24] ?? 0) + count;
    days[Math.floor(i / 24)] = (days[Math.floor(i / 24)] ?? 0) + count;
  });
  const smooth = hours.map(
    (count, i) => count / 2 + ((hours[(i + 23) % 24] ?? 0) + (hours[(i + 1) % 24] ?? 0)) / 4,
  );
  const byHour = relative(smooth, total / 24, EVEN_ENTRIES_A_DAY_HOUR);
  const byDay = relative(days, total / 7, EVEN_ENTRIES_A_WEEKDAY);
  return Array.from(
    { length: HOURS_A_WEEK },
    (_, i) => (byHour[i % 24] ?? 1) * (byDay[Math.floor(i / 24)] ?? 1),
  );
}

function relative(counts: readonly number[], mean: number, even: number): readonly number[] {
  return counts.map((count) => (count + even) / (mean + even));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
