import { type Extension, Feed, type Item } from "feed";
import { addressOf, newestArchive } from "./addresses.ts";
import type { SafeEdition, SafeEnclosure, SafeStory } from "./safe-edition.ts";
import { categoriesOf, storyHtml } from "./story-html.ts";
import { unmistakable, xmlAttribute, xmlText } from "./xml.ts";

const NAMESPACES = {
  "xmlns:atom": "http://www.w3.org/2005/Atom",
  "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
  "xmlns:dc": "http://purl.org/dc/elements/1.1/",
  "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
  "xmlns:media": "http://search.yahoo.com/mrss/",
};

/** Minutes that a reader may keep the feed: what `ttl` counts in. */
const TTL = 15;

/** RSS wants a channel link even where nobody said where the output is served. */
const NOWHERE = "http://localhost/";

/**
 * The edition as RSS 2.0, by the package `feed`. What it has no word for goes through its extensions, which
 * are elements of xml-js: `_text`, `_cdata`, `_attributes`.
 */
export function writeRss(edition: SafeEdition): string {
  const { home, root, title } = edition;
  const feed = new Feed({
    title: ampersands(unmistakable(title)),
    description: ampersands(unmistakable(edition.subtitle)),
    link: home ?? NOWHERE,
    updated: new Date(edition.updatedAt),
    generator: ampersands(
      `${edition.generator.name} ${edition.generator.version} (${edition.generator.uri})`,
    ),
    docs: "https://www.rssboard.org/rss-specification",
    ttl: TTL,
    ...(root && { image: ampersands(`${root}icon.png`) }),
    ...(edition.language && { language: edition.language }),
    ...(home && { feed: addressOf(edition, "feed.rss") }),
  });
  feed.addExtension(extension("_attributes", NAMESPACES));
  if (home) feed.addExtension({ name: "atom:link", objects: links(edition) as never });
  for (const story of edition.stories) feed.addItem(item(edition, story));
  return `${feed.rss2()}\n`;
}

function links(edition: SafeEdition) {
  const archive = newestArchive(edition, "atom");
  return [
    attributes({ href: addressOf(edition, "feed.rss"), rel: "self", type: "application/rss+xml" }),
    ...edition.hubs.map((href) => attributes({ href, rel: "hub" })),
    ...(archive ? [attributes({ href: archive, rel: "prev-archive", type: "application/atom+xml" })] : []),
  ];
}

function item(edition: SafeEdition, story: SafeStory): Item {
  return {
    title: story.title,
    // `feed` leaves an empty link out, although its type wants one
    link: story.url ?? "",
    guid: story.entryId,
    date: new Date(story.publishedAt),
    ...(story.summary && { description: story.summary }),
    extensions: [...overrides(story), ...additions(edition, story)],
  };
}

/** Elements that `feed` writes itself, replaced in place: its CDATA breaks at the second `]]>`. */
function overrides(story: SafeStory): Extension[] {
  return [
    extension("title", cdata(unmistakable(story.title))),
    extension("guid", { _text: ampersands(story.entryId), _attributes: { isPermaLink: "false" } }),
    ...(story.summary ? [extension("description", cdata(xmlText(story.summary)))] : []),
  ];
}

function additions({ words }: SafeEdition, story: SafeStory): Extension[] {
  const html = storyHtml(story, words);
  const categories = categoriesOf(story);
  const { feedUrl, siteUrl, title } = story.source;
  const from = feedUrl ?? siteUrl;
  return [
    ...(html ? [extension("content:encoded", cdata(html))] : []),
    {
      name: "dc:creator",
      objects: (story.authors.length > 0 ? story.authors : [{ name: title }]).map(({ name }) =>
        text(name),
      ) as never,
    },
    ...(story.discussion ? [extension("comments", { _text: ampersands(story.discussion) })] : []),
    ...(story.language ? [extension("dc:language", text(story.language))] : []),
    ...(story.rights ? [extension("dc:rights", text(story.rights))] : []),
    ...(categories.length > 0
      ? [{ name: "category", objects: categories.map((name) => category(story, name)) as never }]
      : []),
    ...(story.image ? [extension("media:thumbnail", attributes({ url: story.image }))] : []),
    ...files(story.enclosures),
    ...(from ? [extension("source", { ...text(title), ...attributes({ url: from }) })] : []),
  ];
}

function category({ categoryTerms }: SafeStory, name: string) {
  const domain = categoryTerms.get(name)?.domain;
  return { ...text(name), ...(domain && attributes({ domain })) };
}

/**
 * RSS 2.0 has one enclosure an item, and validators and readers hold to that: further files are Media RSS. A length
 * is required, and is 0 where it is unknown.
 */
function files([first, ...others]: readonly SafeEnclosure[]): Extension[] {
  if (!first) return [];
  const { url, type, length, duration } = first;
  return [
    extension("enclosure", attributes({ url, length: String(length ?? 0), type })),
    ...(duration ? [extension("itunes:duration", { _text: String(duration) })] : []),
    ...(others.length > 0 ? [{ name: "media:content", objects: others.map(furtherFile) as never }] : []),
  ];
}

function furtherFile({ url, type, medium, length, duration }: SafeEnclosure) {
  return attributes({
    url,
    type,
    medium: medium ?? "document",
    ...(length && { fileSize: String(length) }),
    ...(duration && { duration: String(duration) }),
  });
}

function extension(name: string, objects: Record<string, unknown>): Extension {
  return { name, objects };
}

function text(value: string) {
  return { _text: ampersands(unmistakable(value)) };
}

/** xml-js undoes one `&amp;` before it escapes: so that one level stays, one more goes in. */
function ampersands(value: string): string {
  return value.replaceAll("&", "&amp;");
}

/** As many sections as it takes: xml-js splits only the first `]]>` of each. */
function cdata(value: string) {
  return { _cdata: value.split(/(?<=\]\])(?=>)/) };
}

/** xml-js escapes nothing but the quote. */
function attributes(values: Readonly<Record<string, string>>) {
  const escaped = Object.entries(values).map(([key, value]) => [
    key,
    xmlAttribute(value).replaceAll("&quot;", '"'),
  ]);
  return { _attributes: Object.fromEntries(escaped) as Record<string, string> };
}
