import { likeness } from "./title-signature.ts";

/** What is compared of two entries of one document. */
export interface DocumentEntry {
  readonly guid: string | undefined;
  readonly addresses: readonly { readonly canonical: string; readonly key: string }[];
  /** Bare. */
  readonly title: string;
  readonly form: string;
  readonly signature: string;
  /** `....`: none. */
  readonly date: string;
  readonly text: string;
}

export interface DocumentItems {
  /** For each entry the first one that is the same item. */
  readonly first: readonly number[];
  /** Whether the entry's guid is its own. */
  readonly hasGuid: (n: number) => boolean;
  /** Keys of addresses that several items have. */
  readonly pages: ReadonlySet<string>;
  /** Whether several items have the date. */
  readonly sharesDate: (date: string) => boolean;
}

/** Titles of which so many of twelve minima are the same are alike. */
const ALIKE = 5;
/** No date, no text. */
const NONE = "....";

/**
 * Tells the items of a document apart: which entries are one, which guids are none since unlike entries share them,
 * which addresses are pages since items that are not one share them.
 */
export function itemsOf(entries: readonly DocumentEntry[]): DocumentItems {
  const first = entries.map((_, n) => n);
  const shared = sharedGuids(entries, first);
  const hasGuid = (n: number) => {
    const guid = entries[n]?.guid;
    return guid !== undefined && !shared.has(guid);
  };
  const pages = sharedAddresses(entries, first, hasGuid);
  const dates = sharedDates(entries, first);
  return { first, hasGuid, pages, sharesDate: (date) => date !== NONE && dates.has(date) };
}

/** Guids that stand for several items. What has the same guid and is one item is noted in `first`. */
function sharedGuids(entries: readonly DocumentEntry[], first: number[]): ReadonlySet<string> {
  const byGuid = new Map<string, number>();
  const shared = new Set<string>();
  for (const [n, entry] of entries.entries()) {
    if (entry.guid === undefined) continue;
    const before = byGuid.get(entry.guid);
    if (before === undefined) byGuid.set(entry.guid, n);
    else if (isOne(entries[before] as DocumentEntry, entry)) first[n] = before;
    else shared.add(entry.guid);
  }
  for (const [n, entry] of entries.entries())
    if (entry.guid !== undefined && shared.has(entry.guid)) first[n] = n;
  return shared;
}

/** Addresses of several items. What has no guid, or the same words and date, and one address, is one item. */
function sharedAddresses(
  entries: readonly DocumentEntry[],
  first: number[],
  hasGuid: (n: number) => boolean,
): ReadonlySet<string> {
  const owners = new Map<string, number>();
  const pages = new Set<string>();
  const isSame = (a: number, b: number) => {
    const [one, other] = [entries[a] as DocumentEntry, entries[b] as DocumentEntry];
    return hasGuid(a) && hasGuid(b) ? hasSameContent(one, other) : isOne(one, other);
  };
  for (const [n, { addresses }] of entries.entries())
    for (const { key } of addresses) {
      const owner = owners.get(key) ?? n;
      owners.set(key, owner);
      if (first[n] !== n || owner === n) continue;
      if (isSame(owner, n)) first[n] = owner;
      else pages.add(key);
    }
  return pages;
}

function sharedDates(entries: readonly DocumentEntry[], first: readonly number[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const [n, { date }] of entries.entries()) {
    if (first[n] !== n) continue;
    if (seen.has(date)) shared.add(date);
    seen.add(date);
  }
  return shared;
}

/** Two entries under one guid, or under one address without guids, side by side: alike in title, of one date. */
function isOne(a: DocumentEntry, b: DocumentEntry): boolean {
  if (a.date !== b.date) return false;
  if (a.title === b.title) return a.date !== NONE || a.text === b.text || sharesAddress(a, b);
  return a.form !== b.form && likeness(a.signature, b.signature) >= ALIKE && sharesAddress(a, b);
}

function hasSameContent(a: DocumentEntry, b: DocumentEntry): boolean {
  return a.title === b.title && a.date === b.date && (a.date !== NONE || a.text === b.text);
}

function sharesAddress(a: DocumentEntry, b: DocumentEntry): boolean {
  return a.addresses.some(({ key }) => b.addresses.some((other) => other.key === key));
}
