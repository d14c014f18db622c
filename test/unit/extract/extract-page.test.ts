import { expect, test } from "vitest";
import { cleanFeedHtml, plainText } from "../../../src/extract/clean-html.ts";
import { extractPage } from "../../../src/extract/extract-page.ts";
import { readDate } from "../../../src/extract/read-date.ts";
import { inventPage, inventParagraph } from "../../support/invent-page.ts";

const URL_OF_PAGE = "https://www.outlet.example/2026/11/20/ferry.html";
const paragraphs = Array.from({ length: 6 }, (_, i) => `<p>${inventParagraph(i)}</p>`).join("");

function read(body: string, head = "<title>The ferry runs again</title>", url = URL_OF_PAGE) {
  const extraction = extractPage({
    bytes: Buffer.from(`<!doctype html><html><head>${head}</head><body>${body}</body></html>`),
    url,
  });
  if (extraction.kind === "failure") throw new Error(extraction.message);
  return extraction;
}

test("gives the paragraphs of an article and nothing else", () => {
  const extraction = extractPage({ bytes: Buffer.from(inventPage(4)), url: URL_OF_PAGE });
  const expected = Array.from({ length: 14 }, (_, i) => inventParagraph(400 + i)).join("\n\n");
  expect(extraction).toMatchObject({ kind: "text", text: expected });
  expect(extraction.kind === "text" && extraction.html).toContain(
    "<figcaption>The pier at dawn.</figcaption>",
  );
});

test.each([
  {
    name: "pointers to other articles",
    extra: '<p>Read more: <a href="/b">Bridge closed for the winter</a></p>',
    gone: "Bridge closed",
  },
  {
    name: "pointers in another language",
    extra: '<p>Lesen Sie auch: <a href="/b">Brücke gesperrt</a></p>',
    gone: "Brücke",
  },
  {
    name: "links to other articles",
    extra: '<p><a href="/b">Bridge closed for the whole winter</a></p>',
    gone: "Bridge",
  },
  {
    name: "calls to subscribe",
    extra: '<p>Sign up for our <a href="/n">newsletter</a>.</p>',
    gone: "newsletter",
  },
  { name: "labels of advertisements", extra: "<p>Advertisement</p>", gone: "Advertisement" },
  {
    name: "share buttons",
    extra: '<div class="share-tools"><a href="#">Tweet this</a></div>',
    gone: "Tweet",
  },
  {
    name: "captions by class",
    extra: '<div class="wp-caption-text">The pier at dawn, seen from the town.</div>',
    gone: "pier",
  },
  {
    name: "captions in a picture's frame",
    extra: '<div class="image"><img src="/a.jpg"><p>The pier at dawn, seen from the town.</p></div>',
    gone: "pier",
  },
  {
    name: "hidden text",
    extra: '<p style="display: none">A hidden sentence stands here for nobody to see.</p>',
    gone: "hidden",
  },
  {
    name: "a sentence that is set apart a second time",
    extra: `<blockquote>It is far too far to swim for a sheep</blockquote><p>It is far too far to swim for a sheep, said the council.</p>`,
    gone: "sheep\n",
  },
  { name: "credits", extra: "<p>Photo: Ada Quill / Invented Herald</p>", gone: "Quill" },
])("leaves out $name between the paragraphs", ({ extra, gone }) => {
  const { text } = read(
    `<article>${paragraphs}${extra}${paragraphs.replaceAll("Monday", "Tuesday")}</article>`,
  );
  expect(text).not.toContain(gone);
  expect(text).toContain("on Tuesday");
});

test.each([
  {
    name: "tags and what follows them",
    extra: "<h3>Tags</h3><p>ferry, harbour, council, winter, bridges and their keepers</p>",
    gone: "keepers",
  },
  {
    name: "a list of other articles",
    extra:
      '<h3>More from The Herald</h3><ul><li><a href="/1">Bridge closed for the winter</a></li><li><a href="/2">Museum opens its doors</a></li></ul>',
    gone: "Museum",
  },
  {
    name: "the author's biography",
    extra:
      '<div class="author-bio"><p>Ada Quill has written about ferries since she was nine years old.</p></div>',
    gone: "nine years",
  },
  {
    name: "comments",
    extra:
      '<div id="comments"><p>I do not believe a word of what is written here, said the reader.</p></div>',
    gone: "believe",
  },
  {
    name: "further articles on the same page",
    extra: `<article class="post"><h2><a href="/b">The bridge</a></h2><p>${inventParagraph(99)} Walruses.</p></article>`,
    gone: "Walruses",
  },
])("ends before $name", ({ extra, gone }) => {
  expect(read(`<main><article>${paragraphs}</article>${extra}</main>`).text).not.toContain(gone);
  expect(read(`<main><article>${paragraphs}${extra}</article></main>`).text).not.toContain(gone);
});

test.each([
  {
    name: "a feed",
    head: '<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0">',
    tag: "description",
  },
  { name: "a sitemap", head: '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', tag: "loc" },
])("$name in the place of a page is no article", ({ head, tag }) => {
  const texts = Array.from({ length: 9 }, (_, n) => `<${tag}>${inventParagraph(n)}</${tag}>`).join("");
  const bytes = Buffer.from(`${head}<title>Harbour Post</title>${texts}`);
  expect(extractPage({ bytes, url: "https://paper.example/7" })).toMatchObject({ code: "EXTRACT_REFUSED" });
});

test("drops headline, byline and date before the first sentence, and keeps headings within", () => {
  const { text } = read(
    `<article><h1>The ferry runs again</h1><p>By Ada Quill</p><p>22 November 2026</p>${paragraphs}<h2>What is next</h2>${paragraphs}</article>`,
  );
  expect(text).toMatch(/^The \w+ of the/);
  expect(text).toContain("\n\nWhat is next\n\n");
});

test.each([
  {
    name: "JSON-LD",
    head: '<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"H"},{"@type":"NewsArticle","headline":"The ferry runs again","author":[{"name":"Ada Quill"},{"name":"Bo Reed"}],"datePublished":"2026-11-21T23:30:00-05:00","image":{"url":"/pier.jpg"}}]}</script>',
    author: "Ada Quill, Bo Reed",
    date: "2026-11-21T23:30:00-05:00",
  },
  {
    name: "meta elements",
    head: '<meta name="author" content="By Ada Quill"><meta property="article:published_time" content="2026-11-21"><meta property="og:image" content="/pier.jpg">',
    author: "Ada Quill",
    date: "2026-11-21",
  },
  {
    name: "JSON-LD with faults",
    head: '<script type="application/ld+json">//<![CDATA[\n{"@type":"Article","headline":"The\nferry","author":"Ada Quill","datePublished":"2026-11-21",}\n//]]></script><link rel="image_src" href="/pier.jpg">',
    author: "Ada Quill",
    date: "2026-11-21",
  },
])("reads author, date and picture from $name", ({ head, author, date }) => {
  const extraction = read(
    `<article><h1>The ferry runs again</h1>${paragraphs}</article>`,
    `<title>The ferry runs again | Herald</title>${head}`,
  );
  expect(extraction).toMatchObject({
    title: "The ferry runs again",
    author,
    date,
    image: "https://www.outlet.example/pier.jpg",
  });
});

test("falls back on the byline and on the date in the address", () => {
  const extraction = read(
    `<article><h1>The ferry</h1><div class="byline">By Ada Quill</div>${paragraphs}</article>`,
  );
  expect(extraction).toMatchObject({ author: "Ada Quill", date: "2026-11-20" });
});

test("puts the feed's author before the page's", () => {
  const extraction = extractPage({
    bytes: Buffer.from(inventPage(4)),
    url: URL_OF_PAGE,
    feed: { author: "Cy Pen" },
  });
  expect(extraction.author).toBe("Cy Pen");
});

test("never takes a logo for the picture, nor a site's root for the canonical address", () => {
  const head =
    '<title>The ferry</title><meta property="og:image" content="/img/logo.png"><link rel="canonical" href="https://www.outlet.example/">';
  expect(read(`<article>${paragraphs}</article>`, head)).toMatchObject({
    image: undefined,
    canonical: undefined,
  });
});

test.each([
  { text: "November 22, 2026", iso: "2026-11-22" },
  { text: "22nd of November 2026", iso: "2026-11-22" },
  { text: "22. März 2026, 14:05 Uhr", iso: "2026-03-22" },
  { text: "le 3 février 2026", iso: "2026-02-03" },
  { text: "3 de octubre de 2026", iso: "2026-10-03" },
  { text: "22.11.2026", iso: "2026-11-22" },
  { text: "11/22/2026", iso: "2026-11-22" },
  { text: "22/11/2026", iso: "2026-11-22" },
  { text: "2026年11月2日", iso: "2026-11-02" },
  { text: "20261122", iso: "2026-11-22" },
  { text: "2026-11-22T08:00:00+0100", iso: "2026-11-22T08:00:00+01:00" },
])("reads $text as $iso", ({ text, iso }) => expect(readDate(text)?.iso).toBe(iso));

test.each([{ text: "yesterday" }, { text: "2026-13-40" }, { text: "Part 3 of 12" }, { text: "" }])(
  "reads no date in '$text'",
  ({ text }) => {
    expect(readDate(text)).toBeUndefined();
  },
);

test.each([
  {
    name: "relative links and pictures",
    html: '<a href="../x">a</a><img src="p.png">',
    clean: '<a href="https://outlet.example/x">a</a><img src="https://outlet.example/a/p.png" />',
  },
  {
    name: "lazy pictures",
    html: '<img src="data:image/gif;base64,R0" data-src="/p.jpg">',
    clean: '<img src="https://outlet.example/p.jpg" />',
  },
  {
    name: "pictures for those without scripts",
    html: '<img src="/blank.gif"><noscript><img src="/p.jpg"></noscript>',
    clean: '<img src="https://outlet.example/p.jpg" />',
  },
  {
    name: "pictures in sets",
    html: '<img srcset="/s.jpg 300w, /m.jpg 900w, /xl.jpg 4000w">',
    clean: '<img src="https://outlet.example/m.jpg" />',
  },
  {
    name: "counting pixels",
    html: '<p>x<img src="/p.gif" width="1" height="1"><img src="https://pixel.wp.com/b.gif?x"></p>',
    clean: "<p>x</p>",
  },
  {
    name: "videos of known hosts",
    html: '<iframe src="//www.youtube-nocookie.com/embed/abc_1?rel=0"></iframe>',
    clean: '<p><a href="https://www.youtube.com/watch?v=abc_1">Video on YouTube</a></p>',
  },
  {
    name: "frames of other hosts",
    html: '<p>x</p><iframe src="https://frames.example/"></iframe>',
    clean: '<p>x</p><p><a href="https://frames.example/">Embedded content on frames.example</a></p>',
  },
  {
    name: "headings, styles and classes",
    html: '<h1 class="a" id="b" style="color:red">T</h1>',
    clean: "<h2>T</h2>",
  },
  {
    name: "text that looks like markup",
    html: "1 < 2 &amp; <b>3 > 2",
    clean: "1 &lt; 2 &amp; <b>3 &gt; 2</b>",
  },
])("cleans $name in a feed", ({ html, clean }) =>
  expect(cleanFeedHtml(html, "https://outlet.example/a/")).toBe(clean),
);

test("cuts a plain text at a word", () => {
  expect(plainText("<p>The ferry</p><p>runs&nbsp;again</p>", 100)).toBe("The ferry runs again");
  expect(plainText("<p>The ferry runs again</p>", 12)).toBe("The ferry…");
});
