import { describe, expect, test } from "vitest";
import { extractPage } from "../../../src/extract/extract-page.ts";
import type { FeedHints } from "../../../src/extract/extraction.ts";

const URL_OF_PAGE = "https://harbourmail.example/2026/11/quay";
const read = (html: string, feed?: FeedHints) =>
  extractPage({ bytes: Buffer.from(html), url: URL_OF_PAGE, feed });

const TITLE = "Old quay crane saved from the breakers";
const DESCRIPTION = "Volunteers in Skerry have bought the steam crane that loaded herring until 1961.";
const STORY = [
  "Volunteers in Skerry have bought the steam crane that loaded herring on the old quay until 1961, two days before the breakers were to come for it.",
  "The sum was raised in a fortnight, most of it in coins, said the treasurer, who has counted them twice and is not willing to do so again.",
  "The crane is to be painted in spring. Whether it will ever lift anything is a question for the engineers, of whom there are three, with four opinions.",
].map((text) => `<p>${text}</p>`);
const OTHER = [
  "The parish of Lower Wick has had no bell since August, when it fell through the floor of the tower and into the vestry, where nobody was at that hour.",
  "A founder from the mainland has looked at the pieces and offers to cast it anew for a price that the churchwardens call a matter of prayer.",
  "Until then a boy of eleven strikes a rail with a hammer, which can be heard in the whole valley and, since he enjoys it, at all times of the day.",
  "The bishop, asked about it, remembered that the bell had been cracked when he was a boy himself and that nobody had spoken of a new one then.",
].map((text) => `<p>${text}</p>`);
const page = (body: string, head = "") =>
  `<!doctype html><html lang="en"><head><title>${TITLE} | Harbour Mail</title><meta property="og:title" content="${TITLE}"><meta name="description" content="${DESCRIPTION}">${head}</head><body>${body}</body></html>`;
const COOKIES = [
  "This notice explains how small files on your device help the publisher to measure visits, keep settings and pay for its work.",
  "Choose which purposes you permit. Your decision is stored for six months and may be changed at any moment at the foot of every screen.",
];
const LEGAL =
  "The publisher is liable for its own contents under general laws. Liability for pages of third parties is excluded, although such pages are examined when they are first mentioned.";
const form =
  '<form action="/privacy"><h2>Your choices</h2><p>We store identifiers. <label>Measurement <input type="checkbox"></label> <label>Marketing <input type="checkbox"></label></p><button>Save</button></form>';

describe("a text that is not the article's", () => {
  test.each([
    {
      name: "a notice in a box, a form below",
      body: `<h1>${TITLE}</h1><div class="x1"><p>${COOKIES.join("</p><p>")}</p></div>${form}`,
    },
    {
      name: "a notice in an article element",
      body: `<article><h1>${TITLE}</h1><p>${COOKIES.join(" ")}</p></article>`,
    },
    { name: "a notice without headline", body: `<div><p>${COOKIES.join("</p><p>")}</p></div>` },
    { name: "a legal note", body: `<h1>${TITLE}</h1><section><p>${LEGAL}</p></section>` },
    { name: "a legal note and a notice", body: `<main><p>${LEGAL}</p><p>${COOKIES[0]}</p></main>` },
    {
      name: "a letter to subscribe to",
      body: `<h1>${TITLE}</h1><div><p>Every Friday our editors choose five pieces that made them laugh, cry or telephone their mothers. Leave an address and it will be in your inbox at seven, free of charge and of pictures.</p></div>`,
    },
    {
      name: "what a podcast is",
      body: `<h1>${TITLE}</h1><div><p>Each evening two hosts talk for half an hour about whatever the day has left on their desk. New episodes appear at six, in every app and on smart speakers, with transcripts for members of the circle.</p></div>`,
    },
    {
      name: "the author's life",
      body: `<h1>${TITLE}</h1><div><p>Morag Tully was born in Aberlour, studied chemistry, taught for some years and writes since 2009. She lives with two dogs and a piano that has not been tuned, and has won the Keswick medal twice.</p></div>`,
    },
    {
      name: "a short piece about something else",
      body: `<h1>${TITLE}</h1><div>${OTHER.slice(0, 2).join("")}</div>`,
    },
    {
      name: "rules for comments",
      body: `<h1>${TITLE}</h1><div><p>Please stay polite and keep to the subject. Contributions are read by moderators between eight and eighteen; whatever insults others, advertises or repeats itself is taken down without further explanation.</p></div>`,
    },
    {
      name: "a German notice",
      body: `<h1>${TITLE}</h1><div><p>Wir und ausgewählte Dritte verwenden Kennungen, um Inhalte zu messen und Anzeigen auszuspielen. Die Auswahl gilt sechs Monate und lässt sich jederzeit widerrufen, ganz unten auf jeder Seite.</p></div>`,
    },
    {
      name: "a French notice",
      body: `<h1>${TITLE}</h1><div><p>Avec votre accord, des tiers conservent des identifiants sur votre appareil afin de mesurer la fréquentation. Ce choix est gardé six mois ; il peut être modifié à tout moment au bas de chaque page.</p></div>`,
    },
  ])("is refused: $name", ({ body }) => {
    const extraction = read(page(body));
    expect(extraction).toMatchObject({ kind: "failure", wall: expect.any(String) });
  });

  test.each([
    {
      name: "a long piece about something else",
      body: `<h1>${TITLE}</h1><div>${OTHER.concat(OTHER).join("")}</div>`,
    },
    {
      name: "a piece that its page calls by the feed's title",
      body: `<article><h1>${TITLE}</h1>${OTHER.join("")}</article>`,
    },
    {
      name: "a notice under the right title",
      body: `<h1>${TITLE}</h1><div><p>${COOKIES.join("</p><p>")}</p></div>${form}`,
    },
    {
      name: "long terms of use",
      body: `<h1>${TITLE}</h1><div>${`<p>${LEGAL}</p><p>${COOKIES[1]}</p>`.repeat(4)}</div>`,
    },
  ])("is refused by the feed's summary: $name", ({ body }) => {
    const feed = { title: TITLE, summary: DESCRIPTION };
    const html = `<title>${TITLE}</title>${body}`;
    expect(read(html, feed)).toMatchObject({ kind: "failure", code: "EXTRACT_WALL" });
  });

  const articles = (tag: string, name: string, heading: string) =>
    [
      [TITLE, STORY],
      ["Bell falls through floor of tower", OTHER],
      ["Bell still silent in November", [...OTHER, ...OTHER.slice(1)]],
    ].map(
      ([title, text]) =>
        `<${tag} ${name}><${heading}>${title}</${heading}>${(text as string[]).join("")}</${tag}>`,
    );
  test.each([
    { name: "articles", html: articles("article", "", "h1").join("") },
    { name: "articles with second-level headlines", html: articles("article", "", "h2").join("") },
    { name: "divisions", html: articles("div", 'class="story"', "h1").join("") },
    {
      name: "sections in frames",
      html: articles("section", 'class="piece"', "h1")
        .map((s) => `<div class="scroll">${s}</div>`)
        .join(""),
    },
    {
      name: "articles, the others in a box of their own",
      html: articles("article", "", "h1")
        .map((s, i) => (i === 1 ? `<div id="add-box">${s}` : s))
        .concat("</div>")
        .join(""),
    },
    {
      name: "articles, the asked one in the middle",
      html: articles("article", "", "h1").toReversed().join(""),
    },
    {
      name: "articles with names of their own",
      html: articles("article", 'class="post"', "h1")
        .map((s, i) => `<div class="slot" id="s${i}">${s}</div>`)
        .join(""),
    },
  ])("is left out where several stand in one page: $name", ({ html }) => {
    const extraction = read(page(`<main>${html}</main>`));
    expect(extraction).toMatchObject({ kind: "text" });
    const text = extraction.kind === "text" ? extraction.text : "";
    expect(text).toContain("raised in a fortnight");
    expect(text).toContain("four opinions");
    expect(text).not.toContain("founder from the mainland");
  });

  test.each([
    {
      name: "the body in noscript, a script in its place",
      html: page(`<script>render()</script><noscript><h1>${TITLE}</h1>${STORY.join("")}</noscript>`),
    },
    {
      name: "the body in noscript, a template of a blog",
      html: page(`<div id="app"></div><noscript><div class="post">${STORY.join("")}</div></noscript>`),
    },
    {
      name: "the text above a notice that is longer",
      html: page(
        `<article><h1>${TITLE}</h1>${STORY.join("")}</article><div class="z9"><p>${COOKIES.concat(COOKIES).join("</p><p>")}</p></div>`,
      ),
    },
    {
      name: "the text below a notice",
      html: page(
        `<div class="z9"><p>${COOKIES.join("</p><p>")}</p></div><div class="b"><h1>${TITLE}</h1>${STORY.join("")}</div>`,
      ),
    },
  ])("does not stand for it: $name", ({ html }) => {
    const extraction = read(html);
    expect(extraction).toMatchObject({ kind: "text" });
    expect(extraction.kind === "text" && extraction.text).toContain("raised in a fortnight");
  });

  test.each([
    {
      name: "a pay gate at the end",
      body: `${STORY[0]}<p>The sum was raised in a fortnight, most of it in ...</p><p>Already have an account? Log in here</p>`,
    },
    {
      name: "a German one",
      body: `${STORY[0]}<p>The sum was raised in a fortnight, most of ...</p><p>Haben Sie noch kein Konto? Registrieren Sie sich hier</p>`,
    },
    {
      name: "a French one",
      body: `${STORY[0]}<p>The sum was raised in a fortnight, and ...</p><p>Si vous avez déjà un compte, c’est ici</p>`,
    },
  ])("is what a teaser is: $name", ({ body }) => {
    expect(read(page(`<article><h1>${TITLE}</h1>${body}</article>`))).toMatchObject({
      wall: expect.stringMatching(/paywall|login/),
    });
  });

  test("a very short page without any script is empty, not a wall of scripts", () => {
    expect(read("<title>Hello</title><p>Nothing here yet.</p>")).toMatchObject({
      code: "EXTRACT_EMPTY",
      wall: null,
    });
  });

  test("what is refused can be looked at, with its text", () => {
    const extraction = read(page(`<h1>${TITLE}</h1><div>${OTHER.slice(0, 2).join("")}</div>`));
    expect(extraction).toMatchObject({ kind: "failure", text: expect.stringContaining("parish") });
  });
});
