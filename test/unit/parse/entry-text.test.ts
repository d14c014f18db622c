import { describe, expect, test } from "vitest";
import type { Entry } from "../../../src/model/entry.ts";
import { readFeed } from "../../../src/parse/read-feed.ts";

const url = "https://feeds.example/dir/feed.xml";

async function entryIn(document: string): Promise<Entry> {
  const outcome = await readFeed(Buffer.from(document), { url, now: Date.UTC(2026, 10, 10) });
  if (outcome.kind !== "feed" || !outcome.feed.entries[0]) throw new Error("no entry");
  return outcome.feed.entries[0];
}

const rss = (item: string, channel = "") =>
  entryIn(
    `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"
     xmlns:source="http://source.scripting.com/"><channel>${channel}<item>${item}</item></channel></rss>`,
  );
const atom = (entry: string, head = "") =>
  entryIn(
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">${head}<entry>${entry}</entry></feed>`,
  );
const json = (item: object, head = {}) =>
  entryIn(JSON.stringify({ version: "https://jsonfeed.org/version/1.1", ...head, items: [item] }));
const bodyOf = ({ content, summary }: Entry) => content ?? summary;

/** Whatever way a text without elements comes. */
const plainForms = [
  { form: "RSS", read: (text: string) => rss(`<description>${text}</description>`) },
  { form: "RSS in CDATA", read: (text: string) => rss(`<description><![CDATA[${text}]]></description>`) },
  {
    form: "a post's media:description",
    read: (text: string) => rss(`<media:description>${text}</media:description>`),
  },
  {
    form: "a video's media:description",
    read: (text: string) => atom(`<media:group><media:description>${text}</media:description></media:group>`),
  },
  { form: "Atom text", read: (text: string) => atom(`<content type="text">${text}</content>`) },
  { form: "Atom text without a type", read: (text: string) => atom(`<summary>${text}</summary>`) },
  {
    form: "Markdown in Atom",
    read: (text: string) => atom(`<content type="text/markdown">${text}</content>`),
  },
  { form: "Markdown in RSS", read: (text: string) => rss(`<source:markdown>${text}</source:markdown>`) },
  { form: "escaped HTML in Atom", read: (text: string) => atom(`<content type="html">${text}</content>`) },
  { form: "JSON content_text", read: (text: string) => json({ id: "1", content_text: text }) },
  { form: "JSON content_html", read: (text: string) => json({ id: "1", content_html: text }) },
  { form: "a JSON summary", read: (text: string) => json({ id: "1", summary: text }) },
];

describe.each(plainForms)("text without elements in $form", ({ read }) => {
  test.each([
    {
      name: "has its lines",
      text: "The ferry is back.\nTickets at the pier:\n• 3 for adults",
      html: "<p>The ferry is back.<br>\nTickets at the pier:<br>\n• 3 for adults</p>",
    },
    {
      name: "has its paragraphs",
      text: "The ferry is back.\n\nIt sails at noon.\n \n\nAnd at six.",
      html: "<p>The ferry is back.</p>\n<p>It sails at noon.</p>\n<p>And at six.</p>",
    },
    { name: "stays as it is on one line", text: "The ferry is back.", html: "The ferry is back." },
    {
      name: "has links of its addresses",
      text: "Times (https://pier.example/t_(new)), maps: http://pier.example/m?a=1.",
      html: 'Times (<a href="https://pier.example/t_(new)">https://pier.example/t_(new)</a>), maps: <a href="http://pier.example/m?a=1">http://pier.example/m?a=1</a>.',
    },
    {
      name: "is one paragraph where an editor broke the lines",
      text: "The ferry that lay at the northern pier for eleven months has come\nback to its line, the harbour office said on Monday, and sails every\nhour from six in the morning.",
      html: "The ferry that lay at the northern pier for eleven months has come back to its line, the harbour office said on Monday, and sails every hour from six in the morning.",
    },
    {
      name: "is one paragraph where the document was laid out",
      text: "\n      The ferry is back.\n      It sails at noon.\n    ",
      html: "The ferry is back. It sails at noon.",
    },
  ])("$name", async ({ text, html }) => expect(bodyOf(await read(text))).toBe(html));
});

describe("lines and addresses", () => {
  test("of a list stay lines", async () => {
    const text = "Ships:\n\t• the ferry\n\t• the tug\n\t• a boat";
    expect(bodyOf(await json({ id: "1", content_text: text }))).toBe(
      "<p>Ships:<br>\n• the ferry<br>\n• the tug<br>\n• a boat</p>",
    );
  });

  test("are told apart by their own length, not by that of their links", async () => {
    const entry = await rss(
      "<media:description>Shop: https://a.example/1\nMap: https://a.example/2\nMore</media:description>",
    );
    expect(bodyOf(entry)?.split("<br>")).toHaveLength(3);
  });

  test.each([
    { name: "in HTML", read: (html: string) => rss(`<description><![CDATA[${html}]]></description>`) },
    {
      name: "in XHTML",
      read: (html: string) =>
        atom(`<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${html}</div></content>`),
    },
  ])("that only a style keeps become elements $name", async ({ read }) => {
    const entry = await read(
      '<i>x</i><p style="color:red; white-space: pre-wrap">One\n\ntwo</p>\n<p>three\nfour</p>',
    );
    expect(bodyOf(entry)).toBe(
      '<i>x</i><p style="color:red; white-space: pre-wrap">One<br>\n<br>\ntwo</p>\n<p>three\nfour</p>',
    );
  });

  test("of a style that nothing closes cost no time", async () => {
    const html = '<p style="white-space:pre">a\n'.repeat(40_000);
    expect(bodyOf(await rss(`<description><![CDATA[${html}]]></description>`))?.length).toBeGreaterThan(
      1_000_000,
    );
  });
});

describe("JSON as people write it", () => {
  const feed = (item: string) => entryIn(`{"version":"https://jsonfeed.org/version/1","items":[${item}]}`);

  test.each([
    { name: "line breaks in strings", item: '{"id":"1","content_html":"<p>One\n\ttwo</p>"}' },
    { name: "a comma after the last one", item: '{"id":"1","content_html":"<p>One\\n\\ttwo</p>",},' },
  ])("is read with $name", async ({ item }) => {
    expect((await feed(item)).content).toBe("<p>One\n\ttwo</p>");
  });

  test.each([
    {
      name: "authors in objects of their own",
      item: { authors: [{ author: { name: "Ann Bell" } }] },
      expected: { author: "Ann Bell" },
    },
    { name: "an author as text", item: { author: "Ann Bell" }, expected: { author: "Ann Bell" } },
    {
      name: "an id that is the address",
      item: { id: "https://a.example/1" },
      expected: { link: "https://a.example/1" },
    },
    {
      name: "a date in seconds",
      item: { date_published: 1_794_119_400 },
      expected: { published: 1_794_119_400_000 },
    },
    {
      name: "tags in one text",
      item: { tags: "sea, harbour" },
      expected: { categories: ["sea", "harbour"] },
    },
    {
      name: "an image in an object",
      item: { image: { url: "https://a.example/1.jpg" } },
      expected: { image: "https://a.example/1.jpg" },
    },
    {
      name: "one attachment without a list",
      item: { attachments: { url: "https://a.example/1.mp3" } },
      expected: { enclosures: [{ url: "https://a.example/1.mp3" }] },
    },
    {
      name: "HTML where text should be",
      item: { content_text: '<p>One <a href="/x">two</a></p>' },
      expected: { content: '<p>One <a href="https://feeds.example/x">two</a></p>' },
    },
    {
      name: "text with a comparison where HTML might be",
      item: { content_text: "1 < 2" },
      expected: { content: "1 &lt; 2" },
    },
  ])("may have $name", async ({ item, expected }) => {
    expect(await json({ id: "1", ...item })).toMatchObject(expected);
  });
});

describe("line breaks mean nothing", () => {
  test.each([
    { name: "beside block elements", html: "<p>One\ntwo</p>\n\n<p>three</p>" },
    { name: "beside br", html: "One<br>\ntwo\n\nthree" },
    { name: "between inline elements, when single", html: "<b>One</b>\ntwo" },
    { name: "in a pre", html: "<pre>a\n\nb</pre>" },
  ])("$name", async ({ html }) => {
    expect(bodyOf(await rss(`<description><![CDATA[${html}]]></description>`))).toBe(html);
  });

  test("in the summary of an entry that has its text beside it", async () => {
    const entry = await rss("<description>a\nb</description><encoded>&lt;p>text&lt;/p></encoded>");
    expect(entry).toMatchObject({ summary: "a\nb", content: "<p>text</p>" });
  });

  test("but blank lines between inline elements divide paragraphs", async () => {
    const entry = await rss("<description><![CDATA[<b>One</b>\n\ntwo <i>x</i>]]></description>");
    expect(bodyOf(entry)).toBe("<p><b>One</b></p>\n<p>two <i>x</i></p>");
  });
});

describe("relative addresses", () => {
  const html =
    '<a href="more.html">m</a><img src="p.jpg" srcset="p2.jpg 2x"><a href="/top">t</a><a href="#n">n</a>';
  const resolved = (base: string) =>
    `<a href="${base}more.html">m</a><img src="${base}p.jpg" srcset="${base}p2.jpg 2x"><a href="${new URL("/top", base).href}">t</a><a href="#n">n</a>`;
  const link = "https://harbour.example/posts/ferry/";
  const site = "<link>https://harbour.example/</link>";

  test.each([
    {
      name: "RSS content",
      entry: () => rss(`<link>${link}</link><encoded><![CDATA[${html}]]></encoded>`, site),
    },
    {
      name: "an RSS description before the link",
      entry: () => rss(`<description><![CDATA[${html}]]></description><link>${link}</link>`, site),
    },
    {
      name: "an RSS item of a channel without a link",
      entry: () => rss(`<guid>${link}</guid><description><![CDATA[${html}]]></description>`),
    },
    {
      name: "an RSS item with a relative link",
      entry: () => rss(`<link>posts/ferry/</link><description><![CDATA[${html}]]></description>`, site),
    },
    {
      name: "Atom content",
      entry: () =>
        atom(
          `<link href="${link}"/><content type="html"><![CDATA[${html}]]></content>`,
          '<link href="https://harbour.example/"/>',
        ),
    },
    {
      name: "an Atom summary",
      entry: () => atom(`<link href="${link}"/><summary type="html"><![CDATA[${html}]]></summary>`),
    },
    {
      name: "JSON content",
      entry: () =>
        json({ id: "1", url: link, content_html: html }, { home_page_url: "https://www.harbour.example/" }),
    },
  ])("in $name are relative to the entry's own page", async ({ entry }) => {
    expect(bodyOf(await entry())).toBe(resolved(link));
  });

  test("in XHTML too", async () => {
    const entry = await atom(
      `<link href="${link}"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><img src="p.jpg"/></div></content>`,
    );
    expect(entry.content).toBe(`<img src="${link}p.jpg"/>`);
  });

  test.each([
    {
      name: "an xml:base that is written",
      entry: () =>
        atom(
          `<link href="${link}"/><content type="html" xml:base="https://base.example/x/"><![CDATA[${html}]]></content>`,
        ),
      base: "https://base.example/x/",
    },
    {
      name: "one around it",
      entry: () =>
        rss(
          `<link>${link}</link><description><![CDATA[${html}]]></description>`,
          "</channel><channel xml:base='https://base.example/y/'>",
        ),
      base: "https://base.example/y/",
    },
    {
      name: "the site, where the entry leads elsewhere",
      entry: () =>
        rss(`<link>https://other.example/story</link><description><![CDATA[${html}]]></description>`, site),
      base: "https://harbour.example/",
    },
    {
      name: "the site, where the link is a counter's",
      entry: () =>
        rss(
          `<link>https://feeds.harbour.example/~r/posts/~3/x/</link><description><![CDATA[${html}]]></description>`,
          site,
        ),
      base: "https://harbour.example/",
    },
    {
      name: "the true page, where a counter's link stands before it",
      entry: () =>
        rss(
          `<link>https://feeds.harbour.example/~r/posts/~3/x/</link><feedburner:origLink>${link}</feedburner:origLink><description><![CDATA[${html}]]></description>`,
          site,
        ),
      base: link,
    },
    {
      name: "the home page, where the entry leads elsewhere",
      entry: () => json({ id: "1", external_url: "https://other.example/story", content_html: html }),
      base: "https://feeds.example/dir/",
    },
  ])("are relative to $name", async ({ entry, base }) => {
    expect(bodyOf(await entry())).toBe(resolved(base));
  });
});

describe("a title", () => {
  test.each([
    { name: "br", written: "Ferry<br>returns", title: "Ferry returns" },
    { name: "blocks", written: "<div>Ferry</div><p>returns</p>", title: "Ferry returns" },
    { name: "a picture", written: 'Ferry<img src="x.png" alt="">returns', title: "Ferry returns" },
    { name: "table cells", written: "<td>Ferry</td><td>returns</td>", title: "Ferry returns" },
    {
      name: "inline elements, which divide nothing",
      written: "Fer<b>r</b>y <i>returns</i>",
      title: "Ferry returns",
    },
  ])("has a space for $name", async ({ written, title }) => {
    const escaped = written.replaceAll("<", "&lt;");
    expect((await rss(`<title>${escaped}</title>`)).title).toBe(title);
    expect((await rss(`<title><![CDATA[${written}]]></title>`)).title).toBe(title);
    expect((await atom(`<title type="html">${escaped}</title>`)).title).toBe(title);
  });

  test.each([
    { name: "escaped", written: "&lt;![CDATA[Ferry &amp; harbour]]&gt;" },
    { name: "within another one", written: "<![CDATA[<![CDATA[Ferry &amp; harbour]]]]>><![CDATA[]]>" },
    { name: "escaped, with space around", written: " \n&lt;![CDATA[ Ferry & harbour ]]&gt; " },
  ])("is the content of a CDATA section that is $name", async ({ written }) => {
    expect((await rss(`<title>${written}</title>`)).title).toBe("Ferry & harbour");
  });

  test.each([
    { written: "The port&#8217;s day", title: "The port’s day" },
    { written: "A &#x2014; B", title: "A — B" },
    { written: "Ropes &amp; knots", title: "Ropes & knots" },
    { written: "<em>Ferry</em> returns", title: "Ferry returns" },
    { written: "1 < 2 & the <b> element", title: "1 < 2 & the <b> element" },
    { written: "AT&T; B&B", title: "AT&T; B&B" },
  ])("in JSON has the references decoded: $written", async ({ written, title }) => {
    expect((await json({ id: "1", title: written })).title).toBe(title);
  });

  test.each([
    "\u200b",
    "\u00a0\ufeff",
    "&#8203;&#8204;",
    "\u3164\u3164",
    "\u200e \u200f",
    "&#x2800;",
    "\u00ad",
  ])("of only invisible characters is none: %j", async (written) => {
    expect((await rss(`<title>${written}</title>`)).title).toBeUndefined();
    expect((await atom(`<title>${written}</title>`)).title).toBeUndefined();
    expect((await json({ id: "1", title: written })).title).toBeUndefined();
  });

  test.each([
    {
      name: "how to read its characters",
      written: "<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の朝",
      title: "港の朝",
    },
    { name: "scripts", written: "Ferry <script>count(1)</script>returns", title: "Ferry returns" },
    { name: "the end of a section", written: "Ferry]]&gt;", title: "Ferry" },
  ])("leaves out $name", async ({ written, title }) => {
    const escaped = written.replaceAll("<", "&lt;");
    expect((await rss(`<title>${escaped}</title>`)).title).toBe(title);
  });

  test("keeps the joiners within it", async () => {
    expect((await rss("<title>\u200b👩‍🚀 می‌روم\ufeff</title>")).title).toBe("👩‍🚀 می‌روم");
  });
});

describe("markup", () => {
  test.each([
    {
      name: "real and escaped in one",
      written: '<p>One</p>&lt;p>Two &lt;a href="b.html">b&lt;/a>&lt;/p>',
      html: '<p>One</p><p>Two <a href="https://feeds.example/dir/b.html">b</a></p>',
    },
    {
      name: "real within what is escaped",
      written: '&lt;a href="https://a.example/"><b>x</b>&lt;/a> &amp; y',
      html: '<a href="https://a.example/"><b>x</b></a> & y',
    },
  ])("of Atom's html is read $name", async ({ written, html }) => {
    expect((await atom(`<content type="html">${written}</content>`)).content).toBe(html);
  });

  test.each([
    {
      name: "paragraphs",
      written: "&amp;lt;p&amp;gt;One &amp;lt;b&amp;gt;two&amp;lt;/b&amp;gt;&amp;lt;/p&amp;gt;",
      html: "<p>One <b>two</b></p>",
    },
    {
      name: "a picture",
      written: '&amp;lt;img src="https://a.example/p.jpg" /&amp;gt; One',
      html: '<img src="https://a.example/p.jpg" /> One',
    },
  ])("that is escaped twice is markup: $name", async ({ written, html }) => {
    expect(bodyOf(await rss(`<description>${written}</description>`))).toBe(html);
  });

  test("that was never closed in XHTML holds nothing", async () => {
    const entry = await atom(
      '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a<br>b<img src="/p.jpg">c</p></div></content>',
    );
    expect(entry.content).toBe('<p>a<br/>b<img src="https://feeds.example/p.jpg"/>c</p>');
  });

  test("that a text speaks of stays text", async () => {
    const entry = await rss("<description>Use &amp;lt;p&amp;gt; and &amp;lt;b&amp;gt;.</description>");
    expect(bodyOf(entry)).toBe("Use &lt;p&gt; and &lt;b&gt;.");
  });

  test("in an escaped CDATA section is read without it", async () => {
    const entry = await rss("<description>&lt;![CDATA[&lt;p>One&lt;/p>]]&gt;</description>");
    expect(bodyOf(entry)).toBe("<p>One</p>");
  });
});

describe("authors", () => {
  test.each([
    {
      name: "several elements",
      item: "<author>Ann Bell</author><author>Cem Dag</author>",
      author: "Ann Bell, Cem Dag",
    },
    {
      name: "several with addresses",
      item: "<author>a@b.example (Ann Bell)</author><author>c@b.example (Cem Dag)</author>",
      author: "Ann Bell, Cem Dag",
    },
    {
      name: "one name beside an address",
      item: "<author>desk@b.example</author><author>Ann Bell</author>",
      author: "Ann Bell",
    },
    {
      name: "the same twice",
      item: "<author>Ann Bell</author><author>Ann Bell</author>",
      author: "Ann Bell",
    },
  ])("of RSS: $name", async ({ item, author }) => expect((await rss(item)).author).toBe(author));
});

describe("categories", () => {
  test.each([
    {
      name: "the label before the term",
      written: '<category term="hbr" label="Harbour"/>',
      categories: ["Harbour"],
    },
    {
      name: "never the scheme's name",
      written:
        '<category term="Harbour" scheme="https://p.example/sections" label="Section"/><category term="Sea" scheme="https://p.example/#topic" label="Topics"/>',
      categories: ["Harbour", "Sea"],
    },
    {
      name: "the text, where there are no attributes",
      written: "<category>Harbour</category>",
      categories: ["Harbour"],
    },
  ])("of Atom: $name", async ({ written, categories }) => {
    expect((await atom(written)).categories).toEqual(categories);
  });

  test.each([
    { name: "term", written: '<category term="Harbour"/>' },
    { name: "label", written: '<category term="hbr" label="Harbour"/>' },
    { name: "text", written: '<category text="Harbour"/>' },
  ])("of RSS may stand in an attribute: $name", async ({ written }) => {
    expect((await rss(written)).categories).toEqual(["Harbour"]);
  });
});

describe("what is the body where nothing else is", () => {
  test.each([
    { name: "dc:description", item: "<dc:description>An hour</dc:description>" },
    {
      name: "dc:description after an empty description",
      item: "<description/><dc:description>An hour</dc:description>",
    },
    { name: "media:description", item: "<media:description>An hour</media:description>" },
    {
      name: "media:description of a group",
      item: "<media:group><media:description>An hour</media:description></media:group>",
    },
    {
      name: "media:description of a picture",
      item: '<media:content url="/p.jpg"><media:description>An hour</media:description></media:content>',
    },
  ])("in RSS: $name", async ({ item }) => expect(bodyOf(await rss(item))).toBe("An hour"));

  test("RSS 1.0 has it from Dublin Core", async () => {
    const entry = await entryIn(
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://a.example/1"><title>T</title><dc:description>An hour</dc:description></item></rdf:RDF>`,
    );
    expect(entry.summary).toBe("An hour");
  });
});

describe("enclosures", () => {
  test.each([
    { written: "0", length: 0 },
    { written: "1,234", length: 1234 },
    { written: "12.345.678", length: 12_345_678 },
    { written: "35.5 MB", length: undefined },
    { written: "35 MB", length: undefined },
    { written: "-1", length: undefined },
    { written: "", length: undefined },
    { written: "1234 bytes", length: 1234 },
  ])("with a length of $written", async ({ written, length }) => {
    const entry = await rss(`<enclosure url="https://a.example/1.mp3" length="${written}"/>`);
    expect(entry.enclosures).toMatchObject([{ url: "https://a.example/1.mp3", length }]);
  });

  test.each([
    { name: "a link without a namespace", item: '<link rel="enclosure" href="https://a.example/1.mp3"/>' },
    { name: "an address as text", item: "<enclosure>https://a.example/1.mp3</enclosure>" },
    { name: "an href", item: '<enclosure href="https://a.example/1.mp3"/>' },
    { name: "a resource", item: '<enclosure rdf:resource="https://a.example/1.mp3"/>' },
    { name: "media:content without a type or size", item: '<media:content url="https://a.example/1.mp3"/>' },
  ])("written as $name", async ({ item }) => {
    expect((await rss(item)).enclosures).toMatchObject([{ url: "https://a.example/1.mp3" }]);
  });

  test.each([
    { written: "3723", seconds: 3723 },
    { written: "62:03", seconds: 3723 },
    { written: "1:02:03", seconds: 3723 },
    { written: "01:02:03", seconds: 3723 },
    { written: "3722.6", seconds: 3723 },
    { written: "0", seconds: undefined },
    { written: "00:00:00", seconds: undefined },
    { written: "1h", seconds: undefined },
    { written: "", seconds: undefined },
  ])("that play for $written", async ({ written, seconds }) => {
    const episode = await rss(
      `<enclosure url="https://a.example/1.mp3"/><itunes:duration>${written}</itunes:duration>`,
    );
    const film = await rss(`<media:content url="https://a.example/1.mp4" duration="${written}"/>`);
    const attachments = [
      { url: "https://a.example/1.mp3", mime_type: "audio/mpeg", duration_in_seconds: written },
    ];
    const attached = await json({ id: "1", attachments });
    for (const { enclosures } of [episode, film, attached]) expect(enclosures[0]?.duration).toBe(seconds);
  });

  test("a podcast offers in other forms", async () => {
    const entry = await rss(
      '<enclosure url="https://a.example/1.mp3"/><podcast:alternateEnclosure type="audio/opus" length="9"><podcast:source uri="https://a.example/1.opus"/><podcast:source uri="ipfs://x"/></podcast:alternateEnclosure>',
    );
    expect(entry.enclosures[1]).toMatchObject({
      url: "https://a.example/1.opus",
      type: "audio/opus",
      length: 9,
    });
  });
});
