import type { ResponseHeaders } from "../model/document.ts";

/** How long a server asks to be left alone, and with which field. */
export interface Hint {
  readonly ms: number;
  readonly reason: "retry-after" | "rate-limit" | "max-age" | "expires";
}

/** Delta-seconds may be of any length; nobody means more than this. */
const MOST_SECONDS = 10 * 365 * 86_400;
/** So many seconds after an answer is no wait: servers that say it mean an instant of the Unix clock. */
const LEAST_INSTANT_S = 1e9;

/**
 * `Retry-After` as seconds or as a date (RFC 9110 section 10.2.3), or, as some servers write it, as an instant of the
 * Unix clock. Instants are counted from the server's own `Date`, so that a wrong clock there or here does no harm.
 * Garbage, negative numbers and instants that have passed ask for nothing.
 */
export function retryAfter(headers: ResponseHeaders, now: number): Hint | undefined {
  const field = headers["retry-after"]?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(field)) {
    const isInstant = Number(field) >= LEAST_INSTANT_S && Number(field) < 1_000 * LEAST_INSTANT_S;
    return hint(isInstant ? Number(field) * 1_000 - serverTime(headers, now) : seconds(field), "retry-after");
  }
  const date = parseHttpDate(field, now);
  return date === undefined ? undefined : hint(date - serverTime(headers, now), "retry-after");
}

/**
 * For how long the answer stays fresh (RFC 9111 section 4.2): `max-age` before `Expires`, less the age that it already
 * has. What says that it must not be kept, or is stale already, is no hint.
 */
export function freshness(headers: ResponseHeaders, now: number): Hint | undefined {
  const control = directives(headers["cache-control"] ?? "");
  // `no-cache="Set-Cookie"` speaks of that field alone.
  if (control.get("no-cache") === "" || control.has("no-store")) return undefined;
  const age = /^\d+$/.test(headers["age"] ?? "") ? seconds(headers["age"] ?? "") : 0;
  const maxAge = control.get("max-age");
  if (maxAge !== undefined) return hint(seconds(maxAge) - age, "max-age");
  const expires = parseHttpDate(headers["expires"] ?? "", now);
  return expires === undefined ? undefined : hint(expires - serverTime(headers, now) - age, "expires");
}

/** The server's own clock, where it tells it: ms since the epoch. */
export function serverTime(headers: ResponseHeaders, now: number): number {
  return parseHttpDate(headers["date"] ?? "", now) ?? now;
}

function seconds(digits: string): number {
  return Math.min(Number(digits), MOST_SECONDS) * 1000;
}

/** A wait of no length is none. */
export function hint(ms: number, reason: Hint["reason"]): Hint | undefined {
  return ms > 0 ? { ms, reason } : undefined;
}

/** Lower-case names; the first of several counts, and `max-age` only as a whole number. */
function directives(field: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", quoted, token] of field.matchAll(
    /([^\s=,;]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;]*)))?/g,
  )) {
    const key = name.toLowerCase();
    const value = (quoted ?? token ?? "").trim();
    if (!found.has(key) && (key !== "max-age" || /^\d+$/.test(value))) found.set(key, value);
  }
  return found;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** `Sun, 06 Nov 1994 08:49:37 GMT`, and `Sunday, 06-Nov-94 08:49:37 GMT` of RFC 850. */
const DAY_FIRST =
  /^(?:[a-z]+,)?\s*(\d{1,2})[\s-]([a-z]{3})[a-z]*[\s-](\d{2}|\d{4})\s+(\d{1,2}):(\d{2}):(\d{2})(?:\s+(?:GMT|UTC|[+-]0000))?$/i;
/** `Sun Nov  6 08:49:37 1994`, as C's asctime writes it. */
const ASCTIME = /^[a-z]{3}\s+([a-z]{3})\s+(\d{1,2})\s+(\d{2}):(\d{2}):(\d{2})\s+(\d{4})$/i;

/**
 * Reads an HTTP-date in its three forms (RFC 9110 section 5.6.7). All are GMT, whatever they say. A year of two digits
 * is the nearest one that is at most fifty years ahead of `now`.
 *
 * @returns ms since the epoch; undefined for text that is none of the three, as `0` and `-1` in Expires
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  const trimmed = text.trim();
  const dayFirst = DAY_FIRST.exec(trimmed);
  if (dayFirst) {
    const [, day, month, year, ...time] = dayFirst;
    return instant(fullYear(year ?? "", now), month, day, time);
  }
  const asctime = ASCTIME.exec(trimmed);
  if (!asctime) return undefined;
  const [, month, day, hour, minute, second, year] = asctime;
  return instant(Number(year), month, day, [hour, minute, second]);
}

function fullYear(text: string, now: number): number {
  if (text.length === 4) return Number(text);
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + Number(text);
  return year > thisYear + 50 ? year - 100 : year;
}

function instant(
  year: number,
  monthName: string | undefined,
  day: string | undefined,
  time: readonly (string | undefined)[],
): number | undefined {
  const month = MONTHS.indexOf((monthName ?? "").toLowerCase());
  const [hour = 0, minute = 0, second = 0] = time.map(Number);
  const value = Date.UTC(year, month, Number(day), hour, minute, second);
  return month < 0 || hour > 23 || minute > 59 || second > 60 || Number.isNaN(value) ? undefined : value;
}
