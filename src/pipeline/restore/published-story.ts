import type { EpochMs, StoryId } from "../../model/brand.ts";
import type { Enclosure } from "../../model/entry.ts";

/** A story as its readers know it, read back from a file that Lede published. */
export interface PublishedStory {
  readonly storyId: StoryId;
  readonly entryId: string;
  /** What `entryId` begins with: `tag:HOST,DATE`. */
  readonly tagBase: string;
  readonly publishedAt: EpochMs;
  readonly updatedAt: EpochMs;
  readonly lead: PublishedArticle;
  readonly coverage: readonly PublishedArticle[];
}

export interface PublishedArticle {
  readonly url: string;
  readonly title: string;
  readonly outlet: string | undefined;
  /** Of the source that it was read from. */
  readonly feedUrl: string | undefined;
  /** The publisher's own feed and site, where that source only carried it. */
  readonly carriedFrom?:
    | { readonly url: string | undefined; readonly siteUrl: string | undefined }
    | undefined;
  readonly publishedAt: EpochMs | undefined;
  readonly language: string | undefined;
  readonly summary: string;
  /** Sanitized HTML as published, without the list of coverage. */
  readonly html: string;
  readonly author: string | undefined;
  readonly image: string | undefined;
  readonly categories: readonly string[];
  readonly enclosures: readonly Enclosure[];
}

/** The parts of an entry's id; undefined for one that Lede did not make. */
export function splitEntryId(entryId: string): Pick<PublishedStory, "storyId" | "tagBase"> | undefined {
  const [, tagBase, storyId] = /^(tag:.+):story\/([0-9A-Za-z_-]{1,64})$/.exec(entryId) ?? [];
  return tagBase && storyId ? { tagBase, storyId } : undefined;
}

/** Titles are published with a word joiner where markup could be suspected. */
export function plainTitle(title: string): string {
  return title.replaceAll("\u2060", "");
}

export function dateOf(text: string | undefined): EpochMs | undefined {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? undefined : at;
}
