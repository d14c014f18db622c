import type { Element } from "domhandler";
import { nameTokens } from "./name-tokens.ts";
import { metaValue, type PageFacts, shortText } from "./page-facts.ts";
import { inWords, type PageDate, readDate, readMarkedDate } from "./read-date.ts";
import { ancestors, attribute } from "./tree.ts";

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
  "dcterms.date",
  "dc.date.created",
  "dc.date",
  "dc.created",
  "citation_publication_date",
  "citation_date",
  "date",
  "created",
  "og:pubdate",
  "prism.publicationdate",
  "last-modified-date",
];

/**
 * When the article was published: JSON-LD, meta elements, marked-up times, the address, then the first date in
 * words near the headline. Where a person writes day and month in an order that only a language decides, the
 * page's language decides; software writes them as in America. An address with a day in it is right against a marked-up time of another day: on a page
 * with several, that one may be another article's.
 */
export function pageDate(facts: PageFacts): PageDate | undefined {
  const order = { monthFirst: isMonthFirst(facts) };
  const told =
    readMarkedDate(facts.linked?.datePublished) ??
    firstDate(META.flatMap((name) => facts.meta.get(name) ?? []));
  if (told) return told;
  const [marked, inAddress] = [markedDate(facts, order), addressDate(facts.url)];
  if (marked && inAddress) return Math.abs(marked.at - inAddress.at) > TWO_DAYS ? inAddress : marked;
  return marked ?? inAddress ?? namedDate(facts, order);
}

const TWO_DAYS = 172_800_000;

/** Between slashes the month comes first in the English of America alone. */
export function isMonthFirst(facts: PageFacts): boolean {
  const tag = (facts.language ?? metaValue(facts, "og:locale") ?? "en").toLowerCase().replace("_", "-");
  if (/^en-/.test(tag)) return /^en-(?:us|ph)/.test(tag);
  return (
    tag.startsWith("en") && !/\.(?:uk|au|nz|ie|in|za|sg|hk|ng|ke|my|pk)$/.test(new URL(facts.url).hostname)
  );
}

interface Order {
  readonly monthFirst: boolean;
}

function firstDate(values: readonly (string | undefined)[], order?: Order): PageDate | undefined {
  for (const value of values) {
    const date = readMarkedDate(value, order);
    if (date) return date;
  }
  return undefined;
}

/** `itemprop=datePublished`, `time[pubdate]`, `time.published`, then the `time` that is nearest to the headline. */
function markedDate(facts: PageFacts, order: Order): PageDate | undefined {
  const prop = facts.elements.filter((e) => /datepublished|datecreated/i.test(e.attribs["itemprop"] ?? ""));
  const times = facts.elements.filter((e) => e.name === "time").slice(0, 40);
  const marked = times.filter((e) => "pubdate" in e.attribs || nameTokens(e).includes("published"));
  const near = nearest(
    facts,
    times.filter((e) => !ancestors(e).some((around) => around.name === "a")),
  );
  return firstDate(
    [...prop.slice(0, 5), ...nearest(facts, marked), ...near, ...times.slice(0, 3)].map(dateText),
    order,
  );
}

/** The three that are nearest to the page's headline, which has its own date before or behind it. */
function nearest(facts: PageFacts, times: readonly Element[]): Element[] {
  const heading = facts.elements.findIndex((e) => e.name === "h1");
  const places = new Map(facts.elements.map((e, place) => [e, place]));
  const distance = (e: Element) => Math.abs((places.get(e) ?? 0) - heading);
  return heading < 0 ? times.slice(0, 3) : [...times].sort((a, b) => distance(a) - distance(b)).slice(0, 3);
}

function dateText(element: Element): string {
  return (
    attribute(element, "datetime") ??
    attribute(element, "content") ??
    attribute(element, "title") ??
    shortText(element, 80)
  );
}

function addressDate(url: string): PageDate | undefined {
  const match = url.match(/[/=_-]((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)/);
  if (match) return readDate(`${match[1]}-${pad(match[2])}-${pad(match[3])}`);
  const compact = url.match(/[/_-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)/);
  return compact ? readDate(`${compact[1]}-${compact[2]}-${compact[3]}`) : undefined;
}

const DATE_NAMES = new Set(
  "date dateline datetime published publish pubdate timestamp time posted datum meta byline submitted info created kicker ressort autor author".split(
    " ",
  ),
);

/** Elements whose class or id speaks of a date, and then short lines anywhere before the text is over. */
function namedDate(facts: PageFacts, order: Order): PageDate | undefined {
  const short = facts.elements.filter(
    (e) => e.name !== "script" && e.name !== "style" && e.name !== "option",
  );
  const named = short.filter((e) => nameTokens(e).some((token) => DATE_NAMES.has(token)));
  const fromNamed = firstDate(
    named.slice(0, 60).map((e) => inWords(shortText(e, 200), order)),
    order,
  );
  if (fromNamed) return fromNamed;
  const lines = short.filter((e) => e.children.length <= 3).slice(0, 3000);
  for (const line of lines) {
    const text = shortText(line, 121);
    const date = text.length <= 120 ? readDate(inWords(text, order)) : undefined;
    if (date) return date;
  }
  return undefined;
}

const pad = (text: string | undefined) => (text ?? "").padStart(2, "0");
