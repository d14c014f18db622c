import type { EpochMs } from "../../model/brand.ts";
import { readWrittenDate } from "./written.ts";
import { fullYear, instantOf, offsetOfDigits, zoneOfAbbreviation } from "./zones.ts";

/** Longer texts are prose. */
const LONGEST = 100;

/**
 * Reads a date in any form that feeds use: RFC 822, 850, 2822 and 3339, all of ISO 8601 that has a year,
 * asctime, seconds, milliseconds or microseconds since 1970, database forms, month names of fifty languages. Without a zone
 * it is UTC, never the host's. What is not certain is undefined: `03/04/2024` may be either month.
 *
 * @returns ms since the epoch, greater than zero. Never throws.
 */
export function parseDate(written: string | undefined): EpochMs | undefined {
  const text = written?.trim() ?? "";
  if (text === "" || text.length > LONGEST) return undefined;
  const instant = readUsual(text) ?? readIsoDate(text) ?? readEpoch(text) ?? readWrittenDate(text);
  return instant !== undefined && instant > 0 && instant < LAST ? instant : undefined;
}

/** The end of the year 9999: later ones cannot be written as RFC 3339. */
const LAST = 253_402_300_800_000;

const RFC_822 =
  /^(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|([+-])(\d\d)(\d\d))$/;
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;
const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** The two forms that nearly all feeds use, as they should be written: the readers below know them too. */
function readUsual(text: string): number | undefined {
  let match = RFC_822.exec(text);
  if (match) {
    const month = MONTHS.indexOf(match[2] as string);
    return month % 3 === 0 ? usual(match, Number(match[3]), month / 3, Number(match[1])) : undefined;
  }
  match = RFC_3339.exec(text);
  return match ? usual(match, Number(match[1]), Number(match[2]) - 1, Number(match[3])) : undefined;
}

function usual(match: RegExpExecArray, year: number, month: number, day: number): number | undefined {
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6])];
  const offset = match[7] === undefined ? 0 : Number(match[8]) * 60 + Number(match[9]);
  // What is rare or wrong is left to the careful readers.
  if (
    month < 0 ||
    month > 11 ||
    day < 1 ||
    day > 28 ||
    hour > 23 ||
    minute > 59 ||
    second > 59 ||
    offset > 840
  )
    return undefined;
  return Date.UTC(year, month, day, hour, minute, second) + (match[7] === "-" ? offset : -offset) * 60_000;
}

function readEpoch(text: string): number | undefined {
  if (/^\d{9,10}(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  if (/^\d{15,16}$/.test(text)) return Math.round(Number(text) / 1000);
  // As .NET writes it: the offset says only where it was written.
  const milliseconds = /^(?:\\?\/Date\((\d{12,13})(?:[+-]\d{4})?\)\\?\/|(\d{12,13}))$/.exec(text);
  return milliseconds ? Number(milliseconds[1] ?? milliseconds[2]) : undefined;
}

interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const ISO_TIME =
  /^(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,]\d*)?)?)?\s*(?:([zZ])|([+-])\s?(\d{1,2}:?\d{0,2})|([A-Za-z]{2,5}))?$/;

/** ISO 8601 and its profiles (RFC 3339, W3C-DTF): calendar, week and ordinal dates, basic and extended. */
function readIsoDate(text: string): number | undefined {
  const split = /^([-\dW]+?)(?:[Tt]|\s+|(?<=\d{8})(?=\d{6}$))(\d.*)$/.exec(text);
  const day = readDay(split ? (split[1] as string) : text);
  if (!day) return undefined;
  if (!split) return instantOf({ ...day, hour: 0, minute: 0, second: 0, zone: 0 });
  const match = ISO_TIME.exec(split[2] as string);
  if (!match) return undefined;
  const [, hour, minute = "0", second = "0", zulu, sign, digits, name] = match;
  const zone = zulu !== undefined ? 0 : sign ? offsetOfDigits(sign, digits as string) : zoneNamed(name);
  if (zone === undefined) return undefined;
  return instantOf({ ...day, hour: Number(hour), minute: Number(minute), second: Number(second), zone });
}

function zoneNamed(name: string | undefined): number | string | undefined {
  return name === undefined ? 0 : zoneOfAbbreviation(name.toLowerCase());
}

/** Forms of the day, the usual first. A form without a year is no date: the current one would be a guess. */
function readDay(text: string): CalendarDay | undefined {
  let m: string[] | null | undefined =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  m ??= /^(\d{4})-0(\d\d)-(\d\d)$/.exec(text) ?? /^(\d\d)(-?)(\d\d)\2(\d\d)$/.exec(text)?.toSpliced(2, 1);
  if (m) return day(fullYear(m[1] as string), Number(m[2]), Number(m[3]));
  m = /^(\d{4})-?W(\d\d)(?:-?([1-7]))?$/.exec(text);
  if (m) return weekDay(Number(m[1]), Number(m[2]), Number(m[3] ?? 1));
  m = /^(\d{4}|\d\d)-?(\d{3})$/.exec(text);
  if (m) return ordinalDay(fullYear(m[1] as string), Number(m[2]));
  m = /^(\d{4})-(\d\d)$/.exec(text) ?? /^-(\d\d)-?(\d\d)$/.exec(text);
  if (m) return day(fullYear(m[1] as string), Number(m[2]), 1);
  m = /^(\d{4})$/.exec(text);
  return m ? day(Number(m[1]), 1, 1) : undefined;
}

function day(year: number, month: number, dayOfMonth: number): CalendarDay {
  return { year, month, day: dayOfMonth };
}

function ordinalDay(year: number, ordinal: number): CalendarDay | undefined {
  const at = new Date(Date.UTC(year, 0, ordinal));
  if (ordinal < 1 || at.getUTCFullYear() !== year) return undefined;
  return day(year, at.getUTCMonth() + 1, at.getUTCDate());
}

/** Week 1 is the one with 4 January in it; weeks begin on Monday. */
function weekDay(year: number, week: number, weekday: number): CalendarDay | undefined {
  if (week < 1 || week > 53) return undefined;
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = 4 - ((fourth.getUTCDay() + 6) % 7);
  const at = new Date(Date.UTC(year, 0, monday + (week - 1) * 7 + weekday - 1));
  return day(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}
