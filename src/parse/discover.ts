import { resolveAddress } from "./address.ts";
import { oneLine } from "./html-text.ts";
import { limits } from "./limits.ts";
import { decodeEntities } from "./xml/entities.ts";
import { type ScanSink, scan } from "./xml/scan.ts";
import type { Marks } from "./xml/tag.ts";

/** A feed that a page names. */
export interface AnnouncedFeed {
  readonly url: string;
  readonly title: string | undefined;
  /** Media type; of a guess by address none. */
  readonly type: string | undefined;
}

const FEED_TYPE = /^(?:application|text)\/(?:rss|atom|rdf|feed|x\.atom)\+(?:xml|json)$|^application\/json$/;
const FEED_ADDRESS = /(?:^|[/.?=_-])(?:rss|atom|feed|feeds|rdf|index\.xml|feed\.json)(?:[/.?&=_-]|$)/i;

/**
 * The feeds that an HTML page announces, best first: `link rel=alternate` with a feed's type, in the page's
 * order with those of comments last, then where the page sends its readers on to, then links in the text whose address
 * looks like a feed's.
 *
 * @param url the page's address; a `base` element goes before it
 */
export function announcedFeeds(html: string, url: string): readonly AnnouncedFeed[] {
  const page = new PageLinks(url);
  scan(html, page);
  const announced = [
    ...page.alternates.filter((feed) => !isComments(feed)),
    ...page.alternates.filter(isComments),
  ];
  const byAddress = new Map<string, AnnouncedFeed>();
  for (const feed of [...announced, ...page.moved, ...page.anchors])
    if (!byAddress.has(feed.url)) byAddress.set(feed.url, feed);
  return [...byAddress.values()].slice(0, limits.list);
}

/** Where feeds usually are, for a page that announces none: below it, then on its site; each is to be tried. */
export function usualFeedAddresses(url: string): readonly string[] {
  const site = URL.parse("/", url);
  const folder = URL.parse(url)?.pathname.replace(/\/(?:index\.\w+)?$/, "") ?? "";
  if (!site) return [];
  const below = /^\/[^.]+$/.test(folder) ? BELOW.map((path) => new URL(`${folder}${path}`, site).href) : [];
  return [...below, ...USUAL.map((path) => new URL(path, site).href)];
}

/** `?format=rss` is a collection of Squarespace, `?format=feed&type=rss` a category of Joomla. */
const BELOW = [
  ...["/feed", "/rss", "/feed.xml", "/rss.xml", "/index.xml", "/atom.xml"],
  ...["?format=rss", "?format=feed&type=rss"],
];
const USUAL = [
  ...["feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed/", "rss/", "feed.json"],
  // Of Blogger, Discourse, Wix, WordPress without names in its addresses, and SPIP.
  ...["feeds/posts/default", "latest.rss", "blog-feed.xml", "?feed=rss2", "spip.php?page=backend"],
];

/** Where sitemaps usually are, those of news first. */
const USUAL_SITEMAPS = [
  ...["news-sitemap.xml", "sitemap-news.xml", "sitemap_news.xml", "news_sitemap.xml", "sitemaps/news.xml"],
  ...[
    "sitemap/news.xml",
    "googlenews.xml",
    "sitemap.xml",
    "sitemap_index.xml",
    "sitemap-index.xml",
    "wp-sitemap.xml",
  ],
];
const MOST_SITEMAPS = 20;

/**
 * The sitemaps of a site: those that its robots.txt names (sitemaps.org), then the usual addresses; news first, then
 * indexes, for a site may name hundreds of parts.
 */
export function sitemapsOf(site: string, robots: string): readonly string[] {
  const named = [...robots.matchAll(/^[ \t\ufeff]*site-?maps?[ \t]*:[ \t]*([^\r\n#]+(?:#(?=\S)\S*)?)/gim)]
    .flatMap(([, written = ""]) => written.split(/[\s,<>"']+/))
    .flatMap((written) => (written === "" ? [] : (URL.parse(written, site)?.href ?? [])));
  const rank = (url: string) =>
    /news/i.test(url.replace(/^https?:\/\/[^/]+/, "")) ? 0 : /index/i.test(url) ? 1 : 2;
  const sorted = [...named].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_SITEMAPS);
  return [...new Set([...sorted, ...USUAL_SITEMAPS.map((path) => new URL(`/${path}`, site).href)])];
}

function isComments({ url, title }: AnnouncedFeed): boolean {
  return /comment/i.test(url) || /\bcomments?\b|kommentare|commentaires|comentarios/i.test(title ?? "");
}

const MOST_LINKS = 2000;

/** Gathers the links of one page while it is scanned. */
class PageLinks implements ScanSink {
  readonly alternates: AnnouncedFeed[] = [];
  readonly anchors: AnnouncedFeed[] = [];
  readonly moved: AnnouncedFeed[] = [];
  readonly #page: string;
  #base: string;

  constructor(url: string) {
    this.#page = url;
    this.#base = url;
  }

  open(html: string, name: string, marks: Marks): void {
    const tag = name.toLowerCase();
    if (!NAMING.has(tag)) return;
    const attributes = attributesIn(html, marks);
    const written = tag === "meta" ? refreshedTo(attributes) : attributes.get("href");
    const url = feedAddress(resolveAddress(written, URL.parse(this.#base) ? this.#base : undefined));
    if (url === undefined) return;
    if (tag === "meta") {
      // A front page that loads itself again every few minutes has not moved.
      if (url !== this.#page) this.moved.push({ url, title: undefined, type: undefined });
    } else if (tag === "base") this.#base = url;
    else if (tag === "link") this.#addLink(url, attributes);
    else if (FEED_ADDRESS.test(url)) this.anchors.push({ url, title: titleIn(attributes), type: undefined });
  }

  /** More than that no page announces. */
  get done(): boolean {
    return this.alternates.length + this.anchors.length > MOST_LINKS;
  }

  text(): void {}
  cdata(): void {}
  close(): void {}
  doctype(): void {}

  #addLink(url: string, attributes: ReadonlyMap<string, string>): void {
    const rel = (attributes.get("rel") ?? "").toLowerCase().split(/\s+/);
    const type = (attributes.get("type") ?? "").toLowerCase().replace(/;.*/s, "").trim();
    const wanted = rel.includes("alternate") ? FEED_TYPE.test(type) : rel.includes("feed");
    if (wanted && !isOembed(url, type))
      this.alternates.push({ url, title: titleIn(attributes), type: type || undefined });
  }
}

const NAMING: ReadonlySet<string> = new Set(["link", "a", "base", "meta"]);

/** Where `<meta http-equiv="refresh" content="0; url=…">` leads at once: within ten seconds. */
function refreshedTo(attributes: ReadonlyMap<string, string>): string | undefined {
  if (!/^\s*refresh\s*$/i.test(attributes.get("http-equiv") ?? "")) return undefined;
  return /^\s*\d(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(attributes.get("content") ?? "")?.[1];
}

/** An http(s) address; `feed:` is one, said to be a feed's. */
function feedAddress(written: string | undefined): string | undefined {
  const url = written?.replace(/^feed:(?=https?:)/i, "").replace(/^feed:(?=\/\/)/i, "http:");
  return url !== undefined && /^https?:\/\/\S+$/i.test(url) && URL.parse(url) ? url : undefined;
}

function attributesIn(html: string, { at, count }: Marks): Map<string, string> {
  const attributes = new Map<string, string>();
  for (let i = 0; i < count; i += 4) {
    const name = html.slice(at[i], at[i + 1]).toLowerCase();
    if (!attributes.has(name)) attributes.set(name, decodeEntities(html.slice(at[i + 2], at[i + 3])));
  }
  return attributes;
}

function titleIn(attributes: ReadonlyMap<string, string>): string | undefined {
  return oneLine(attributes.get("title") ?? "");
}

/** Sites list other JSON than feeds as alternates: oEmbed, the WordPress API. */
function isOembed(url: string, type: string): boolean {
  return type === "application/json" && !/feed/i.test(url);
}
