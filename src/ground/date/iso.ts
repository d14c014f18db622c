import { fullYear, instantOf } from "./instant.ts";
import { offsetOfAbbreviation, offsetOfDigits } from "./zones.ts";

interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const TIME =
  /^(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,]\d*)?)?)?\s*(?:([zZ])|([+-])\s?(\d{1,2}:?\d{0,2})|([A-Za-z]{2,5}))?$/;

/** ISO 8601 and its profiles (RFC 3339, W3C-DTF): calendar, week and ordinal dates, basic and extended. */
export function readIsoDate(text: string): number | undefined {
  const split = /^([-\dW]+?)(?:[Tt]|\s+|(?<=\d{8})(?=\d{6}$))(\d.*)$/.exec(text);
  const day = readDay(split ? (split[1] as string) : text);
  if (!day) return undefined;
  if (!split) return instantOf({ ...day, hour: 0, minute: 0, second: 0, zone: 0 });
  const match = TIME.exec(split[2] as string);
  if (!match) return undefined;
  const [, hour, minute = "0", second = "0", zulu, sign, digits, name] = match;
  const zone = zulu !== undefined ? 0 : sign ? offsetOfDigits(sign, digits as string) : zoneNamed(name);
  if (zone === undefined) return undefined;
  return instantOf({ ...day, hour: Number(hour), minute: Number(minute), second: Number(second), zone });
}

function zoneNamed(name: string | undefined): number | undefined {
  return name === undefined ? 0 : offsetOfAbbreviation(name.toLowerCase());
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
