import { elementsOf, readXml, type XmlNode } from "../support/read-xml.ts";

/**
 * What the public validators warn of and no schema can say: read from the documents alone, with no code of the
 * program that wrote them.
 *
 * @returns one sentence a complaint
 */
export function lintFeed(text: string, path: string, now: number): readonly string[] {
  if (path.endsWith(".json")) return lintJsonFeed(text, now);
  let root: XmlNode;
  try {
    root = readXml(text);
  } catch (error) {
    return [`not well-formed: ${(error as Error).message}`];
  }
  if (path.endsWith(".opml")) return lintOpml(root);
  return root.name === "feed" ? lintAtom(root, now) : lintRss(root, now);
}

const child = (node: XmlNode, name: string) => node.children.find((one) => one.name === name)?.text;

function lintAtom(feed: XmlNode, now: number): string[] {
  const entries = elementsOf(feed, "entry");
  const rels = feed.children
    .filter(({ name }) => name === "link")
    .map(({ attributes }) => attributes["rel"] ?? "alternate");
  return [
    ...(rels.includes("self") ? [] : ["no link rel=self"]),
    ...repeated(
      "atom:id",
      entries.map((entry) => child(entry, "id")),
    ),
    ...repeated(
      "atom:updated",
      entries.map((entry) => child(entry, "updated")),
    ),
    ...entries.flatMap((entry) => [
      ...implausible(child(entry, "published"), now),
      ...implausible(child(entry, "updated"), now),
      ...(Date.parse(child(entry, "updated") ?? "") < Date.parse(child(entry, "published") ?? "")
        ? ["updated before published"]
        : []),
      ...markup("title", child(entry, "title")),
      ...htmlComplaints(child(entry, "content") ?? ""),
      ...(elementsOf(entry, "author").some((author) => child(author, "name")?.trim())
        ? []
        : ["an entry without an author"]),
      ...alternates(entry),
      ...links(entry),
    ]),
  ];
}

/** RFC 4287 section 4.1.2: at most one alternate for each type and language. */
function alternates(entry: XmlNode): string[] {
  const own = entry.children.filter(
    ({ name, attributes }) => name === "link" && (attributes["rel"] ?? "alternate") === "alternate",
  );
  if (own.length === 0 && !child(entry, "content")) return ["neither an alternate link nor content"];
  return repeated(
    "alternate",
    own.map(({ attributes }) => `${attributes["type"]} ${attributes["hreflang"] ?? ""}`),
  );
}

function links(entry: XmlNode): string[] {
  const all = elementsOf(entry, "link").map(({ attributes }) => attributes["href"] ?? "");
  return all.filter((href) => !isUri(href)).map((href) => `no absolute URI: ${href.slice(0, 80)}`);
}

function lintRss(root: XmlNode, now: number): string[] {
  const [channel] = elementsOf(root, "channel");
  if (!channel) return ["no channel"];
  const names = channel.children.map(({ name }) => name);
  const items = channel.children.filter(({ name }) => name === "item");
  const self = channel.children.find(
    ({ name, attributes }) => name === "link" && attributes["rel"] === "self",
  );
  return [
    ...["title", "link", "description"]
      .filter((name) => !child(channel, name)?.trim())
      .map((name) => `no channel ${name}`),
    ...(self ? [] : ["no atom:link rel=self"]),
    ...(names.lastIndexOf("item") - names.indexOf("item") + 1 === items.length && names.at(-1) === "item"
      ? []
      : items.length
        ? ["channel elements after items"]
        : []),
    ...repeated(
      "guid",
      items.map((item) => child(item, "guid")),
    ),
    ...rfc822(child(channel, "lastBuildDate")),
    ...items.flatMap((item) => [
      ...(child(item, "title") || child(item, "description")
        ? []
        : ["an item without title and description"]),
      ...rfc822(child(item, "pubDate")),
      ...implausible(child(item, "pubDate"), now),
      ...markup("title", child(item, "title")),
      ...htmlComplaints(child(item, "encoded") ?? ""),
      ...(names.includes("author") ? ["author wants an e-mail address: dc:creator does not"] : []),
      ...(item.children.filter(({ name }) => name === "enclosure").length > 1
        ? ["more than one enclosure"]
        : []),
    ]),
  ];
}

function lintOpml(root: XmlNode): string[] {
  const outlines = elementsOf(root, "outline");
  return [
    ...(root.name === "opml" && root.attributes["version"] === "2.0" ? [] : ["not OPML 2.0"]),
    ...(outlines.length === 0 ? ["no outline"] : []),
    ...outlines.filter(({ attributes }) => !attributes["text"]).map(() => "an outline without text"),
    ...outlines
      .filter(({ attributes }) => attributes["type"] === "rss" && !isUri(attributes["xmlUrl"] ?? ""))
      .map(() => "a source without xmlUrl"),
  ];
}

interface JsonFeedItem {
  readonly id?: unknown;
  readonly content_html?: unknown;
  readonly content_text?: unknown;
  readonly url?: unknown;
  readonly date_published?: string;
  readonly date_modified?: string;
  readonly authors?: unknown;
  readonly author?: unknown;
  readonly tags?: unknown;
  readonly [key: string]: unknown;
}

function lintJsonFeed(text: string, now: number): string[] {
  const feed = JSON.parse(text) as Record<string, unknown> & { items?: JsonFeedItem[] };
  if (!Array.isArray(feed.items)) return ["no items"];
  const isText = (value: unknown) => typeof value === "string" && value !== "";
  const extensions = (value: object) =>
    Object.entries(value).filter(
      ([key, held]) => key.startsWith("_") && (typeof held !== "object" || Array.isArray(held)),
    );
  return [
    ...(feed["version"] === "https://jsonfeed.org/version/1.1" ? [] : ["not JSON Feed 1.1"]),
    ...(isText(feed["title"]) ? [] : ["no title"]),
    ...["feed_url", "home_page_url", "next_url", "icon", "favicon"]
      .filter((key) => feed[key] !== undefined && !isUri(String(feed[key])))
      .map((key) => `${key} is no absolute URI`),
    ...repeated(
      "id",
      feed.items.map(({ id }) => String(id)),
    ),
    ...feed.items.flatMap((item) => [
      ...(isText(item.id) ? [] : ["an item without an id"]),
      ...(isText(item.content_html) || isText(item.content_text) ? [] : ["an item without content"]),
      ...(item.author === undefined ? [] : ["author is of version 1.0"]),
      ...(item.url === undefined || isUri(String(item.url)) ? [] : ["url is no absolute URI"]),
      ...implausible(item.date_published, now),
      ...implausible(item.date_modified, now),
      ...(Array.isArray(item.tags) && new Set(item.tags).size !== item.tags.length ? ["a tag twice"] : []),
      ...extensions(item).map(([key]) => `${key} is no object`),
      ...htmlComplaints(String(item.content_html ?? "")),
    ]),
  ];
}

function repeated(what: string, values: readonly (string | undefined)[]): string[] {
  const seen = new Set<string | undefined>();
  return values
    .filter((value) => seen.size === seen.add(value).size)
    .map((value) => `${what} twice: ${value}`);
}

function implausible(text: string | undefined, now: number): string[] {
  if (text === undefined) return [];
  const at = Date.parse(text);
  if (Number.isNaN(at)) return [`no date: ${text}`];
  return at < Date.UTC(1971, 0) || at > now + 86_400_000 ? [`implausible date: ${text}`] : [];
}

function rfc822(text: string | undefined): string[] {
  if (
    text !== undefined &&
    /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text)
  )
    return [];
  return [`no RFC 822 date: ${text}`];
}

/** What could be taken for a tag or a reference in text that holds neither. */
function markup(what: string, text: string | undefined): string[] {
  return /<\/?[a-z!]|&#?\w+;?/i.test(text ?? "") ? [`${what} looks like markup: ${text?.slice(0, 60)}`] : [];
}

const DANGEROUS = /<(script|style|iframe|object|embed|form|input|link|meta|base)\b|\son\w+\s*=|javascript:/i;

function htmlComplaints(html: string): string[] {
  const relative = [...html.matchAll(/\s(?:href|src)\s*=\s*["']?([^"'\s>]*)/gi)].map(
    (match) => match[1] ?? "",
  );
  return [
    ...(DANGEROUS.test(html) ? [`unsafe HTML: ${DANGEROUS.exec(html)?.[0]}`] : []),
    ...relative
      .filter((href) => !/^(https?:|mailto:|#|data:image)/i.test(href))
      .map((href) => `relative address in content: ${href.slice(0, 60)}`),
  ];
}

function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text);
}
