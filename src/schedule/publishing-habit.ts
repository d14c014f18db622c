import type { EpochMs } from "../model/brand.ts";

/** How often and when a source publishes, as far as its polls have shown. */
export interface Habit {
  /** New entries a day, decayed. */
  readonly rate: { readonly perDay: number; readonly at: EpochMs };
  /** New entries by hour of the week (168, UTC, Monday 0 h first), decayed. */
  readonly profile: readonly number[];
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

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const HOURS_A_WEEK = 168;
const HALF_LIFE_DAYS = 10;
const DECAY = Math.LN2 / HALF_LIFE_DAYS;
/** Of a source whose entries carry no dates, until polls have shown better. */
const USUAL_PER_DAY = 6;
const LEAST_PER_DAY = 0.01;
const MOST_PER_DAY = 1_000;
/** Monday 0 h UTC: 1970-01-05. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** Hour of the week, UTC, Monday 0 h = 0. */
export function hourOfWeek(at: EpochMs): number {
  const hour = Math.floor((at - FIRST_MONDAY_MS) / HOUR_MS) % HOURS_A_WEEK;
  return hour < 0 ? hour + HOURS_A_WEEK : hour;
}

/**
 * What one more poll teaches. The first document is history, not news: its dates give the rate and the profile at
 * once, so that a source need not be watched for days before it is polled at the right pace.
 */
export function learnHabit(habit: Habit | undefined, observation: Observation): Habit {
  const { now, entryTimes, lastPollAt } = observation;
  const dated = entryTimes.filter((time) => time <= now && time > 0);
  if (!habit || lastPollAt === undefined) return firstHabit(dated, now);
  const decay = Math.exp((-DECAY * Math.max(0, now - habit.rate.at)) / DAY_MS);
  const perDay = clamp(habit.rate.perDay * decay + observation.newEntries * DECAY);
  const profile = habit.profile.map((count) => count * decay);
  for (const time of newTimes(observation, dated, lastPollAt)) count(profile, time, 1);
  return { rate: { perDay, at: now }, profile: profile.map(rounded) };
}

function firstHabit(dated: readonly EpochMs[], now: EpochMs): Habit {
  const profile = new Array<number>(HOURS_A_WEEK).fill(0);
  let weight = 0;
  for (const time of dated) {
    const worth = Math.exp((-DECAY * (now - time)) / DAY_MS);
    weight += worth;
    count(profile, time, worth);
  }
  const spanDays = (now - Math.min(now, ...dated)) / DAY_MS;
  const seen = 1 - Math.exp(-DECAY * Math.max(spanDays, 0.25));
  const perDay = dated.length > 1 ? clamp((weight * DECAY) / seen) : USUAL_PER_DAY;
  return { rate: { perDay, at: now }, profile: profile.map(rounded) };
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
    ...Array.from({ length: Math.min(untold, HOURS_A_WEEK) }, (_, i) => lastPollAt + (i + 0.5) * step),
  ];
}

function count(profile: number[], time: EpochMs, worth: number): void {
  const hour = hourOfWeek(time);
  profile[hour] = (profile[hour] ?? 0) + worth;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function clamp(perDay: number): number {
  return Math.min(MOST_PER_DAY, Math.max(LEAST_PER_DAY, perDay));
}
