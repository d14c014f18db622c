import { parseDate } from "../ground/date/parse-date.ts";
import { cutText } from "../ground/text.ts";
import type { Enclosure, Entry, EntrySource, Person } from "../model/entry.ts";
import { isWebAddress, linkAddress, pageBase, resolveAddress } from "./address.ts";
import { wellFormed, withoutControls } from "./controls.ts";
import { distinct, distinctEnclosures, type FeedDraft, feedPicture, picture, pictureOf } from "./draft.ts";
import { languageTag, oneLine, plainLine, resolveMarkup, withBreaks } from "./html-text.ts";
import { limits } from "./limits.ts";
import { byteLength, lasting, secondsOf } from "./media.ts";
import { NO_PACING } from "./pacing.ts";
import { tellingAuthors } from "./person.ts";
import { decodeEntities } from "./xml/entities.ts";
import { escapeText } from "./xml/node.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads JSON Feed 1.0 and 1.1. Values of the wrong type are left out; an item that is no object is counted.
 *
 * @param own address of the document; where it is unknown, relative ones start from the site that the feed names
 * @returns undefined when the text is no JSON, or JSON that is no feed
 */
export function readJsonFeed(text: string, own: string | undefined): FeedDraft | undefined {
  const document = parseJson(text);
  if (!isObject(document)) return undefined;
  const base = own ?? siteIn(document);
  const items = document["items"];
  const version = document["version"];
  if (!Array.isArray(items) && !(typeof version === "string" && version.includes("jsonfeed.org")))
    return undefined;
  const feed = readHead(document, base);
  const all: unknown[] = Array.isArray(items) ? items : [];
  feed.entries = all
    .slice(0, limits.entries)
    .map((item) => (isObject(item) ? readItem(item, base, feed) : undefined))
    .filter((entry) => entry !== undefined) as Entry[];
  feed.skipped = all.length - feed.entries.length;
  return feed;
}

function siteIn(document: Json): string | undefined {
  const named = ["home_page_url", "feed_url"].map((name) => linkAddress(text(document[name]), undefined));
  return named.find((address) => address !== undefined && isWebAddress(address));
}

/** JSON, also as templates write it that nobody escapes for; undefined when it is none. */
export function parseJson(text: string): unknown {
  const start = text.search(/\S/);
  if (start < 0 || !"{[".includes(text[start] as string)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return parseRepaired(text);
  }
}

/** Strings whole; outside of them commas that nothing follows. */
const STRING_OR_COMMA = /"(?:[^"\\]|\\[\s\S])*"|,(?=\s*[}\]])/g;

/** JSON as templates write it that nobody escapes for: with line breaks in strings, and a comma after the last one. */
function parseRepaired(text: string): unknown {
  const repaired = text.replace(STRING_OR_COMMA, (found) =>
    found === "," ? "" : found.replace(CONTROLS, (character) => JSON.stringify(character).slice(1, -1)),
  );
  try {
    return JSON.parse(repaired);
  } catch {
    return undefined;
  }
}

const CONTROLS = new RegExp(`[${String.fromCharCode(0)}-${String.fromCharCode(31)}]`, "g");

function readHead(document: Json, base: string | undefined): FeedDraft {
  const address = (name: string) => linkAddress(text(document[name]), base);
  return {
    format: "json",
    reader: "lede",
    id: undefined,
    title: title(document["title"]),
    link: address("home_page_url"),
    description: escaped(document["description"], false),
    language: languageTag(line(document["language"])),
    published: undefined,
    updated: undefined,
    author: authorsOf(document),
    image: feedPicture(address("icon"), address("favicon")),
    icon: feedPicture(address("favicon"), address("icon")),
    generator: undefined,
    copyright: undefined,
    categories: [],
    feedUrl: address("feed_url"),
    hubs: distinct(
      list(document["hubs"]).map((hub) =>
        isObject(hub) ? resolveAddress(text(hub["url"]), base) : undefined,
      ),
    ),
    pacing: NO_PACING,
    entries: [],
    skipped: 0,
  };
}

/** An address, also where it stands in an object of its own. */
function addressIn(value: unknown, base: string | undefined): string | undefined {
  return linkAddress(text(isObject(value) ? value["url"] : value), base);
}

function readItem(item: Json, base: string | undefined, { author, link: site }: FeedDraft): Entry {
  const address = (name: string) => addressIn(item[name], base);
  const html = body(item["content_html"]);
  const home = pageBase(address("url"), site) ?? base;
  const shown = html === undefined ? escaped(item["content_text"], true) : withBreaks(html);
  const content = shown && resolveMarkup(shown, home);
  const summary = escaped(item["summary"], content === undefined);
  const enclosures = distinctEnclosures(
    listOrOne(item["attachments"]).map((each) => enclosureOf(each, base)),
  );
  const id = line(typeof item["id"] === "number" ? String(item["id"]) : item["id"]);
  const named = id !== undefined && isWebAddress(id) ? id : undefined;
  const link = address("url") ?? address("external_url") ?? named;
  const people = tellingAuthors(peopleIn(item).map((one) => wholePerson(one, base)));
  return {
    id,
    title: title(item["title"]),
    link,
    aliases: distinct([address("external_url")].filter((url) => url !== link)),
    author: authorsOf(item) ?? author,
    ...(people && { authors: people }),
    summary,
    content,
    published: parseDate(scalar(item["date_published"])),
    updated: parseDate(scalar(item["date_modified"])),
    categories: distinct(listOrText(item["tags"]).map(line)),
    enclosures,
    source: sourceOf(item, base),
    comments: discussionOf(item, base),
    image: pictureOf([picture(address("image")), picture(address("banner_image"))], {
      enclosures,
      content,
      summary,
    }),
    language: languageTag(line(item["language"])),
    rights: undefined,
  };
}

/** `authors` of 1.1, `author` of 1.0; a name, else an address. */
function authorsOf(object: Json): string | undefined {
  return distinct(peopleIn(object).map(nameIn)).join(", ") || undefined;
}

function peopleIn(object: Json): unknown[] {
  return [...list(object["authors"]), object["authors"], object["author"]];
}

/** Some write a mail address where the spec wants a page. */
function wholePerson(person: unknown, base: string | undefined): Person | undefined {
  const name = nameIn(person);
  if (name === undefined) return undefined;
  const written = isObject(person) ? line(person["url"]) : undefined;
  const email =
    (isObject(person) ? line(person["email"]) : undefined) ?? /^mailto:(\S+@\S+)$/i.exec(written ?? "")?.[1];
  const url = linkAddress(written, base);
  return {
    name,
    ...(email !== undefined && { email }),
    ...(url !== undefined && isWebAddress(url) && { url }),
  };
}

/** Members by which feeds that gather others say where an item is from: extensions, and Google Reader's JSON. */
const SOURCES = ["_source", "source", "_feed", "feed", "origin", "_origin"];

function sourceOf(item: Json, base: string | undefined): EntrySource | undefined {
  const found = SOURCES.map((name) => item[name]).find(isObject);
  if (!found) return undefined;
  const address = (...names: readonly string[]) =>
    names.map((name) => linkAddress(text(found[name]), base)).find((url) => url && isWebAddress(url));
  const stream = /^feed\/(https?:\/\/.+)$/.exec(text(found["streamId"]) ?? "")?.[1];
  const siteUrl = address("home_page_url", "htmlUrl", "html_url", "site_url", "siteUrl", "link");
  const url = address("feed_url", "feedUrl", "xml_url", "xmlUrl", "url") ?? stream ?? siteUrl;
  const named = ["outlet", "title", "name"].map((name) => line(found[name])).find(Boolean);
  return named === undefined && url === undefined
    ? undefined
    : { title: named, url, ...(siteUrl !== undefined && { siteUrl }) };
}

/** `_discussion`, as Lede writes it, or what others call the like: an address, or an object that has one. */
function discussionOf(item: Json, base: string | undefined): string | undefined {
  for (const name of ["_discussion", "_comments", "comments_url", "discussion_url"]) {
    const url = addressIn(item[name], base);
    if (url !== undefined && isWebAddress(url)) return url;
  }
  return undefined;
}

function nameIn(person: unknown): string | undefined {
  if (!isObject(person)) return line(person);
  return (
    line(person["name"]) ??
    line(person["url"]) ??
    (isObject(person["author"]) ? nameIn(person["author"]) : undefined)
  );
}

function enclosureOf(attachment: unknown, base: string | undefined): Enclosure | undefined {
  if (!isObject(attachment)) return undefined;
  const url = resolveAddress(text(attachment["url"]), base);
  const size = attachment["size_in_bytes"];
  const seconds = attachment["duration_in_seconds"];
  return url === undefined
    ? undefined
    : {
        url,
        type: line(attachment["mime_type"]),
        length: typeof size === "number" ? (size >= 0 ? size : undefined) : byteLength(text(size)),
        ...lasting(secondsOf(typeof seconds === "number" ? String(seconds) : text(seconds))),
      };
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, limits.list) : [];
}

function listOrText(value: unknown): readonly unknown[] {
  return typeof value === "string" ? value.split(",").slice(0, limits.list) : list(value);
}

function listOrOne(value: unknown): readonly unknown[] {
  return isObject(value) ? [value] : list(value);
}

/** A text, or a number as one. */
function scalar(value: unknown): string | undefined {
  return typeof value === "number" ? String(value) : text(value);
}

/** Escapes in JSON may name what no document may hold. */
function text(value: unknown): string | undefined {
  return typeof value === "string" ? wellFormed(withoutControls(value)) : undefined;
}

function line(value: unknown): string | undefined {
  const whole = text(value);
  return whole === undefined ? undefined : oneLine(cutText(whole, limits.line));
}

/** Plain text; but generators that make it of HTML forget its references and elements in it. */
function title(value: unknown): string | undefined {
  const written = text(value);
  if (written === undefined) return undefined;
  return /<\/\w+>|<br ?\/?>/.test(written) ? plainLine(written) : line(decodeEntities(written));
}

/** From its first character to its last: it was put into the wrong member. */
const IS_HTML =
  /^<(?:p|div|a|img|h[1-6]|ul|ol|blockquote|figure|span|strong|em|b|i)\b[^<>]*>[\s\S]*(?:<\/[a-z0-9]+|<img\b[^<>]*|<br ?\/?)>$/i;

/** Plain text as HTML, with its lines and addresses where it is all the text there is. */
function escaped(value: unknown, isBody: boolean): string | undefined {
  const plain = body(value);
  if (plain !== undefined && IS_HTML.test(plain)) return plain;
  return plain && (isBody ? withBreaks(escapeText(plain)) : escapeText(plain));
}

function body(value: unknown): string | undefined {
  const whole = text(value)?.trim();
  return whole ? cutText(whole, limits.body) : undefined;
}
