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

function read({
  head = "",
  above = "<h1>The ferry runs again today</h1>",
  below = "",
  url,
  lang = "en",
}: Page) {
  const html = `<!doctype html><html lang="${lang}"><head>${head}</head><body><article>${above}${paragraphs}</article>${below}</body></html>`;
  return extractPage({ bytes: Buffer.from(html), url: url ?? "https://www.herald.example/news/ferry" });
}

const ld = (json: object) =>
  `<script type="application/ld+json">${JSON.stringify({ "@type": "NewsArticle", headline: "The ferry runs again today", ...json })}</script>`;
const h1 = "<h1>The ferry runs again today</h1>";

test.each([
  {
    name: "who has signed, not who entered the page",
    head: ld({ author: { "@type": "Person", name: "Webb Master" } }),
    above: `${h1}<p>By <a href="/x">Ada Quill</a></p>`,
    author: "Ada Quill",
  },
  {
    name: "who is told, where that is shown",
    head: ld({ author: { "@type": "Person", name: "Ada Quill" } }),
    above: `${h1}<p>Analysis by Bo Reed, reported by Ada Quill</p>`,
    author: "Ada Quill",
  },
  {
    name: "who is told, where nobody has signed",
    head: ld({ author: { "@type": "Person", name: "Ada Quill" } }),
    author: "Ada Quill",
  },
  {
    name: "a name behind a label, without the agency",
    lang: "de",
    above: `${h1}<div><h5>Datum:</h5>03.11.2026<br><h5>Autor:</h5>Ada Quill/HB-X</div>`,
    author: "Ada Quill",
  },
  {
    name: "a name behind a date within a line",
    lang: "de",
    above: `${h1}<h2>Hafen <span>06.11.2026 13:30 von Ada</span> <span>Symbolbild</span></h2>`,
    author: "Ada",
  },
  {
    name: "a catalogue's name as the page has it",
    head: '<meta name="author" content="Quill, Ada">',
    above: `${h1}<p class="author-box">Ada Quill</p>`,
    author: "Ada Quill",
  },
  {
    name: "a name that its picture says again once",
    above: `${h1}<div class="author"><span>Ada Quill</span> <span>Ada Quill</span></div>`,
    author: "Ada Quill",
  },
  {
    name: "no company that made the site",
    head: '<meta name="author" content="Pixel & Plank GmbH, Harbourtown">',
    author: undefined,
  },
  {
    name: "nobody of another article's teaser",
    below:
      '<a href="/other">The lighthouse is painted in two colours this year <span class="author">by Bo Reed</span></a>',
    author: undefined,
  },
  {
    name: "no day of the week",
    above: `${h1}<div class="author"><time class="author-date">Thursday</time><address class="author">Ada Quill</address></div>`,
    author: "Ada Quill",
  },
  {
    name: "a name in JSON-LD that is in parts",
    head: ld({ author: { "@type": "Person", givenName: "Ada", familyName: "Quill" } }),
    author: "Ada Quill",
  },
  {
    name: "no account that passes on a feed",
    head: ld({ author: { "@type": "Person", name: "Tidemark feed" } }),
    author: undefined,
  },
  {
    name: "a link to a person's page that is relative",
    above: `${h1}<p>Words <a href="profile/210/ada-quill">Ada Quill</a></p>`,
    author: "Ada Quill",
  },
  {
    name: "two who have signed with their trades, before an office",
    head: '<meta name="author" content="Site Editor">',
    above: `${h1}<p>By <b>Ada Quill</b>, harbour master, and <b>Bo Reed</b>, pilot</p>`,
    author: "Ada Quill, Bo Reed",
  },
  {
    name: "who is named behind an American moment",
    above: `${h1}<div>Wednesday January 18, 2026 11:44 AM PST by Ada Quill</div>`,
    author: "Ada Quill",
  },
  {
    name: "no section of the paper",
    head: '<meta name="author" content="Harbour"><meta property="article:section" content="Harbour"><meta name="authors" content="Ada Quill">',
    author: "Ada Quill",
  },
  {
    name: "nobody who praises",
    below:
      '<section class="testimonials"><blockquote>Best ferry.</blockquote><div class="author">Cy Dell</div></section>',
    author: undefined,
  },
])("takes for the author $name", ({ author, ...page }) => {
  expect(read(page)).toMatchObject({ author });
});

test.each([
  {
    name: "the day that the page shows for an instant in UTC",
    lang: "de",
    head: ld({ datePublished: "2026-10-18T22:04:00Z" }),
    above: `${h1}<p>19. Oktober 2026 00:04 Uhr</p>`,
    date: "2026-10-19",
    publishedAt: Date.UTC(2026, 9, 18, 22, 4),
  },
  {
    name: "the day in the address for an instant in UTC",
    head: ld({ datePublished: "2026-11-09T05:30:59Z" }),
    url: "https://www.herald.example/2026/11/08/ferry",
    date: "2026-11-08",
    publishedAt: Date.UTC(2026, 10, 9, 5, 30, 59),
  },
  {
    name: "an instant in UTC, where the next day is too far away",
    head: ld({ datePublished: "2026-02-01T09:10:00Z" }),
    above: `${h1}<p>The fair is on 2 February 2026</p>`,
    date: "2026-02-01T09:10:00Z",
  },
  {
    name: "of two claims the one that is shown",
    head: `${ld({ datePublished: "2026-01-04T07:29:00Z" })}<meta property="article:published_time" content="2026-01-06T08:29:34">`,
    above: `${h1}<div>06.01.2026</div>`,
    date: "2026-01-06T08:29:34",
  },
  {
    name: "no time of a reader's comment, but the line that says it",
    lang: "de",
    above: `${h1}<p>Veröffentlicht am 16.08.2026<br>Dauer: 1 Stunde</p>`,
    below: '<ol class="comments"><li><time datetime="2026-08-24T03:36:11Z">24.8.</time></li></ol>',
    date: "2026-08-16",
  },
  {
    name: "no day on which a member joined",
    lang: "de",
    above: `${h1}<dl><dd>Registriert: 18.09.2018, 05:56</dd></dl><p>Ada » 21.01.2026, 05:42</p>`,
    date: "2026-01-21",
  },
  {
    name: "no day of a change",
    above: `${h1}<p>Last updated 4 June 2026, originally created 17 June 2025</p>`,
    date: "2025-06-17",
  },
  {
    name: "the day with which the text begins",
    lang: "de",
    above: `${h1}<p>29.11.2026 – ${inventParagraph(9)}</p>`,
    date: "2026-11-29",
  },
  {
    name: "the day of a press release before its text",
    lang: "de",
    above: `${h1}<div><p>Pressemitteilung vom 25. Januar 2026 | Hafen<strong> </strong>– ${inventParagraph(9)}</p></div>`,
    date: "2026-01-25",
  },
  {
    name: "no day of which the text tells",
    above: `${h1}<p>On 5 May 2019 the old ferry was sold to a company that nobody on the island had heard of before, and for seven years the children were rowed to school.</p>`,
    date: undefined,
  },
  {
    name: "a marked-up time before a catalogue's date of the page",
    head: '<meta name="dcterms.date" content="2026-01-21T09:43+01:00">',
    above: `${h1}<time datetime="2026-01-25T08:00:00+01:00">25.01.2026</time>`,
    date: "2026-01-25T08:00:00+01:00",
  },
  {
    name: "the moment that a catalogue has for the day that is shown",
    head: '<meta name="dcterms.date" content="2026-01-21T09:43+01:00">',
    above: `${h1}<p>21 January 2026</p>`,
    date: "2026-01-21T09:43+01:00",
  },
  {
    name: "no day of a related article",
    above: `${h1}<p>May 22, 2026</p>`,
    below:
      '<section class="related"><h3><a href="/o">Another ferry</a></h3><time datetime="2026-03-05T00:00">Mar 5</time></section>',
    date: "2026-05-22",
  },
  {
    name: "no day on which a journal received or accepted it",
    above: `${h1}<ul><li>Received: 20 May 2025</li><li>Accepted: 16 December 2025</li><li>Published: 2 January 2026</li></ul>`,
    date: "2026-01-02",
  },
  {
    name: "a day in the page's title alone",
    head: "<title>The ferry runs again today | Herald | 24.04.2026</title>",
    date: "2026-04-24",
  },
  {
    name: "what stood for a time before there was one",
    above: `${h1}<abbr class="published" title="2011-04-25T00:23:00-04:00">12:23:00 AM</abbr>`,
    date: "2011-04-25T00:23:00-04:00",
  },
  {
    name: "of two readings the one that falls on its weekday",
    head: '<meta property="article:published_time" content="Wed, 03/05/2023 - 17:57">',
    date: "2023-05-03",
  },
])("takes for the date $name", ({ date, publishedAt, ...page }) => {
  expect(read(page)).toMatchObject({ date, ...(publishedAt && { publishedAt }) });
});

test.each([
  {
    name: "a heading to which the site's name is glued",
    head: "<title>The ferry runs againEverything about the harbour | Everything about the harbour</title>",
    above:
      '<h1 class="page-title">The ferry runs again</h1><h1 class="screen-reader-text">Navigation between posts</h1>',
    title: "The ferry runs again",
  },
  {
    name: "the text's first heading where the title is the site's",
    head: "<title>Herald of Harbour -</title>",
    above: "<nav><h2>Everything that is new today</h2></nav><h1></h1><h2>The ferry runs again today</h2>",
    url: "https://www.herald.co.example/news/245738.aspx",
    title: "The ferry runs again today",
  },
  {
    name: "the words of a heading of two lines apart",
    head: "<title>The ferry runs again and brings a band</title>",
    above: "<h1>The ferry runs again<br> <span>and brings a band</span></h1>",
    title: "The ferry runs again and brings a band",
  },
  {
    name: "a heading without how its words are read",
    lang: "ja",
    head: "<title>子どもの船が今日また出ます</title>",
    above:
      "<h1><ruby>子<rp>(</rp><rt>こ</rt><rp>)</rp></ruby>どもの船が<ruby>今日<rt>きょう</rt></ruby>また出ます</h1>",
    title: "子どもの船が今日また出ます",
  },
  {
    name: "a title without the words of the site's address",
    head: "<title>Beginning/Rowing - Harbour Wiki</title>",
    url: "https://wiki.harbour.example/rowing",
    above: "",
    title: "Beginning/Rowing",
  },
  {
    name: "a title without the site behind two colons",
    head: "<title>The ferry runs again :: Herald</title>",
    above: "",
    title: "The ferry runs again",
  },
  {
    name: "a title without the site behind a star",
    head: "<title>The ferry runs again ⋆ Herald</title>",
    above: "",
    title: "The ferry runs again",
  },
  {
    name: "a title whose quotation marks stand apart",
    lang: "fr",
    head: "<title>Le maire dit sa « préoccupation » pour le bac - Le Herald</title>",
    above: "",
    title: "Le maire dit sa « préoccupation » pour le bac",
  },
])("takes for the title $name", ({ title, ...page }) => {
  expect(read(page)).toMatchObject({ title });
});
