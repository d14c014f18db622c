import type { Enclosure, Entry, PacingHints } from "../model/entry.ts";
import { isWebAddress, resolveAddress } from "./address.ts";
import { linkOf } from "./atom-links.ts";
import { constructHtml, constructLine, htmlOf, lineOf } from "./construct.ts";
import { parseDate } from "./date/parse-date.ts";
import { distinct, distinctEnclosures, type FeedDraft, pictureOf } from "./draft.ts";
import { plainLine } from "./html-text.ts";
import { byteLength, readMedia } from "./media.ts";
import { pacingOf } from "./pacing.ts";
import { nameOf, personOf } from "./person.ts";
import { all, attribute, type Fields, fieldsOf, textOf, type XmlNode } from "./xml/node.ts";

/** Reads what an RSS channel (any version) says of itself. `outside`: the fields of the root, for RSS 0.90 and 1.0. */
export function readRssChannel(channel: XmlNode, outside: Fields, format: "rss" | "rdf"): FeedDraft {
  const fields = fieldsOf(channel);
  const image = fields.get("image") ?? outside.get("image");
  return {
    format,
    id: lineOf(fields.get("atom:id")) ?? attribute(channel, "rdf:about"),
    title: firstLine(fields, "title", "dc:title", "itunes:title") ?? constructLine(fields.get("atom:title")),
    link: linkOfChannel(fields),
    description: firstHtml(
      fields,
      "description",
      "dc:description",
      "itunes:summary",
      "atom:subtitle",
      "itunes:subtitle",
    ),
    language: firstLine(fields, "language", "dc:language") ?? channel.language,
    published: firstDate(fields, "pubdate", "dc:date", "dcterms:created", "atom:published"),
    updated: firstDate(fields, "lastbuilddate", "atom:updated", "dcterms:modified", "dc:date"),
    author: authorOf(fields, "managingeditor", "webmaster"),
    image: imageOf(image) ?? hrefOf(fields.get("itunes:image")) ?? readMedia(fields).image,
    icon: undefined,
    generator: firstLine(fields, "generator") ?? resourceOf(fields.get("admin:generatoragent")),
    copyright: firstLine(fields, "copyright", "dc:rights", "media:copyright", "atom:rights"),
    categories: categoriesOf(fields),
    feedUrl: linkOf(fields, "atom:link", "self")?.url,
    hubs: distinct(
      [...all(fields, "atom:link")].filter((link) => attribute(link, "rel") === "hub").map(hrefOf),
    ),
    pacing: pacingOf(fields),
  };
}

/** Nothing is asked for. */
export const NO_PACING: PacingHints = {
  ttl: undefined,
  skipHours: [],
  skipDays: [],
  updatePeriod: undefined,
};

/** Reads one RSS item. */
export function readRssItem(item: XmlNode): Entry {
  const fields = fieldsOf(item);
  const media = readMedia(fields);
  const guid = fields.get("guid");
  const permalink =
    guid && attribute(guid, "ispermalink")?.toLowerCase() !== "false" ? addressIn(guid) : undefined;
  const original = addressIn(fields.get("feedburner:origlink"));
  const link = linkOfItem(fields) ?? permalink ?? aboutAddress(item) ?? original;
  const content = bodyOf(fields);
  const summary =
    firstHtml(fields, "description", "itunes:summary", "itunes:subtitle", "atom:summary", "dc:description") ??
    (media.description && htmlOf(media.description));
  const enclosures = distinctEnclosures(
    [...all(fields, "enclosure")].map(enclosureOf).concat(atomEnclosures(fields), media.enclosures),
  );
  return {
    id: firstLine(fields, "guid", "atom:id", "dc:identifier") ?? attribute(item, "rdf:about"),
    title: titleOf(fields, media.title),
    link,
    aliases: distinct([original, permalink].filter((url) => url !== link)),
    author: authorOf(fields, "author", "media:credit"),
    summary,
    content,
    published: firstDate(
      fields,
      "pubdate",
      "dc:date",
      "dcterms:issued",
      "dcterms:created",
      "atom:published",
      "date",
      "pubdate",
    ),
    updated: firstDate(fields, "atom:updated", "dcterms:modified"),
    categories: categoriesOf(fields),
    enclosures,
    source: sourceOf(fields),
    comments: addressIn(fields.get("comments")),
    image: pictureOf(declaredImage(fields, media.image), { enclosures, content, summary }),
    language: firstLine(fields, "dc:language", "language") ?? item.language,
    rights: firstLine(fields, "dc:rights", "copyright", "media:copyright", "atom:rights"),
  };
}

function titleOf(fields: Fields, media: XmlNode | undefined): string | undefined {
  return (
    firstLine(fields, "title", "dc:title") ??
    constructLine(fields.get("atom:title")) ??
    lineOf(media) ??
    firstLine(fields, "itunes:title")
  );
}

/** The first of these elements that holds a line. */
function firstLine(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names)
    for (const node of all(fields, name)) {
      const line = lineOf(node);
      if (line !== undefined) return line;
    }
  return undefined;
}

function firstHtml(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names)
    for (const node of all(fields, name)) {
      const html = name.startsWith("atom:") ? constructHtml(node) : htmlOf(node);
      if (html !== undefined) return html;
    }
  return undefined;
}

function firstDate(fields: Fields, ...names: readonly string[]): number | undefined {
  for (const name of names)
    for (const node of all(fields, name)) {
      const date = parseDate(textOf(node));
      if (date !== undefined) return date;
    }
  return undefined;
}

function bodyOf(fields: Fields): string | undefined {
  const encoded = firstHtml(
    fields,
    "content:encoded",
    "encoded",
    "xhtml:body",
    "body",
    "fulltext",
    "xhtml:div",
  );
  if (encoded !== undefined) return encoded;
  for (const name of ["atom:content", "content"])
    for (const node of all(fields, name)) {
      const html = constructHtml(node);
      if (html !== undefined) return html;
    }
  return undefined;
}

function linkOfChannel(fields: Fields): string | undefined {
  return (
    firstAddress(fields, "link") ??
    linkOf(fields, "atom:link", "alternate")?.url ??
    linkOf(fields, "link", "alternate")?.url
  );
}

function linkOfItem(fields: Fields): string | undefined {
  return linkOfChannel(fields);
}

function firstAddress(fields: Fields, name: string): string | undefined {
  for (const node of all(fields, name)) {
    const address = addressIn(node);
    if (address !== undefined) return address;
  }
  return undefined;
}

/** The element's text as an address. */
function addressIn(node: XmlNode | undefined): string | undefined {
  return node && resolveAddress(textOf(node), node.base);
}

function aboutAddress(item: XmlNode): string | undefined {
  const about = attribute(item, "rdf:about");
  return about !== undefined && isWebAddress(about) ? about : undefined;
}

function hrefOf(node: XmlNode | undefined): string | undefined {
  return node && resolveAddress(attribute(node, "href"), node.base);
}

function resourceOf(node: XmlNode | undefined): string | undefined {
  return node && attribute(node, "rdf:resource");
}

/** An author's name: Dublin Core and iTunes have names where RSS asks for a mail address. */
function authorOf(fields: Fields, own: string, last: string): string | undefined {
  const written = [...all(fields, own)].map(personOf).find((name) => name !== undefined);
  if (written !== undefined && !written.includes("@")) return written;
  const named = [...all(fields, "dc:creator"), ...all(fields, "dc:author")].map((node) =>
    nameOf(textOf(node)),
  );
  const atom = [...all(fields, "atom:author")].map(personOf);
  const further = ["itunes:author", "googleplay:author"].map((name) => firstLine(fields, name));
  const name = [...named, ...atom, ...further].find((found) => found !== undefined);
  return name ?? written ?? nameOf(firstLine(fields, last, "dc:publisher"));
}

function categoriesOf(fields: Fields): string[] {
  const texts = ["category", "dc:subject"].flatMap((name) => [...all(fields, name)].map(lineOf));
  const itunes = [...all(fields, "itunes:category")].flatMap(itunesCategories);
  const atom = [...all(fields, "atom:category")].map((node) =>
    plainLine(attribute(node, "label") ?? attribute(node, "term")),
  );
  return distinct([...texts, ...itunes, ...atom]);
}

function itunesCategories(node: XmlNode): (string | undefined)[] {
  const inner = [...all(fieldsOf(node), "itunes:category")].flatMap(itunesCategories);
  return [plainLine(attribute(node, "text")), ...inner];
}

function enclosureOf(node: XmlNode): Enclosure | undefined {
  const url = resolveAddress(attribute(node, "url") ?? attribute(node, "href"), node.base);
  if (url === undefined) return undefined;
  return {
    url,
    type: attribute(node, "type")?.trim() || undefined,
    length: byteLength(attribute(node, "length")),
  };
}

function atomEnclosures(fields: Fields): (Enclosure | undefined)[] {
  const links = [...all(fields, "atom:link")].filter((node) => attribute(node, "rel") === "enclosure");
  return links.map(enclosureOf);
}

function sourceOf(fields: Fields): Entry["source"] {
  const node = fields.get("source");
  const atom = fields.get("atom:source");
  if (atom) {
    const inner = fieldsOf(atom);
    return { title: constructLine(inner.get("atom:title")), url: linkOf(inner, "atom:link", "self")?.url };
  }
  if (!node) return undefined;
  return { title: lineOf(node), url: resolveAddress(attribute(node, "url"), node.base) };
}

/** The address within an RSS `image`, which has the fields of a small channel. */
function imageOf(image: XmlNode | undefined): string | undefined {
  if (!image) return undefined;
  const inner = fieldsOf(image);
  return (
    addressIn(inner.get("url")) ??
    hrefOf(image) ??
    resolveAddress(attribute(image, "url") ?? attribute(image, "rdf:resource"), image.base)
  );
}

function declaredImage(fields: Fields, media: string | undefined): string | undefined {
  const image = fields.get("image");
  return media ?? hrefOf(fields.get("itunes:image")) ?? imageOf(image) ?? (image && addressIn(image));
}
