import { parseDate } from "../ground/date/parse-date.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Entry, ParsedFeed, SitemapPart } from "../model/entry.ts";
import { linkAddress } from "./address.ts";
import { distinct, type FeedDraft } from "./draft.ts";
import { languageTag, oneLine, plainLine } from "./html-text.ts";
import { limits } from "./limits.ts";
import { NO_PACING } from "./pacing.ts";
import { inSlices, type Pace } from "./read-xml.ts";
import { decodeEntities } from "./xml/entities.ts";
import { localName } from "./xml/kinds.ts";
import { escapeText } from "./xml/node.ts";
import { Scanner, type ScanSink } from "./xml/scan.ts";

/** What stands before the root: declarations, comments, a document type. */
const BEFORE_ROOT = /^[^<]*(?:<(?:\?[\s\S]*?\?|!--[\s\S]*?--|![^>]*)>[^<]*)*/;
const ROOT = /^<(?:[\w.-]+:)?(?:urlset|sitemapindex)(?=[\s/>])/i;
/** A root with its first child, wherever it stands: behind a server's warnings, in a page around it. */
const WITHIN =
  /<(?:[\w.-]+:)?(?:urlset|sitemapindex)(?:\s[^<>]*)?>\s*(?:<!--[^>]*-->\s*){0,9}<(?:[\w.-]+:)?(?:url|sitemap)>/i;
/** A feed may tell of sitemaps. */
const FEED = /<(?:rss|rdf:rdf|(?:[\w.-]+:)?feed)[\s>]/i;
/** Characters in which the root has begun. */
const START = 16_384;

/** Whether a document is a sitemap, or an index of sitemaps (sitemaps.org protocol), by its first element or the first that is any. */
export function isSitemap(bytes: Uint8Array): boolean {
  const start = startOf(bytes);
  if (ROOT.test(start.replace(BEFORE_ROOT, ""))) return true;
  const at = start.search(WITHIN);
  return at >= 0 && !FEED.test(start.slice(0, at));
}

/** Good enough for markup in any encoding: UTF-16 is ASCII with zeros between. */
function startOf(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, START));
  return start.toString("latin1").replaceAll("\0", "");
}

const ADDRESS_LINE = /^https?:\/\/[^\s<>"]+$/i;

/** Whether a document is a sitemap as plain text (sitemaps.org, "Text file"): several addresses, one a line, and remarks. */
export function isAddressList(bytes: Uint8Array): boolean {
  const text = startOf(bytes).replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "");
  if (!/^\s*(?:https?:|#)/i.test(text)) return false;
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  // The last one may be cut.
  const whole = (bytes.byteLength > START ? lines.slice(0, -1) : lines).filter((line) => /^[^#]/.test(line));
  return whole.length > 1 && whole.every((line) => ADDRESS_LINE.test(line));
}

/** Reads a sitemap that is plain text. */
export function readAddressList(text: string, base: string | undefined): FeedDraft {
  const lines = text.split(/[\r\n]+/).map((line) => line.replace(/^\ufeff/, "").trim());
  const urls = lines.filter((line) => ADDRESS_LINE.test(line)).slice(0, limits.entries);
  const link = base === undefined ? undefined : URL.parse("/", base)?.href;
  return { ...nothingSaid("sitemap"), link, entries: urls.map(nothingSaidOf) };
}

/**
 * Reads a sitemap: of each address what the protocol says (`lastmod`) and what the news, image and video extensions
 * say, whatever their prefixes. Identity is the address. An index has `parts`, and entries where it lists both.
 *
 * @param pieces the text, cut anywhere
 * @returns "overdue" when reading it took longer than a document may
 */
export async function readSitemap(
  pieces: Iterator<string>,
  base: string | undefined,
  pace?: Pace,
): Promise<FeedDraft | "overdue"> {
  const gathered = new Gathered(base);
  const scanner = new Scanner(gathered);
  const steps = {
    done: false,
    write: (piece: string, last: boolean) => scanner.write(piece, last),
    step: () => scanner.step(),
  };
  return (await inSlices(steps, pieces, pace)) ?? gathered.feed();
}

/** Elements that hold a text: markup within is a part of it. */
const TEXTS = new Set(["loc", "lastmod", "title", "name", "language", "publication_date", "keywords"]);

const RECORDS = new Set(["url", "sitemap", "news", "image", "video", "publication"]);

/** Elements within elements; what is deeper says nothing. */
const DEPTH = 16;

/** Fields of one address by the element around them and their own name: `news>title`. */
type Fields = Map<string, string>;

/** What was found in a sitemap so far: the text of each element that has none within. */
class Gathered implements ScanSink {
  readonly done = false;
  readonly #base: string | undefined;
  readonly #stack: string[] = [];
  readonly #entries: Entry[] = [];
  readonly #parts: SitemapPart[] = [];
  #isIndex = false;
  #skipped = 0;
  #text = "";
  #fields: Fields = new Map();
  #site: string | undefined;
  #language: string | undefined;

  constructor(base: string | undefined) {
    this.#base = base;
  }

  open(_text: string, tag: string, _marks: unknown, selfClosing: boolean): void {
    const name = localName(tag);
    if (TEXTS.has(this.#stack.at(-1) ?? "") && !TEXTS.has(name) && !RECORDS.has(name)) return;
    this.#text = "";
    if (name === "sitemapindex") this.#isIndex = true;
    // A forgotten end tag: an address stands in no other.
    if (name === "url" || name === "sitemap") this.#closeTo(this.#stack.indexOf(name));
    if (!selfClosing && this.#stack.length < DEPTH) this.#stack.push(name);
  }

  text(text: string, from: number, to: number): void {
    if (this.#text.length < limits.line) this.#text += decodeEntities(text.slice(from, to));
  }

  cdata(inside: string): void {
    if (this.#text.length < limits.line) this.#text += inside;
  }

  close(text: string, from: number, to: number): void {
    this.#closeTo(this.#stack.lastIndexOf(localName(text.slice(from, to))));
  }

  doctype(): void {}

  #closeTo(height: number): void {
    if (height < 0) return;
    while (this.#stack.length > height) {
      const name = this.#stack.pop() as string;
      const field = `${this.#stack.at(-1) ?? ""}>${name}`;
      const value = this.#text.trim();
      this.#text = "";
      if (name === "url" || name === "sitemap") this.#finish(name);
      else if (value !== "" && !this.#fields.has(field)) this.#fields.set(field, value.slice(0, limits.line));
    }
  }

  #finish(name: "url" | "sitemap"): void {
    const fields = this.#fields;
    this.#fields = new Map();
    const url = linkAddress(fields.get(`${name}>loc`), this.#base);
    const isFull = this.#entries.length + this.#parts.length >= limits.entries;
    if (isFull || url === undefined || !/^https?:/i.test(url)) this.#skipped += 1;
    else if (name === "sitemap") this.#parts.push({ url, changed: dateOf(fields.get("sitemap>lastmod")) });
    else this.#entries.push(this.#entryOf(url, fields));
  }

  #entryOf(url: string, fields: Fields): Entry {
    const address = (field: string) => linkAddress(fields.get(field), this.#base);
    this.#site ??= plainLine(fields.get("publication>name"));
    const language = languageTag(oneLine(fields.get("publication>language") ?? ""));
    this.#language ??= language;
    const description = plainLine(fields.get("video>description"));
    return {
      ...nothingSaidOf(url),
      title: plainLine(fields.get("news>title") ?? fields.get("video>title")),
      summary: description && escapeText(description),
      published: dateOf(fields.get("news>publication_date") ?? fields.get("video>publication_date")),
      updated: dateOf(fields.get("url>lastmod")),
      categories: distinct((fields.get("news>keywords") ?? "").split(",").map(oneLine)),
      image: address("image>loc") ?? address("video>thumbnail_loc"),
      language,
      // `Registration` costs nothing.
      ...(/^subscription$/i.test(fields.get("news>access") ?? "") && { wall: "paid" as const }),
    };
  }

  feed(): FeedDraft {
    return {
      ...nothingSaid("sitemap"),
      title: this.#site,
      link: this.#base === undefined ? undefined : URL.parse("/", this.#base)?.href,
      language: this.#language,
      entries: this.#entries,
      skipped: this.#skipped,
      ...((this.#isIndex || this.#parts.length > 0) && { parts: this.#parts }),
    };
  }
}

/** Of several dates in a row, which templates write by mistake, the first. */
function dateOf(text: string | undefined): EpochMs | undefined {
  return parseDate(text) ?? parseDate(text?.split(/\s+(?=\d{4}-\d\d)/)[0]);
}

/** An entry of which nothing is known but its address, which is its identity. */
export function nothingSaidOf(url: string): Entry {
  return {
    id: url,
    title: undefined,
    link: url,
    aliases: [],
    author: undefined,
    summary: undefined,
    content: undefined,
    published: undefined,
    updated: undefined,
    categories: [],
    enclosures: [],
    source: undefined,
    comments: undefined,
    image: undefined,
    language: undefined,
    rights: undefined,
  };
}

/** A document that says nothing of itself. */
export function nothingSaid(format: ParsedFeed["format"]): FeedDraft {
  return {
    format,
    reader: "lede",
    id: undefined,
    title: undefined,
    link: undefined,
    description: undefined,
    language: undefined,
    published: undefined,
    updated: undefined,
    author: undefined,
    image: undefined,
    icon: undefined,
    generator: undefined,
    copyright: undefined,
    categories: [],
    feedUrl: undefined,
    hubs: [],
    pacing: NO_PACING,
    entries: [],
    skipped: 0,
  };
}
