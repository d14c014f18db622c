import type { Enclosure, Entry, ParsedFeed } from "../model/entry.ts";
import { limits } from "./limits.ts";
import { firstImage, isPictureType } from "./media.ts";

/** What a document says of itself. The entries come to it last. */
export type FeedDraft = Omit<ParsedFeed, "entries" | "skipped"> & {
  entries: readonly Entry[];
  skipped: number;
};

/** An entry while it may still inherit from its feed. */
export type EntryDraft = Omit<Entry, "author" | "categories"> & {
  author: string | undefined;
  categories: readonly string[];
};

/** Different values only, in order, empty ones left out; at most as many as an entry may have. */
export function distinct(values: Iterable<string | undefined>): string[] {
  const found = new Set<string>();
  for (const value of values) {
    if (value !== undefined && value !== "") found.add(value);
    if (found.size >= limits.list) break;
  }
  return [...found];
}

/** One enclosure for each address; the first one that names it is kept. */
export function distinctEnclosures(enclosures: Iterable<Enclosure | undefined>): Enclosure[] {
  const byAddress = new Map<string, Enclosure>();
  for (const enclosure of enclosures) {
    if (enclosure && !byAddress.has(enclosure.url)) byAddress.set(enclosure.url, enclosure);
    if (byAddress.size >= limits.list) break;
  }
  return [...byAddress.values()];
}

/** The entry's picture: what is declared as such, else an enclosure, else the first one in its text. */
export function pictureOf(
  declared: string | undefined,
  { enclosures, content, summary }: Pick<Entry, "enclosures" | "content" | "summary">,
): string | undefined {
  return (
    declared ??
    enclosures.find(({ type }) => isPictureType(type))?.url ??
    firstImage(content) ??
    firstImage(summary)
  );
}
