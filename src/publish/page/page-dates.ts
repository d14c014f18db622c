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
}

/**
 * Dates in the language of the page, always in UTC: the pages are the same bytes for every reader, so they
 * cannot know where that reader is.
 */
export function pageDates(language: string | undefined): PageDates {
  const locale = language ?? "en-GB";
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" });
  const moment = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
    timeZoneName: "short",
  });
  const dateOf = (format: Intl.DateTimeFormat) => (at: EpochMs) => ({
    iso: new Date(at).toISOString(),
    text: format.format(at),
  });
  return { day: dateOf(day), moment: dateOf(moment) };
}
