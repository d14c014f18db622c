import { urlDate } from "../../cluster/url-date.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { SitemapPart } from "../../model/entry.ts";

/** Sitemaps of one index that are asked for in a poll. */
const MOST_OF_INDEX = 4;

/** Sitemaps that hold something else than articles. */
const OTHER = /(?:^|[^a-z])(?:categor|tag|author|image|video|page|static|product|topic|section|user)/i;
/** Sitemaps that are made for what is new. */
const NEWS = /(?:^|[^a-z])(?:google-?)?news(?![a-z])|googlenews|latest|recent|today/i;

/**
 * The sitemaps of an index that may hold news: those that are called so, then those that changed within the window, the
 * newest first. Of undated ones a date in the address tells; of numbered ones, which may count up or down, the first and
 * the last. A time that is the same of all, or long ago, is a time that nobody keeps: it is left out.
 */
export function newestParts(parts: readonly SitemapPart[], now: EpochMs, window: number): SitemapPart[] {
  const isKept = parts.length < 2 || new Set(parts.map(({ changed }) => changed)).size > 1;
  const dated = parts.map(({ url, changed }) => {
    const part = { url, changed: isKept ? changed : undefined };
    return { part, at: part.changed ?? periodInAddress(url) };
  });
  const told = dated
    .filter((one) => one.at !== undefined)
    .sort((a, b) => (b.at as number) - (a.at as number));
  const recent = told.filter(({ at }) => now - (at as number) <= window);
  const rest = told.filter((one) => !recent.includes(one));
  const isSingled = parts.filter(isNews).length < MOST_OF_INDEX;
  const stale = rest.filter(({ part }, n) => (isSingled && isNews(part)) || (n === 0 && recent.length === 0));
  const undated = dated.filter((one) => one.at === undefined).map(({ part }) => part);
  const chosen = [
    ...sorted(recent),
    ...stale.map(({ part }) => ({ ...part, changed: undefined })),
    ...ends(undated.filter(({ url }) => !OTHER.test(pathOf(url)))),
    ...undated.filter(({ url }) => OTHER.test(pathOf(url))),
  ];
  return chosen.sort((a, b) => Number(isNews(b)) - Number(isNews(a))).slice(0, MOST_OF_INDEX);
}

function sorted(recent: readonly { readonly part: SitemapPart; readonly at: number | undefined }[]) {
  const byDate = [...recent].sort(
    (a, b) =>
      Number(OTHER.test(pathOf(a.part.url))) - Number(OTHER.test(pathOf(b.part.url))) ||
      (periodInAddress(b.part.url) ?? 0) - (periodInAddress(a.part.url) ?? 0) ||
      (b.at as number) - (a.at as number),
  );
  return byDate.map(({ part }) => part);
}

/** The first, the last, the second, the last but one and so on. */
function ends(parts: readonly SitemapPart[]): SitemapPart[] {
  const at = (n: number) => (n % 2 === 0 ? n / 2 : parts.length - (n + 1) / 2);
  return parts.map((_, n) => parts[at(n)] as SitemapPart);
}

function isNews({ url }: SitemapPart): boolean {
  return NEWS.test(pathOf(url)) && !OTHER.test(pathOf(url));
}

/** A newspaper may have its trade in its name. */
function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/i, "");
}

const MONTH = /(?<!\d)(20[0-3]\d)[/_.-]?(0[1-9]|1[0-2])(?!\d)/;
const NAMED_MONTH =
  /(?<!\d)(20[0-3]\d)[/_.-]?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?![a-z])/i;
const ASKED =
  /[?&;](?:yyyy|year|y)=(20[0-3]\d)(?:&(?:amp;)?(?:mm?|month)=(\d{1,2}))?(?:&(?:amp;)?(?:dd?|day)=(\d{1,2}))?/i;
const YEAR = /(?<!\d)(20[0-3]\d)(?!\d)/;
const MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

/** The day that an address names, or the end of the month. */
export function dayInAddress(url: string): EpochMs | undefined {
  const [, year, month] = MONTH.exec(url) ?? [];
  return urlDate(url) ?? (month === undefined ? undefined : Date.UTC(Number(year), Number(month)));
}

/** The end of the day, month or year that the address of a sitemap names. */
function periodInAddress(url: string): EpochMs | undefined {
  const path = pathOf(url);
  const asked = ASKED.exec(path);
  if (asked) return endOf(asked[1], asked[2], asked[3]);
  const named = NAMED_MONTH.exec(path);
  if (named)
    return endOf(named[1], String(MONTHS.indexOf((named[2] ?? "").toLowerCase()) / 3 + 1), undefined);
  const year = YEAR.exec(path);
  return dayInAddress(path) ?? (year ? endOf(year[1], undefined, undefined) : undefined);
}

function endOf(year: string | undefined, month: string | undefined, day: string | undefined): EpochMs {
  if (month === undefined) return Date.UTC(Number(year) + 1, 0);
  return day === undefined
    ? Date.UTC(Number(year), Number(month))
    : Date.UTC(Number(year), Number(month) - 1, Number(day) + 1);
}
