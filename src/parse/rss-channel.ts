import { linkOf, linksOf } from "./atom-links.ts";
import { constructLine } from "./construct.ts";
import { distinct, type FeedDraft, feedPicture } from "./draft.ts";
import { firstAddress, firstDate, firstHref, firstHtml, firstLine } from "./first-field.ts";
import { languageTag } from "./html-text.ts";
import { readMedia } from "./media.ts";
import { pacingOf } from "./pacing.ts";
import { authorOf, categoriesOf, deletedIn, imageOf, mailOf, pageOf } from "./rss-fields.ts";
import { attribute, type Fields, fieldsOf, type XmlNode } from "./xml/node.ts";

/**
 * Reads what an RSS channel of any version says of itself, in its own elements or in those of Dublin Core,
 * iTunes, Media RSS and Atom.
 *
 * @param outside the fields of the root: RSS 0.90 and 1.0 have the image beside the channel
 */
export function readRssChannel(channel: XmlNode, outside: Fields, format: "rss" | "rdf"): FeedDraft {
  const fields = fieldsOf(channel);
  const image = fields.get("image") ?? outside.get("image");
  const generator = fields.get("admin:generatoragent");
  return {
    format,
    reader: "lede",
    id: firstLine(fields, "atom:id") ?? attribute(channel, "rdf:about"),
    title: firstLine(fields, "title", "dc:title", "itunes:title") ?? constructLine(fields.get("atom:title")),
    link: pageOf(fields),
    description: firstHtml(fields, DESCRIPTIONS),
    language: languageTag(firstLine(fields, "language", "dc:language")) ?? channel.language,
    published: firstDate(fields, "pubdate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published"),
    updated: firstDate(
      fields,
      "lastbuilddate",
      "atom:updated",
      "atom:modified",
      "dcterms:modified",
      "dc:date",
    ),
    author: authorOf(fields, ["managingeditor", "author"], ["webmaster", "itunes:owner"]),
    authorEmail: mailOf(fields, ["managingeditor", "author", "webmaster"]),
    image: feedPicture(
      image && imageOf(image),
      firstHref(fields, "itunes:image", "itunes:link"),
      readMedia(fields).pictures[0]?.url,
      firstAddress(fields, "atom:logo", "atom:icon"),
    ),
    icon: undefined,
    generator: firstLine(fields, "generator") ?? (generator && attribute(generator, "rdf:resource")),
    copyright: firstLine(fields, "copyright", "dc:rights", "media:copyright", "atom:rights"),
    categories: categoriesOf(fields),
    feedUrl: linkOf(fields, "atom:link", "self")?.url,
    hubs: distinct(linksOf(fields, "atom:link").map(({ rel, url }) => (rel === "hub" ? url : undefined))),
    pacing: pacingOf(fields),
    deleted: deletedIn(fields),
    entries: [],
    skipped: 0,
  };
}

const DESCRIPTIONS = [
  "description",
  "dc:description",
  "itunes:summary",
  "atom:subtitle",
  "atom:tagline",
  "itunes:subtitle",
];
