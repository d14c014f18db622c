import { type Habit, learnHabit } from "../../../src/schedule/publishing-habit.ts";
import { adaptiveInterval } from "../../../src/schedule/wished-wait.ts";

/** What a poll shows a rule. */
export interface Seen {
  readonly now: number;
  readonly lastPollAt: number | undefined;
  readonly newTimes: readonly number[];
  /** Entries of the last seven and thirty days. */
  readonly lastWeek: number;
  readonly lastMonth: number;
}

/** Starts for one feed; the returned function gives the wait after a poll, ms. `scale` is what a budget sets. */
export type Rule = (scale: number) => (seen: Seen) => number;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** All rules live between the same bounds. */
const LEAST_MS = 5 * MINUTE_MS;
const MOST_MS = DAY_MS;

const clamp = (ms: number) => Math.min(MOST_MS, Math.max(LEAST_MS, ms));

/** A greater scale means fewer polls, in all of them. */
export const rules: Readonly<Record<string, Rule>> = {
  fixed: (scale) => () => clamp(scale * HOUR_MS),

  /** `entry_frequency`: a week divided by the week's entries. */
  miniflux: (scale) => (seen) => clamp((scale * 7 * DAY_MS) / Math.max(1, seen.lastWeek)),

  /** The interval goes with the fourth root of the month's entries. */
  newsblur: (scale) => (seen) => clamp((scale * HOUR_MS * 3) / Math.max(0.25, seen.lastMonth ** 0.25)),

  /** Additive increase, multiplicative decrease. */
  aimd: (scale) => {
    let interval = HOUR_MS;
    return (seen) => {
      interval = clamp(seen.newTimes.length > 0 ? interval / 2 : interval + scale * 10 * MINUTE_MS);
      return interval;
    };
  },

  lede: (scale) => {
    let habit: Habit | undefined;
    return ({ now, newTimes, lastPollAt }) => {
      habit = learnHabit(habit, { now, newEntries: newTimes.length, entryTimes: newTimes, lastPollAt });
      return adaptiveInterval(habit, {
        now,
        weight: 1,
        patience: scale / 10,
        least: LEAST_MS,
        most: MOST_MS,
      });
    };
  },
};
