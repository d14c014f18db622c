import { decodeText } from "../charset/decode.ts";
import type { ResponseHeaders } from "../model/document.ts";
import type { ParsedFeed } from "../model/entry.ts";
import type { Failure } from "../model/failure.ts";
import { holdsControls, withoutControls } from "./controls.ts";
import { type AnnouncedFeed, announcedFeeds } from "./discover.ts";
import { readJsonFeed } from "./json-feed.ts";
import { type Found, readXml } from "./read-xml.ts";
import { readWithRssParser } from "./second-opinion.ts";

/** What reading a document came to. `announced`: the feeds that an HTML page names, best first. */
export type ReadOutcome =
  | { readonly kind: "feed"; readonly feed: ParsedFeed }
  | (Failure & { readonly announced: readonly AnnouncedFeed[] });

export interface ReadContext {
  /** Where the document came from, after redirects. */
  readonly url: string;
  readonly headers?: ResponseHeaders | undefined;
  readonly reader?: "auto" | "rss-parser" | undefined;
}

/** Reads a document in this thread, however long it takes. Never throws. */
export async function readDocument(bytes: Uint8Array, context: ReadContext): Promise<ReadOutcome> {
  const { headers = {}, reader = "auto" } = context;
  const { text: decoded, charset } = decodeText(bytes, { contentType: headers["content-type"], kind: "xml" });
  const text = charset.startsWith("utf-16") || holdsControls(bytes) ? withoutControls(decoded) : decoded;
  const base = baseOf(context);
  const ours = () => {
    const found = JSON_OBJECT.test(text) ? readJsonFeed(text, base) : readXml(text, base);
    return found && feedOf(found);
  };
  const theirs = async () => {
    const feed = MAY_BE_XML_FEED.test(text) ? await readWithRssParser(text, base) : undefined;
    return feed && { kind: "feed" as const, feed };
  };
  const read = reader === "auto" ? (ours() ?? (await theirs())) : ((await theirs()) ?? ours());
  return read ?? refusal(text, context.url);
}

const JSON_OBJECT = /^\s*\{/;
/** What rss-parser could make something of. */
const MAY_BE_XML_FEED = /<(?:rss|feed|rdf:RDF)[\s>]/;

function feedOf({ feed, entries, skipped }: Found): ReadOutcome {
  return { kind: "feed", feed: { ...feed, reader: "lede", entries, skipped } };
}

/** RFC 9110 section 8.7: the document may say where it belongs. */
function baseOf({ url, headers }: ReadContext): string | undefined {
  const location = headers?.["content-location"];
  const own = /^(?:https?|file):/i.test(url) && URL.parse(url) ? url : undefined;
  const said = location === undefined ? null : URL.parse(location, own);
  return said && /^https?:$/.test(said.protocol) ? said.href : own;
}

function refusal(text: string, url: string): ReadOutcome {
  const where = url === "" ? "the document" : url;
  if (!/<(?:!doctype\s+html|html|meta|script|div)\b/i.test(text.slice(0, 65_536)))
    return {
      kind: "failure",
      code: "PARSE_NOT_A_FEED",
      message: `${where} is not a feed: neither RSS nor Atom nor JSON Feed`,
      remedy: "check the address: it should lead to the feed itself",
      announced: [],
    };
  const announced = announcedFeeds(text, url);
  const [first] = announced;
  return {
    kind: "failure",
    code: "PARSE_HTML",
    message: `${where} is a web page, not a feed${first ? `; it announces ${named(announced)}` : ""}`,
    remedy: first ? `put ${first.url} in its place` : "the page announces no feed: look for one on the site",
    announced,
  };
}

/** So many addresses as a sentence can carry. */
const MOST_NAMED = 3;

function named(feeds: readonly AnnouncedFeed[]): string {
  const shown = feeds.slice(0, MOST_NAMED).map((feed) => feed.url);
  return feeds.length > MOST_NAMED
    ? `${shown.join(", ")} and ${feeds.length - MOST_NAMED} more`
    : shown.join(", ");
}
