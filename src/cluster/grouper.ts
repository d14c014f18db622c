import type { ArticleId, EpochMs, StoryId } from "../model/brand.ts";
import type { Reason } from "../model/story.ts";
import type { PairWeights } from "./pair-model.ts";
import type { TermPrior } from "./term-prior.ts";

/** What grouping reads of an article. */
export interface ClusterDoc {
  readonly id: ArticleId;
  readonly title: string;
  readonly summary?: string | undefined;
  readonly url?: string | undefined;
  readonly outlet?: string | undefined;
  readonly publishedAt?: EpochMs | undefined;
  /** undefined: no times are known, every document is in the window. */
  readonly seenAt?: EpochMs | undefined;
  /** BCP 47 or ISO 639-3; undefined: told from its small words. */
  readonly lang?: string | undefined;
}

/** Documents that are read ahead at most: what more of them say, the window says by then. */
export const MOST_FORESEEN = 2000;

/** What was decided for one article, and why. */
export interface Grouping {
  readonly storyId: StoryId;
  /** 0-1, how likely the article tells this story; undefined when it began the story. */
  readonly score: number | undefined;
  /** The member that it is most like. */
  readonly with: ArticleId | undefined;
  /** What the likeness to that member is made of, in log odds, the weightiest first. */
  readonly reasons: readonly Reason[];
  /** Stories that became one through this article: the older id stays. */
  readonly merged: readonly Merge[];
  /** The article whose text this one repeats. */
  readonly syndicatedOf: ArticleId | undefined;
}

export interface Merge {
  readonly from: StoryId;
  readonly into: StoryId;
  /** 0-1 */
  readonly score: number;
}

/** Groups articles as they come, in whatever order. Nothing is asked of a network, a clock or chance. */
export interface Grouper {
  /** Reads documents that will be added next, so that the first is judged by what the wire says when all are there. */
  foresee(docs: readonly ClusterDoc[]): void;
  /** Gives an article its story. An article that was added before keeps what it has. */
  add(doc: ClusterDoc): Grouping;
  /** Takes an article back with the story that it had: after a restart, in the order in which they were seen. */
  restore(doc: ClusterDoc, storyId: StoryId): Pick<Grouping, "syndicatedOf">;
  /** Takes an article out of its story into another, which it begins if there is none of that id. */
  part(id: ArticleId, storyId: StoryId): void;
  /** Forgets articles last seen and dated before. Stories with members left stay. */
  forget(before: EpochMs): void;
  /** The story of an article that is in the window. */
  storyOf(id: ArticleId): StoryId | undefined;
  readonly size: number;
}

export interface GrouperOptions {
  /** ms between two articles of one story at most; Infinity for `all`. */
  readonly window: number;
  /** 0-1: how likely is likely enough, on a wire in which most articles stand alone. */
  readonly threshold?: number | undefined;
  /** The wire has one source: what all of its articles share tells nothing apart. */
  readonly isOneSource?: boolean | undefined;
  /** Pairs that must never share a story: each side is tested on title and address. */
  readonly never?: readonly (readonly [RegExp, RegExp])[] | undefined;
  /** Default: `weights.json`. */
  readonly weights?: PairWeights | undefined;
  /** Default: `term-frequencies.json`. */
  readonly prior?: TermPrior | undefined;
}
