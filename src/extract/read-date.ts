import { MONTHS } from "./month-names.ts";

/** A date as the page has it: the calendar day it names, and the instant where a time and zone are given. */
export interface PageDate {
  /** ISO 8601, with the page's own offset where it has one: the day is the one that the page shows. */
  readonly iso: string;
  /** ms since the epoch; a day without time is its midnight, UTC. */
  readonly at: number;
}

/** Whether the month comes first where day and month are digits between slashes. */
interface Order {
  readonly monthFirst: boolean;
}

const AMERICAN: Order = { monthFirst: true };

/** The first date written in a line of text, as a text that `readDate` reads. */
export function inWords(text: string, order: Order = AMERICAN): string | undefined {
  const iso = text.match(/\b(?:19|20)\d\d-\d\d-\d\d(?:T[\d:.+Z-]+)?/)?.[0];
  if (iso) return iso;
  const cjk = text.match(/((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/);
  if (cjk) return `${cjk[1]}-${pad(cjk[2])}-${pad(cjk[3])}`;
  return dayMonthWords(text) ?? digits(text, order);
}

function dayMonthWords(text: string): string | undefined {
  const before = text.match(
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th|º|er)?[.,]?\s+(?:de\s+|of\s+)?([\p{L}\p{M}]{3,13})\.?,?\s+(?:de\s+|del\s+)?((?:19|20)\d\d)(?!\d)/u,
  );
  if (before) return monthDate(before[3], before[2], before[1]);
  const after = text.match(/([\p{L}\p{M}]{3,13})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?!\d)/u);
  return after ? monthDate(after[3], after[1], after[2]) : undefined;
}

function monthDate(
  year: string | undefined,
  name: string | undefined,
  day: string | undefined,
): string | undefined {
  const month = MONTHS[name?.toLowerCase() ?? ""];
  return month ? `${year}-${pad(String(month))}-${pad(day)}` : undefined;
}

/** Digits alone: year first, or day first with dots or a day past 12; else, with slashes, as the language has it. */
function digits(text: string, { monthFirst }: Order): string | undefined {
  const yearFirst = text.match(/(?<![\d/.-])((?:19|20)\d\d)[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)/);
  if (yearFirst) return `${yearFirst[1]}-${pad(yearFirst[2])}-${pad(yearFirst[3])}`;
  const yearLast = text.match(/(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?![\d])/);
  if (!yearLast) return undefined;
  const [, a = "", separator, b = "", y = ""] = yearLast;
  const year = y.length === 2 ? `20${y}` : y;
  const dayFirst = Number(b) <= 12 && (separator !== "/" || !monthFirst || Number(a) > 12);
  return dayFirst ? `${year}-${pad(b)}-${pad(a)}` : `${year}-${pad(a)}-${pad(b)}`;
}

const pad = (text: string | undefined) => (text ?? "").padStart(2, "0");

/** ISO 8601 as written, or whatever else the platform or `inWords` can read. Years 1990 to next year's. */
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
