/** Invented feeds of any size, for measuring. */

const WORDS =
  "harbour council votes reopen bridge after storm minister says talks resume island ferry prices fall harvest record museum night train strike ends school budget river flood warning lifted election count begins coast".split(
    " ",
  );

function sentence(seed: number, length: number): string {
  let text = "";
  for (let i = 0, at = seed * 7919 + 17; i < length; i++) {
    at = (Math.imul(at, 1103515245) + 12345) >>> 0;
    text += (i === 0 ? "" : " ") + WORDS[(at >>> 16) % WORDS.length];
  }
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}

/** An RSS item as news sites write them: escaped summary, dates, categories, now and then full text. */
function item(n: number, body: number): string {
  const at = new Date(Date.UTC(2026, 10, 1, 0, n * 7)).toUTCString();
  const paragraphs = Array.from(
    { length: body },
    (_, i) => `<p>${sentence(n * 31 + i, 40)} &amp; <a href="/t/${i}">more</a>.</p>`,
  ).join("");
  const content = body > 0 ? `<content:encoded><![CDATA[${paragraphs}]]></content:encoded>` : "";
  return `<item>
      <title>${sentence(n, 9)} &amp; more</title>
      <link>https://news.example/world/${n}/article.html?src=rss&amp;n=${n}</link>
      <description>&lt;p&gt;${sentence(n + 1, 22)} – “${sentence(n + 2, 5)}”&lt;/p&gt;</description>
      <pubDate>${at}</pubDate>
      <guid isPermaLink="false">news-${n}</guid>
      <dc:creator>${sentence(n + 3, 2)}</dc:creator>
      <category>World</category><category>${WORDS[n % WORDS.length]}</category>
      <media:thumbnail url="https://img.example/${n}.jpg" width="240" height="135"/>
      ${content}
    </item>
    `;
}

/** RSS 2.0 with so many items, each with so many paragraphs of full text. */
export function rssFeed(items: number, body: number): Buffer {
  const all = Array.from({ length: items }, (_, n) => item(n, body)).join("");
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>News Example</title><link>https://news.example/</link><description>All the news</description>
    <language>en</language><lastBuildDate>Sun, 01 Nov 2026 08:00:00 GMT</lastBuildDate>
    <atom:link href="https://news.example/rss" rel="self" type="application/rss+xml"/>
    ${all}</channel></rss>`);
}
