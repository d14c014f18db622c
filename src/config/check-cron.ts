import { CronExpressionParser } from "cron-parser";
import { formatDuration } from "./values.ts";

const MINUTE = 60_000;

/**
 * Why a timetable cannot be used; undefined when it can.
 *
 * @param minInterval ms: two times of one day may not be closer
 */
export function whyNotCron(expression: string, minInterval: number): string | undefined {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 5)
    return `a cron expression has five fields (minute hour day month weekday), this has ${fields.length}`;
  try {
    const parsed = CronExpressionParser.parse(expression);
    const { minute, hour } = parsed.fields;
    const gap = smallestGap(numbers(minute.values), numbers(hour.values)) * MINUTE;
    return gap < minInterval
      ? `no source is polled more often than every ${formatDuration(minInterval)}`
      : undefined;
  } catch (error) {
    return `not a cron expression: ${(error as Error).message}`;
  }
}

function numbers(values: readonly (number | string)[]): number[] {
  return values.map(Number).sort((a, b) => a - b);
}

/** In minutes; across the full hour only where two hours stand side by side. */
function smallestGap(minutes: readonly number[], hours: readonly number[]): number {
  const first = minutes[0] ?? 0;
  const within = minutes.slice(1).map((minute, index) => minute - (minutes[index] ?? 0));
  const sideBySide = hours.some((hour) => hours.includes((hour + 1) % 24));
  const across = sideBySide ? [first + 60 - (minutes.at(-1) ?? 0)] : [];
  return Math.min(60, ...within, ...across);
}
