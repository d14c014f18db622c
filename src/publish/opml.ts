import { decodeHTMLStrict } from "entities";
import { Parser } from "htmlparser2";
import type { EpochMs } from "../model/brand.ts";
import type { PageRule, SourceForm } from "../model/source.ts";
import { legalLine, legalUrl } from "./legal.ts";
import type { PublishedSource } from "./safe-edition.ts";
import { element, textElement } from "./xml.ts";

export interface OpmlSource extends SourceForm {
  readonly title: string;
  /** Of the feed, or of what is read as one. */
  readonly xmlUrl: string;
  readonly htmlUrl: string | undefined;
  /** The folders that it lies in and its `category` attribute, each once. */
  readonly categories: readonly string[];
}

/** Names the attributes that only Lede understands. */
const NAMESPACE = "https://lede.example/opml";

/** More than any reader exports: what comes after is not read. */
const MOST_SOURCES = 20_000;
const MOST_DEPTH = 100;
/** Characters of an address that is none. */
const MOST_SHOWN = 200;
/** Characters read at once: how far a document can nest before it is noticed. */
const CHUNK = 64 * 1024;

/**
 * The feeds of an OPML document (1.0, 1.1 or 2.0) in document order, each address once. Tolerant: attribute
 * names in any case, `url` for `xmlUrl`, broken markup, nested folders. Entities that the document declares are
 * not expanded, and nothing is fetched. A text that is no OPML has no feeds.
 *
 * @param leftOut told of what stands where a feed's address should, and is none
 */
export function parseOpml(text: string, leftOut?: (written: string) => void): readonly OpmlSource[] {
  const found = new Map<string, OpmlSource>();
  const folders: (string | undefined)[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name !== "outline") return;
        const source = folders.length < MOST_DEPTH ? readSource(attributes, folders) : undefined;
        const written = attributes["xmlurl"]?.trim();
        if (!source && written) leftOut?.(legalLine(written, MOST_SHOWN));
        if (source && found.size < MOST_SOURCES) keep(found, source);
        folders.push(source ? undefined : legalLine(named(attributes["text"] ?? attributes["title"]), 120));
      },
      onclosetag(name) {
        if (name === "outline") folders.pop();
      },
    },
    { xmlMode: true, decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  for (let at = 0; at < text.length && folders.length < MOST_DEPTH; at += CHUNK)
    parser.write(text.slice(at, at + CHUNK));
  parser.end();
  return [...found.values()];
}

/** A feed that stands in two folders is one feed of both. */
function keep(found: Map<string, OpmlSource>, source: OpmlSource): void {
  const known = found.get(source.xmlUrl);
  const categories = [...new Set([...(known?.categories ?? []), ...source.categories])];
  found.set(source.xmlUrl, { ...(known ?? source), categories });
}

function readSource(
  attributes: Readonly<Record<string, string>>,
  folders: readonly (string | undefined)[],
): OpmlSource | undefined {
  const form = readForm(attributes);
  const xmlUrl = legalUrl(withoutFeedScheme(form ? attributes["url"] : feedAddress(attributes)));
  if (!xmlUrl) return undefined;
  const categories = [...folders, ...readCategories(attributes["category"])];
  return {
    title: nameOf(attributes),
    xmlUrl,
    htmlUrl: legalUrl(attributes["htmlurl"]),
    ...form,
    categories: [
      ...new Set(categories.filter((category) => category !== undefined && category !== "")),
    ] as string[],
  };
}

/** "" where a reader that knew none wrote the address once more: then the feed's own title is the better one. */
function nameOf({ title, text }: Readonly<Record<string, string>>): string {
  const names = [title, text].map((name) => legalLine(named(name), 300));
  return names.find((name) => name !== "" && !/^(?:https?|feed):\/\/\S+$/i.test(name)) ?? "";
}

/** Many write names as HTML does: `&eacute;` is no entity of XML, and `&amp;amp;` was escaped twice. */
function named(name: string | undefined): string | undefined {
  return name?.includes("&") ? decodeHTMLStrict(name) : name;
}

/** Only a feed's own outline: `type="link"` and `type="include"` point at pages and other lists. */
function feedAddress(attributes: Readonly<Record<string, string>>): string | undefined {
  if (attributes["xmlurl"]) return attributes["xmlurl"];
  return /^(rss|atom|feed)$/i.test(attributes["type"] ?? "") ? attributes["url"] : undefined;
}

/** What Lede wrote of a source that is no feed; undefined: it says nothing of the kind. */
function readForm(attributes: Readonly<Record<string, string>>): SourceForm | undefined {
  const page = readRule(attributes["lede:page"]);
  if (page) return { page };
  const json = readRule(attributes["lede:json"]);
  if (json) return { json };
  return attributes["lede:sitemap"] === undefined ? undefined : { sitemap: true };
}

const LONGEST_RULE = 10_000;

/** What its members are worth the configuration says when it takes them. */
function readRule(text: string | undefined): PageRule | undefined {
  if (text === undefined || text.length > LONGEST_RULE) return undefined;
  try {
    const rule: unknown = JSON.parse(text);
    return typeof rule === "object" && rule !== null && !Array.isArray(rule) ? rule : undefined;
  } catch {
    return undefined;
  }
}

/** `feed:https://host/` and `feed://host/` are what some browsers made of an address. */
function withoutFeedScheme(address: string | undefined): string | undefined {
  return address
    ?.trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, "")
    .replace(/^feed:\/\//i, "http://");
}

/** OPML 2.0: comma-separated, each perhaps a path between slashes, of which the last part names it. */
function readCategories(text: string | undefined): string[] {
  return (text ?? "")
    .slice(0, 2_000)
    .split(",")
    .map((path) =>
      legalLine(
        path
          .split("/")
          .filter((part) => part.trim() !== "")
          .at(-1),
        120,
      ),
    );
}

export interface OpmlHead {
  readonly title: string;
  /** When the list last changed; left out when undefined. */
  readonly modifiedAt?: EpochMs | undefined;
  /** Addresses of other lists (OPML 2.0, `type="include"`). */
  readonly includes?: readonly string[];
}

/**
 * The sources as OPML 2.0, as any reader imports it: a folder for each first tag, `category` with all of them, sources without tags on the top level. Sources whose address is none are left out. What is no feed is a link to a
 * page, which no reader subscribes to, and says in attributes of a namespace of its own how Lede reads it.
 */
export function writeOpml(head: OpmlHead, sources: readonly PublishedSource[]): string {
  const title = legalLine(head.title, 300) || "Sources";
  const date = head.modifiedAt === undefined ? undefined : new Date(head.modifiedAt).toUTCString();
  const headXml = `${textElement("title", title)}${textElement("dateModified", date)}`;
  const body = [...folders(sources)]
    .map(([tag, members]) => folder(tag, members.map(outline)))
    .concat(
      (head.includes ?? []).map((url) =>
        element("outline", { type: "include", text: url, url: legalUrl(url) }),
      ),
    )
    .filter((xml) => xml !== "")
    .join("\n");
  const opml = element(
    "opml",
    { version: "2.0", "xmlns:lede": sources.some(isNoFeed) ? NAMESPACE : undefined },
    `\n${element("head", {}, headXml)}\n${element("body", {}, `\n${body}\n`)}\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n${opml}\n`;
}

function folders(sources: readonly PublishedSource[]): Map<string, PublishedSource[]> {
  const found = new Map<string, PublishedSource[]>();
  for (const source of sources) {
    const tag = legalLine(source.tags[0], 120);
    const members = found.get(tag);
    if (members) members.push(source);
    else found.set(tag, [source]);
  }
  return found;
}

function folder(tag: string, outlines: readonly string[]): string {
  const inner = outlines.filter((xml) => xml !== "").join("\n");
  if (tag === "" || inner === "") return inner;
  return element("outline", { text: tag, title: tag }, `\n${inner}\n`);
}

function outline(source: PublishedSource): string {
  const xmlUrl = legalUrl(source.feedUrl);
  if (!xmlUrl) return "";
  const text = legalLine(source.title, 300) || source.id;
  const named = { text, title: text };
  const about = { htmlUrl: legalUrl(source.siteUrl), category: categories(source.tags) };
  if (!isNoFeed(source)) return element("outline", { type: "rss", ...named, xmlUrl, ...about });
  const { page, json } = source;
  return element("outline", {
    type: "link",
    ...named,
    url: xmlUrl,
    ...about,
    "lede:page": page && JSON.stringify(page),
    "lede:json": json && JSON.stringify(json),
    "lede:sitemap": page || json ? undefined : "true",
  });
}

function isNoFeed({ page, json, sitemap }: SourceForm): boolean {
  return page !== undefined || json !== undefined || sitemap === true;
}

/** OPML 2.0: slash-delimited paths, comma-separated. */
function categories(tags: readonly string[]): string | undefined {
  const lines = tags.map((tag) => legalLine(tag, 120).replace(/[,/]+/g, " ")).filter((line) => line !== "");
  return lines.length > 0 ? lines.map((line) => `/${line}`).join(",") : undefined;
}
