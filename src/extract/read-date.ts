import { monthOf } from "../ground/date/month-names.ts";
import { parseDate } from "../ground/date/parse-date.ts";
import { asciiDigits } from "../ground/date/written.ts";
import { DAY_MS } from "../ground/time.ts";

/** A date as the page has it: the calendar day it names, and the instant where a time and zone are given. */
export interface PageDate {
  /** ISO 8601, with the page's own offset where it has one: the day is the one that the page shows. */
  readonly iso: string;
  /** ms since the epoch; a day without time is its midnight, UTC. */
  readonly at: number;
}

/** Whether the month comes first where day and month are digits between slashes. */
export interface Order {
  readonly monthFirst: boolean;
}

const AMERICAN: Order = { monthFirst: true };

/** The first date written in a line of text, as a text that `readDate` reads. */
export function inWords(line: string, order: Order = AMERICAN): string | undefined {
  const text = asciiDigits(line);
  const iso = text.match(/\b(?:19|20)\d\d-\d\d-\d\d(?:T[\d:.+Z-]+)?/)?.[0];
  if (iso) return iso;
  const cjk = text.match(/((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/);
  if (cjk) return `${cjk[1]}-${pad(cjk[2])}-${pad(cjk[3])}`;
  return inMonthNames(text) ?? digits(text, order);
}

/** `5th of May 2026`, `5 d'abril de 2026`, `5. mája 2026` */
const DAY_FIRST =
  /(?<!\d)(?<day>\d{1,2})(?:st|nd|rd|th|º|er)?[.,]?\s+(?:de\s+|of\s+|d['’])?(?<month>[\p{L}\p{M}]{3,15})[.,]*\s+(?:de\s+|del\s+)?(?<year>(?:19|20)\d\d)(?!\d)/u;
/** `May 5th, 2026` */
const MONTH_FIRST =
  /(?<month>[\p{L}\p{M}]{3,15})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>(?:19|20)\d\d)(?!\d)/u;
/** `2026 m. gegužės 5 d.`, `2026. május 5.`, `2026ko maiatzaren 5a` */
const YEAR_FIRST =
  /(?<!\d)(?<year>(?:19|20)\d\d)(?:\s?m\.|ko|,|\.)?\s+(?<month>[\p{L}\p{M}]{3,15})\.?\s+(?<day>\d{1,2})(?=[.,;:|)–—-]|an?\b|\s+d\.|\s*$)/u;
/** `2026. gada 5. maijs`, `2026 ж. 5 мамыр` */
const YEAR_FIRST_DAY_NEXT =
  /(?<!\d)(?<year>(?:19|20)\d\d)(?:\.\s?gada|\s?ж\.)\s+(?<day>\d{1,2})(?:\.\s?|\s+)(?<month>[\p{L}\p{M}]{3,15})/u;

function inMonthNames(text: string): string | undefined {
  for (const form of [DAY_FIRST, MONTH_FIRST, YEAR_FIRST, YEAR_FIRST_DAY_NEXT]) {
    const { year, month = "", day } = form.exec(text)?.groups ?? {};
    const number = month === "" ? undefined : monthOf(month);
    if (number !== undefined) return `${year}-${pad(String(number))}-${pad(day)}`;
  }
  return undefined;
}

/** Digits alone: year first, or day first with dots or a day past 12; else, with slashes, as the language has it. */
function digits(text: string, { monthFirst }: Order): string | undefined {
  const yearFirst = text.match(/(?<![\d/.-])((?:19|20)\d\d)[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)/);
  if (yearFirst) return `${yearFirst[1]}-${pad(yearFirst[2])}-${pad(yearFirst[3])}`;
  const yearLast = text.match(/(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?![\d])/);
  if (!yearLast) return undefined;
  const [, a = "", separator, b = "", y = ""] = yearLast;
  const year = y.length === 2 ? `20${y}` : y;
  const weekday = WEEKDAY.exec(text)?.[0].toLowerCase();
  const isOn = (month: string, day: string) =>
    weekday === WEEKDAYS[new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDay()];
  const told = weekday && isOn(b, a) !== isOn(a, b) ? isOn(b, a) : undefined;
  const dayFirst = Number(b) <= 12 && (told ?? (separator !== "/" || !monthFirst || Number(a) > 12));
  return dayFirst ? `${year}-${pad(b)}-${pad(a)}` : `${year}-${pad(a)}-${pad(b)}`;
}

/** Of two readings the one is right that falls on the weekday beside it. */
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const WEEKDAY = /\b(?:sun|mon|tue|wed|thu|fri|sat)(?=(?:s|nes|rs|ur)?(?:day)?\b)/i;

const pad = (text: string | undefined) => (text ?? "").padStart(2, "0");

/** ISO 8601 as written, or what `inWords` finds. Years 1990 to 2100. */
export function readDate(text: string | undefined, order: Order = AMERICAN): PageDate | undefined {
  const value = text?.trim().slice(0, 200);
  if (!value) return undefined;
  const iso = value.match(
    /^(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?/i,
  );
  if (iso) return fromIso(iso[1] ?? "", iso[2], iso[3]);
  const compact = value.match(/^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(Z)?$/);
  if (compact) return fromIso(`${compact[1]}-${compact[2]}-${compact[3]}`, undefined, undefined);
  if (/^\d{10}$|^\d{13}$/.test(value)) return sane(Number(value) * (value.length === 10 ? 1000 : 1));
  const words = inWords(value, order);
  if (words) return readDate(words);
  return undefined;
}

/** What is marked as a date, and so may be written in any way that feeds write one. */
export function readMarkedDate(text: string | undefined, order: Order = AMERICAN): PageDate | undefined {
  const date = readDate(text, order);
  const other = date ?? sane(parseDate(text) ?? Number.NaN);
  return !date && other && other.at % DAY_MS === 0 ? { ...other, iso: other.iso.slice(0, 10) } : other;
}

function fromIso(day: string, time: string | undefined, zone: string | undefined): PageDate | undefined {
  const offset = zone ? zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, "$1:$2") : "Z";
  const at = Date.parse(
    time ? `${day}T${time.length === 5 ? `${time}:00` : time}${offset}` : `${day}T00:00:00Z`,
  );
  if (!sane(at)) return undefined;
  return { iso: time ? `${day}T${time}${zone ? offset : ""}` : day, at };
}

function sane(at: number): PageDate | undefined {
  return at > Date.UTC(1990, 0) && at < Date.UTC(2100, 0)
    ? { iso: new Date(at).toISOString(), at }
    : undefined;
}
