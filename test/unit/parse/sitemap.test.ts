import { describe, expect, test } from "vitest";
import { readFeed } from "../../../src/parse/read-feed.ts";

const url = "https://quay.example/sitemap.xml";
const read = async (text: string | Uint8Array, contentType = "application/xml") => {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  const outcome = await readFeed(bytes, { url, headers: { "content-type": contentType }, now: Date.now() });
  if (outcome.kind !== "feed") throw new Error(outcome.message);
  return outcome.feed;
};
const one = async (inside: string, root = "<urlset>") =>
  (await read(`${root}<url><loc>https://quay.example/a</loc>${inside}</url></urlset>`)).entries[0];

describe("what a sitemap says of an article", () => {
  test.each([
    {
      name: "the prefix of the protocol's own examples",
      inside: "<news:news><news:title>Ferry</news:title></news:news>",
    },
    { name: "another prefix", inside: "<n:news><n:title>Ferry</n:title></n:news>" },
    { name: "no prefix", inside: "<news><title>Ferry</title></news>" },
    { name: "capitals", inside: "<News:News><News:Title>Ferry</News:Title></News:News>" },
    {
      name: "a section of raw text",
      inside: "<news:news><news:title><![CDATA[Ferry]]></news:title></news:news>",
    },
    { name: "line breaks", inside: "<news:news>\n<news:title>\n  Ferry\n</news:title>\n</news:news>" },
    {
      name: "a picture with a title of its own before it",
      inside:
        "<image:image><image:title>No</image:title></image:image><news:news><news:title>Ferry</news:title></news:news>",
    },
    {
      name: "markup within",
      inside:
        "<news:news><news:title><b>Fer<i>ry</i></b></news:title><news:genres>Blog</news:genres></news:news>",
    },
    { name: "the title of a film", inside: "<video:video><video:title>Ferry</video:title></video:video>" },
  ])("a title: $name", async ({ inside }) => expect(await one(inside)).toMatchObject({ title: "Ferry" }));

  test.each([
    ["2026-11-30T10:00:00+01:00", "2026-11-30T09:00:00.000Z"],
    ["2026-11-30T10:00+01:00", "2026-11-30T09:00:00.000Z"],
    ["2026-11-30", "2026-11-30T00:00:00.000Z"],
    ["2026-11-30T10:00:00", "2026-11-30T10:00:00.000Z"],
    ["2026-11-30 10:00:00", "2026-11-30T10:00:00.000Z"],
    ["2026-11-30T10:00:00.846344Z 2026-06-15T15:33:55.288302Z", "2026-11-30T10:00:00.000Z"],
    ["2026-11-30T10:00:00Z[UTC]", "2026-11-30T10:00:00.000Z"],
    ["Mon, 30 Nov 2026 10:00:00 GMT", "2026-11-30T10:00:00.000Z"],
    ["yesterday", undefined],
    ["0000-00-00", undefined],
    ["2026-02-31", undefined],
  ])("lastmod %s is %s", async (written, at) => {
    const entry = await one(`<lastmod>${written}</lastmod>`);
    expect(entry?.updated === undefined ? undefined : new Date(entry.updated).toISOString()).toBe(at);
  });

  test("words are decoded once, markup in them goes", async () => {
    expect(
      await one(
        "<news:news><news:title>Fish &amp; chips: &quot;good&quot; &lt;b&gt;&#8211; really</news:title></news:news>",
      ),
    ).toMatchObject({ title: 'Fish & chips: "good" – really' });
  });

  test.each([
    ["Subscription", "paid"],
    ["subscription", "paid"],
    ["Registration", undefined],
    ["", undefined],
  ])("news:access %s: wall %s", async (written, wall) => {
    const entry = await one(`<n:news><n:access> ${written} </n:access><n:title>Ferry</n:title></n:news>`);
    expect(entry?.wall).toBe(wall);
  });

  test("keywords, picture, language, publication", async () => {
    const feed = await read(
      `<urlset><url><loc> https://quay.example/a?b=1&amp;c=2 </loc><n:news><n:publication><n:name>Quay Post</n:name><n:language>pt_BR</n:language></n:publication><n:keywords>harbour, ferries,</n:keywords></n:news><image:image><image:loc>/a.jpg</image:loc></image:image><image:image><image:loc>/b.jpg</image:loc></image:image></url></urlset>`,
    );
    expect(feed).toMatchObject({
      format: "sitemap",
      title: "Quay Post",
      language: "pt-BR",
      link: "https://quay.example/",
    });
    expect(feed.entries[0]).toMatchObject({
      id: "https://quay.example/a?b=1&c=2",
      link: "https://quay.example/a?b=1&c=2",
      categories: ["harbour", "ferries"],
      image: "https://quay.example/a.jpg",
    });
  });
});

describe("forms of sitemaps", () => {
  test.each([
    {
      name: "a root with a prefix",
      text: '<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"><s:url><s:loc>https://quay.example/a</s:loc></s:url></s:urlset>',
    },
    {
      name: "behind a declaration, comments, a style sheet and a document type",
      text: '<?xml version="1.0"?><?xml-stylesheet href="x>y"?><!-- made > by --><!DOCTYPE urlset>\n<urlset><url><loc>https://quay.example/a</loc></url></urlset>',
    },
    { name: "relative addresses", text: "<urlset><url><loc>/a</loc></url></urlset>" },
    {
      name: "raw text around the address",
      text: "<urlset><url><loc><![CDATA[ https://quay.example/a ]]></loc></url></urlset>",
    },
    {
      name: "forgotten end tags",
      text: "<urlset><url><loc>https://quay.example/a</loc><url><loc>https://quay.example/b</loc></url></urlset>",
    },
    {
      name: "without an end",
      text: "<urlset><url><loc>https://quay.example/a</loc></url><url><loc>https://quay.ex",
    },
    {
      name: "an address that is none",
      text: "<urlset><url><loc>javascript:1</loc></url><url><loc></loc></url><url><loc>https://quay.example/a</loc></url></urlset>",
    },
    {
      name: "behind a server's warning",
      text: "<br />\n<b>Warning</b>: Undefined index in <b>/x.php</b><br />\n<?xml version='1.0'?>\n<urlset xmlns='x'>\n<!-- a -->\n<url><loc>https://quay.example/a</loc></url></urlset>",
    },
    {
      name: "within a page",
      text: "<html><body><pre><urlset><url><loc>https://quay.example/a</loc></url></urlset></pre></body></html>",
    },
    {
      name: "a link within the address",
      text: "<urlset><url><loc><a href='x'>https://quay.example/a</a></loc></url></urlset>",
    },
    {
      name: "a list of addresses with remarks",
      text: "# ours\nhttps://quay.example/a\n# and\nhttps://quay.example/c\n",
    },
    {
      name: "a list of addresses, one a line",
      text: "\ufeffhttps://quay.example/a\r\nhttps://quay.example/c\r\n\r\n",
    },
  ])("$name", async ({ text }) => expect((await read(text)).entries[0]?.link).toBe("https://quay.example/a"));

  test("UTF-16, and whatever type the server says", async () => {
    const text = Buffer.from(
      "\ufeff<urlset><url><loc>https://quay.example/a</loc></url></urlset>",
      "utf16le",
    );
    expect((await read(text, "text/plain")).entries).toHaveLength(1);
  });

  test("an index has parts and no entries", async () => {
    const feed = await read(
      "<sitemapindex><sitemap><loc>https://quay.example/1.xml.gz</loc><lastmod>2026-11-30</lastmod></sitemap><sitemap><loc>/2.xml</loc></sitemap></sitemapindex>",
    );
    expect(feed.entries).toEqual([]);
    expect(feed.parts).toEqual([
      { url: "https://quay.example/1.xml.gz", changed: Date.UTC(2026, 10, 30) },
      { url: "https://quay.example/2.xml", changed: undefined },
    ]);
  });

  test("sitemaps in a list of addresses are its parts", async () => {
    const feed = await read("<urlset><sitemap><loc>/1.xml</loc></sitemap><url><loc>/a</loc></url></urlset>");
    expect(feed).toMatchObject({
      parts: [{ url: "https://quay.example/1.xml" }],
      entries: [{ link: "https://quay.example/a" }],
    });
  });

  test.each([
    "<rss><channel><item><title>urlset</title></item></channel></rss>",
    "<feed><entry><title>x</title></entry></feed>",
    "<rss><channel><item><title>x</title><description><![CDATA[Write <urlset><url><loc>/a</loc></url></urlset>]]></description></item></channel></rss>",
  ])("%s is none", async (text) => expect((await read(text)).format).not.toBe("sitemap"));

  test("prose that begins with an address is none", async () => {
    await expect(
      read("https://quay.example/a is where it all began\nand this is prose", "text/plain"),
    ).rejects.toThrow("not a feed");
  });
});
