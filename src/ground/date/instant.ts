import { offsetOfZone } from "./zones.ts";

/** A date as its parts were written. */
export interface DateParts {
  readonly year: number;
  /** 1-12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Minutes east of UTC, or an IANA zone. */
  readonly zone: number | string;
}

/**
 * The instant that the parts name. Hour 24 is the next day's first (ISO 8601), second 60 a leap second and
 * counted as the next. A day that the month does not have, or a time that no clock shows, is undefined.
 */
export function instantOf({ year, month, day, hour, minute, second, zone }: DateParts): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined;
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return undefined;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const offset = typeof zone === "number" ? zone : (offsetOfZone(zone, local) ?? 0);
  return local - offset * 60_000;
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Years of two digits are of 1950-2049, of three since 1900 (RFC 2822 section 4.3). */
export function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length <= 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
}
