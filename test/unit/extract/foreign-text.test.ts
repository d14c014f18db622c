import { describe, expect, test } from "vitest";
import { extractPage } from "../../../src/extract/extract-page.ts";

const URL_OF_PAGE = "https://millpost.example/2026/11/loom";
const TITLE = "Hand loom returns to the valley";
const DESCRIPTION =
  "The last hand loom of the valley stands in the school again, and pupils may weave on it on Saturdays.";
const STORY = [
  "The last hand loom of the valley has been set up again in the school, where it takes up the place of eleven pupils and most of the teacher's patience.",
  "It was built in 1848 of pear wood and has been mended, by the count of the museum, two hundred and six times, usually with parts of other looms.",
  "Whoever wants to weave on it may do so on Saturdays, after an hour of instruction, for which the weaver asks nothing and takes cake.",
];
const BELL = [
  "The parish of Lower Wick has had no bell since August, when it fell through the floor of the tower and into the vestry, where nobody was at that hour.",
  "A founder from the mainland has looked at the pieces and offers to cast it anew for a price that the churchwardens call a matter of prayer.",
  "Until then a boy of eleven strikes a rail with a hammer, which can be heard in all of the parish and, since he enjoys it, at all times of the day.",
];
const paragraphs = (texts: readonly string[]) => texts.map((text) => `<p>${text}</p>`).join("");
const ARTICLE = `<h1>${TITLE}</h1>${paragraphs(STORY)}`;
const CONSENT = paragraphs([
  "We and our 842 partners store and access information on a device, such as unique identifiers in cookies, to process personal data.",
  "You may accept or manage your choices, including your right to object where legitimate interest is used, at any time on the privacy policy page.",
  "These choices will be signalled to our partners and will not affect browsing data. Precise geolocation data may be used, and device characteristics may be scanned actively.",
]);
const TERMS = paragraphs([
  "These terms of service apply to everybody who uses the site or the application of the operator, in whatever form.",
  'The service is provided "as is", without warranty of any kind, and the operator is not liable for damage that follows from its use.',
  "By submitting content you grant the operator a licence to store, transmit and display it, and you confirm that you hold the rights.",
  "Personal data are processed as the privacy policy describes, which is part of these terms and conditions.",
  "These terms are governed by the law of the operator's seat, whose courts have jurisdiction, and a void clause leaves the others in force.",
]).repeat(3);
const NEWSROOM = paragraphs([
  "Our newsroom is asked every day how it chooses what to print, and every day it answers that it prints what has happened.",
  "Whoever has seen something happen may telephone between six and nine, or come by, and is given coffee that is worse than its name.",
]);

const read = (body: string, title = TITLE, description = DESCRIPTION) => {
  const html = `<!doctype html><html lang="en"><head><title>${title} | Mill Post</title><meta name="description" content="${description}"></head><body>${body}</body></html>`;
  const extraction = extractPage({ bytes: Buffer.from(html), url: URL_OF_PAGE });
  return extraction.kind === "text" ? extraction.text : extraction.message;
};

describe("text in a box beside the article's is not taken for it", () => {
  test.each([
    { name: "a notice below, without a name", body: `<div>${ARTICLE}</div><div>${CONSENT}</div>` },
    { name: "a notice above, without a name", body: `<div>${CONSENT}</div><div>${ARTICLE}</div>` },
    {
      name: "a notice longer than the article",
      body: `<div>${CONSENT}${CONSENT}</div><div>${ARTICLE}</div>`,
    },
    {
      name: "a notice in the article's frame",
      body: `<main>${ARTICLE}<div class="x7">${CONSENT}</div></main>`,
    },
    {
      name: "a notice of one line",
      body: `<div id="divCMText"><div>We use cookies. By pressing OK or any content on this site, you agree to allow cookies to be placed. Read more in our <a href="/p">privacy policy</a>.</div></div><div>${ARTICLE}</div>`,
    },
    { name: "terms without a name", body: `<div>${ARTICLE}</div><div class="m7">${TERMS}</div>` },
    { name: "terms that are hidden", body: `<div>${ARTICLE}</div><div style="display:none">${TERMS}</div>` },
    { name: "terms to be opened", body: `<article>${ARTICLE}<details>${TERMS}</details></article>` },
    { name: "hidden text about something else", body: `<div>${ARTICLE}</div><div hidden>${NEWSROOM}</div>` },
    {
      name: "a dialogue about something else",
      body: `<main>${ARTICLE}<div aria-modal="true">${NEWSROOM}</div></main>`,
    },
    {
      name: "a box that lies above the page",
      body: `<main>${ARTICLE}<div style="position:fixed;bottom:0">${NEWSROOM}</div></main>`,
    },
    { name: "what a form says of itself", body: `<main>${ARTICLE}<form>${NEWSROOM}</form></main>` },
  ])("$name", ({ body }) => {
    expect(read(body)).toBe(STORY.join("\n\n"));
  });
});

test("a short article is not refused for the notice beside it", () => {
  const short = `<div class="n1">We use cookies. By pressing OK you agree to allow cookies to be placed. Read more in our privacy policy.</div><div><h1>${TITLE}</h1>${paragraphs(STORY.slice(0, 2))}</div>`;
  expect(read(short)).toBe(STORY.slice(0, 2).join("\n\n"));
});

describe("a part of the article stays that has none of the words by which it is known", () => {
  const parts = (open: string, close: string) =>
    `<article><h1>${TITLE}</h1>${open}<h2>Loom</h2>${paragraphs(STORY)}${close}${open}<h2>Bell</h2>${paragraphs(BELL)}${close}</article>`;
  test.each([
    { name: "sections of a round-up", body: parts("<section>", "</section>") },
    { name: "its divisions", body: parts("<div>", "</div>") },
    { name: "named ones", body: parts('<div class="item">', "</div>") },
    { name: "folded ones", body: parts('<div class="panel" aria-hidden="true">', "</div>") },
    { name: "a box about something else", body: `<main>${ARTICLE}<div>${paragraphs(BELL)}</div></main>` },
  ])("$name", ({ body }) => {
    for (const paragraph of [...STORY, ...BELL]) expect(read(body)).toContain(paragraph);
  });

  test("an article about the law of consent", () => {
    const law =
      "Consent must be as easy to refuse as to give, and a publisher who hides the button pays four per cent of its turnover, under the GDPR as before. Third parties that set cookies without consent are liable themselves.";
    const text = read(
      `<article><h1>What the new rules for cookies mean</h1><p>Regulators have explained on Tuesday what the new rules mean for small publishers, who had asked for a year.</p><div><p>${law}</p></div><p>The rules apply from March, and the regulators expect complaints from the first day on.</p></article>`,
      "What the new rules for cookies mean",
      "Regulators explain what the new rules for cookies mean for small publishers.",
    );
    expect(text).toContain(law);
  });
});
