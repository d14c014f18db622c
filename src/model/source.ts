import type { SourceId } from "./brand.ts";

/** One configured feed, with every default filled in by `src/config/`. */
export interface Source {
  readonly id: SourceId;
  readonly url: string;
  /** The address that others may see, where `url` holds a secret. */
  readonly shownUrl?: string;
  /** What a person calls it; undefined until a document names itself, when the YAML does not. */
  readonly name: string | undefined;
  /** The publisher; default: the registrable domain of the URL's host. */
  readonly outlet: string;
  /** The YAML says so: whatever publishers its entries name. */
  readonly isOutletGiven?: true;
  /** Fixed interval, ms; undefined: the interval adapts between `schedule.every` and 24 h. */
  readonly every: number | undefined;
  /** Five-field cron expression instead of an interval, with its time zone. */
  readonly cron: string | undefined;
  readonly timezone: string | undefined;
  /** Trust, in the choice of the lead: 1 is usual. */
  readonly weight: number;
  readonly tags: readonly string[];
  readonly fullText: FullTextRule;
  /** Any matching rule keeps an entry; no rules keep all. */
  readonly keep: readonly FilterRule[];
  readonly drop: readonly FilterRule[];
  /** Sent with every poll of this source; dropped on a redirect to another origin. */
  readonly headers: Readonly<Record<string, string>>;
  readonly network: SourceNetwork;
  readonly reader: "auto" | "rss-parser";
  /** Its documents are no feed: how articles are found in the page. */
  readonly page?: PageRule;
  /** Its documents are no feed: how articles are found in the JSON. */
  readonly json?: JsonRule;
}

/**
 * Where the teasers of a page are: CSS selectors, `@name` behind one for an attribute. What is not given is found by
 * the page's structure.
 */
export interface PageRule {
  /** One element for each article. */
  readonly items?: string;
  readonly title?: string;
  readonly link?: string;
  readonly date?: string;
  readonly summary?: string;
  readonly image?: string;
  /** BCP 47; default: the page's own. */
  readonly language?: string;
}

/** Where the articles of a JSON document are: dotted paths, those of an article's fields from the article. */
export type JsonRule = PageRule;

/** What a source is that feed readers cannot read; none of them: a feed. */
export interface SourceForm {
  readonly page?: PageRule | undefined;
  readonly json?: JsonRule | undefined;
  readonly sitemap?: boolean | undefined;
}

/** A list of sources that somebody else keeps: every feed in it is a source. */
export interface SourceList {
  readonly url: string;
  /** The address that others may see, where `url` holds a secret. */
  readonly shownUrl?: string;
  /** For the list alone. */
  readonly headers: Readonly<Record<string, string>>;
  /** ms between two looks at it. */
  readonly every: number;
  /** What the YAML says of all that it names. */
  readonly each: Pick<Source, "tags" | "weight" | "fullText" | "keep" | "drop">;
}

/** A feed that a list names. */
export interface ListedFeed {
  readonly url: string;
  readonly name: string | undefined;
}

export type FullTextMode = "auto" | "always" | "never";
/** How full text is had: by mode, or by CSS selectors of the source's own pages; `print`: from their print versions. */
export type FullTextRule = { readonly print?: PrintRule } & (
  | { readonly mode: FullTextMode }
  | { readonly mode: "selector"; readonly selector: string; readonly remove: readonly string[] }
);

/** Where an article's print version stands: what in its address is replaced, and by what (`$1`: the first group). */
export interface PrintRule {
  readonly address: RegExp;
  readonly replacement: string;
}

/** All the fields that are given must match. `/…/flags` in the YAML is a RegExp, other text a case-insensitive part. */
export interface FilterRule {
  readonly title?: RegExp;
  readonly url?: RegExp;
  readonly author?: RegExp;
  readonly category?: RegExp;
  readonly text?: RegExp;
}

/** Exclusive: `{ lt: 80 }` is 79 and less. */
export interface Bounds {
  readonly lt?: number;
  readonly gt?: number;
}

/** A rule for stories: of the whole wire, or of one feed. */
export interface WireRule extends FilterRule {
  readonly outlet?: RegExp;
  /** BCP 47 primary subtags, lower case. */
  readonly language?: readonly string[];
  /** Of the longest text that is known; while the page is still to be asked, nothing is known. */
  readonly words?: Bounds;
  /** ms since the article was published. */
  readonly age?: Bounds;
  /** The article is for subscribers. */
  readonly wall?: "paid";
  /** Which of a story's articles it has to be true of. */
  readonly match: "lead" | "all" | "any";
}

/** Any of `drop` drops; where there is a `keep`, any of it keeps. */
export interface WireRules {
  readonly keep: readonly WireRule[];
  readonly drop: readonly WireRule[];
}

/** Exceptions that belong to one source alone. */
export interface SourceNetwork {
  /** CIDR blocks that may be reached although they are not public. */
  readonly allow: readonly string[];
  /** http(s) proxy address. */
  readonly proxy: string | undefined;
}

/** How the whole program behaves on the network. */
export interface NetworkSettings {
  readonly allow: readonly string[];
  readonly proxy: string | undefined;
  /** Where a server's owner can complain; part of the User-Agent. */
  readonly contact: string | undefined;
  readonly userAgent: string;
  /** Requests in flight per registrable domain. */
  readonly perHost: number;
  /** Decoded bytes of one document. */
  readonly maxBytes: number;
  /** Total deadline of one fetch, ms. */
  readonly timeout: number;
}
