import { fullYear, instantOf } from "./instant.ts";
import { monthOf } from "./month-names.ts";
import { offsetOfAbbreviation, offsetOfDigits } from "./zones.ts";

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly twelve: boolean;
}

const TIME =
  /(?<![\d:])(\d{1,2})(?::|h|時|시\s*)(\d{1,2})(?:(?::|m|分|분\s*)(\d{1,2})(?:[.,:]\d+)?[s秒초]?|分|분)?\s*(?:(am|pm|a\.m\.?|p\.m\.?|πμ|μμ|π\.μ\.|μ\.μ\.)(?![a-z]))?(?!\d)/;
/** `12.30`, as the Nordic countries write it, where there is no other time; in numbers alone it would be a day. */
const DOTTED_TIME = /(?<=\p{L}.*\s)(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?=\s|$)/u;
/** An hour alone. */
const HOUR = /(?<![\d:.])(\d{1,2})(?<minute>)(?<second>)\s?(am|pm|a\.m\.|p\.m\.)(?![a-z])/;
/** What some languages put between the time and the zone. */
const OCLOCK = /^\s*(?:uhr|hrs?|horas?|heures?|ore|ч)(?![\p{L}])\.?/u;
const BEFORE_NOON = /오전|午前|上午/;
const AFTER_NOON = /오후|午後|下午/;

/**
 * Reads dates as people and old software write them: day, month name and year in any order, numbers with
 * separators, a time, a zone. Words that say nothing of these (weekdays, "at") are passed over.
 */
export function readWrittenDate(written: string): number | undefined {
  const text = written.toLowerCase().normalize("NFC").replace(/\s+/g, " ");
  const time = TIME.exec(text) ?? HOUR.exec(text) ?? DOTTED_TIME.exec(text);
  const clock = time ? clockOf(time, text) : { hour: 0, minute: 0, second: 0, twelve: false };
  if (!clock) return undefined;
  const before = time ? text.slice(0, time.index) : text;
  const after = time ? text.slice(time.index + time[0].length).replace(OCLOCK, "") : "";
  const { zone, rest } = zoneOf(time ? after : "", time ? "" : after);
  const korean = /[년월일오]/.test(text);
  const date = dateOf(`${before} ${rest}`, clock.twelve);
  return date && instantOf({ ...date, ...clock, zone: zone ?? (korean ? 540 : 0) });
}

function clockOf(match: RegExpExecArray, text: string): Clock | undefined {
  const [, hours, minute, second = "0", half = ""] = match;
  const pm = half.startsWith("p") || half.startsWith("μ") || AFTER_NOON.test(text);
  const am = half.startsWith("a") || half.startsWith("π") || BEFORE_NOON.test(text);
  const hour = Number(hours);
  if ((am || pm) && hour > 12) return pm ? clock(hour) : undefined;
  if (pm && hour < 12) return clock(hour + 12);
  return clock(am && hour === 12 ? 0 : hour);

  function clock(at: number): Clock {
    return { hour: at, minute: Number(minute), second: Number(second), twelve: am || pm };
  }
}

const NUMERIC_ZONE = /^[\s(]*(?:gmt|utc|ut|z)?\s*([+-])\s?(\d{1,2}:\d{2}|\d{1,4})(?![\d-])\)?/;
const NAMED_ZONE = /^[\s(]*([a-z]+(?:\/[a-z_+-]+\d*)+|[a-z]{1,5})(?![a-z])\)?/;

/** The zone that stands after the time, and what else stands there (the year, in asctime). */
function zoneOf(after: string, rest: string): { zone: number | string | undefined; rest: string } {
  const numeric = NUMERIC_ZONE.exec(after);
  if (numeric) {
    const zone = offsetOfDigits(numeric[1] as string, numeric[2] as string);
    return { zone, rest: `${rest} ${after.slice(numeric[0].length)}` };
  }
  const named = NAMED_ZONE.exec(after);
  const name = named?.[1] ?? "";
  if (!named || monthOf(name) !== undefined) return { zone: undefined, rest: `${rest} ${after}` };
  const zone = name.includes("/") ? name : offsetOfAbbreviation(name);
  return { zone, rest: `${rest} ${after.slice(named[0].length)}` };
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dateOf(text: string, twelve: boolean): Day | undefined {
  const numbers: string[] = [];
  let month: number | undefined;
  for (const [token] of text.matchAll(/\d+|[\p{L}\p{M}']+/gu)) {
    if (/\d/.test(token)) numbers.push(token);
    else month = monthOf(token) ?? month; // "mar. 5 mai": the last one is the month, the first a weekday
  }
  if (numbers.some((digits) => digits.length > 4)) return undefined;
  return month === undefined ? numericDate(numbers, text, twelve) : namedDate(numbers, month);
}

/** A day and a year beside the month's name; the year may stand first, with four digits. */
function namedDate(numbers: readonly string[], month: number): Day | undefined {
  const [first, second] = numbers;
  if (first === undefined || second === undefined || numbers.length > 2) return undefined;
  if (first.length === 4) return { year: Number(first), month, day: Number(second) };
  if (first.length > 2) return undefined;
  return { year: fullYear(second), month, day: Number(first) };
}

/** Three numbers. Year first is certain; else points mean day first, and only a number over 12 is a day for sure. */
function numericDate(numbers: readonly string[], text: string, twelve: boolean): Day | undefined {
  const [a = "", b = "", c = ""] = numbers;
  if (numbers.length !== 3) return undefined;
  if (a.length === 4) return { year: Number(a), month: Number(b), day: Number(c) };
  if (c.length !== 4 || a.length > 2 || b.length > 2) return undefined;
  const [x, y] = [Number(a), Number(b)];
  const dayFirst = { year: Number(c), month: y, day: x };
  const monthFirst = { year: Number(c), month: x, day: y };
  if (x > 12 || x === y || /\d\.\s?\d/.test(text)) return dayFirst;
  return y > 12 || twelve ? monthFirst : undefined; // with am and pm it is American
}
