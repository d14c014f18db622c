import { HOUR_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { ClusterDoc } from "./grouper.ts";

const DIGITS = /(?<!\d)(20[0-3]\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?!\d)/;
const LOOSE = /\/(20[0-3]\d)\/(\d{1,2})\/(\d{1,2})\//;
const NAMED = /\/(20[0-3]\d)\/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\/(\d{1,2})(?!\d)/i;
const MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
const NOON_MS = 12 * HOUR_MS;

/** The day that many addresses name, `/2026/03/14/` or `/2026/mar/14/`, at noon UTC; undefined: this one does not. */
export function urlDate(url: string | undefined): EpochMs | undefined {
  if (!url?.includes("20")) return undefined;
  const named = NAMED.exec(url);
  if (named) return noonOf(named[1], MONTHS.indexOf((named[2] ?? "").toLowerCase()) / 3 + 1, named[3]);
  const found = DIGITS.exec(url) ?? LOOSE.exec(url);
  return found ? noonOf(found[1], Number(found[2]), found[3]) : undefined;
}

function noonOf(year: string | undefined, month: number, day: string | undefined): EpochMs | undefined {
  const time = Date.UTC(Number(year), month - 1, Number(day)) + NOON_MS;
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day) ? time : undefined;
}

/** The best-known date of an article: its own, its address's, or when it was seen; NaN: none. */
export function datedAt({ publishedAt, url, seenAt }: ClusterDoc): EpochMs {
  return publishedAt ?? urlDate(url) ?? seenAt ?? Number.NaN;
}
