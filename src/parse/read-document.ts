import { type Decoding, decodingOf, piecesOf } from "../ground/charset/decode.ts";
import type { ResponseHeaders } from "../model/document.ts";
import type { ParsedFeed } from "../model/entry.ts";
import type { Failure } from "../model/failure.ts";
import type { JsonRule } from "../model/source.ts";
import { holdsControls, withoutControls } from "./controls.ts";
import { type AnnouncedFeed, announcedFeeds } from "./discover.ts";
import { parseJson, readJsonFeed } from "./json-feed.ts";
import { readJsonByRule } from "./json-rule.ts";
import { IN_PLACE_BYTES, limits } from "./limits.ts";
import { readXml } from "./read-xml.ts";
import { isAddressList, isSitemap, readAddressList, readSitemap } from "./sitemap.ts";

/** What reading a document came to. `announced`: the feeds that an HTML page names, best first. */
export type ReadOutcome =
  | { readonly kind: "feed"; readonly feed: ParsedFeed }
  | (Failure & { readonly announced: readonly AnnouncedFeed[] });

export interface ReadContext {
  /** Where the document came from, after redirects. */
  readonly url: string;
  readonly headers?: ResponseHeaders | undefined;
  readonly reader?: "auto" | "rss-parser" | undefined;
  /** The document is JSON, and this is where its articles are. */
  readonly json?: JsonRule | undefined;
}

/** Bytes that are decoded and read in one go: about a millisecond's work, and text that the allocator likes. */
const PIECE = 48 * 1024;
/** Characters of a page in which the feeds that it announces are looked for. */
const MOST_OF_PAGE = 2_000_000;

/**
 * Reads a document in this thread, XML in slices of time, JSON and what rss-parser reads in one go. Never throws.
 */
export async function readDocument(bytes: Uint8Array, context: ReadContext): Promise<ReadOutcome> {
  const decoding = decodingOf(bytes, { contentType: context.headers?.["content-type"], kind: "xml" });
  const base = baseOf(context);
  if (context.json) return byRule(textOf(decoding), context.json, context.url, base);
  const preferred = context.reader === "rss-parser" ? await secondOpinion(decoding, base) : undefined;
  if (preferred) return { kind: "feed", feed: preferred };
  if (isAddressList(bytes)) return { kind: "feed", feed: readAddressList(textOf(decoding), base) };
  const found = isJson(bytes)
    ? readJsonFeed(textOf(decoding), base)
    : await (isSitemap(bytes) ? readSitemap : readXml)(cleanPieces(decoding), base);
  if (found === "overdue") return tooComplex(context.url, "took too long to read");
  if (found) return { kind: "feed", feed: found };
  return await refused(decoding, context, base);
}

function byRule(text: string, rule: JsonRule, url: string, base: string | undefined): ReadOutcome {
  const feed = readJsonByRule(text, rule, base);
  if (feed) return { kind: "feed", feed };
  const what = parseJson(text.trim()) === undefined ? "is not JSON" : "has no article where the rule says";
  return noItems(
    url,
    what,
    "lede parse URL --config FILE shows what the rule finds; its paths have to be written anew.",
  );
}

/** The failure of a document in which a rule finds nothing. */
export function noItems(
  url: string,
  what: string,
  remedy: string,
): Extract<ReadOutcome, { kind: "failure" }> {
  const message = `${url === "" ? "The document" : url} ${what}.`;
  return { kind: "failure", code: "PARSE_NO_ITEMS", message, remedy, announced: [] };
}

/** The document begins as JSON does, in any charset. */
export function isJson(bytes: Uint8Array): boolean {
  let at = 0;
  while (at < bytes.length && BEFORE_TEXT.has(bytes[at] as number)) at += 1;
  return bytes[at] === BRACE;
}

/** White space, byte order marks, and the empty half of characters in UTF-16. */
const BEFORE_TEXT = new Set([0x20, 9, 10, 13, 0, 0xef, 0xbb, 0xbf, 0xfe, 0xff]);
const BRACE = 0x7b;

function* cleanPieces(decoding: Decoding): Generator<string> {
  const wide = decoding.charset.startsWith("utf-16");
  for (const { bytes, text } of piecesOf(decoding, PIECE))
    yield wide || holdsControls(bytes) ? withoutControls(text) : text;
}

/** The text up to about so many characters. */
function textOf(decoding: Decoding, most = Number.POSITIVE_INFINITY): string {
  let text = "";
  for (const piece of cleanPieces(decoding)) {
    text += piece;
    if (text.length >= most) break;
  }
  return text;
}

/** What rss-parser could make something of. */
const MAY_BE_XML_FEED = /<(?:rss|feed|rdf:RDF)[\s>]/;

async function secondOpinion(decoding: Decoding, base: string | undefined): Promise<ParsedFeed | undefined> {
  const text = textOf(decoding);
  if (!MAY_BE_XML_FEED.test(text)) return undefined;
  // It takes as long to load as some hundred feeds to read, and nearly no process needs it.
  const { readWithRssParser } = await import("./second-opinion.ts");
  return await readWithRssParser(text, base);
}

/** Our reader has found no feed. Of a large document there is no second opinion: it would hold the event loop. */
async function refused(
  decoding: Decoding,
  context: ReadContext,
  base: string | undefined,
): Promise<ReadOutcome> {
  const ask = context.reader !== "rss-parser" && decoding.bytes.length <= IN_PLACE_BYTES;
  const theirs = ask ? await secondOpinion(decoding, base) : undefined;
  return theirs ? { kind: "feed", feed: theirs } : refusal(textOf(decoding, MOST_OF_PAGE), context.url);
}

/** The failure of a document that cannot be read within the limits. */
export function tooComplex(url: string, what: string): ReadOutcome {
  return {
    kind: "failure",
    code: "PARSE_TOO_COMPLEX",
    message: `${url === "" ? "The document" : url} ${what}.`,
    remedy: "The publisher should offer a shorter feed; until then leave this source out.",
    announced: [],
  };
}

/** RFC 9110 section 8.7: the document may say where it belongs. */
function baseOf({ url, headers }: ReadContext): string | undefined {
  const location = headers?.["content-location"];
  const own = /^(?:https?|file):/i.test(url) && URL.parse(url) ? url : undefined;
  const said = location === undefined ? null : URL.parse(location, own);
  const base = said && /^https?:$/.test(said.protocol) ? said.href : own;
  return base !== undefined && base.length <= limits.base ? base : undefined;
}

function refusal(text: string, url: string): ReadOutcome {
  const where = url === "" ? "The document" : url;
  if (!/<(?:!doctype\s+html|html|meta|script|div)\b/i.test(text.slice(0, 65_536)))
    return {
      kind: "failure",
      code: "PARSE_NOT_A_FEED",
      message: `${where} is ${whatItIs(text)}.`,
      remedy: /<opml\b/i.test(text.slice(0, 4096))
        ? "lede import FILE.opml takes the feeds in it into the configuration."
        : "Check the address: it should lead to the feed itself.",
      announced: [],
    };
  const announced = announcedFeeds(text, url);
  const [first] = announced;
  return {
    kind: "failure",
    code: "PARSE_HTML",
    message: `${where} is a web page, not a feed${first ? `; it announces ${named(announced)}` : ""}.`,
    remedy: first
      ? `Put ${first.url} in its place.`
      : "The page announces no feed: lede add URL looks for one, and for a sitemap; page: {} reads the page itself.",
    announced,
  };
}

function whatItIs(text: string): string {
  if (text.trim() === "") return "empty";
  if (/^\s*\{/.test(text)) return "JSON, but not a JSON Feed, or not a whole one";
  if (/<opml\b/i.test(text.slice(0, 4096))) return "a list of feeds (OPML), not a feed";
  return "not a feed: neither RSS nor Atom nor JSON Feed";
}

/** So many addresses as a sentence can carry. */
const MOST_NAMED = 3;

function named(feeds: readonly AnnouncedFeed[]): string {
  const shown = feeds.slice(0, MOST_NAMED).map((feed) => feed.url);
  return feeds.length > MOST_NAMED
    ? `${shown.join(", ")} and ${feeds.length - MOST_NAMED} more`
    : shown.join(", ");
}
