import type { Enclosure, Person } from "../model/entry.ts";
import { isWebAddress, pageBase, resolveAddress } from "./address.ts";
import { type AtomLink, bestPage, linkOf, linksOf } from "./atom-links.ts";
import { constructHtml, constructLine, lineOf } from "./construct.ts";
import {
  distinct,
  distinctEnclosures,
  type EntryDraft,
  type FeedDraft,
  feedPicture,
  picture,
  pictureOf,
} from "./draft.ts";
import {
  each,
  firstAddress,
  firstConstruct,
  firstDate,
  firstHref,
  firstLine,
  firstText,
} from "./first-field.ts";
import { plainLine } from "./html-text.ts";
import { byteLength, readMedia, withDuration } from "./media.ts";
import { pacingOf } from "./pacing.ts";
import { mailIn, nameOf, personOf, tellingAuthors, wholePerson } from "./person.ts";
import { atomSourceOf, categoryOf, deletedIn, furtherFacts } from "./rss-fields.ts";
import { all, attribute, type Fields, fieldsOf, textOf, type XmlNode } from "./xml/node.ts";

/** Reads what an Atom feed (1.0, 0.3) says of itself. */
export function readAtomFeed(feed: XmlNode): FeedDraft {
  const fields = fieldsOf(feed);
  return {
    format: "atom",
    reader: "lede",
    id: firstText(fields, "id", "dc:identifier"),
    title: constructLine(fields.get("title") ?? fields.get("dc:title")),
    link: pageOf(linksOf(fields, "link")),
    description: firstConstruct(fields, ["subtitle", "tagline", "description", "info", "dc:description"]),
    language: feed.language ?? lineOf(fields.get("dc:language")),
    published: firstDate(fields, "published", "created", "pubdate"),
    updated: firstDate(fields, "updated", "modified", "dc:date", "lastbuilddate"),
    author: authorOf(fields),
    authorEmail: mailOf(fields),
    image: feedPicture(firstAddress(fields, "logo"), firstAddress(fields, "icon")),
    icon: feedPicture(firstAddress(fields, "icon")),
    generator: firstLine(fields, "generator"),
    copyright: constructLine(fields.get("rights") ?? fields.get("copyright") ?? fields.get("dc:rights")),
    categories: categoriesOf(fields),
    feedUrl: linkOf(fields, "link", "self")?.url,
    hubs: distinct(
      linksOf(fields, "link")
        .filter(({ rel }) => rel === "hub")
        .map(({ url }) => url),
    ),
    pacing: pacingOf(fields),
    deleted: deletedIn(fields),
    entries: [],
    skipped: 0,
  };
}

/**
 * Reads one Atom entry. Its author is its own, or that of its `source`; the feed's is filled in later.
 *
 * @param site the feed's page
 */
export function readAtomEntry(entry: XmlNode, site?: string): EntryDraft {
  const fields = fieldsOf(entry);
  const links = linksOf(fields, "link");
  const media = readMedia(fields);
  const id = firstText(fields, "id", "dc:identifier");
  const enclosures = withDuration(
    distinctEnclosures([
      ...links.filter(({ rel }) => rel === "enclosure").map(enclosureOf),
      ...media.enclosures,
      contentFile(fields),
    ]),
    fields,
  );
  const original = firstAddress(fields, "feedburner:origlink");
  const page =
    pageOf(links) ??
    contentAddress(fields) ??
    original ??
    (id !== undefined && isWebAddress(id) ? id : undefined);
  const link = page ?? enclosures[0]?.url ?? contentAddress(fields, /./);
  const home = pageBase(original ?? page, site);
  const content = firstConstruct(fields, ["content", "content:encoded"], { page: home, body: true });
  const role = { page: home, body: content === undefined };
  const summary =
    firstConstruct(fields, ["summary", "description", "dc:description"], role) ??
    (media.description && constructHtml(media.description, role));
  const source = fields.get("source");
  return {
    id,
    title: constructLine(fields.get("title") ?? fields.get("dc:title") ?? media.title),
    link,
    aliases: distinct(original === link ? [] : [original]),
    author: authorOf(fields) ?? (source && authorOf(fieldsOf(source))),
    authorEmail: mailOf(fields),
    summary,
    content,
    published: firstDate(
      fields,
      "published",
      "issued",
      "dcterms:issued",
      "created",
      "dcterms:created",
      "dc:date",
      "pubdate",
      "date",
    ),
    updated: firstDate(fields, "updated", "modified", "dcterms:modified", "lastbuilddate"),
    categories: categoriesOf(fields),
    enclosures,
    source: source && atomSourceOf(source, ""),
    comments: repliesOf(links),
    image: pictureOf([...media.pictures, picture(firstHref(fields, "itunes:image"))], {
      enclosures,
      content,
      summary,
    }),
    language: fields.get("content")?.language ?? entry.language ?? lineOf(fields.get("dc:language")),
    rights: constructLine(fields.get("rights") ?? fields.get("dc:rights")),
    ...furtherFacts(fields, peopleOf(fields, source)),
  };
}

/** The page: an alternate, HTML before other types; else a link that is none of the known other things. */
function pageOf(links: readonly AtomLink[]): string | undefined {
  return bestPage(links.filter(({ rel }) => rel === "alternate"))?.url;
}

/** Content that stands elsewhere (RFC 4287 section 4.1.3.2) and is of such a type: a page. */
function contentAddress(fields: Fields, types = /html/): string | undefined {
  const content = fields.get("content");
  const type = content && attribute(content, "type");
  return content && (type === undefined || types.test(type))
    ? resolveAddress(attribute(content, "src"), content.base)
    : undefined;
}

/** Content that stands elsewhere and is sound or film. */
function contentFile(fields: Fields): Enclosure | undefined {
  const content = fields.get("content");
  const type = content && attribute(content, "type")?.trim();
  const url = content && resolveAddress(attribute(content, "src"), content.base);
  return url !== undefined && /^(?:audio|video)\//i.test(type ?? "")
    ? { url, type, length: undefined }
    : undefined;
}

function authorOf(fields: Fields): string | undefined {
  const names = [...all(fields, "author")].map(personOf);
  const named = distinct(names).join(", ");
  if (named !== "") return named;
  const creator = fields.get("dc:creator") ?? fields.get("itunes:author");
  return creator && nameOf(textOf(creator));
}

function mailOf(fields: Fields): string | undefined {
  return each(fields, ["author", "dc:creator"], mailIn).find((mail) => mail !== undefined);
}

function categoriesOf(fields: Fields): string[] {
  const nodes = [...all(fields, "category")];
  const readable = nodes.map((node) => categoryOf(node) ?? lineOf(node));
  // A label that all share says what they are, not which.
  const told = nodes.length > 1 && new Set(readable).size === 1 ? nodes.map(termOf) : readable;
  return distinct([...told, ...[...all(fields, "dc:subject")].map(lineOf)]);
}

function termOf(node: XmlNode): string | undefined {
  return plainLine(attribute(node, "term")) ?? categoryOf(node);
}

function enclosureOf({ url, type, node }: AtomLink): Enclosure {
  return { url, type: type || undefined, length: byteLength(attribute(node, "length")) };
}

/** Persons of Atom, else of Dublin Core; where an entry names nobody, those of its source. */
function peopleOf(entry: Fields, source: XmlNode | undefined): readonly Person[] | undefined {
  const fields = source && authorOf(entry) === undefined ? fieldsOf(source) : entry;
  return tellingAuthors(each(fields, fields.has("author") ? ["author"] : ["dc:creator"], wholePerson));
}

function repliesOf(links: readonly AtomLink[]): string | undefined {
  const replies = links.filter(({ rel }) => rel === "replies");
  return bestPage(replies)?.url;
}
