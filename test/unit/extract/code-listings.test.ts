import { describe, expect, test } from "vitest";
import { cleanFeedHtml } from "../../../src/extract/clean-html.ts";
import { extractPage } from "../../../src/extract/extract-page.ts";

const URL_OF_PAGE = "https://millpost.example/2026/11/loom";
const P = [
  "The program that counts the threads of the loom has three lines, of which the weaver understands two and mistrusts the third.",
  "It was written by a pupil of eleven, who has asked for nothing in return but to be named in the register of the museum.",
];
const page = (listing: string) =>
  `<!doctype html><title>Counting threads</title><body><main><article><h1>Counting threads</h1><p>${P[0]}</p>${listing}<p>${P[1]}</p></article></main></body>`;
const read = (listing: string) => {
  const extraction = extractPage({ bytes: Buffer.from(page(listing)), url: URL_OF_PAGE });
  return extraction.kind === "text" ? extraction.html : extraction.message;
};
const LISTING = "<pre><code>warp = 4\nweft = 6</code></pre>";

describe("a listing of code stays as it was written, without the numbers of its lines:", () => {
  test.each([
    {
      name: "two cells",
      html: '<table class="rouge-table"><tbody><tr><td class="rouge-gutter gl"><pre class="lineno">1\n2\n</pre></td><td class="rouge-code"><pre>warp = 4\nweft = 6\n</pre></td></tr></tbody></table>',
    },
    {
      name: "two cells, without names",
      html: "<table><tr><td><pre>1\n2</pre></td><td><pre><b>warp</b> = 4\nweft = 6</pre></td></tr></table>",
    },
    {
      name: "a cell in a box",
      html: '<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>1\n2</pre></div></td><td class="code"><div class="highlight"><pre>warp = 4\nweft = 6</pre></div></td></tr></table>',
    },
    {
      name: "a row for each line",
      html: '<table class="highlight"><tbody><tr><td class="blob-num">1</td><td class="blob-code">warp = 4</td></tr><tr><td class="blob-num">2</td><td class="blob-code">weft = 6</td></tr></tbody></table>',
    },
    {
      name: "breaks between the lines",
      html: '<figure class="highlight"><table><tr><td class="gutter"><pre><span class="line">1</span><br><span class="line">2</span></pre></td><td class="code"><pre><span class="line">warp = 4</span><br><span class="line">weft = 6</span></pre></td></tr></table></figure>',
    },
    {
      name: "a box for each line",
      html: '<div class="crayon-syntax"><table><tr><td class="crayon-nums"><div class="crayon-num">1</div><div class="crayon-num">2</div></td><td class="crayon-code"><div class="crayon-line">warp = 4</div><div class="crayon-line">weft = 6</div></td></tr></table></div>',
    },
    {
      name: "boxes in a box",
      html: '<div class="syntaxhighlighter"><table><tbody><tr><td class="gutter"><div class="line">1</div><div class="line">2</div></td><td class="code"><div class="container"><div class="line">warp = 4</div><div class="line">weft = 6</div></div></td></tr></tbody></table></div>',
    },
    {
      name: "a number in each line",
      html: '<pre class="chroma"><code><span class="ln">1</span><span class="cl">warp = 4\n</span><span class="ln">2</span><span class="cl">weft = 6</span></code></pre>',
    },
    {
      name: "a bar of buttons around it",
      html: '<div class="code-toolbar"><pre><code>warp = 4\nweft = 6</code></pre><div class="toolbar"><button>Copy</button></div></div>',
    },
  ])("$name", ({ html }) => {
    for (const clean of [read(html), cleanFeedHtml(html, URL_OF_PAGE)])
      expect(clean.replace(/<\/?(?:b|span)>/g, "")).toContain(LISTING);
  });

  test.each([
    {
      name: "a table of years",
      html: "<table><tr><th>Loom</th><th>Built</th></tr><tr><td>Thorn</td><td>1848</td></tr><tr><td>Abbot</td><td>1849</td></tr></table>",
      kept: ["1848", "1849"],
    },
    {
      name: "a column of numbers beside words",
      html: '<table><tr><td class="number">1</td><td>Thorn</td></tr><tr><td class="number">2</td><td>Abbot</td></tr></table>',
      kept: ["<td>1</td>", "<td>2</td>"],
    },
    {
      name: "a listing of numbers alone",
      html: "<pre>1\n2\n3</pre>",
      kept: ["1\n2\n3"],
    },
  ])("but numbers that are no lines' stay: $name", ({ html, kept }) => {
    for (const number of kept) expect(read(html)).toContain(number);
  });
});
