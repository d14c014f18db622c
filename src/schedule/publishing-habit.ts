import { DAY_MS, HOUR_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { SourceState } from "../model/source-state.ts";

/** How often and when a source publishes, as far as its polls have shown. */
export interface Habit {
  /** New entries a day, decayed. */
  readonly rate: { readonly perDay: number; readonly at: EpochMs };
  /** New entries by hour of the day (24, UTC), decayed. */
  readonly hours: readonly number[];
  /** New entries by day of the week (7, UTC, Monday first), decayed. */
  readonly days: readonly number[];
}

export interface Observation {
  readonly now: EpochMs;
  /** Entries that this poll found and no earlier one. */
  readonly newEntries: number;
  /** Publication instants of the document's entries, where they say one. */
  readonly entryTimes: readonly EpochMs[];
  /** The poll before; undefined for the first. */
  readonly lastPollAt: EpochMs | undefined;
}

const HOURS_A_DAY = 24;
const DAYS_A_WEEK = 7;
/** More entries without a date than this teach nothing more about the time since the last poll. */
const MOST_UNDATED = HOURS_A_DAY * DAYS_A_WEEK;
const HALF_LIFE_DAYS = 10;
const DECAY = Math.LN2 / HALF_LIFE_DAYS;
/** Of a source whose entries carry no dates, until polls have shown better. */
const USUAL_PER_DAY = 6;
const LEAST_PER_DAY = 0.01;
const MOST_PER_DAY = 1_000;
/** Monday 0 h UTC: 1970-01-05. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** Hour of the day, UTC. */
export function hourOfDay(at: EpochMs): number {
  return modulo(Math.floor(at / HOUR_MS), HOURS_A_DAY);
}

/** Day of the week, UTC, Monday = 0. */
export function dayOfWeek(at: EpochMs): number {
  return modulo(Math.floor((at - FIRST_MONDAY_MS) / DAY_MS), DAYS_A_WEEK);
}

function modulo(value: number, by: number): number {
  const rest = value % by;
  return rest < 0 ? rest + by : rest;
}

/** What is remembered of a source's habit; undefined before its first document. */
export function habitOf({ rate, hours, days }: SourceState): Habit | undefined {
  return rate && hours && days ? { rate, hours, days } : undefined;
}

/**
 * What one more poll teaches. The first document is history, not news: its dates give the rate and the times at
 * once, so that a source need not be watched for days before it is polled at the right pace.
 */
export function learnHabit(habit: Habit | undefined, observation: Observation): Habit {
  const { now, entryTimes, lastPollAt } = observation;
  const dated = entryTimes.filter((time) => time <= now && time > 0);
  if (!habit || lastPollAt === undefined) return firstHabit(dated, now);
  const decay = Math.exp((-DECAY * Math.max(0, now - habit.rate.at)) / DAY_MS);
  const perDay = clamp(habit.rate.perDay * decay + observation.newEntries * DECAY);
  const hours = habit.hours.map((count) => count * decay);
  const days = habit.days.map((count) => count * decay);
  for (const time of newTimes(observation, dated, lastPollAt)) count({ hours, days }, time, 1);
  return { rate: { perDay, at: now }, hours: hours.map(rounded), days: days.map(rounded) };
}

function firstHabit(dated: readonly EpochMs[], now: EpochMs): Habit {
  const hours = new Array<number>(HOURS_A_DAY).fill(0);
  const days = new Array<number>(DAYS_A_WEEK).fill(0);
  let weight = 0;
  for (const time of dated) {
    const worth = Math.exp((-DECAY * (now - time)) / DAY_MS);
    weight += worth;
    count({ hours, days }, time, worth);
  }
  const spanDays = (now - Math.min(now, ...dated)) / DAY_MS;
  const seen = 1 - Math.exp(-DECAY * Math.max(spanDays, 0.25));
  const perDay = dated.length > 1 ? clamp((weight * DECAY) / seen) : USUAL_PER_DAY;
  return { rate: { perDay, at: now }, hours: hours.map(rounded), days: days.map(rounded) };
}

/** When the new entries appeared: by their own dates, else somewhere since the last poll. */
function newTimes(
  { newEntries, now }: Observation,
  dated: readonly EpochMs[],
  lastPollAt: EpochMs,
): EpochMs[] {
  const told = dated.filter((time) => time > lastPollAt).slice(0, newEntries);
  const untold = newEntries - told.length;
  const step = (now - lastPollAt) / Math.max(1, untold);
  return [
    ...told,
    ...Array.from({ length: Math.min(untold, MOST_UNDATED) }, (_, i) => lastPollAt + (i + 0.5) * step),
  ];
}

interface Counts {
  readonly hours: number[];
  readonly days: number[];
}

function count({ hours, days }: Counts, time: EpochMs, worth: number): void {
  const [hour, day] = [hourOfDay(time), dayOfWeek(time)];
  hours[hour] = (hours[hour] ?? 0) + worth;
  days[day] = (days[day] ?? 0) + worth;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function clamp(perDay: number): number {
  return Math.min(MOST_PER_DAY, Math.max(LEAST_PER_DAY, perDay));
}
