import { choosePicture, isBeacon, type OfferedPicture, picturesIn } from "../ground/picture.ts";
import type { Enclosure, Entry, ParsedFeed } from "../model/entry.ts";
import { limits } from "./limits.ts";
import { isPictureType } from "./media.ts";

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

/** The entry's picture: of what is declared as such and what is enclosed, else of its text. */
export function pictureOf(
  declared: readonly (OfferedPicture | undefined)[],
  { enclosures, content, summary }: Pick<Entry, "enclosures" | "content" | "summary">,
): string | undefined {
  const own = declared.filter((one) => one !== undefined);
  // Media RSS makes an enclosure of each picture too, without its size.
  const named = new Set(own.map(({ url }) => url));
  const enclosed = enclosures.filter(({ url, type }) => isPictureType(type) && !named.has(url));
  return choosePicture(
    [...own, ...enclosed.map(({ url, length }) => ({ url, bytes: length }))],
    [...picturesIn(content), ...picturesIn(summary)],
  );
}

/** A picture of which nothing but the address is known. */
export function picture(url: string | undefined): OfferedPicture | undefined {
  return url === undefined ? undefined : { url };
}

/** The first of a feed's own pictures that can be shown: no counter, and of no scheme but http(s). */
export function feedPicture(...urls: readonly (string | undefined)[]): string | undefined {
  return urls.find(
    (url) => url !== undefined && !/^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(url) && !isBeacon({ url }),
  );
}
