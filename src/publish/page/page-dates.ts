import { DAY_MS } from "../../ground/time.ts";
import type { EpochMs } from "../../model/brand.ts";

/** An instant as a page shows it: for machines, and in words of the page's language. */
export interface PageDate {
  /** RFC 3339. */
  readonly iso: string;
  readonly text: string;
}

export interface PageDates {
  /** `22 November 2026`, with the day of the week. */
  readonly day: (at: EpochMs) => PageDate;
  /** `22 Nov, 10:05 UTC` */
  readonly moment: (at: EpochMs) => PageDate;
  /** `10:05` on the day of the edition, `21 Nov, 10:05` on another. */
  readonly short: (at: EpochMs) => PageDate;
}

/**
 * Dates in the language of the page, always in UTC: the pages are the same bytes for every reader, so they
 * cannot know where that reader is.
 *
 * @param today an instant of the day whose dates need not be said
 */
export function pageDates(language: string | undefined, today: EpochMs): PageDates {
  const locale = language ?? "en-GB";
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" });
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" } as const;
  const date = { day: "numeric", month: "short" } as const;
  const moment = new Intl.DateTimeFormat(locale, { ...date, ...time, timeZoneName: "short" });
  const otherDay = new Intl.DateTimeFormat(locale, { ...date, ...time });
  const sameDay = new Intl.DateTimeFormat(locale, time);
  const dateOf = (format: Intl.DateTimeFormat) => (at: EpochMs) => ({
    iso: new Date(at).toISOString(),
    text: format.format(at),
  });
  const isToday = (at: EpochMs) => Math.floor(at / DAY_MS) === Math.floor(today / DAY_MS);
  return {
    day: dateOf(day),
    moment: dateOf(moment),
    short: (at) => dateOf(isToday(at) ? sameDay : otherDay)(at),
  };
}
