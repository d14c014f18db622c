import type { OfferedPicture } from "../ground/picture.ts";
import type { Enclosure, Entry } from "../model/entry.ts";
import { isWebAddress, pageBase, resolveAddress } from "./address.ts";
import { linkOf } from "./atom-links.ts";
import { constructHtml, constructLine } from "./construct.ts";
import { distinct, distinctEnclosures, type EntryDraft, picture, pictureOf } from "./draft.ts";
import {
  each,
  firstAddress,
  firstConstruct,
  firstDate,
  firstHref,
  firstHtml,
  firstLine,
  firstText,
} from "./first-field.ts";
import { languageTag } from "./html-text.ts";
import { byteLength, type Media, readMedia, withDuration } from "./media.ts";
import {
  atomSourceOf,
  authorOf,
  authorsOf,
  categoriesOf,
  furtherFacts,
  imageOf,
  mailOf,
  pageOf,
} from "./rss-fields.ts";
import { attribute, type Fields, fieldsOf, textOf, type XmlNode } from "./xml/node.ts";

/**
 * Reads one item of RSS of any version, with the modules that feeds use.
 *
 * @param site the channel's page
 */
export function readRssItem(item: XmlNode, site?: string): EntryDraft {
  const fields = fieldsOf(item);
  const media = readMedia(fields);
  const permalink = permalinkOf(fields.get("guid"));
  const original = firstAddress(fields, "feedburner:origlink");
  const enclosures = enclosuresOf(fields, media);
  const page = ownPage(pageOf(fields), permalink) ?? aboutAddress(item) ?? original;
  const link = page ?? enclosures[0]?.url;
  const { content, summary } = bodyOf(fields, media, pageBase(original ?? page, site));
  return {
    id:
      firstText(fields, "guid", "atom:id") ??
      attribute(item, "rdf:about") ??
      firstText(fields, "dc:identifier"),
    title: titleOf(fields, media),
    link,
    aliases: distinct([original, permalink].filter((url) => url !== link)),
    author: authorOf(fields, ["author"], ["media:credit", "podcast:person"]),
    authorEmail: mailOf(fields, ["author"]),
    summary,
    content,
    published: firstDate(fields, ...PUBLICATIONS),
    updated: firstDate(fields, ...UPDATES),
    categories: categoriesOf(fields),
    enclosures,
    source: sourceOf(fields),
    comments: firstAddress(fields, "comments") ?? linkOf(fields, "atom:link", "replies")?.url,
    image: pictureOf(declaredPictures(fields, media), { enclosures, content, summary }),
    language: languageTag(firstLine(fields, "dc:language", "language")) ?? item.language,
    rights: firstLine(fields, "dc:rights", "copyright", "media:copyright", "atom:rights"),
    ...furtherFacts(fields, authorsOf(fields, ["author"])),
  };
}

const CONTENTS = ["content:encoded", "encoded", "xhtml:body", "body", "fullitem", "fulltext", "xhtml:div"];
const DESCRIPTIONS = [
  "description",
  "dc:description",
  "itunes:summary",
  "itunes:subtitle",
  "googleplay:description",
];
const PUBLICATIONS = [
  "pubdate",
  "dc:date",
  "dcterms:issued",
  "dcterms:created",
  "atom:published",
  "atom:issued",
  "date",
  "published",
  "atom:created",
  "created",
  "issued",
  "dcterms:date",
  "itunes:pubdate",
];
const UPDATES = ["atom:updated", "atom:modified", "dcterms:modified", "updated", "modified", "lastbuilddate"];

function bodyOf(fields: Fields, media: Media, page: string | undefined): Pick<Entry, "content" | "summary"> {
  const whole = { page, body: true };
  const content =
    firstHtml(fields, CONTENTS, whole) ?? firstConstruct(fields, ["atom:content", "content"], whole);
  const role = { page, body: content === undefined };
  const description = firstHtml(fields, DESCRIPTIONS, role);
  const summary = firstConstruct(fields, ["summary", "atom:summary"], role);
  // Who has both means the description to be the longer one.
  if (summary !== undefined) return { content: content ?? description, summary };
  const shown = description ?? (media.description && constructHtml(media.description, role));
  return { content, summary: shown ?? (role.body ? firstConstruct(fields, LAST_BODIES, role) : undefined) };
}

/** What is the body only where nothing else is. */
const LAST_BODIES = ["source:markdown", "markdown"];

function titleOf(fields: Fields, media: Media): string | undefined {
  const own = firstLine(fields, "title", "dc:title") ?? constructLine(fields.get("atom:title"));
  return own ?? constructLine(media.title) ?? firstLine(fields, "itunes:title");
}

/** The link; the permalink where there is none, or one to the root of the site that the permalink is a page of. */
function ownPage(link: string | undefined, permalink: string | undefined): string | undefined {
  if (link === undefined || permalink === undefined) return link ?? permalink;
  if (!/^https?:\/\/[^/?#]+\/?$/i.test(link)) return link;
  const [site, page] = [URL.parse(link), URL.parse(permalink)];
  if (!site || !page) return link;
  const isPage =
    page.pathname + page.search !== "/" &&
    !/\.(?:mp[34]|m4[av]|ogg|opus|wav|webm|mov|pdf|zip)$/i.test(page.pathname);
  return isPage && bareHost(site) === bareHost(page) ? permalink : link;
}

function bareHost({ host }: URL): string {
  return host.replace(/^www\./, "");
}

/** A guid is an address unless it says otherwise (RSS 2.0 `isPermaLink`), and looks like none. */
function permalinkOf(guid: XmlNode | undefined): string | undefined {
  if (!guid || attribute(guid, "ispermalink")?.toLowerCase() === "false") return undefined;
  const text = textOf(guid).trim();
  if (isWebAddress(text)) return text;
  return attribute(guid, "ispermalink")?.toLowerCase() === "true"
    ? resolveAddress(text, guid.base)
    : undefined;
}

/** RSS 1.0 names an item by its address. */
function aboutAddress(item: XmlNode): string | undefined {
  const about = attribute(item, "rdf:about");
  return about !== undefined && isWebAddress(about) ? about : undefined;
}

function enclosuresOf(fields: Fields, media: Media): readonly Enclosure[] {
  const linked = each(fields, ["atom:link", "link"], linkedEnclosure);
  const all = distinctEnclosures([
    ...withOriginal(
      each(fields, ["enclosure"], enclosureOf),
      firstAddress(fields, "feedburner:origenclosurelink"),
    ),
    ...linked,
    ...media.enclosures,
    ...each(fields, ["podcast:alternateenclosure"], alternateOf),
  ]);
  return withDuration(all, fields);
}

function linkedEnclosure(node: XmlNode): Enclosure | undefined {
  return attribute(node, "rel")?.toLowerCase() === "enclosure" ? enclosureOf(node) : undefined;
}

/** FeedBurner counts downloads by an address of its own and keeps the true one beside it. */
function withOriginal(enclosures: readonly (Enclosure | undefined)[], original: string | undefined) {
  const [first, ...others] = enclosures;
  return first && original !== undefined ? [{ ...first, url: original }, ...others] : enclosures;
}

function enclosureOf(node: XmlNode): Enclosure | undefined {
  const written = attribute(node, "url") ?? attribute(node, "href") ?? attribute(node, "rdf:resource");
  const url = resolveAddress(written ?? textOf(node), node.base);
  if (url === undefined) return undefined;
  // The enclosure module of RSS 1.0 writes its prefix before each.
  const type = (attribute(node, "type") ?? attribute(node, "enc:type"))?.trim();
  const length = byteLength(attribute(node, "length") ?? attribute(node, "enc:length"));
  return { url, type: type === "" ? undefined : type, length };
}

/** `<podcast:alternateEnclosure type="audio/opus"><podcast:source uri="https://..."/></podcast:alternateEnclosure>` */
function alternateOf(node: XmlNode): Enclosure | undefined {
  const source = fieldsOf(node).get("podcast:source");
  const url = source && resolveAddress(attribute(source, "uri"), source.base);
  if (!url || !isWebAddress(url)) return undefined;
  return { url, type: attribute(node, "type"), length: byteLength(attribute(node, "length")) };
}

/** RSS `source`, that of Atom, or what Dublin Core says: a name, or an address. */
function sourceOf(fields: Fields): Entry["source"] {
  const atom = fields.get("atom:source");
  if (atom) return atomSourceOf(atom, "atom:");
  const written = firstLine(fields, "source", "dc:source");
  const url = firstHref(fields, "source");
  if (written !== undefined && url === undefined && isWebAddress(written))
    return { title: undefined, url: written };
  return written === undefined && url === undefined ? undefined : { title: written, url };
}

function declaredPictures(fields: Fields, media: Media): (OfferedPicture | undefined)[] {
  const image = fields.get("image");
  return [
    ...media.pictures,
    picture(firstHref(fields, "itunes:image", "itunes:link")),
    picture(image && imageOf(image)),
    ...HOME_MADE.map((name) => pictureNamed(fields.get(name))),
  ];
}

/** Elements of publishers' own that hold the address of a picture, the larger ones first. */
const HOME_MADE = ["fullimage", "bigimage", "storyimage", "thumbnail", "thumbimage", "smallimage"];

function pictureNamed(node: XmlNode | undefined): OfferedPicture | undefined {
  return node && /^\s*(?:https?:)?\/\//i.test(textOf(node)) ? picture(imageOf(node)) : undefined;
}
