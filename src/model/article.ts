import type { ArticleId, EpochMs, SourceId } from "./brand.ts";
import type { Validators } from "./document.ts";
import type { CategoryTerm, Enclosure, Person } from "./entry.ts";

/** What `normalize` makes of an entry: an article that does not know yet whether it is new. */
export interface ArticleDraft {
  readonly sourceId: SourceId;
  /** The name of the publisher whose text it is: that of `origin`, else the source's. */
  readonly outlet: string;
  /** As published, absolute http(s): what readers are shown. Without an address of its own the site's page, or "". */
  readonly url: string;
  /** Everything that may identify it: addresses as published (link, origLink, permalink guid). */
  readonly addresses: readonly string[];
  /** The guid as written; identity only within its source. */
  readonly guid: string | undefined;
  /** No other item of its document has that guid. */
  readonly isGuidOwn?: true | undefined;
  readonly title: string;
  /** Plain text, at most 500 characters. */
  readonly summary: string;
  /** The feed's own HTML, unsanitized: cleaned when published. */
  readonly content: string | undefined;
  readonly author: string | undefined;
  readonly authors?: readonly Person[] | undefined;
  /** Never a guess: see `seenAt`. */
  readonly publishedAt: EpochMs | undefined;
  readonly updatedAt: EpochMs | undefined;
  readonly seenAt: EpochMs;
  /** BCP 47 primary language, lower case; the entry's, the feed's or detected by script. */
  readonly language: string | undefined;
  readonly categories: readonly string[];
  readonly image: string | undefined;
  readonly enclosures: readonly Enclosure[];
  readonly rights: string | undefined;
  /** The publisher whose text it is, where the source only carries it. */
  readonly origin: Origin | undefined;
  readonly categoryTerms?: Readonly<Record<string, CategoryTerm>> | undefined;
  /** Where it is talked about (RSS `comments`, Atom `rel=replies`). */
  readonly discussion?: string | undefined;
  /** What the source's document said of itself when the entry was read: ms, and its licence. */
  readonly feedUpdatedAt?: EpochMs | undefined;
  readonly feedRights?: string | undefined;
  /** Headlines that it had before, oldest first. */
  readonly corrections?: readonly Correction[] | undefined;
  /** Its source says that only those who pay can read it. */
  readonly wall?: "paid" | undefined;
  /** Its publisher took it back. */
  readonly withdrawn?: Withdrawal | undefined;
}

/** A publisher whose text another one's feed carries, with the metadata of its own feed as far as the entry has them. */
export interface Origin {
  readonly title: string | undefined;
  /** By what its voice is counted: its registrable domain, else its name. Absent: the source is the publisher. */
  readonly voice?: string | undefined;
  /** Its feed. */
  readonly url: string | undefined;
  readonly siteUrl?: string | undefined;
  readonly id?: string | undefined;
  readonly updatedAt?: EpochMs | undefined;
  readonly rights?: string | undefined;
}

export interface Correction {
  readonly at: EpochMs;
  /** As it was until then. */
  readonly title: string;
}

export interface Withdrawal {
  readonly at: EpochMs;
  /** Its feed said so (RFC 6721), or its page is gone. */
  readonly by: "feed" | "page";
}

/** One published text. */
export interface Article extends ArticleDraft {
  readonly id: ArticleId;
}

/** Full text as extracted, or why there is none. */
export type FullText =
  | {
      readonly kind: "text";
      /** Sanitized, addresses absolute. */
      readonly html: string;
      readonly words: number;
      readonly title: string | undefined;
      readonly author: string | undefined;
      readonly publishedAt: EpochMs | undefined;
      readonly image: string | undefined;
      readonly language: string | undefined;
      readonly siteName: string | undefined;
      /** Further addresses of the article that its page gave: where redirects led, `rel=canonical`, the AMP version. */
      readonly addresses: readonly string[];
      readonly at: EpochMs;
      /** When and how often its page was looked at again, and whether it was missing then. */
      readonly looked?: { readonly at: EpochMs; readonly times: number; readonly isMissing: boolean };
    }
  | {
      readonly kind: "none";
      readonly code: string;
      readonly message: string;
      readonly at: EpochMs;
      readonly attempts: number;
      /** The page is for those who pay. */
      readonly wall?: "paid";
      /** Of the page that held no text, and the address that gave them: the same page need not be read again. */
      readonly validators?: Validators;
      readonly validatorsFor?: string;
    };
