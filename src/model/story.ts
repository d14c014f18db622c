import type { Article, FullText } from "./article.ts";
import type { ArticleId, EpochMs, FeedId, StoryId } from "./brand.ts";

/** One feature of a likeness or of a choice: 0-1 unless said otherwise, and what it added to the score. */
export interface Reason {
  readonly name: string;
  readonly value: number;
  readonly contribution: number;
}

/** Why an article belongs to its story. */
export interface Membership {
  readonly articleId: ArticleId;
  readonly joinedAt: EpochMs;
  /** 0-1; undefined for the article that began the story. */
  readonly score: number | undefined;
  /** The member that it is most like. */
  readonly with: ArticleId | undefined;
  readonly reasons: readonly Reason[];
}

/** What was told to readers about a story, and so never changes by itself. */
export interface Publication {
  /** What readers are shown as its date: the lead's own at first publication, never later than that. Never moves. */
  readonly publishedAt: EpochMs;
  /** When Lede first published it: decides the archive document. Never moves. */
  readonly announcedAt: EpochMs;
  /** `tag:HOST,DATE:story/ULID`. Never moves, even when `link` does. */
  readonly entryId: string;
  /** New lead, full text arrived, corrected title; not another headline. */
  readonly updatedAt: EpochMs;
  readonly leadId: ArticleId;
  /** Articles that led before, and until when, in that order; undefined: the lead never changed. */
  readonly ledBefore?: readonly FormerLead[];
  /** When it entered feeds that want several outlets to tell it: their date for it, which never moves. */
  readonly entered?: Readonly<Record<FeedId, EpochMs>>;
  /** When readers were first told that its publishers took it back. */
  readonly withdrawnAt?: EpochMs | undefined;
  /** Fingerprint of what counts as significant. */
  readonly significant: string;
}

/** An article that led its story for a while. */
export interface FormerLead {
  readonly articleId: ArticleId;
  readonly until: EpochMs;
}

/** A story as an edition shows it. */
export interface Story {
  readonly id: StoryId;
  /** It is an issue of a digest, whose id is its folder. */
  readonly isIssue?: boolean;
  /** `tag:HOST,DATE:story/ULID`, fixed at first publication. */
  readonly entryId: string;
  readonly lead: StoryArticle;
  /** Its publishers took it back: that is all that is told of it. */
  readonly isWithdrawn?: boolean | undefined;
  /** Why this lead. */
  readonly leadReasons: readonly Reason[];
  /** The other members, newest first. */
  readonly coverage: readonly StoryArticle[];
  /** Independent outlets that tell it: one of each voice. */
  readonly outlets: readonly string[];
  readonly memberships: readonly Membership[];
  /** Versions that a correction of the same outlet has taken the place of: they are no coverage. */
  readonly superseded?: readonly StoryArticle[];
  readonly ledBefore?: readonly FormerLead[];
  readonly publishedAt: EpochMs;
  /** When Lede first published it: the day of the archive that it stands in. */
  readonly announcedAt: EpochMs;
  readonly updatedAt: EpochMs;
  /** Rank in the edition, and why. */
  readonly score: number;
  readonly orderReasons: readonly Reason[];
}

/** An article with what publishing needs to know of its source and its text. */
export interface StoryArticle {
  readonly article: Article;
  readonly sourceName: string;
  /** The source's feed address and its site. */
  readonly sourceUrl: string | undefined;
  readonly siteUrl: string | undefined;
  /** What that feed says of itself. */
  readonly feed?: SourceFeed | undefined;
  /** Who carries it, where `article.outlet` is another publisher. */
  readonly carrier?: { readonly name: string; readonly url: string | undefined } | undefined;
  readonly fullText: FullText | undefined;
  /** It stands in the place of another of its outlet, or says so in its title. */
  readonly isCorrection?: boolean;
  /** It is for subscribers: no more than a teaser is shown of it. */
  readonly wall?: "paid" | undefined;
  /** Sanitized HTML to show: the full text, or the feed's own content; empty for coverage. */
  readonly html: string;
}

/** The feed that an article was published in, in its own words (RFC 4287 section 4.2.11). */
export interface SourceFeed {
  readonly id: string | undefined;
  /** Its `rel=self`. */
  readonly url: string | undefined;
  readonly updatedAt: EpochMs | undefined;
  readonly rights: string | undefined;
}
