import Parser from "rss-parser";
import { parseDate } from "../ground/date/parse-date.ts";
import { cutText } from "../ground/text.ts";
import type { Enclosure, Entry, ParsedFeed } from "../model/entry.ts";
import { resolveAddress } from "./address.ts";
import { wellFormed } from "./controls.ts";
import { distinct, pictureOf } from "./draft.ts";
import { plainLine, resolveMarkup } from "./html-text.ts";
import { limits } from "./limits.ts";
import { byteLength } from "./media.ts";
import { NO_PACING } from "./pacing.ts";
import { nameOf } from "./person.ts";

/** As rss-parser returns things: anything may be missing, a list, or an object where its types say text. */
type Loose = Readonly<Record<string, unknown>>;

/**
 * Reads a document with rss-parser, for what our reader refuses and for sources that ask for it. Each document
 * gets a parser of its own, as one that failed reads the next document differently. Its dates are read again
 * from their text, because it reads those without a zone in the host's.
 *
 * @returns undefined when rss-parser refuses, throws, or never answers
 */
export async function readWithRssParser(
  text: string,
  base: string | undefined,
): Promise<ParsedFeed | undefined> {
  // It reads synchronously: what has not been answered by the next turn of the event loop never will be.
  const never = new Promise<undefined>((resolve) => setImmediate(resolve, undefined));
  try {
    const output = await Promise.race([new Parser().parseString(text), never]);
    return output && feedFrom(output as unknown as Loose, base, formatOf(text));
  } catch {
    return undefined; // refused; why does not matter, as there is no third reader
  }
}

function formatOf(text: string): ParsedFeed["format"] {
  if (/<(?:\w+:)?feed[\s>]/i.test(text)) return "atom";
  return /<(?:\w+:)?rdf[\s>]/i.test(text) ? "rdf" : "rss";
}

function feedFrom(output: Loose, base: string | undefined, format: ParsedFeed["format"]): ParsedFeed {
  const items = Array.isArray(output["items"]) ? (output["items"] as Loose[]) : [];
  const entries = items.slice(0, limits.entries).map((item) => entryFrom(item, base, format));
  return {
    format,
    reader: "rss-parser",
    id: undefined,
    title: line(output["title"]),
    link: address(output["link"], base),
    description: body(output["description"], base),
    language: line(output["language"]),
    published: parseDate(line(output["pubDate"])),
    updated: parseDate(line(output["lastBuildDate"])),
    author: nameOf(line(output["creator"]) ?? line(output["managingEditor"])),
    image: address((output["image"] as Loose | undefined)?.["url"], base),
    icon: undefined,
    generator: line(output["generator"]),
    copyright: line(output["copyright"]),
    categories: [],
    feedUrl: address(output["feedUrl"], base),
    hubs: [],
    pacing: NO_PACING,
    entries,
    skipped: items.length - entries.length,
  };
}

function entryFrom(item: Loose, base: string | undefined, format: ParsedFeed["format"]): Entry {
  const { content, summary } = bodiesFrom(item, base, format);
  const enclosures = enclosuresFrom(item["enclosure"], base);
  return {
    id: line(item["guid"]) ?? line(item["id"]) ?? line(item["rdf:about"]),
    title: line(item["title"]),
    link: address(item["link"], base),
    aliases: [],
    author: nameOf(line(item["creator"]) ?? line(item["author"])),
    summary,
    content,
    published: parseDate(line(item["pubDate"]) ?? line(item["date"])),
    updated: undefined,
    categories: distinct((Array.isArray(item["categories"]) ? item["categories"] : []).map(line)),
    enclosures,
    source: undefined,
    comments: address(item["comments"], base),
    image: pictureOf([], { enclosures, content, summary }),
    language: line(item["language"]),
    rights: line(item["rights"]),
  };
}

/** It calls the description of RSS `content` too, whether there is full text or not. */
function bodiesFrom(
  item: Loose,
  base: string | undefined,
  format: ParsedFeed["format"],
): Pick<Entry, "content" | "summary"> {
  const own = body(item["content"], base);
  const summary = body(item["summary"], base);
  if (format === "atom") return { content: own, summary };
  return { content: body(item["content:encoded"], base), summary: own ?? summary };
}

function enclosuresFrom(value: unknown, base: string | undefined): Enclosure[] {
  const { url, type, length } = (value ?? {}) as Loose;
  const absolute = address(url, base);
  return absolute === undefined
    ? []
    : [{ url: absolute, type: line(type), length: byteLength(text(length)) }];
}

function text(value: unknown): string | undefined {
  if (typeof value === "string") return wellFormed(value);
  const inner = typeof value === "object" && value !== null ? (value as Loose)["_"] : undefined;
  return typeof inner === "string" ? wellFormed(inner) : undefined;
}

function line(value: unknown): string | undefined {
  return plainLine(text(value));
}

function address(value: unknown, base: string | undefined): string | undefined {
  return resolveAddress(text(value), base);
}

function body(value: unknown, base: string | undefined): string | undefined {
  const html = text(value)?.trim();
  return html ? cutText(resolveMarkup(html, base), limits.body) : undefined;
}
