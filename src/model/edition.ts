import type { ArticleId, EpochMs, FeedId, StoryId } from "./brand.ts";
import type { WireRules } from "./source.ts";
import type { Story } from "./story.ts";

/** The ordered list of stories that a feed publishes at one moment. The first is the front page lead. */
export interface Edition {
  readonly feed: FeedSettings;
  readonly stories: readonly Story[];
  /** The newest `updatedAt` of its stories; an edition without stories has the feed's creation. */
  readonly updatedAt: EpochMs;
  /** Archive documents (RFC 5005) that exist: `YYYY-MM-DD`, newest first. */
  readonly archives: readonly string[];
  /** Why it has no stories, where it has none and that is known. */
  readonly empty?: Emptiness | undefined;
}

/**
 * Why an edition has no stories: no source was read yet, none can be read, none has the feed's tags, nothing came within
 * its window, or nothing that did passes its tags, languages, words and rules.
 */
export type Emptiness = "not-yet" | "failing" | "no-source" | "nothing-new" | "nothing-fits";

/** One combined output, `main` or one of `feeds:`, with the defaults of the main feed filled in. */
export interface FeedSettings extends WireRules {
  readonly id: FeedId;
  readonly title: string;
  readonly description: string;
  /** Where the output is served, ending in `/`; undefined: links stay relative where a format allows it. */
  readonly link: string | undefined;
  readonly language: string | undefined;
  readonly tags: readonly string[];
  readonly languages: readonly string[];
  /** Any of these in a title or summary. */
  readonly keywords: readonly RegExp[];
  /** Independent outlets that have to tell a story before it enters; a feed that asks for more than one dates it by that. */
  readonly minOutlets: number;
  readonly stories: number;
  /** ms; Infinity for `all`. */
  readonly window: number;
  readonly perSource: number;
  readonly formats: readonly OutputFormat[];
  readonly hubs: readonly string[];
  readonly walls: "say" | "hide";
  /** Its entries are issues; undefined: stories. */
  readonly digest?: DigestSettings;
  /** Base of tag: URIs, RFC 4151: host of `link` or `localhost`, and the date of first start. */
  readonly tagBase: string;
}

/** When a feed of issues has one, and how much stands in it. */
export interface DigestSettings {
  /** `HH:MM`, of every day. */
  readonly at: readonly string[];
  readonly timezone: string;
  /** The lead among them. */
  readonly stories: number;
}

/** One issue of a feed, as it was given out: a newspaper in one entry, which never changes. */
export interface Issue {
  /** Date and hour in the feed's zone: `2026-11-30-07`. */
  readonly id: string;
  readonly entryId: string;
  /** When it was given out. */
  readonly at: EpochMs;
  readonly title: string;
  /** The lead in full, then the other headlines. Sanitized, addresses absolute. */
  readonly html: string;
  readonly words: number;
  /** Whether the lead's text is the whole of it. */
  readonly fullText: boolean;
  readonly image: string | undefined;
  readonly language: string | undefined;
  /** What stands in it: each story with the article that led it. */
  readonly told: readonly { readonly storyId: StoryId; readonly articleId: ArticleId }[];
  readonly outlets: readonly string[];
}

export type OutputFormat = "atom" | "rss" | "json" | "html" | "opml";

/** What the pages show, and how much of it. */
export interface PageLayout {
  /** Further feeds with a place of their own on the front page, in this order. */
  readonly sections: readonly FeedId[];
  /** Pictures of the outlets: of every story, of the lead alone, or none. */
  readonly pictures: "all" | "lead" | "none";
  /** Stories with summary and coverage; of the rest the headlines stand there, their coverage folded. */
  readonly full: number;
}
