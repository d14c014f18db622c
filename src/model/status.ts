import type { ArticleId, EpochMs, FeedId, SourceId, StoryId } from "./brand.ts";
import type { FeedSettings, OutputFormat } from "./edition.ts";
import type { SourceState } from "./source-state.ts";

/** What `lede status`, `/status` and `/metrics` show. */
export interface StatusReport {
  readonly at: EpochMs;
  readonly version: string;
  readonly sources: readonly SourceStatus[];
  readonly queues: readonly QueueStatus[];
  readonly publications: readonly PublicationStatus[];
  readonly totals: { readonly articles: number; readonly stories: number };
  /** The last 24 whole hours, oldest first. */
  readonly hours: readonly HourStatus[];
  /** Full texts that could not be had: newest first, at most 50. */
  readonly extractions: readonly ExtractionStatus[];
  /** Plain sentences about what is wrong as a whole ("Redis evicts keys", "no network"). */
  readonly warnings: readonly string[];
  /** Sums of every counter over `hours`: `documents`, `notModified`, `failed`, `new`, `code:FETCH_DNS`, `ms`, ... */
  readonly counters: Readonly<Record<string, number>>;
  /** The same counters since Redis was first filled: they only grow. Undefined where nobody keeps them. */
  readonly running?: Readonly<Record<string, number>> | undefined;
  /** Nobody keeps the schedule: no poll comes. `since`: the last sign of a wire; undefined: there never was one. */
  readonly idle?: { readonly since: EpochMs | undefined } | undefined;
}

export interface SourceStatus {
  readonly id: SourceId;
  readonly name: string;
  readonly outlet: string;
  readonly url: string;
  readonly tags: readonly string[];
  /** In words: `ok`, `waiting for its first poll`, `failing`, `gone`, `paused by the server`. */
  readonly state: "ok" | "new" | "failing" | "limited" | "gone";
  readonly sentence: string;
  readonly itemsPerDay: number;
  readonly polling: SourceState | undefined;
}

export interface QueueStatus {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

export interface PublicationStatus {
  readonly feedId: FeedId;
  readonly title: string;
  readonly at: EpochMs;
  /** What was written. */
  readonly formats: readonly OutputFormat[];
  /** What a reader sees of the feed itself: what an edit of the YAML is held against. */
  readonly head?: FeedHead;
  /** Its stories in their order, each with its lead; undefined in what an earlier version wrote. */
  readonly told?: readonly (readonly [StoryId, ArticleId])[];
  /** Stories in this publication. */
  readonly stories: number;
  /** Stories and articles that it was chosen from. */
  readonly storiesInWindow: number;
  readonly articlesInWindow: number;
  readonly lead:
    | {
        readonly storyId: string;
        readonly title: string;
        readonly url: string;
        readonly outlet: string;
        readonly fullText: boolean;
      }
    | undefined;
}

export type FeedHead = Pick<FeedSettings, "title" | "description" | "link" | "language" | "walls">;

export interface HourStatus {
  readonly startsAt: EpochMs;
  readonly newArticles: number;
  readonly documents: number;
  readonly notModified: number;
  readonly failed: number;
  /** Seconds from an article's appearance in a poll to its publication, median; undefined: none. */
  readonly lag: number | undefined;
}

export interface ExtractionStatus {
  readonly at: EpochMs;
  readonly url: string;
  readonly code: string;
  readonly message: string;
}
