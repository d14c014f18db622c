import type { ResponseHeaders } from "../model/document.ts";
import { parseHttpDate } from "./http-date.ts";

/** How long a server asks to be left alone, and with which field. */
export interface Hint {
  readonly ms: number;
  readonly reason: "retry-after" | "max-age" | "expires";
}

/** Delta-seconds may be of any length; nobody means more than this. */
const MOST_SECONDS = 10 * 365 * 86_400;

/**
 * `Retry-After` as seconds or as a date (RFC 9110 section 10.2.3). A date is counted from the server's own `Date`, so
 * that a wrong clock there or here does no harm. Garbage, negative numbers and dates that have passed ask for nothing.
 */
export function retryAfter(headers: ResponseHeaders, now: number): Hint | undefined {
  const field = headers["retry-after"]?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(field)) return hint(seconds(field), "retry-after");
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

function serverTime(headers: ResponseHeaders, now: number): number {
  return parseHttpDate(headers["date"] ?? "", now) ?? now;
}

function seconds(digits: string): number {
  return Math.min(Number(digits), MOST_SECONDS) * 1000;
}

function hint(ms: number, reason: Hint["reason"]): Hint | undefined {
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
