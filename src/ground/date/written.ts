import { monthOf } from "./month-names.ts";
import { fullYear, instantOf, offsetOfDigits, zoneOfAbbreviation } from "./zones.ts";

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly twelve: boolean;
}

const TIME =
  /(?<![\d:])(\d{1,2})(?::|\s?h\s?|時|시\s*)(\d{1,2})(?:(?::|m|分|분\s*)(\d{1,2})(?:[.,:]\d+)?[s秒초]?|分|분)?\s*(?:(am|pm|a\.\s?m\.?|p\.\s?m\.?|πμ|μμ|π\.μ\.|μ\.μ\.|p\.d\.|m\.d\.|ptg|pg|öö|ös|ص|م)(?![a-z\u0600-\u06ff]))?(?!\d)/u;
/** `12.30`, as the Nordic countries write it, where there is no other time; in numbers alone it would be a day. */
const DOTTED_TIME = /(?<=\p{L}.*\s)(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?=\s|$)/u;
/** An hour alone. */
const HOUR = /(?<![\d:.])(\d{1,2})(?<minute>)(?<second>)\s?(am|pm|a\.\s?m\.|p\.\s?m\.)(?![a-z])/;
/** What some languages put between the time and the zone. */
const OCLOCK = /^\s*(?:uhr|hrs?|horas?|heures?|ore|ч)(?![\p{L}])\.?/u;
const BEFORE_NOON = /오전|午前|上午|^[\d. ]+am\s?\d/;
const AFTER_NOON = /오후|午後|下午|\bpm\s?\d/;

/**
 * Reads dates as people and old software write them: day, month name and year in any order, numbers with
 * separators, a time, a zone. Words that say nothing of these (weekdays, "at") are passed over.
 */
export function readWrittenDate(written: string): number | undefined {
  const text = asciiDigits(written).toLowerCase().normalize("NFC").replace(/\s+/g, " ");
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

/** Digits of other scripts as those of ours: each script has its ten in a row, beginning at a multiple of ten or six. */
export function asciiDigits(text: string): string {
  return text.replace(/(?!\d)\p{Nd}/gu, (digit) => {
    let zero = digit.codePointAt(0) as number;
    const value = zero;
    while (value - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(value - zero);
  });
}

function clockOf(match: RegExpExecArray, text: string): Clock | undefined {
  const [, hours, minute, second = "0", half = ""] = match;
  const pm = /^(?:pt|pm|p\.\s?m|m\.d|μ|ös|م)/.test(half) || AFTER_NOON.test(text);
  const am = /^(?:a|pg|p\.d|π|öö|ص)/.test(half) || BEFORE_NOON.test(text);
  const hour = Number(hours);
  if ((am || pm) && hour > 12) return pm ? clock(hour) : undefined;
  if (pm && hour < 12) return clock(hour + 12);
  return clock(am && hour === 12 ? 0 : hour);

  function clock(at: number): Clock {
    return { hour: at, minute: Number(minute), second: Number(second), twelve: am || pm };
  }
}

const NUMERIC_ZONE = /^[\s(]*(?:gmt|utc|ut|z)?\s*([+-])\s?(\d{1,2}:\d{2}|\d{1,4})(?![\d-])\)?/;
const NAMED_ZONE =
  /^[\s(]*([a-z]+(?:\/[a-z_+-]+\d*)+|(?:eastern|central|mountain|pacific)(?=(?: standard| daylight)? time)|[ecmp]st\d[ecmp]dt|[a-z]{1,5})(?![a-z])\)?/;

/** The zone that stands after the time, and what else stands there (the year, in asctime). */
function zoneOf(after: string, rest: string): { zone: number | string | undefined; rest: string } {
  const numeric = NUMERIC_ZONE.exec(after);
  if (numeric) {
    const zone = offsetOfDigits(numeric[1] as string, numeric[2] as string);
    return { zone, rest: `${rest} ${after.slice(numeric[0].length)}` };
  }
  const named = NAMED_ZONE.exec(after);
  const name = named?.[1] ?? "";
  const zone = /[/\d]/.test(name) ? name : zoneOfAbbreviation(name);
  if (!named || (zone === undefined && monthOf(name) !== undefined))
    return { zone: undefined, rest: `${rest} ${after}` };
  return { zone, rest: `${rest} ${after.slice(named[0].length)}` };
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Thai abbreviations hold points. */
const TOKEN = /\d+|[\u0e00-\u0e7f]+(?:\.[\u0e00-\u0e7f]+)*|[\p{L}\p{M}']+/gu;
/** `8 tháng 3, 2026`: its months have numbers, and the day is first. */
const VIETNAMESE_MONTH = /[\s/,]*(?:tháng|thg\.?)\s?(\d{1,2})(?!\d)[\s/,]*(?:năm\s)?/;
const THAI = /[\u0e00-\u0e7f]/;
/** Years by which the Buddhist calendar, which Thailand counts by, is ahead. */
const BUDDHA = 543;
const NO_CHRISTIAN_YEAR = 2400;

function dateOf(written: string, twelve: boolean): Day | undefined {
  const text = written.replace(VIETNAMESE_MONTH, ".$1.");
  const numbers: string[] = [];
  const words: string[] = [];
  const between: string[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    if (/\d/.test(token)) numbers.push(token);
    else (numbers.length === 1 ? between : words).push(token);
  }
  if (numbers.some((digits) => digits.length > 4)) return undefined;
  // With three numbers the word is a weekday, however much it looks like a month: "mar. 05.05.2026".
  if (numbers.length === 3) return numericDate(numbers, text, twelve);
  const month = monthIn(between) ?? monthIn(words);
  const day = month === undefined ? undefined : namedDate(numbers, month);
  return day && THAI.test(text) && day.year > NO_CHRISTIAN_YEAR ? { ...day, year: day.year - BUDDHA } : day;
}

/** The last one: "mar. mai 5" has a weekday before the month. In Arabic and Irish some have names of two words. */
function monthIn(words: readonly string[]): number | undefined {
  for (let at = words.length - 1; at >= 0; at--) {
    const word = words[at] as string;
    const month = monthOf(word) ?? (at > 0 ? monthOf(`${words[at - 1]} ${word}`) : undefined);
    if (month !== undefined) return month;
  }
  return undefined;
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
