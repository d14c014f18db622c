import type { EpochMs } from "./brand.ts";

/** What one document says: the feed about itself and its entries, in document order. */
export interface ParsedFeed {
  readonly format: "rss" | "rdf" | "atom" | "json" | "sitemap" | "page" | "api";
  /** Which reader read it: ours, or `rss-parser` as the second opinion. */
  readonly reader: "lede" | "rss-parser";
  readonly id: string | undefined;
  /** Plain text. */
  readonly title: string | undefined;
  /** The site's page, absolute. */
  readonly link: string | undefined;
  /** HTML, as published. */
  readonly description: string | undefined;
  /** BCP 47, as written. */
  readonly language: string | undefined;
  readonly published: EpochMs | undefined;
  readonly updated: EpochMs | undefined;
  readonly author: string | undefined;
  /** Mail address of the first author that has one. */
  readonly authorEmail?: string | undefined;
  readonly image: string | undefined;
  readonly icon: string | undefined;
  readonly generator: string | undefined;
  readonly copyright: string | undefined;
  readonly categories: readonly string[];
  /** `rel=self` or `feed_url`, absolute. */
  readonly feedUrl: string | undefined;
  readonly hubs: readonly string[];
  /** What the document asks of those who poll it. */
  readonly pacing: PacingHints;
  readonly entries: readonly Entry[];
  /** Entries that were taken back. */
  readonly deleted?: readonly DeletedEntry[] | undefined;
  /** Entries left out because they could not be read, or were over the limit. */
  readonly skipped: number;
  /** Of a sitemap index: the sitemaps that it lists, in its order. Few have entries of their own. */
  readonly parts?: readonly SitemapPart[];
}

/** A sitemap as an index lists it. */
export interface SitemapPart {
  /** Absolute. */
  readonly url: string;
  /** When it was changed last, as the index says. */
  readonly changed: EpochMs | undefined;
}

/** RSS 2.0 `ttl`, `skipHours`, `skipDays`; the RSS 1.0 syndication module. */
export interface PacingHints {
  /** ms */
  readonly ttl: number | undefined;
  /** Hours of the day, UTC, 0-23. */
  readonly skipHours: readonly number[];
  /** 0 = Sunday. */
  readonly skipDays: readonly number[];
  /** Update period divided by frequency, ms. */
  readonly updatePeriod: number | undefined;
}

/** One item as it stands in one source's document. Nothing in it is trusted or cleaned. */
export interface Entry {
  /** `guid`, `atom:id` or JSON `id`, as written. */
  readonly id: string | undefined;
  /** Plain text, entities decoded once. */
  readonly title: string | undefined;
  /** The article's page, absolute. */
  readonly link: string | undefined;
  /** Further addresses of the same article: `feedburner:origLink`, a permalink guid, `external_url`. Absolute. */
  readonly aliases: readonly string[];
  /** Names, joined by ", "; a mail address where there is no name. */
  readonly author: string | undefined;
  /** Mail address of the first author that has one. */
  readonly authorEmail?: string | undefined;
  /** HTML, as published, relative addresses resolved. */
  readonly summary: string | undefined;
  /** HTML, as published, relative addresses resolved. */
  readonly content: string | undefined;
  /** Absent where the text is no date: never a guess. */
  readonly published: EpochMs | undefined;
  readonly updated: EpochMs | undefined;
  readonly categories: readonly string[];
  readonly enclosures: readonly Enclosure[];
  /** Everyone who wrote it, where there is more to say than `author` does: several, or addresses. */
  readonly authors?: readonly Person[] | undefined;
  /** RSS `source` or `atom:source`: where an aggregator had it from. */
  readonly source: EntrySource | undefined;
  /** A publisher that is only named: `dc:publisher`, `News:Source` of Bing. */
  readonly publisher?: string | undefined;
  /** What stands behind the categories that have more than a name, by that name. */
  readonly categoryTerms?: Readonly<Record<string, CategoryTerm>> | undefined;
  /** The publisher says itself that it is taken back (`media:status`). */
  readonly deleted?: true | undefined;
  readonly comments: string | undefined;
  readonly image: string | undefined;
  readonly language: string | undefined;
  readonly rights: string | undefined;
  /** Its publisher says that only those who pay can read it (`news:access` of a sitemap). */
  readonly wall?: "paid" | undefined;
  /** It was looked at and is no article: it is remembered as known, and never published. */
  readonly passed?: boolean;
}

/** The feed that an entry was first published in, as the entry says it (RFC 4287 section 4.2.11). */
export interface EntrySource {
  readonly title: string | undefined;
  /** The feed's address; RSS writes the site's here as often. */
  readonly url: string | undefined;
  /** The site's page. */
  readonly siteUrl?: string | undefined;
  /** `atom:id`, as written. */
  readonly id?: string | undefined;
  readonly updated?: EpochMs | undefined;
  readonly rights?: string | undefined;
}

/** An author, with the addresses that the entry gives (RFC 4287 section 3.2). */
export interface Person {
  readonly name: string;
  readonly email?: string | undefined;
  /** Absolute. */
  readonly url?: string | undefined;
}

/** Beside its name: the vocabulary that a category is of, and what it is called there (RFC 4287 section 4.2.2). */
export interface CategoryTerm {
  readonly term?: string | undefined;
  /** `scheme` of Atom, `domain` of RSS. */
  readonly scheme?: string | undefined;
}

/** An entry that its publisher took back (RFC 6721). */
export interface DeletedEntry {
  /** `atom:id` of the entry. */
  readonly ref: string;
  readonly at: EpochMs | undefined;
}

export interface Enclosure {
  readonly url: string;
  readonly type: string | undefined;
  /** Bytes. */
  readonly length: number | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
}
