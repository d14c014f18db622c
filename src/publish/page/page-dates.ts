import { DAY_MS } from "../../ground/time.ts";
import type { EpochMs } from "../../model/brand.ts";

/** An instant as a page shows it: for machines, and in words of the page's language. */
export interface PageDate {
  /** RFC 3339. */
  readonly iso: string;
  readonly text: string;
  /** How the page's script writes it in the reader's own zone; empty: it is a day, and stays as it is. */
  readonly form: "" | "moment" | "short";
}

export interface PageDates {
  /** An instant of the day that `short` leaves out, RFC 3339: in the reader's zone it may be another. */
  readonly today: string;
  /** `22 November 2026`, with the day of the week. */
  readonly day: (at: EpochMs) => PageDate;
  /** `22 Nov, 10:05 UTC` */
  readonly moment: (at: EpochMs) => PageDate;
  /** `10:05 UTC` on the day of the edition, `21 Nov, 10:05 UTC` on another. */
  readonly short: (at: EpochMs) => PageDate;
}

/**
 * Dates in the language of the page, always in UTC and saying so: the pages are the same bytes for every reader, so
 * they cannot know where that reader is.
 *
 * @param today an instant of the day whose dates need not be said
 */
export function pageDates(language: string | undefined, today: EpochMs): PageDates {
  const locale = language ?? "en-GB";
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" });
  const zone = { timeZone: "UTC", timeZoneName: "short" } as const;
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...zone } as const;
  const moment = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", ...time });
  const sameDay = new Intl.DateTimeFormat(locale, time);
  const dateOf = (format: Intl.DateTimeFormat, form: PageDate["form"]) => (at: EpochMs) => ({
    iso: new Date(at).toISOString(),
    text: format.format(at),
    form,
  });
  const isToday = (at: EpochMs) => Math.floor(at / DAY_MS) === Math.floor(today / DAY_MS);
  return {
    today: new Date(today).toISOString(),
    day: dateOf(day, ""),
    moment: dateOf(moment, "moment"),
    short: (at) => dateOf(isToday(at) ? sameDay : moment, "short")(at),
  };
}
