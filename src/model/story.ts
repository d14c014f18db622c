import type { Article, FullText } from "./article.ts";
import type { ArticleId, EpochMs, StoryId } from "./brand.ts";

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
  /** Fingerprint of what counts as significant. */
  readonly significant: string;
}

/** A story as an edition shows it. */
export interface Story {
  readonly id: StoryId;
  /** `tag:HOST,DATE:story/ULID`, fixed at first publication. */
  readonly entryId: string;
  readonly lead: StoryArticle;
  /** Why this lead. */
  readonly leadReasons: readonly Reason[];
  /** The other members, newest first. */
  readonly coverage: readonly StoryArticle[];
  readonly memberships: readonly Membership[];
  readonly publishedAt: EpochMs;
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
  readonly fullText: FullText | undefined;
  /** Sanitized HTML to show: the full text, or the feed's own content; empty for coverage. */
  readonly html: string;
}
