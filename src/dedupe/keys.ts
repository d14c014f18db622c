import { hash } from "node:crypto";
import { codeUnitAt } from "../ground/charset/code-unit.ts";
import { BASE64, FNV_START, fnvStep } from "../ground/hash.ts";
import type { Article, ArticleDraft } from "../model/article.ts";
import type { SourceId } from "../model/brand.ts";
import { canonicalUrl } from "./canonical-url.ts";
import { titleSignature } from "./title-signature.ts";

/** What identifies an entry: hashed, of one length, never shown. */
export interface EntryKeys {
  /** `guid`: the head key is the guid within its source; `title`: the address and title, for want of a guid. */
  readonly kind: "guid" | "title";
  /** The entry's own key, scoped by its source. */
  readonly head: string;
  /** One for each address, the link's first: its place, then its key. */
  readonly urls: readonly string[];
  /** Changes with the title: an edit. */
  readonly titleHash: string;
  /** Tells a reworded title from another one. */
  readonly signature: string;
}

/** Characters of a key: 72 bits, six each. */
export const KEY_LENGTH = 12;
/** Characters of an address's place, before its key: what one site publishes is kept together, in four places. */
export const PLACE_LENGTH = 3;

/**
 * All canonical keys of one entry: its head key, then one for each address. Addresses that say nothing (a site's
 * root) have none.
 */
export function articleKeys(draft: ArticleDraft): readonly string[] {
  const { head, urls } = entryKeys(draft);
  return [head, ...urls];
}

/** The keys of one key-bearing address; undefined where it identifies no article. */
export function urlKey(address: string): string | undefined {
  const canonical = canonicalUrl(address);
  if (canonical === undefined) return undefined;
  const key = digest(`u\n${canonical}`);
  return placeOf(canonical, key) + key;
}

/**
 * FNV-1a of a canonical address's host, and two bits of its key: what a document links to is looked up in few commands,
 * and a site that publishes much does not come into one long list. That two hosts share a place does no harm.
 */
function placeOf(canonical: string, key: string): string {
  let mixed = FNV_START;
  for (let n = 0; ; n++) {
    const unit = codeUnitAt(canonical, n);
    if (isHostEnd(unit)) break;
    mixed = fnvStep(mixed, unit);
  }
  const place = ((mixed ^ (mixed >>> 16)) & 0xffff) | ((key.charCodeAt(0) & 3) << 16);
  return BASE64.charAt(place & 63) + BASE64.charAt((place >>> 6) & 63) + BASE64.charAt(place >>> 12);
}

/** `/` `?` `#`, or the end. */
function isHostEnd(unit: number): boolean {
  return unit === 0x2f || unit === 0x3f || unit === 0x23 || Number.isNaN(unit);
}

/** What registers further addresses of an article; those that identify nothing are left out. */
export function aliasOf(article: Article, addresses: readonly string[]) {
  const urls = addresses.flatMap((address) => urlKey(address) ?? []);
  const { signature } = titleMarks(article.title);
  return { articleId: article.id, sourceId: article.sourceId, signature, urls };
}

/** A source in four characters: whether a key was registered by the same source. */
export function sourceHash(id: SourceId): string {
  return hash("sha1", id, "base64url").slice(0, 4);
}

/**
 * The keys of all entries of one document, in its order. Seen together, two mistakes of feeds show: a guid that
 * several different entries share is no identity, nor is an address that entries of different titles share.
 */
export function keysOfFeed(drafts: readonly ArticleDraft[]): readonly EntryKeys[] {
  const all = drafts.map(entryKeys);
  const reused = reusedHeads(all);
  if (reused.size === 0) return all;
  return all.map((keys, n) =>
    reused.has(keys.head) ? titleKeys(drafts[n] as ArticleDraft, keys.urls) : keys,
  );
}

function entryKeys(draft: ArticleDraft): EntryKeys {
  const urls = addressKeys(draft);
  const guid = draft.guid?.trim();
  if (!guid) return titleKeys(draft, urls);
  const head = digest(`g\n${draft.sourceId}\n${guid}`);
  return { kind: "guid", head, urls, ...titleMarks(draft.title) };
}

function titleKeys(draft: ArticleDraft, urls: readonly string[]): EntryKeys {
  const marks = titleMarks(draft.title);
  // Without title and address there is only the text.
  const text = draft.title || urls.length > 0 ? draft.title : draft.summary;
  const address = urls[0]?.slice(PLACE_LENGTH) ?? draft.url;
  const head = digest(`t\n${draft.sourceId}\n${address}\n${plainTitle(text)}`);
  return { kind: "title", head, urls, ...marks };
}

function addressKeys(draft: ArticleDraft): readonly string[] {
  const keys: string[] = [];
  let previous: string | undefined;
  for (const address of [draft.url, ...draft.addresses]) {
    if (address === previous) continue; // `url` is most often the first address
    previous = address;
    const key = urlKey(address);
    if (key && !keys.includes(key)) keys.push(key);
  }
  return keys;
}

function titleMarks(title: string): Pick<EntryKeys, "titleHash" | "signature"> {
  const plain = plainTitle(title);
  return { titleHash: hash("sha1", plain, "base64url").slice(0, 4), signature: titleSignature(plain) };
}

/** Words of visible ASCII with single spaces: as it should be already. */
const PLAIN_TITLE = /^[!-~]+(?: [!-~]+)*$/;

function plainTitle(title: string): string {
  if (PLAIN_TITLE.test(title)) return title;
  return title.normalize("NFKC").replace(/\s+/g, " ").trim();
}

/** Guids that stand for entries of different titles and different addresses in one document. */
function reusedHeads(all: readonly EntryKeys[]): ReadonlySet<string> {
  const first = new Map<string, EntryKeys>();
  const reused = new Set<string>();
  for (const keys of all) {
    const other = first.get(keys.head);
    if (!other) first.set(keys.head, keys);
    else if (other.titleHash !== keys.titleHash && other.urls[0] !== keys.urls[0]) reused.add(keys.head);
  }
  return reused;
}

function digest(text: string): string {
  return hash("sha1", text, "base64url").slice(0, KEY_LENGTH);
}
