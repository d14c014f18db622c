import { PICTURE_HEIGHT, PICTURE_WIDTH } from "./draw-picture.ts";
import { escapeMarkup as esc } from "./markup.ts";
import type { DemoFeed, DemoOutlet } from "./model.ts";
import type { PlacedArticle } from "./placed-article.ts";
import { writeHomePage } from "./write-page.ts";

/** Everything that a feed document is made of. */
export interface FeedContents {
  readonly feed: DemoFeed;
  readonly outlet: DemoOutlet;
  /** Origin of the outlet's server, without a slash at the end. */
  readonly origin: string;
  /** Newest first. */
  readonly articles: readonly PlacedArticle[];
}

const CONTENT_TYPES = {
  rss: "application/rss+xml",
  rdf: "application/rdf+xml",
  atom: "application/atom+xml",
  json: "application/feed+json",
  sitemap: "application/xml",
  page: "text/html",
} as const;

/** The feed as text, and its media type with the outlet's charset. */
export function writeFeed(contents: FeedContents): { text: string; contentType: string } {
  const writers = {
    rss: writeRss,
    rdf: writeRdf,
    atom: writeAtom,
    json: writeJson,
    sitemap: writeSitemap,
    page: ({ outlet, articles }: FeedContents) => writeHomePage(outlet, articles, []),
  };
  const { format, quirk } = contents.feed;
  const text = writers[format](contents);
  return {
    text: quirk === "broken-xml" ? breakXml(text) : text,
    contentType: `${CONTENT_TYPES[format]}; charset=${contents.outlet.charset}`,
  };
}

/** The address that the feed gives for an article: tracked or through the proxy, as the feed does it. */
function linkOf({ feed, origin }: FeedContents, placed: PlacedArticle): string {
  if (feed.proxied) return `${origin}/~r/${feed.id}/${placed.article.slug}`;
  return feed.tracking ? `${placed.url}?${feed.tracking}` : placed.url;
}

function html(placed: PlacedArticle): string {
  const picture = placed.image ? `<p><img src="${esc(placed.image)}" alt=""></p>` : "";
  return picture + placed.paragraphs.map((paragraph) => `<p>${esc(paragraph)}</p>`).join("\n");
}

const rfc822 = (at: number): string => new Date(at).toUTCString();
const rfc3339 = (at: number): string => new Date(at).toISOString();

/** The sitemap that search engines want of news: the last two days, title and date and nothing more. */
function writeSitemap({ outlet, articles }: FeedContents): string {
  const urls = articles.map(
    ({ url, title, publishedAt, image }) =>
      `<url><loc>${esc(url)}</loc><news:news><news:publication><news:name>${esc(outlet.name)}</news:name><news:language>${outlet.language}</news:language></news:publication><news:publication_date>${rfc3339(publishedAt)}</news:publication_date><news:title>${esc(title)}</news:title></news:news>${image ? `<image:image><image:loc>${esc(image)}</image:loc></image:image>` : ""}</url>`,
  );
  return `<?xml version="1.0" encoding="${outlet.charset}"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
${urls.join("\n")}
</urlset>
`;
}

function writeRss(contents: FeedContents): string {
  const { feed, outlet, origin, articles } = contents;
  const items = articles.map((placed) => rssItem(contents, placed)).join("\n");
  return `<?xml version="1.0" encoding="${outlet.charset}"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel>
<title>${esc(feed.name)}</title>
<link>${origin}/</link>
<description>${esc(outlet.motto)}</description>
<language>${outlet.language}</language>
<atom:link rel="self" type="application/rss+xml" href="${origin}${feed.path}"/>
${items}
</channel>
</rss>
`;
}

function rssItem(contents: FeedContents, placed: PlacedArticle): string {
  const { feed } = contents;
  const own = placed.outlet.id === feed.outlet;
  const lines = [
    `<title>${esc(placed.title)}</title>`,
    `<link>${esc(linkOf(contents, placed))}</link>`,
    feed.proxied ? `<feedburner:origLink>${esc(placed.url)}</feedburner:origLink>` : "",
    own
      ? `<guid isPermaLink="true">${esc(placed.url)}</guid>`
      : `<guid isPermaLink="false">${feed.id}:${placed.article.slug}</guid>`,
    `<pubDate>${rfc822(placed.publishedAt)}</pubDate>`,
    placed.article.by ? `<dc:creator>${esc(placed.article.by)}</dc:creator>` : "",
    `<category>${esc(placed.article.section)}</category>`,
    `<description>${esc(placed.summary)}</description>`,
    feed.whole ? `<content:encoded><![CDATA[${html(placed)}]]></content:encoded>` : "",
    placed.image
      ? `<media:content url="${esc(placed.image)}" medium="image" type="image/png" width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}"/>`
      : "",
    own ? "" : `<source url="${esc(new URL("/", placed.url).href)}">${esc(placed.outlet.name)}</source>`,
  ];
  return `<item>\n${lines.filter(Boolean).join("\n")}\n</item>`;
}

function writeRdf(contents: FeedContents): string {
  const { feed, outlet, origin, articles } = contents;
  const order = articles.map((placed) => `<rdf:li rdf:resource="${esc(placed.url)}"/>`).join("\n");
  const items = articles
    .map(
      (placed) => `<item rdf:about="${esc(placed.url)}">
<title>${esc(placed.title)}</title>
<link>${esc(linkOf(contents, placed))}</link>
<description>${esc(placed.summary)}</description>
<dc:date>${rfc3339(placed.publishedAt)}</dc:date>
<dc:subject>${esc(placed.article.section)}</dc:subject>
</item>`,
    )
    .join("\n");
  return `<?xml version="1.0" encoding="${outlet.charset}"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="${outlet.language}">
<channel rdf:about="${origin}${feed.path}">
<title>${esc(feed.name)}</title>
<link>${origin}/</link>
<description>${esc(outlet.motto)}</description>
<dc:language>${outlet.language}</dc:language>
<items><rdf:Seq>
${order}
</rdf:Seq></items>
</channel>
${items}
</rdf:RDF>
`;
}

function writeAtom(contents: FeedContents): string {
  const { feed, outlet, origin, articles } = contents;
  const updated = Math.max(0, ...articles.map((placed) => placed.updatedAt));
  return `<?xml version="1.0" encoding="${outlet.charset}"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${outlet.language}">
<id>tag:${outlet.id}.example,2019:${feed.id}</id>
<title>${esc(feed.name)}</title>
<subtitle>${esc(outlet.motto)}</subtitle>
<updated>${rfc3339(updated)}</updated>
<link rel="self" type="application/atom+xml" href="${origin}${feed.path}"/>
<link rel="alternate" type="text/html" href="${origin}/"/>
<author><name>${esc(outlet.name)}</name></author>
${articles.map((placed) => atomEntry(contents, placed)).join("\n")}
</feed>
`;
}

function atomEntry(contents: FeedContents, placed: PlacedArticle): string {
  const { outlet, feed } = contents;
  const { article } = placed;
  const lines = [
    `<id>tag:${outlet.id}.example,2019:${article.slug}</id>`,
    `<title>${esc(placed.title)}</title>`,
    `<link rel="alternate" type="text/html" href="${esc(linkOf(contents, placed))}"/>`,
    `<published>${rfc3339(placed.publishedAt)}</published>`,
    `<updated>${rfc3339(placed.updatedAt)}</updated>`,
    article.by ? `<author><name>${esc(article.by)}</name></author>` : "",
    `<category term="${esc(article.section)}"/>`,
    `<summary>${esc(placed.summary)}</summary>`,
    feed.whole ? `<content type="html">${esc(html(placed))}</content>` : "",
  ];
  return `<entry>\n${lines.filter(Boolean).join("\n")}\n</entry>`;
}

function writeJson(contents: FeedContents): string {
  const { feed, outlet, origin, articles } = contents;
  const items = articles.map((placed) => ({
    id: placed.url,
    url: linkOf(contents, placed),
    title: placed.title,
    summary: placed.summary,
    ...(feed.whole ? { content_html: html(placed) } : { content_text: placed.summary }),
    date_published: rfc3339(placed.publishedAt),
    date_modified: rfc3339(placed.updatedAt),
    ...(placed.article.by ? { authors: [{ name: placed.article.by }] } : {}),
    tags: [placed.article.section],
    ...(placed.image ? { image: placed.image } : {}),
  }));
  const document = {
    version: "https://jsonfeed.org/version/1.1",
    title: feed.name,
    description: outlet.motto,
    home_page_url: `${origin}/`,
    feed_url: `${origin}${feed.path}`,
    language: outlet.language,
    items,
  };
  return JSON.stringify(document, null, 1);
}

/** What a tired template does to XML: bare ampersands, an HTML entity, a tag that nobody closes, the end cut off. */
function breakXml(text: string): string {
  return text
    .replaceAll(" and ", " & ")
    .replace("<language>", "<copyright>&copy; the parish</copyright>\n<language>")
    .replace("</description>\n</item>", "<br></description>\n</item>")
    .replace(/<\/channel>[\s\S]*$/, "");
}
