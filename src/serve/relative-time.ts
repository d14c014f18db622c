import type { EpochMs } from "../model/brand.ts";

/** An instant as `/status` shows it: how far away in words, and exactly for machines. */
export interface RelativeTime {
  readonly iso: string;
  readonly text: string;
}

const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];
/** What a Date can hold. */
const LIMIT = 8.64e15;

/** "12 minutes ago", "in 3 hours"; an instant out of any calendar is "never". */
export function relativeTime(at: EpochMs, now: EpochMs): RelativeTime {
  if (!(Math.abs(at) < LIMIT)) return { iso: "", text: "never" };
  const seconds = Math.round((at - now) / 1_000);
  const [unit, size] =
    UNITS.find(([, length]) => Math.abs(seconds) >= length * 1.5) ?? (["second", 1] as const);
  const format = new Intl.RelativeTimeFormat("en", { numeric: seconds === 0 ? "auto" : "always" });
  return { iso: new Date(at).toISOString(), text: format.format(Math.round(seconds / size), unit) };
}
