import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readFeed } from "../../../src/parse/read-feed.ts";

const FIXTURES = path.resolve(import.meta.dirname, "../../fixtures/parse");
const context = { url: "https://feeds.example/dir/feed.xml", now: Date.UTC(2026, 10, 10) };
const read = (document: string | Uint8Array) =>
  readFeed(typeof document === "string" ? Buffer.from(document) : document, context);

async function feedIn(document: string | Uint8Array) {
  const outcome = await read(document);
  if (outcome.kind !== "feed") throw new Error(outcome.message);
  return outcome.feed;
}

const rss = (item: string, channel = "") =>
  feedIn(`<rss version="2.0"><channel><title>T</title>${channel}<item>${item}</item></channel></rss>`);
const entryOf = async (item: string, channel = "") => (await rss(item, channel)).entries[0];

describe("readFeed reads all that is in", () => {
  const pairs = readdirSync(FIXTURES).filter((name) => name.endsWith(".expected.json"));
  test.each(pairs.map((name) => ({ name: name.replace(".expected.json", "") })))(
    "$name",
    async ({ name }) => {
      const outcome = await read(readFileSync(path.join(FIXTURES, name)));
      const expected = JSON.parse(readFileSync(path.join(FIXTURES, `${name}.expected.json`), "utf8"));
      expect(JSON.parse(JSON.stringify(outcome))).toEqual({ kind: "feed", feed: expected });
    },
  );
});

describe("readFeed finds the feed", () => {
  test.each([
    {
      name: "after a byte order mark, a comment and white space",
      document: "\ufeff\n <!-- <rss> --> <rss><channel><item/></channel></rss>",
    },
    { name: "with the root element missing", document: "<channel><title>T</title><item/></channel>" },
    { name: "with the channel missing", document: "<rss><item/></rss>" },
    { name: "in a lone entry", document: '<entry xmlns="http://www.w3.org/2005/Atom"><id>1</id></entry>' },
    { name: "in lower-case RDF without namespaces", document: "<rdf><channel/><item/></rdf>" },
    { name: "under a prefix that nobody declared", document: "<atom:feed><atom:entry/></atom:feed>" },
    { name: "in a namespace of the publisher's own", document: '<feed xmlns="urn:x"><entry/></feed>' },
    {
      name: "in JSON after white space",
      document: '\n {"version":"https://jsonfeed.org/version/1","items":[{"id":"1"}]}',
    },
    { name: "in UTF-16", document: Buffer.from("\ufeff<rss><channel><item/></channel></rss>", "utf16le") },
    {
      name: "with junk after its end",
      document: "<rss><channel><item/></channel></rss><script>x</script><rss>",
    },
    { name: "cut off within its second item", document: "<rss><channel><item/><item><title>T</title><link" },
    {
      name: "with an unclosed category before the items",
      document: "<rss><channel><category>News<item/></channel></rss>",
    },
  ])("$name", async ({ document }) => {
    const outcome = await read(document);
    expect(outcome).toMatchObject({ kind: "feed", feed: { reader: "lede", entries: [expect.anything()] } });
  });

  test("with no entries", async () => {
    expect(await feedIn("<rss version='2.0'><channel><title>Quiet</title></channel></rss>")).toMatchObject({
      title: "Quiet",
      entries: [],
    });
  });
});

describe("readFeed refuses", () => {
  test.each([
    { name: "prose", document: "Not found", code: "PARSE_NOT_A_FEED" },
    { name: "nothing", document: "", code: "PARSE_NOT_A_FEED" },
    { name: "other XML", document: "<opml><body><outline/></body></opml>", code: "PARSE_NOT_A_FEED" },
    {
      name: "RDF that is no channel",
      document: "<rdf:RDF><foaf:Person/></rdf:RDF>",
      code: "PARSE_NOT_A_FEED",
    },
    { name: "other JSON", document: '{"a":1}', code: "PARSE_NOT_A_FEED" },
    { name: "JSON that is cut off", document: '{"items":[', code: "PARSE_NOT_A_FEED" },
    {
      name: "a picture",
      document: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]),
      code: "PARSE_NOT_A_FEED",
    },
    { name: "a page", document: "<!DOCTYPE html><title>News</title>", code: "PARSE_HTML" },
    {
      name: "a page with items of its own",
      document: "<html><body><channel><item>a</item></channel>",
      code: "PARSE_HTML",
    },
  ])("$name as $code, with a sentence and a remedy", async ({ document, code }) => {
    const outcome = await read(document);
    expect(outcome).toMatchObject({ kind: "failure", code, announced: [] });
    expect(outcome).toMatchObject({
      message: expect.stringContaining("https://feeds.example/dir/feed.xml"),
      remedy: expect.any(String),
    });
  });

  test.each([
    { name: "nothing", document: " \n", says: "is empty" },
    { name: "JSON that is cut off", document: '{"items":[', says: "not a whole one" },
    { name: "a list of feeds", document: "<opml version='2.0'><body/></opml>", says: "a list of feeds" },
  ])("$name in words of its own", async ({ document, says }) => {
    expect(await read(document)).toMatchObject({ message: expect.stringContaining(says) });
  });

  test("a page with many feeds, three of which it names in its sentence", async () => {
    const links = ["a", "b", "c", "d", "e"].map(
      (at) => `<link rel="alternate" type="application/rss+xml" href="/${at}">`,
    );
    expect(await read(`<html><head>${links.join("")}</head>`)).toMatchObject({
      message: expect.stringMatching(/feed; it announces \S+\/a, \S+\/b, \S+\/c and 2 more\.$/),
    });
  });

  test("a page, and says which feeds it announces", async () => {
    const outcome = await read(
      '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head>',
    );
    expect(outcome).toMatchObject({
      code: "PARSE_HTML",
      announced: [{ url: "https://feeds.example/rss" }],
      message:
        "https://feeds.example/dir/feed.xml is a web page, not a feed; it announces https://feeds.example/rss.",
      remedy: expect.stringContaining("https://feeds.example/rss"),
    });
  });
});

describe("a title", () => {
  test.each([
    {
      name: "keeps what is no markup",
      written: "1 &lt; 2 &amp; the &lt;foo&gt; element",
      title: "1 < 2 & the <foo> element",
    },
    { name: "loses its markup", written: "<![CDATA[A <b>bold</b><br/> claim]]>", title: "A bold claim" },
    { name: "is decoded when it was encoded twice", written: "Q&amp;amp;A &amp;#8217;", title: "Q&A ’" },
    { name: "is one line", written: "\n  two\n\tlines ", title: "two lines" },
    { name: "keeps a bare ampersand", written: "AT&T & Co", title: "AT&T & Co" },
    { name: "knows the entities of HTML", written: "caf&eacute;&hellip;", title: "café…" },
    { name: "reads references in 128-159 as browsers do", written: "don&#146;t", title: "don’t" },
    {
      name: "joins references to halves of one character",
      written: "&#xD83D;&#xDE00; &#xD83D;",
      title: "😀 \ufffd",
    },
    { name: "never holds NUL", written: "a&#0;b\u0000c", title: "abc" },
    { name: "may stand in several pieces", written: "a <![CDATA[& b]]> c", title: "a & b c" },
  ])("$name", async ({ written, title }) => {
    expect((await entryOf(`<title>${written}</title>`))?.title).toBe(title);
  });

  test.each([
    { name: "Atom", namespace: "http://www.w3.org/2005/Atom", type: "text" },
    { name: "Atom 0.3", namespace: "http://purl.org/atom/ns#", type: "text/plain" },
  ])("said to be text in $name is taken by its word", async ({ namespace, type }) => {
    const feed = await feedIn(
      `<feed xmlns="${namespace}"><entry><title type="${type}">&amp;lt;b&gt; in HTML</title></entry></feed>`,
    );
    expect(feed.entries[0]?.title).toBe("&lt;b> in HTML");
  });
});

describe("an entry's address", () => {
  test.each([
    {
      name: "is its link",
      item: "<link> https://a.example/1 </link><guid>https://a.example/2</guid>",
      link: "https://a.example/1",
    },
    { name: "is a guid that is one", item: "<guid>https://a.example/2</guid>", link: "https://a.example/2" },
    {
      name: "is no guid that denies it",
      item: '<guid isPermaLink="false">https://a.example/2</guid>',
      link: undefined,
    },
    { name: "is an Atom link", item: '<atom:link href="/3"/>', link: "https://site.example/3" },
    {
      name: "is an Atom link that lost its namespace",
      item: '<link rel="alternate" href="/4"/>',
      link: "https://site.example/4",
    },
    {
      name: "is the enclosure when there is no page",
      item: '<enclosure url="https://a.example/5.mp3"/>',
      link: "https://a.example/5.mp3",
    },
    {
      name: "is whole although a line break divides it",
      item: "<link>https://a.example/\n   6</link>",
      link: "https://a.example/6",
    },
  ])("$name", async ({ item, link }) => {
    expect((await entryOf(item, "<link>https://site.example/news/</link>"))?.link).toBe(link);
  });

  test("is relative to the document when the channel has no link", async () => {
    expect((await entryOf("<link>one.html</link>"))?.link).toBe("https://feeds.example/dir/one.html");
  });

  test("is relative to where the feed says it is served, when nobody knows better", async () => {
    const document = `<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel>
      <atom:link rel="self" href="https://self.example/rss/"/><item><link>one</link></item></channel></rss>`;
    expect(await readFeed(Buffer.from(document), { url: "", now: 0 })).toMatchObject({
      feed: { entries: [{ link: "https://self.example/rss/one" }] },
    });
  });

  test("is relative to Content-Location before that", async () => {
    const bytes = Buffer.from("<rss><channel><item><link>one</link></item></channel></rss>");
    const outcome = await readFeed(bytes, {
      ...context,
      headers: { "content-location": "https://origin.example/x/" },
    });
    expect(outcome).toMatchObject({ feed: { entries: [{ link: "https://origin.example/x/one" }] } });
  });
});

describe("an entry's author", () => {
  test.each([
    { name: "beside an address", written: "<author>a@b.example (Ann Bell)</author>", author: "Ann Bell" },
    {
      name: "before an address",
      written: "<author>Ann Bell &lt;a@b.example&gt;</author>",
      author: "Ann Bell",
    },
    {
      name: "divided from an address",
      written: "<author>Ann Bell - a@b.example</author>",
      author: "Ann Bell",
    },
    { name: "in brackets", written: "<author>a@b.example [Ann Bell]</author>", author: "Ann Bell" },
    { name: "an address alone", written: "<author>a@b.example</author>", author: "a@b.example" },
    {
      name: "several",
      written:
        "<dc:creator>Ann Bell</dc:creator><dc:creator>Cem Dag</dc:creator><author>a@b.example</author>",
      author: "Ann Bell, Cem Dag",
    },
    {
      name: "of the first module that names one",
      written: "<dc:creator>Ann Bell</dc:creator><itunes:author>Studio</itunes:author>",
      author: "Ann Bell",
    },
  ])("$name", async ({ written, author }) => {
    expect((await entryOf(written))?.author).toBe(author);
  });
});

describe("a feed's own picture", () => {
  test.each([
    { name: "that is part of the document", url: "data:image/gif;base64,R0lGODlhAQABAAAAACw=" },
    { name: "that is a script", url: "javascript:alert(1)" },
    { name: "that counts", url: "https://pixel.example/track.gif?id=1" },
  ])("is none $name, but the next one", async ({ url }) => {
    const channel = `<image><url>${url}</url></image><itunes:image href="https://a.example/logo.png"/>`;
    expect(await rss("<title>t</title>", channel)).toMatchObject({ image: "https://a.example/logo.png" });
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><logo>${url}</logo><icon>/i.png</icon></feed>`;
    expect(await feedIn(atom)).toMatchObject({ image: "https://feeds.example/i.png" });
    const json = { version: "https://jsonfeed.org/version/1.1", icon: url, favicon: "/f.ico", items: [] };
    expect(await feedIn(JSON.stringify(json))).toMatchObject({ image: "https://feeds.example/f.ico" });
  });
});

test("a JSON feed from a file: relative addresses start from the site that it names", async () => {
  const item = { id: 1, url: "/a", content_html: '<img src="b.png">' };
  const json = {
    version: "https://jsonfeed.org/version/1.1",
    home_page_url: "https://a.example/",
    items: [item],
  };
  const outcome = await readFeed(Buffer.from(JSON.stringify(json)), { ...context, url: "" });
  expect(outcome).toMatchObject({
    feed: { entries: [{ link: "https://a.example/a", content: '<img src="https://a.example/b.png">' }] },
  });
});

describe("an entry's dates", () => {
  const at = Date.UTC(2026, 10, 9, 8);
  test.each([
    { name: "updated of no namespace", item: "<updated>2026-11-09T08:00:00Z</updated>" },
    { name: "modified of no namespace", item: "<modified>2026-11-09T08:00:00Z</modified>" },
  ])("in RSS may be $name", async ({ item }) => {
    expect((await entryOf(item))?.updated).toBe(at);
  });

  test.each([
    { name: "pubDate", item: "<pubDate>Mon, 09 Nov 2026 08:00:00 GMT</pubDate>" },
    { name: "date", item: "<date>2026-11-09T08:00:00Z</date>" },
  ])("in Atom may be $name", async ({ item }) => {
    const feed = await feedIn(`<feed xmlns="http://www.w3.org/2005/Atom"><entry>${item}</entry></feed>`);
    expect(feed.entries[0]?.published).toBe(at);
  });
});

describe("the modules", () => {
  test("keywords of Media RSS are categories", async () => {
    const entry = await entryOf("<category>Sea</category><media:keywords>ferry, harbour</media:keywords>");
    expect(entry?.categories).toEqual(["Sea", "ferry", "harbour"]);
  });

  test("what Google Play has is used when there is nothing else", async () => {
    const entry = await entryOf("<googleplay:description>An hour</googleplay:description>");
    expect(entry?.summary).toBe("An hour");
  });

  test("attributes may have the prefix of the namespace that they are of anyway", async () => {
    const feed = await feedIn(
      `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:a="http://www.w3.org/2005/Atom" xmlns:b="https://b.example/">
       <entry><title a:type="html">&lt;i&gt;A&lt;/i&gt; b</title><link a:href="/1" b:href="/2" a:rel="alternate"/></entry></feed>`,
    );
    expect(feed.entries).toMatchObject([{ title: "A b", link: "https://feeds.example/1" }]);
  });

  test("content that stands elsewhere is the entry's address where it has no other", async () => {
    const entry = (inner: string) =>
      feedIn(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:a</id>${inner}</entry></feed>`);
    const content = '<content src="/7.md" type="text/markdown"/>';
    expect((await entry(content)).entries[0]?.link).toBe("https://feeds.example/7.md");
    expect((await entry(`${content}<link href="/8"/>`)).entries[0]?.link).toBe("https://feeds.example/8");
  });

  test("elements of publishers' own name a picture, a text of their own does not", async () => {
    const small = "<thumbnail>\n https://a.example/90.jpg </thumbnail>";
    const large = "<bigimage>https://a.example/600.jpg</bigimage>";
    expect(await entryOf(small + large)).toMatchObject({ image: "https://a.example/600.jpg" });
    expect((await entryOf("<thumbnail>none yet</thumbnail>"))?.image).toBeUndefined();
  });

  test("of content in several forms the richest is read", async () => {
    const feed = await feedIn(
      `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><content type="multipart/alternative">
       <content type="text/plain">Plain</content><content type="text/html" mode="escaped">&lt;b&gt;Rich&lt;/b&gt;</content>
       </content></entry></feed>`,
    );
    expect(feed.entries[0]?.content).toBe("<b>Rich</b>");
  });

  test("a prefix that was declared outside of a drawing is declared within it", async () => {
    const feed = await feedIn(
      `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:xlink="http://www.w3.org/1999/xlink"><entry><content type="xhtml">
       <svg xmlns="http://www.w3.org/2000/svg"><a xlink:href="/x"><g/></a></svg></content></entry></feed>`,
    );
    expect(feed.entries[0]?.content).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg"><a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://feeds.example/x"><g></g></a></svg>',
    );
  });
});

describe("broken markup", () => {
  test("in one item leaves the next one whole", async () => {
    const feed = await feedIn(
      '<rss><channel><item><title>a<description>b</item><item><title x="y>c</title></item><item><title>d</title></item></channel></rss>',
    );
    expect(feed.entries.map(({ title }) => title)).toEqual(["a", "c", "d"]);
  });

  test("inside a description is kept as the HTML that was meant", async () => {
    const entry = await entryOf("<description><p>a <b>b</p> &amp; c</description><title>t</title>");
    expect(entry).toMatchObject({ summary: "<p>a <b>b</b></p> &amp; c", title: "t" });
  });

  test("in a comment or an instruction ends where it must have been meant to", async () => {
    const feed = await feedIn(
      '<?xml version="1.0"><rss><!-- never closed ><channel><item><title>t</title></item></channel></rss>',
    );
    expect(feed.entries[0]?.title).toBe("t");
  });
});

describe("limits", () => {
  test("elements deeper than any feed has leave the rest in its place", async () => {
    const entry = await entryOf(`<description>${"<b>".repeat(5000)}deep</description><title>t</title>`);
    expect(entry).toMatchObject({ title: "t", summary: expect.stringContaining("deep") });
  });

  test("a document's own entities stay as long as they are written", async () => {
    const bomb = `<!DOCTYPE r [<!ENTITY a "${"x".repeat(60)}"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>&a;</title><description>${"&b;".repeat(50)}${"&a;".repeat(50_000)}</description></item></channel></rss>`;
    const [entry] = (await feedIn(bomb)).entries;
    expect(entry?.title).toBe("x".repeat(60));
    expect(entry?.summary?.length).toBeLessThan(4_000_000);
    expect(entry?.summary).toContain("&b;");
  });

  test("a title is cut, without half a character at its end", async () => {
    const entry = await entryOf(`<title>${"a".repeat(32_767)}😀😀</title>`);
    expect(entry?.title).toBe("a".repeat(32_767));
  });

  test("entries over the limit are counted", async () => {
    const feed = await feedIn(`<rss><channel>${"<item/>".repeat(50_002)}</channel></rss>`);
    expect(feed).toMatchObject({ skipped: 2 });
    expect(feed.entries).toHaveLength(50_000);
  });
});

describe("large documents", () => {
  const large = (items: number) => {
    const item = (n: number) =>
      `<item><title>Größe ${n}</title><guid>g${n}</guid><description>${"x ".repeat(500)}</description></item>`;
    return `<rss version="2.0"><channel><title>Large</title>${Array.from({ length: items }, (_, n) => item(n)).join("")}</channel></rss>`;
  };

  const json = (items: number) =>
    JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      title: "Large",
      items: Array.from({ length: items }, (_, n) => ({
        id: `g${n}`,
        title: `Größe ${n}`,
        content_text: "x ".repeat(500),
      })),
    });

  test.each([
    { name: "of XML, in slices of time", document: large },
    { name: "of JSON, in a thread", document: json },
  ])("$name, are read as small ones are", async ({ document }) => {
    const feed = await feedIn(document(2500));
    const small = await feedIn(document(1));
    expect(feed.entries).toHaveLength(2500);
    expect({ ...feed, entries: feed.entries.slice(0, 1) }).toStrictEqual(small);
    expect(feed.entries[2499]).toMatchObject({ title: "Größe 2499", id: "g2499" });
  });

  test("several at once are all read", async () => {
    const feeds = await Promise.all([large(2500), json(2400), large(2600)].map((each) => feedIn(each)));
    expect(feeds.map(({ entries }) => entries.length)).toEqual([2500, 2400, 2600]);
  });

  test("let others have their turn", async () => {
    let turns = 0;
    let reading = true;
    const count = () => {
      turns += 1;
      if (reading) setImmediate(count);
    };
    setImmediate(count);
    await feedIn(large(20_000));
    reading = false;
    expect(turns).toBeGreaterThan(3);
  });

  test("of windows-1252 come in pieces too", async () => {
    const document = large(2500).replaceAll("ö", "\xf6").replaceAll("ß", "\xdf");
    const feed = await feedIn(Buffer.from(document, "latin1"));
    expect(feed.entries[2499]).toMatchObject({ title: "Größe 2499" });
  });

  test("beyond any feed are refused for their size", async () => {
    const outcome = await readFeed(Buffer.alloc(65 * 1024 * 1024, "<rss>"), context);
    expect(outcome).toMatchObject({ code: "PARSE_TOO_COMPLEX" });
  });

  test("leave the caller's bytes alone", async () => {
    const bytes = Buffer.from(large(2500));
    await readFeed(bytes, context);
    expect(bytes.subarray(0, 5).toString()).toBe("<rss ");
  });

  test("that are pages are refused as pages", async () => {
    const page = `<html><link rel="alternate" type="application/atom+xml" href="/a">${"<p>text</p>".repeat(250_000)}`;
    expect(await read(page)).toMatchObject({
      code: "PARSE_HTML",
      announced: [{ url: "https://feeds.example/a" }],
    });
  });
});

describe("rss-parser", () => {
  const document = `<rss version="2.0"><channel><title>T</title><link>https://a.example/</link>
    <item><title>One &amp; two</title><link>https://a.example/1</link><guid isPermaLink="false">1</guid>
    <pubDate>Tue, 10 Nov 2026 08:30:00</pubDate><category>x</category><enclosure url="/1.mp3" type="audio/mpeg" length="9"/>
    <description>&lt;a href="/x"&gt;x&lt;/a&gt;</description></item></channel></rss>`;

  test("reads a source that asks for it, dates still in no host's zone", async () => {
    const outcome = await readFeed(Buffer.from(document), { ...context, reader: "rss-parser" });
    expect(outcome).toMatchObject({
      feed: {
        reader: "rss-parser",
        format: "rss",
        title: "T",
        entries: [
          {
            id: "1",
            title: "One & two",
            link: "https://a.example/1",
            published: Date.UTC(2026, 10, 10, 8, 30),
            summary: '<a href="https://feeds.example/x">x</a>',
            categories: ["x"],
            enclosures: [{ url: "https://feeds.example/1.mp3", type: "audio/mpeg", length: 9 }],
          },
        ],
      },
    });
  });

  test("gives way to our own reader where it fails", async () => {
    const outcome = await readFeed(Buffer.from(document.replace("</guid>", "")), {
      ...context,
      reader: "rss-parser",
    });
    expect(outcome).toMatchObject({ feed: { reader: "lede", entries: [{ title: "One & two" }] } });
  });
});
