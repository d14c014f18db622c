import { describe, expect, test } from "vitest";
import { extractPage } from "../../../src/extract/extract-page.ts";

const URL_OF_PAGE = "https://millpost.example/2026/11/loom";
const P = [
  "The last hand loom of the valley has been set up again in the school, where it takes up the place of eleven pupils and most of the teacher's patience.",
  "It was built in 1848 of pear wood and has been mended, by the count of the museum, two hundred and six times, usually with parts of other looms.",
  "Whoever wants to weave on it may do so on Saturdays, after an hour of instruction, for which the weaver asks nothing and takes cake.",
].map((text) => `<p>${text}</p>`);
const page = (body: string, head = "") =>
  `<!doctype html><html lang="en"><head><title>Hand loom returns to the valley | Mill Post</title>${head}</head><body><header><nav><a href="/">Home</a></nav></header><main><article><h1>Hand loom returns to the valley</h1>${body}</article></main><footer><p>Mill Post, all rights reserved</p></footer></body></html>`;
const read = (html: string) => {
  const extraction = extractPage({ bytes: Buffer.from(html), url: URL_OF_PAGE });
  return extraction.kind === "text" ? extraction : { text: extraction.message, html: "" };
};

describe("words of a sentence stay, whatever they are called", () => {
  test.each([
    "tooltip",
    "popover",
    "print",
    "glossary tooltip",
    "rollover",
    "share-quote",
    "related-term",
    "sponsored",
    "cta",
    "newsletter-term",
  ])("a span named %s", (name) => {
    const body = `<p>The loom has a <span class="${name}">heddle</span> and a <a class="${name}" href="/g/shuttle">shuttle</a>, both of which the children have learnt to spell.</p>`;
    expect(read(page(body + P.join(""))).text).toContain("a heddle and a shuttle, both");
  });

  test("but not the card that opens beside a word", () => {
    const card =
      '<span class="popover"><img src="/w.jpg"><a href="/w">Weavers of the valley</a><a href="/x">Their houses</a></span>';
    const { text } = read(
      page(
        `<p>The loom belonged to Ada Thorn ${card}, who left it to the parish in her will.</p>${P.join("")}`,
      ),
    );
    expect(text).toContain("belonged to Ada Thorn");
    expect(text).not.toContain("Their houses");
  });
});

test.each([
  "js-readmore",
  "print-full",
  "print-links",
  "rail",
  "skip",
  "read-more-content",
  "carousel-text",
  "overlay-body",
])("sentences in an element named %s stay", (name) => {
  const { text } = read(page(`${P[0]}<div class="${name}">${P[1]}</div>${P[2]}`));
  expect(text).toContain("pear wood");
});

describe("lines that are text by what they are", () => {
  test.each([
    {
      name: "headings that are links",
      body: `${P[0]}<h2><a href="/looms/a">The Thorn loom</a></h2>${P[1]}<h2><a href="/looms/b">The Abbot loom</a></h2>${P[2]}`,
      wanted: ["The Thorn loom", "The Abbot loom"],
    },
    {
      name: "list items that lead elsewhere",
      body: `${P.join("")}<ul><li><a href="https://yarn.example/a">Yarn of the upper farms</a></li><li><a href="https://dye.example/b">Dyes from walnut shells</a></li></ul>`,
      wanted: ["Yarn of the upper farms", "Dyes from walnut shells"],
    },
    {
      name: "a list that opens the text",
      body: `<ul><li>2 kg of wool</li><li>a shuttle</li><li>patience</li></ul>${P.join("")}`,
      wanted: ["2 kg of wool", "a shuttle", "patience"],
    },
    {
      name: "facts that open the text",
      body: `<table><tr><th>Where</th><td>School hall</td></tr><tr><th>When</th><td>Saturdays</td></tr><tr><th>Price</th><td>a cake</td></tr></table>${P.join("")}`,
      wanted: ["School hall", "Saturdays", "a cake"],
    },
    {
      name: "definitions",
      body: `<dl><dt>Warp</dt><dd>lengthwise</dd></dl>${P.join("")}`,
      wanted: ["Warp", "lengthwise"],
    },
    {
      name: "a command at the end",
      body: `${P.join("")}<pre><code>weave --rows 12</code></pre>`,
      wanted: ["weave --rows 12"],
    },
    { name: "a signature", body: `${P.join("")}<p>Your Ada Thorn</p>`, wanted: ["Your Ada Thorn"] },
    {
      name: "the source of the news",
      body: `${P.join("")}<p>With material from the valley agency</p>`,
      wanted: ["With material from the valley agency"],
    },
    {
      name: "a last short sentence",
      body: `${P.join("")}<p>And then it snowed.</p>`,
      wanted: ["And then it snowed."],
    },
    {
      name: "a quotation at the end",
      body: `${P.join("")}<blockquote><p>Wool forgives nearly everything</p></blockquote>`,
      wanted: ["Wool forgives nearly everything"],
    },
    {
      name: "who is quoted, and where",
      body: `${P[0]}<blockquote><p>A loom is a patient beast.</p><footer>Ada Thorn, <cite>The Weaver's Year</cite></footer></blockquote>${P[1]}${P[2]}`,
      wanted: ["A loom is a patient beast.", "Ada Thorn, The Weaver's Year"],
    },
    {
      name: "who is quoted at the end",
      body: `${P.join("")}<blockquote><p>A loom is a patient beast.</p><footer>by Ada Thorn</footer></blockquote>`,
      wanted: ["A loom is a patient beast.", "by Ada Thorn"],
    },
    {
      name: "a list of links that a sentence announces",
      body: `${P[0]}<p>The school has made films of the loom at work:</p><ul><li><a href="/films/warp">How the warp is put on the beam</a></li><li><a href="/films/weft">Throwing the shuttle for beginners</a></li></ul>${P[1]}${P[2]}`,
      wanted: ["How the warp is put on the beam", "Throwing the shuttle for beginners"],
    },
    {
      name: "a list of links that is counted",
      body: `${P[0]}<ol><li><a href="/looms/a">The Thorn loom, four shafts</a></li><li><a href="/looms/b">The Abbot loom, eight shafts</a></li></ol>${P[1]}${P[2]}`,
      wanted: ["The Thorn loom, four shafts", "The Abbot loom, eight shafts"],
    },
    {
      name: "a paragraph that is one link, in a box of its own",
      body: `${P[0]}<div class="wrapper markup"><p><a href="/2026/10/court"><strong>On Friday two weavers of Rydal Street denied having moved the loom. </strong></a></p></div>${P[1]}${P[2]}`,
      wanted: ["On Friday two weavers of Rydal Street denied having moved the loom."],
    },
    {
      name: "a paragraph with more links than text, in a box of its own",
      body: `${P[0]}<div data-component="text"><p><a href="https://a.example/1">Sleep in the valley</a> is <a href="https://a.example/2">longer in winter</a> than <a href="https://a.example/3">in summer, as studies</a> of <a href="https://a.example/4">weavers</a> <a href="https://a.example/5">have found</a>.</p></div>${P[1]}${P[2]}`,
      wanted: ["Sleep in the valley is longer in winter than in summer, as studies of weavers have found."],
    },
    {
      name: "headings by any name",
      body: `${P[0]}<h3 class="recipe-header">Ingredients</h3><ul><li>2 kg of wool</li></ul><h3 id="related-footer">Instructions</h3>${P[1]}${P[2]}`,
      wanted: ["Ingredients", "2 kg of wool", "Instructions"],
    },
    {
      name: "headings that are buttons, and what they open",
      body: `${P[0]}<h3 class="accordion-header"><button aria-controls="p1" aria-expanded="false">Weaving alone</button></h3><div id="p1" hidden>${P[1]}</div><h3 role="button" aria-controls="p2">Weaving in company</h3><div id="p2" style="display: none" aria-hidden="true">${P[2]}</div><p>Both are done on Saturdays, and both end with a cake of some kind.</p>`,
      wanted: ["Weaving alone", "pear wood", "Weaving in company", "Whoever wants to weave"],
    },
    {
      name: "a long table",
      body: `${P.join("")}<table>${Array.from({ length: 300 }, (_, i) => `<tr><td>Mill ${i}</td><td>${1700 + i}</td></tr>`).join("")}</table>`,
      wanted: ["Mill 0 1700", "Mill 299 1999"],
    },
  ])("$name", ({ body, wanted }) => {
    const { text } = read(page(body));
    for (const line of wanted) expect(text).toContain(line);
  });

  test("the last picture's caption and its credit stay with it", () => {
    const { html } = read(
      page(
        `${P.join("")}<figure><img src="/loom.jpg" width="800"><figcaption>The loom in 1911. Photo: Ivo Brandt</figcaption></figure>`,
      ),
    );
    expect(html).toContain("Photo: Ivo Brandt");
  });

  test("a credit between the paragraphs is a caption, not text", () => {
    const { text, html } = read(
      page(`${P[0]}<img src="/l.jpg" width="800"><p>Photo: Ivo Brandt / Valley Archive</p>${P[1]}${P[2]}`),
    );
    expect(html).toContain("Ivo Brandt");
    expect(text).not.toContain("Ivo Brandt");
  });

  test("headlines of the site's other articles go", () => {
    const { text } = read(
      page(
        `${P[0]}<p><a href="/2026/10/wheel">Mill wheel turns for the first time in years</a></p>${P[1]}${P[2]}`,
      ),
    );
    expect(text).not.toContain("Mill wheel turns");
  });

  test.each([
    { name: "below a heading", above: "<h3>More from the valley</h3>" },
    { name: "below a call", above: "<p>Read also:</p>" },
    { name: "below a sentence", above: P[1] },
  ])("lists of them go: $name", ({ above }) => {
    const { text } = read(
      page(
        `${P[0]}${above}<ul><li><a href="/2026/10/wheel">Mill wheel turns for the first time in years</a></li><li><a href="/2026/10/weir">Weir to be mended before the winter</a></li></ul>${P[2]}`,
      ),
    );
    expect(text).not.toMatch(/Mill wheel turns|Weir to be mended/);
  });
});

describe("the standfirst", () => {
  const STANDFIRST = "For forty years it lay in an attic in pieces; now children learn on it what a shed is";
  const described = `<meta name="description" content="${STANDFIRST}">`;
  test.each([
    {
      name: "in the site's header",
      html: page(P.join(""), described).replace("</nav>", `</nav><p class="dek">${STANDFIRST}</p>`),
    },
    {
      name: "in the article's header",
      html: page(`<header><p>${STANDFIRST}</p></header>${P.join("")}`, described),
    },
    {
      name: "as a heading",
      html: page(
        `<div class="top"><h2>${STANDFIRST}</h2></div><div class="body">${P.join("")}</div>`,
        described,
      ),
    },
    {
      name: "of which the description is the beginning",
      html: page(
        `<div class="byline-intro"><p>${STANDFIRST}, and why it matters</p></div><div>${P.join("")}</div>`,
        described,
      ),
    },
  ])("is put back: $name", ({ html }) => {
    const { text } = read(html);
    expect(text.split(STANDFIRST)).toHaveLength(2);
    expect(text.indexOf(STANDFIRST)).toBeLessThan(text.indexOf("eleven pupils"));
  });

  test.each([
    { name: "that the page does not show", html: page(P.join(""), described) },
    { name: "that is hidden", html: page(`<p hidden>${STANDFIRST}</p>${P.join("")}`, described) },
    { name: "that breaks off", html: page(`<p class="excerpt">${STANDFIRST}…</p>${P.join("")}`, described) },
    {
      name: "in a list of other articles",
      html: page(P.join(""), described).replace("</nav>", `<a href="/x">${STANDFIRST}</a></nav>`),
    },
  ])("is none $name", ({ html }) => {
    expect(read(html).text).toContain("eleven pupils");
    if (!html.includes("…")) expect(read(html).text).not.toContain(STANDFIRST);
  });
});
