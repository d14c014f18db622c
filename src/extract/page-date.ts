import { DAY_MS } from "../ground/time.ts";
import { metaValue, type PageFacts } from "./page-facts.ts";
import { inWords, type Order, type PageDate, readDate, readMarkedDate } from "./read-date.ts";
import { type Near, namedDate, shownDates, timesNear, timesOfPage } from "./shown-dates.ts";
import { SEPARATOR } from "./site-in-title.ts";

const META = [
  "article:published_time",
  "og:article:published_time",
  "og:published_time",
  "datepublished",
  "rnews:datepublished",
  "sailthru.date",
  "parsely-pub-date",
  "article.published",
  "published_time",
  "published-date",
  "publish-date",
  "publishdate",
  "publish_date",
  "pubdate",
  "article_date_original",
  "originalpublicationdate",
  "cxenseparse:recs:publishtime",
  "dc.date.issued",
  "dcterms.created",
  "dcterms.issued",
  "citation_publication_date",
  "citation_date",
  "og:pubdate",
  "prism.publicationdate",
];
/** Of these nobody knows which day of a page's life they tell. */
const VAGUE_META = [
  "dcterms.date",
  "dc.date.created",
  "dc.date",
  "dc.created",
  "date",
  "created",
  "last-modified-date",
];

/**
 * When the article was published: what JSON-LD and meta elements claim. Where the claims differ, the day that the page
 * shows by its headline decides; a claim in UTC is of the day that the page shows, where that is the day before or
 * behind. Without claims: a marked-up time by the headline, the address, a date in words by the headline, then what is
 * anywhere else. Where a person writes day and month in an order that only a language decides, the page's language
 * decides; software writes them as in America. An address with a day in it is right against a marked-up time of
 * another day: on a page with several, that one may be another article's.
 */
export function pageDate(facts: PageFacts, near: Near): PageDate | undefined {
  const order = { monthFirst: isMonthFirst(facts) };
  const metas = (names: readonly string[]) => names.flatMap((name) => facts.meta.get(name) ?? []);
  const told = datesOf([facts.linked?.datePublished, ...metas(META)]);
  const marked = timesNear(near, order);
  const inAddress = addressDate(facts.url);
  if (told.length > 0)
    return agreed(told, () => [...shownDates(near, order), ...marked, ...(inAddress ? [inAddress] : [])]);
  const time = marked[0] ?? timesOfPage(facts, order);
  if (time && inAddress) return Math.abs(time.at - inAddress.at) > 2 * DAY_MS ? inAddress : time;
  const sure = time ?? inAddress ?? shownDates(near, order)[0];
  const vague = datesOf(metas(VAGUE_META));
  return (
    vague.find((date) => sure && dayOf(date) === dayOf(sure)) ??
    sure ??
    vague[0] ??
    titleDate(facts.title, order) ??
    namedDate(facts, order)
  );
}

/** A day that is a part of the page's title by itself. */
function titleDate(title: string | undefined, order: Order): PageDate | undefined {
  const part = title?.split(SEPARATOR).find((text) => text.length <= 20 && /\d{4}$/.test(text.trim()));
  return readDate(inWords(part ?? "", order));
}

const datesOf = (values: readonly (string | undefined)[]) =>
  values.map((value) => readMarkedDate(value)).filter((date) => date !== undefined);

/** Of several claims the first whose day the page shows; of a claim in UTC, the day that the page shows for it. */
function agreed(claims: readonly PageDate[], shownDays: () => PageDate[]): PageDate | undefined {
  const [first] = claims;
  const isSure = first && !isInUtc(first) && claims.every((claim) => dayOf(claim) === dayOf(first));
  if (isSure) return first;
  const shown = shownDays();
  const found = claims.find((claim) => shown.some((date) => dayOf(date) === dayOf(claim)));
  if (found) return found;
  const beside = first && isInUtc(first) ? shown.find((date) => isBeside(first, date)) : undefined;
  return first && beside ? { iso: dayOf(beside), at: first.at } : first;
}

const dayOf = ({ iso }: PageDate) => iso.slice(0, 10);

const isInUtc = ({ iso }: PageDate) => /T\d.*(?:Z|[+-]00:?00)$/.test(iso);

const HOUR_MS = 3_600_000;

/** Whether somewhere on earth a day is that of an instant: from ten hours behind UTC to twelve before it. */
function isBeside({ at }: PageDate, day: PageDate): boolean {
  const start = Date.parse(dayOf(day));
  return at + 12 * HOUR_MS >= start && at - 10 * HOUR_MS < start + DAY_MS;
}

/** Between slashes the month comes first in the English of America alone. */
export function isMonthFirst(facts: PageFacts): boolean {
  const tag = (facts.language ?? metaValue(facts, "og:locale") ?? "en").toLowerCase().replace("_", "-");
  if (/^en-/.test(tag)) return /^en-(?:us|ph)/.test(tag);
  return (
    tag.startsWith("en") && !/\.(?:uk|au|nz|ie|in|za|sg|hk|ng|ke|my|pk)$/.test(new URL(facts.url).hostname)
  );
}

function addressDate(url: string): PageDate | undefined {
  const match = url.match(/[/=_-]((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)/);
  if (match) return readDate(`${match[1]}-${pad(match[2])}-${pad(match[3])}`);
  const compact = url.match(/[/_-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)/);
  return compact ? readDate(`${compact[1]}-${compact[2]}-${compact[3]}`) : undefined;
}

const pad = (text: string | undefined) => (text ?? "").padStart(2, "0");
