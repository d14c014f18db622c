import { createHash } from "node:crypto";
import { saysEnded } from "../../ground/files.ts";
import type { EpochMs, StoryId } from "../../model/brand.ts";
import type { Enclosure } from "../../model/entry.ts";

/** A story as its readers know it, read back from a file that Lede published. */
export interface PublishedStory {
  readonly storyId: StoryId;
  readonly entryId: string;
  /** What ids of this wire begin with: `tag:HOST,DATE`; undefined where the document does not tell. */
  readonly tagBase: string | undefined;
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

/** The base of a feed's id. */
export function baseOfFeedId(id: string | undefined): string | undefined {
  return /^(tag:.+):feed\/[0-9A-Za-z_-]{1,64}$/.exec(id ?? "")?.[1];
}

/** A story whose entry has its publisher's id, where nothing says which it is: the same whenever it is read. */
export function storyOfEntry(entryId: string): StoryId {
  return createHash("sha256").update(entryId).digest("hex").slice(0, 26).toUpperCase();
}

/** The last entry of a feed that has ended is no story. */
export function isNoStory(entryId: string): boolean {
  return entryId === "" || saysEnded(entryId);
}

/** The parts of an entry's id; undefined for one that Lede did not make. */
export function splitEntryId(entryId: string): { storyId: StoryId; tagBase: string } | undefined {
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
