import { hash } from "node:crypto";
import { codeUnitAt } from "../ground/charset/code-unit.ts";
import { BASE64, FNV_START, fnvStep, fourDigits, shortHash } from "../ground/hash.ts";
import type { Article, ArticleDraft } from "../model/article.ts";
import type { SourceId } from "../model/brand.ts";
import { bareTitle, titleForm } from "./bare-title.ts";
import { canonicalUrl, isParticular } from "./canonical-url.ts";
import { type DocumentEntry, itemsOf } from "./document-items.ts";
import { titleSignature } from "./title-signature.ts";

/** What identifies an entry: hashed, of one length, never shown. docs/decisions/005 says which of it decides when. */
export interface EntryKeys {
  /** Whether the entry has a guid that tells it from the other entries of its document. */
  readonly kind: "guid" | "content";
  /** What is looked up first: the guid within its source; without one, the content and the address. */
  readonly head: string;
  /** The title with its date, or with the text where there is no date, within the source. */
  readonly content: string;
  /** One for each address, the link's first: `URL_FLAGS`, its place, its key. */
  readonly urls: readonly string[];
  /** Title (4), its form (4), date (4), text (4), signature of the title (12): what two entries are compared by. */
  readonly marks: string;
  /** `DATE_SHARED` and `TITLE_ALONE`, added. */
  readonly flags: number;
}

/** Characters of a key: 72 bits, six each. */
export const KEY_LENGTH = 12;
/** Characters of an address's place, before its key: what one site publishes is kept together, in four places. */
export const PLACE_LENGTH = 3;
/** First character of an address: a page that several items share; else whether it is particular, names the title, both. */
const URL_FLAGS = { page: "p", plain: "0", particular: "1", named: "2", both: "3" } as const;
/** Other items of the document have the same date, so that it is no evidence. */
const DATE_SHARED = 1;
/** There is neither date nor text: the content is the title alone. */
const TITLE_ALONE = 2;
/** A mark that an entry does not have. */
const NONE = "....";

/** The place and key of an address; undefined where it identifies no article. */
export function urlKey(address: string): string | undefined {
  const canonical = canonicalUrl(address);
  return canonical === undefined ? undefined : keyOfCanonical(canonical);
}

function keyOfCanonical(canonical: string): string {
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

/** Whether all addresses of an entry lead to pages that stand for more than itself. */
export function hasNoPageOfItsOwn({ urls }: EntryKeys): boolean {
  return urls.length > 0 && urls.every((url) => url.startsWith(URL_FLAGS.page));
}

/** What registers further addresses of an article; those that identify nothing are left out. */
export function aliasOf(article: Article, addresses: readonly string[]) {
  const urls = addresses.flatMap((address) => urlKey(address) ?? []);
  return {
    articleId: article.id,
    sourceId: article.sourceId,
    marks: marksOf(readTitle(article.title), article, false),
    urls,
  };
}

/** A source in four characters: whether a key was registered by the same source. */
export function sourceHash(id: SourceId): string {
  return hash("sha1", id, "base64url").slice(0, 4);
}

/**
 * The keys of all entries of one document, in its order, looked at together: a guid that different items share is none,
 * an address that they share is a page, a date that all have is the document's. Entries that are one item have the
 * same keys.
 *
 * @param pages addresses that stand for the whole source: its site's page, the feed's own
 */
export function keysOfFeed(
  drafts: readonly ArticleDraft[],
  pages: readonly (string | undefined)[] = [],
): readonly EntryKeys[] {
  const own = new Set(pages.flatMap((page) => canonicalUrl(page ?? "") ?? page ?? []));
  const dateless = haveOneDate(drafts);
  const entries = drafts.map((draft) => readEntry(draft, own, dateless));
  const items = itemsOf(entries);
  const made = new Map<number, EntryKeys>();
  return entries.map((entry, n) => {
    const first = items.first[n] as number;
    const known = made.get(first);
    if (known) return known;
    const keys = keysOf(drafts[n] as ArticleDraft, entry, items.hasGuid(n), items);
    made.set(first, keys);
    return keys;
  });
}

/** Three entries or more with one date among them: it is when the document was made. */
function haveOneDate(drafts: readonly ArticleDraft[]): boolean {
  const [first] = drafts;
  return drafts.length > 2 && drafts.every(({ publishedAt }) => publishedAt === first?.publishedAt);
}

function keysOf(
  draft: ArticleDraft,
  entry: ReadEntry,
  hasGuid: boolean,
  items: ReturnType<typeof itemsOf>,
): EntryKeys {
  const { marks, title, date, text } = entry;
  const { sourceId } = draft;
  const urls: string[] = [];
  for (const { canonical, key } of entry.addresses) {
    const flag = items.pages.has(key) || entry.own.has(canonical) ? URL_FLAGS.page : flagOf(canonical, title);
    urls.push(flag + key);
  }
  // What a document of one date calls its items by is their words.
  const content = digest(`c\n${sourceId}\n${title}\n${date === NONE ? `\n${text}` : date}`);
  const link = urls.find((url) => url[0] !== URL_FLAGS.page);
  const head = digest(hasGuid ? `g\n${sourceId}\n${entry.guid}` : `t\n${content}\n${link?.slice(1) ?? ""}`);
  const shared = items.sharesDate(date) ? DATE_SHARED : 0;
  const alone = date === NONE && text === NONE ? TITLE_ALONE : 0;
  return { kind: hasGuid ? "guid" : "content", head, content, urls, marks, flags: shared + alone };
}

/** What is looked up first of an entry whose guid is its address, whatever else it says. */
export function headOfAddress(sourceId: SourceId, url: string): string {
  return digest(`g\n${sourceId}\n${guidOf({ guid: url, url }, new Set())}`);
}

interface ReadEntry extends DocumentEntry {
  readonly marks: string;
  /** Addresses that stand for the whole source. */
  readonly own: ReadonlySet<string>;
}

function readEntry(draft: ArticleDraft, own: ReadonlySet<string>, dateless: boolean): ReadEntry {
  const { title, signature, form } = readTitle(draft.title);
  const marks = marksOf({ title, signature, form }, draft, dateless);
  const addresses = addressesOf(draft);
  return {
    guid: guidOf(draft, own),
    addresses,
    title,
    form,
    signature,
    date: marks.slice(8, 12),
    text: marks.slice(12, 16),
    marks,
    own,
  };
}

function addressesOf(draft: ArticleDraft): DocumentEntry["addresses"] {
  const found: { canonical: string; key: string }[] = [];
  let previous: string | undefined;
  for (const address of [draft.url, ...draft.addresses]) {
    if (address === previous) continue; // `url` is most often the first address
    previous = address;
    const canonical = canonicalUrl(address);
    if (canonical === undefined || found.some((other) => other.canonical === canonical)) continue;
    found.push({ canonical, key: keyOfCanonical(canonical) });
  }
  return found;
}

/** What an entry of that guid is looked up by in its source, where the guid is its own. */
export function headOfGuid(sourceId: SourceId, written: string): string | undefined {
  const guid = guidOf({ guid: written, url: "" }, new Set());
  return guid === undefined ? undefined : digest(`g\n${sourceId}\n${guid}`);
}

/** What templates write where there is no guid. */
const NO_GUID =
  /^(?:n\.?\/?a\.?|null|undefined|none|nil|nan|false|true|unknown|guid|id|tbd|todo|[-–—_.#?*0 ]*|\{.*\}|\[.*\]|%.*%)$/i;

/** A guid as it is compared; undefined where there is none, or one that stands for the whole source. */
function guidOf(
  { guid: written, url }: Pick<ArticleDraft, "guid" | "url">,
  own: ReadonlySet<string>,
): string | undefined {
  const guid = written?.trim();
  if (!guid || NO_GUID.test(guid)) return undefined;
  if (!/^https?:\/\//i.test(guid)) return guid;
  const address = canonicalUrl(guid);
  if (own.has(guid) || (address === undefined ? isRoot(guid) : own.has(address))) return undefined;
  // A number behind the address counts versions of the text, unless several items of the document have the address.
  const plain = guid.replace(/^https?:\/\/(?:www\.)?/i, "");
  const [base = ""] = plain.split("#");
  return /#\d{1,3}$/.test(plain) && url.replace(/^https?:\/\/(?:www\.)?/i, "") === base ? `${base}#` : plain;
}

function isRoot(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.pathname === "/" && url.search === "" && url.hash === "";
}

interface Title {
  /** Bare. */
  readonly title: string;
  readonly form: string;
  readonly signature: string;
}

function readTitle(written: string): Title {
  const title = bareTitle(written);
  return { title, form: shortHash(titleForm(title)), signature: titleSignature(title) };
}

function marksOf(
  { title, form, signature }: Title,
  { publishedAt, seenAt, summary }: Pick<ArticleDraft, "publishedAt" | "seenAt" | "summary">,
  dateless: boolean,
): string {
  // A date that lies ahead is read as now, and would be another one each time.
  const known = publishedAt !== undefined && publishedAt !== seenAt && !dateless;
  const date = known ? fourDigits(Math.floor(publishedAt / 1000)) : NONE;
  return shortHash(title) + form + date + (summary === "" ? NONE : shortHash(summary)) + signature;
}

function flagOf(canonical: string, title: string): string {
  const particular = isParticular(canonical);
  if (namesTitle(canonical, title)) return particular ? URL_FLAGS.both : URL_FLAGS.named;
  return particular ? URL_FLAGS.particular : URL_FLAGS.plain;
}

/** Whether the last part of an address repeats words of the title: then it is that text's own. */
function namesTitle(canonical: string, title: string): boolean {
  const words =
    /[^/?#]*$/
      .exec(canonical)?.[0]
      .toLowerCase()
      .match(/\p{L}{3,}/gu) ?? [];
  if (words.length < 3) return false;
  const plain = title.toLowerCase();
  const shared = words.filter((word) => plain.includes(word)).length;
  return shared >= 3 && shared * 2 >= words.length;
}

function digest(text: string): string {
  return hash("sha1", text, "base64url").slice(0, KEY_LENGTH);
}
