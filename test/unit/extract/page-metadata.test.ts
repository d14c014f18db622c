import { expect, test } from "vitest";
import { extractPage } from "../../../src/extract/extract-page.ts";
import { inventParagraph } from "../../support/invent-page.ts";

const paragraphs = Array.from({ length: 6 }, (_, i) => `<p>${inventParagraph(i)}</p>`).join("");

interface Page {
  readonly head?: string;
  readonly above?: string;
  readonly below?: string;
  readonly url?: string;
  readonly lang?: string;
}

function read({ head = "", above = "", below = "", url, lang = "en" }: Page) {
  const html = `<!doctype html><html lang="${lang}"><head>${head}</head><body><article>${above}${paragraphs}</article>${below}</body></html>`;
  return extractPage({ bytes: Buffer.from(html), url: url ?? "https://www.herald.example/news/ferry" });
}

const ld = (json: object) => `<script type="application/ld+json">${JSON.stringify(json)}</script>`;

test.each([
  {
    name: "a person before the outlet that JSON-LD names",
    head: ld({
      "@type": "NewsArticle",
      headline: "x",
      author: { "@type": "Organization", name: "Herald Media" },
    }),
    above: '<h1>The ferry</h1><p class="byline">By Ada Quill</p>',
    author: "Ada Quill",
  },
  {
    name: "a person before the site's name",
    head: '<meta property="og:site_name" content="The Herald"><meta name="author" content="The Herald">',
    above: '<h1>The ferry</h1><a rel="author" href="/ada">Ada Quill</a>',
    author: "Ada Quill",
  },
  {
    name: "the outlet where nobody else is named",
    head: '<meta property="og:site_name" content="The Herald"><meta name="author" content="The Herald">',
    above: "<h1>The ferry</h1>",
    author: "The Herald",
  },
  {
    name: "no address of a profile",
    head: '<meta property="article:author" content="https://social.example/ada">',
    above: '<h1>The ferry</h1><span class="author">Ada Quill</span>',
    author: "Ada Quill",
  },
  {
    name: "a line that begins with by",
    above: "<h1>The ferry</h1><div><span>By Ada Quill and Bo van der Reed</span></div>",
    author: "Ada Quill and Bo van der Reed",
  },
  {
    name: "a line that ends as a byline",
    above: "<h1>The ferry</h1><div>Posted on November 21, 2026 by Ada Quill</div>",
    author: "Ada Quill",
  },
  {
    name: "links to the pages of authors",
    above:
      '<h1>The ferry</h1><p><a href="/author/ada-quill">Ada Quill</a> <a href="/author/bo-reed">Bo Reed</a></p>',
    author: "Ada Quill, Bo Reed",
  },
  {
    name: "what a share card calls the author",
    head: '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Quill">',
    above: "<h1>The ferry</h1>",
    author: "Ada Quill",
  },
  {
    name: "no share card's price or reading time",
    head: '<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="Three minutes">',
    above: "<h1>The ferry</h1>",
    author: undefined,
  },
  {
    name: "no field of a form, nor who comments",
    above: "<h1>The ferry</h1>",
    below:
      '<form><p class="comment-form-author">Name *</p></form><ol class="comments"><li><span class="author">Seal Fancier</span></li></ol>',
    author: undefined,
  },
])("takes for the author $name", ({ author, ...page }) => {
  expect(read(page)).toMatchObject({ author });
});

test.each([
  {
    name: "leaves out a kicker within the heading",
    head: "<title>Harbour: The ferry runs again today | Herald</title>",
    above: '<h1><span class="kicker">Harbour</span> The ferry runs again today</h1>',
    title: "The ferry runs again today",
  },
  {
    name: "leaves out a subtitle within the heading that the metadata do not have",
    head: '<meta property="og:title" content="The ferry runs again today">',
    above: "<h1><span>The ferry runs again today</span> <span>Three years of waiting are over</span></h1>",
    title: "The ferry runs again today",
  },
  {
    name: "passes over the site's own heading",
    head: "<title>Herald of the Harbour: The ferry runs again today</title>",
    above:
      '<h1><a href="/">Herald of the Harbour</a></h1><h3 class="post-title">The ferry runs again today</h3>',
    title: "The ferry runs again today",
  },
  {
    name: "joins words that may be broken",
    head: "<title>Die Fährverbindung kehrt zurück</title>",
    above: "<h1>Die Fähr&shy;verbindung kehrt zurück</h1>",
    title: "Die Fährverbindung kehrt zurück",
  },
  {
    name: "cuts off sections and site behind underscores",
    head: "<title>渡轮今天恢复通航了吗？_港口_先驱报</title>",
    above: "",
    title: "渡轮今天恢复通航了吗？",
  },
])("$name", ({ title, ...page }) => {
  expect(read(page)).toMatchObject({ title });
});

test.each([
  {
    name: "the day first where the page is British",
    lang: "en-GB",
    above: '<h1>The ferry</h1><span class="date">02/10/2026</span>',
    date: "2026-10-02",
  },
  {
    name: "the month first where it is American",
    lang: "en-US",
    above: '<h1>The ferry</h1><span class="date">02/10/2026</span>',
    date: "2026-02-10",
  },
  {
    name: "the month first where software wrote it",
    lang: "de",
    head: '<meta name="date" content="11/01/2026 12:43:42">',
    date: "2026-11-01",
  },
  {
    name: "the address against a time that belongs to another article",
    url: "https://www.herald.example/2026/11/20/ferry",
    above:
      '<h1>The ferry</h1><aside><time class="published" datetime="2019-04-11T10:00:00Z">then</time></aside>',
    date: "2026-11-20",
  },
  {
    name: "a time of the day that the address has",
    url: "https://www.herald.example/2026/11/20/ferry",
    above: '<h1>The ferry</h1><time datetime="2026-11-20T10:00:00Z">today</time>',
    date: "2026-11-20T10:00:00Z",
  },
  {
    name: "the time nearest to the headline",
    above:
      '<time datetime="2026-01-15">15 Jan</time><p>a</p><p>b</p><p>c</p><h1>The ferry</h1><time datetime="2026-01-25">25 Jan</time>',
    date: "2026-01-25",
  },
  {
    name: "months in Greek",
    lang: "el",
    above: '<h1>Το πλοίο</h1><p class="date">12 Μαΐου 2026</p>',
    date: "2026-05-12",
  },
])("takes for the date $name", ({ date, ...page }) => {
  expect(read(page)).toMatchObject({ date });
});
