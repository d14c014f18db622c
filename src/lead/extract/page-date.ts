import type { Element } from "domhandler";
import { nameTokens } from "./name-tokens.ts";
import { type PageFacts, shortText } from "./page-facts.ts";
import { attribute } from "./tree.ts";

/** A date as the page has it: the calendar day it names, and the instant where a time and zone are given. */
export interface PageDate {
  /** ISO 8601, with the page's own offset where it has one: the day is the one that the page shows. */
  readonly iso: string;
  /** ms since the epoch; a day without time is its midnight, UTC. */
  readonly at: number;
}

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
 * words near the headline. Of a value that names day and month in an order that only a language decides, the
 * page's language decides.
 */
export function pageDate(facts: PageFacts): PageDate | undefined {
  return (
    readDate(facts.linked?.datePublished) ??
    firstDate(META.flatMap((name) => facts.meta.get(name) ?? [])) ??
    markedDate(facts) ??
    addressDate(facts.url) ??
    namedDate(facts)
  );
}

function firstDate(values: readonly (string | undefined)[]): PageDate | undefined {
  for (const value of values) {
    const date = readDate(value);
    if (date) return date;
  }
  return undefined;
}

/** `itemprop=datePublished`, `time[pubdate]`, `time.published`, then the first `time` of the page. */
function markedDate(facts: PageFacts): PageDate | undefined {
  const prop = facts.elements.filter((e) => /datepublished|datecreated/i.test(e.attribs["itemprop"] ?? ""));
  const times = facts.elements.filter((e) => e.name === "time").slice(0, 20);
  const marked = times.filter((e) => "pubdate" in e.attribs || nameTokens(e).includes("published"));
  return firstDate([...prop.slice(0, 5), ...marked, ...times.slice(0, 3)].map(dateText));
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
  if (match) return dayOf(match[1], match[2], match[3]);
  const compact = url.match(/[/_-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)/);
  return compact ? dayOf(compact[1], compact[2], compact[3]) : undefined;
}

const DATE_NAMES = new Set(
  "date dateline datetime published publish pubdate timestamp time posted datum meta byline submitted info created kicker ressort autor author".split(
    " ",
  ),
);

/** Elements whose class or id speaks of a date, and then short lines anywhere before the text is over. */
function namedDate(facts: PageFacts): PageDate | undefined {
  const short = facts.elements.filter(
    (e) => e.name !== "script" && e.name !== "style" && e.name !== "option",
  );
  const named = short.filter((e) => nameTokens(e).some((token) => DATE_NAMES.has(token)));
  const fromNamed = firstDate(named.slice(0, 60).map((e) => inWords(shortText(e, 200))));
  if (fromNamed) return fromNamed;
  const lines = short.filter((e) => e.children.length <= 3).slice(0, 3000);
  for (const line of lines) {
    const text = shortText(line, 121);
    const date = text.length <= 120 ? readDate(inWords(text)) : undefined;
    if (date) return date;
  }
  return undefined;
}

const MONTHS: Readonly<Record<string, number>> = monthNames();

function monthNames(): Record<string, number> {
  const names: Record<string, number> = {};
  const lists = [
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber mrz apr mai jun jul aug sept okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr mars avr mai juin juil aout sept oct nov déc",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "januari februari mars april maj juni juli augusti september oktober november december",
  ];
  for (const list of lists)
    list.split(" ").forEach((name, month) => {
      names[name] = month + 1;
    });
  return names;
}

/** The first date written in a line of text, as a text that `readDate` reads. */
function inWords(text: string): string | undefined {
  const iso = text.match(/\b(?:19|20)\d\d-\d\d-\d\d(?:T[\d:.+Z-]+)?/)?.[0];
  if (iso) return iso;
  const cjk = text.match(/((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/);
  if (cjk) return `${cjk[1]}-${pad(cjk[2])}-${pad(cjk[3])}`;
  return dayMonthWords(text) ?? digits(text);
}

function dayMonthWords(text: string): string | undefined {
  const before = text.match(
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th|º|er)?[.,]?\s+(?:de\s+|of\s+)?(\p{L}{3,12})\.?,?\s+(?:de\s+|del\s+)?((?:19|20)\d\d)(?!\d)/u,
  );
  if (before) return monthDate(before[3], before[2], before[1]);
  const after = text.match(/(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?!\d)/u);
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

/** Digits alone: year first, or day first with dots or a day past 12; else month first with slashes. */
function digits(text: string): string | undefined {
  const yearFirst = text.match(/(?<![\d/.-])((?:19|20)\d\d)[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)/);
  if (yearFirst) return `${yearFirst[1]}-${pad(yearFirst[2])}-${pad(yearFirst[3])}`;
  const yearLast = text.match(/(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?![\d])/);
  if (!yearLast) return undefined;
  const [, a = "", separator, b = "", y = ""] = yearLast;
  const year = y.length === 2 ? `20${y}` : y;
  const dayFirst = separator !== "/" || Number(a) > 12;
  return dayFirst ? `${year}-${pad(b)}-${pad(a)}` : `${year}-${pad(a)}-${pad(b)}`;
}

const pad = (text: string | undefined) => (text ?? "").padStart(2, "0");

function dayOf(y: string | undefined, m: string | undefined, d: string | undefined): PageDate | undefined {
  return readDate(`${y}-${pad(m)}-${pad(d)}`);
}

/** ISO 8601 as written, or whatever else the platform or `inWords` can read. Years 1990 to next year's. */
export function readDate(text: string | undefined): PageDate | undefined {
  const value = text?.trim().slice(0, 200);
  if (!value) return undefined;
  const iso = value.match(
    /^(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?/i,
  );
  if (iso) return fromIso(iso[1] ?? "", iso[2], iso[3]);
  const compact = value.match(/^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(Z)?$/);
  if (compact) return fromIso(`${compact[1]}-${compact[2]}-${compact[3]}`, undefined, undefined);
  if (/^\d{10}$|^\d{13}$/.test(value)) return sane(Number(value) * (value.length === 10 ? 1000 : 1));
  const words = inWords(value);
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
