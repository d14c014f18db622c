import { isHostName } from "../ground/host-name.ts";
import { languageTagOf } from "../ground/language.ts";
import { lettersOf, plainText } from "../ground/text.ts";
import type { ArticleDraft, Origin } from "../model/article.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Entry, ParsedFeed } from "../model/entry.ts";
import type { Source } from "../model/source.ts";
import { isListOfHeadlines } from "./boilerplate.ts";
import { headlineOf } from "./headline.ts";

export type Normalized =
  | { readonly kind: "article"; readonly draft: ArticleDraft }
  | {
      readonly kind: "dropped";
      readonly title: string;
      readonly url: string | undefined;
      readonly reason: string;
    };

/** An entry that the source only carries: whose it is, and where that publisher has it. */
export interface Carried {
  readonly origin: Origin;
  /** What the publisher is called, in titles too. */
  readonly names: readonly string[];
  /** The text's own page, where the entry's link leads there through the carrier's. */
  readonly url: string | undefined;
}

/** Clocks of publishers run ahead; further ahead than this is no date. */
const MOST_CLOCK_SKEW_MS = 10 * 60_000;

/**
 * Makes an article of an entry: an absolute address, a title, a date that is no guess, plain text, a language.
 * Depends on nothing but its arguments.
 *
 * @param now the moment of the fetch
 * @param carried of an entry that is another publisher's
 */
export function normalizeEntry(
  entry: Entry,
  feed: ParsedFeed,
  source: Source,
  now: EpochMs,
  carried?: Carried,
): Normalized {
  const { title: written, summary } = headlineOf(entry, feed, entry.language ?? feed.language);
  const title = carried ? withoutPublisher(written, carried.names) : written;
  const addresses = addressesOf(entry, carried);
  // Where the article stands: its link, else a further address, else what it encloses.
  const page = addresses[0] ?? webAddress(entry.enclosures[0]?.url);
  const url = page ?? sitePage(feed, source) ?? "";
  if (!title) return { kind: "dropped", title: "", url, reason: "neither title nor text nor address" };
  return {
    kind: "article",
    draft: draftOf({ entry, feed, source, now, url, addresses, title, summary, carried }),
  };
}

interface Parts {
  readonly entry: Entry;
  readonly feed: ParsedFeed;
  readonly source: Source;
  readonly now: EpochMs;
  readonly url: string;
  readonly addresses: readonly string[];
  readonly title: string;
  readonly summary: string;
  readonly carried: Carried | undefined;
}

function draftOf(parts: Parts): ArticleDraft {
  const { entry, feed, source, now, url, addresses, title, summary, carried } = parts;
  const outlet = carried?.origin.title ?? source.outlet;
  return {
    sourceId: source.id,
    outlet,
    url,
    addresses,
    guid: entry.id,
    title,
    summary,
    content: contentOf(parts),
    author: bylineOf(entry.author),
    authors: entry.authors,
    publishedAt: sane(entry.published ?? entry.updated, now),
    updatedAt: sane(entry.updated, now),
    seenAt: now,
    language: languageOf(entry.language ?? feed.language, title),
    categories: entry.categories.filter(isReadable).slice(0, 20),
    image:
      webAddress(entry.image) ?? webAddress(entry.enclosures.find((e) => e.type?.startsWith("image/"))?.url),
    enclosures: entry.enclosures.filter((e) => webAddress(e.url)),
    rights: entry.rights ?? feed.copyright,
    origin: carried?.origin,
    categoryTerms: entry.categoryTerms,
    discussion: webAddress(entry.comments),
    ...(entry.wall && { wall: entry.wall }),
    feedUpdatedAt: sane(feed.updated ?? feed.published, now),
    feedRights: feed.copyright === entry.rights || entry.rights === undefined ? undefined : feed.copyright,
  };
}

/** The entry's own HTML; none where a gatherer gives headlines with their publishers' names: its own once more, or several. */
function contentOf({ entry, title, carried }: Parts): string | undefined {
  const html = entry.content ?? entry.summary;
  if (!carried || html === undefined) return html;
  if (isListOfHeadlines(html)) return undefined;
  if (html.length > SHORT_HTML) return html;
  const text = lettersOf(plainText(html, SHORT_HTML));
  const repeated = ["", ...carried.names].some((name) => text === lettersOf(title) + lettersOf(name));
  return repeated ? undefined : html;
}

const SHORT_HTML = 4_000;

/** What stands between a headline and its publisher's name. */
const BEHIND = /(?:\s+[-–—|·•»~:]{1,2}\s+|\s*[－—｜|／]\s*|\s+[([])$/u;
const BEFORE = /^\s*(?:[:：]|[-–—|»])\s+/u;

/** A headline without its publisher's name at its end, or at its beginning. */
function withoutPublisher(title: string, names: readonly string[]): string {
  for (const name of names.flatMap((one) => [one, `www.${one}`, `the ${one}`, one.replace(/^the\s+/i, "")])) {
    const lower = title.toLowerCase();
    const bare = /[)\]]$/.test(lower) ? lower.slice(0, -1) : lower;
    const wanted = name.toLowerCase();
    if (bare.endsWith(wanted)) {
      const before = title.slice(0, bare.length - wanted.length);
      const rest = before.replace(BEHIND, "");
      if (rest !== before && /[\p{L}\p{N}]/u.test(rest)) return rest.trim();
    }
    if (lower.startsWith(wanted) && BEFORE.test(title.slice(wanted.length)))
      return title.slice(wanted.length).replace(BEFORE, "");
  }
  return title;
}

/** The names among the authors: an address, of mail or of a page, is no byline, nor is what a template had no name for. */
function bylineOf(author: string | undefined): string | undefined {
  if (author === undefined || !DOUBTFUL.test(author)) return author;
  const names = author.replace(/^by:?\s+(?=\p{Lu})/iu, "").split(", ");
  return names.filter((name) => !NO_NAME.test(name)).join(", ") || undefined;
}

const DOUBTFUL = /[@/]|^by\b|\b(?:null|undefined|none|n\/a)\b/i;
const NO_NAME = /^(?:mailto:)?\S+@\S+\.\S+$|^https?:\/\/\S+$|^(?:null|undefined|none|n\/a)$/i;

/** Kinds of entries are told by addresses: `http://schemas.google.com/blogger/2008/kind#post`. */
function isReadable(category: string): boolean {
  return !/^https?:\/\/\S+$/i.test(category);
}

/** What an entry without an address is shown with: the site's page, unless that is the feed itself. */
function sitePage(feed: ParsedFeed, source: Source): string | undefined {
  const page = webAddress(feed.link);
  return page === source.url || page === feed.feedUrl ? undefined : page;
}

function addressesOf(entry: Entry, carried: Carried | undefined): string[] {
  const all = [carried?.url, entry.link, ...entry.aliases].map(webAddress).filter((url) => url !== undefined);
  return [...new Set(all)];
}

/** Addresses that no parser could refuse: nearly all, and some are asked about three times. */
const PLAIN_ADDRESS = /^https?:\/\/(?![^/?#]*xn--)(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,63}(?:[/?#][!-~]*)?$/i;

function webAddress(text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (PLAIN_ADDRESS.test(text)) return text;
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  return url && isHostName(url.hostname) ? text : undefined;
}

function sane(date: EpochMs | undefined, now: EpochMs): EpochMs | undefined {
  if (date === undefined || date <= 0 || date - now > MOST_CLOCK_SKEW_MS) return undefined;
  return Math.min(date, now);
}

/** Scripts that settle the language, or nearly so, in the order in which they are looked for. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, "ja"],
  [/\p{Script=Hangul}/u, "ko"],
  [/\p{Script=Han}/u, "zh"],
  [/[іїєґ]/iu, "uk"],
  [/\p{Script=Cyrillic}/u, "ru"],
  [/\p{Script=Greek}/u, "el"],
  [/\p{Script=Hebrew}/u, "he"],
  [/\p{Script=Arabic}/u, "ar"],
  [/\p{Script=Devanagari}/u, "hi"],
  [/\p{Script=Thai}/u, "th"],
];

/** Some character of a script that may be in the list: most titles have none. */
const NOT_LATIN = /[\u0370-\u1dff\u1f00-\u1fff\u2c00-\ud7ff\uf900-\uffff]|[\ud800-\udbff]/;

/**
 * The language of an entry: what it says of itself, else what its feed says, else what its script tells.
 *
 * @returns a BCP 47 primary subtag in lower case; undefined for unmarked text in the Latin script
 */
function languageOf(declared: string | undefined, title: string): string | undefined {
  const [primary] = languageTagOf(declared ?? "")?.split("-") ?? [];
  // An English-marked feed with Japanese headlines is common (a template's default): the script knows better.
  if (primary !== undefined && primary !== "en") return primary;
  const written = NOT_LATIN.test(title) ? SCRIPTS.find(([script]) => script.test(title))?.[1] : undefined;
  return written ?? primary;
}
