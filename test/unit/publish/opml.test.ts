import { describe, expect, test } from "vitest";
import { parseOpml, writeOpml } from "../../../src/publish/opml.ts";
import { sampleContext } from "../../judge/sample-edition.ts";
import { elementsOf, readXml } from "../../support/read-xml.ts";

describe("OPML out", () => {
  test("comes back as it went out, tags and all", () => {
    const back = parseOpml(writeOpml({ title: "Sources" }, sampleContext.sources));
    const byUrl = new Map(back.map((source) => [source.xmlUrl, source]));
    for (const source of sampleContext.sources)
      expect(byUrl.get(source.feedUrl)).toEqual({
        title: source.title,
        xmlUrl: source.feedUrl,
        htmlUrl: source.siteUrl,
        categories: source.tags,
      });
  });

  test("lists what no reader can read as a link, and how Lede reads it", () => {
    const base = { id: "x", siteUrl: undefined, tags: ["Sea"] };
    const sources = [
      { ...base, title: "Feed", feedUrl: "https://a.example/feed" },
      {
        ...base,
        title: "Page",
        feedUrl: "https://b.example/news",
        page: { items: 'a[href^="/n"]', date: "time@x" },
      },
      { ...base, title: "Found", feedUrl: "https://c.example/news", page: {} },
      { ...base, title: "Api", feedUrl: "https://d.example/v1", json: { items: "data.articles" } },
      { ...base, title: "Map", feedUrl: "https://e.example/sitemap.xml", sitemap: true },
    ];
    const opml = writeOpml({ title: "Sources" }, sources);
    const outlines = elementsOf(readXml(opml), "outline").filter((one) => one.attributes["title"] !== "Sea");
    expect(outlines.map(({ attributes: { type, xmlUrl, url } }) => ({ type, xmlUrl, url }))).toEqual([
      { type: "rss", xmlUrl: "https://a.example/feed", url: undefined },
      ...sources.slice(1).map(({ feedUrl }) => ({ type: "link", xmlUrl: undefined, url: feedUrl })),
    ]);
    expect(parseOpml(opml)).toEqual(
      sources.map(({ title, feedUrl, id, siteUrl, tags, ...form }) => ({
        ...{ title, xmlUrl: feedUrl, htmlUrl: siteUrl, categories: tags },
        ...form,
      })),
    );
  });

  test("is well-formed whatever the names are", () => {
    const hostile = {
      id: "x",
      title: 'a"<&\u0000]]>',
      feedUrl: "https://a.example/?a=1&b=2",
      siteUrl: "x",
      tags: ['<"&', "a,b/c"],
    };
    const document = readXml(writeOpml({ title: "<&>" }, [hostile]));
    expect(
      elementsOf(document, "outline").find((one) => one.attributes["xmlUrl"])?.attributes["category"],
    ).toBe('/<"&,/a b c');
  });

  test("leaves out a source whose address is none", () => {
    const source = { id: "x", title: "x", feedUrl: "javascript:1", siteUrl: undefined, tags: [] };
    expect(parseOpml(writeOpml({ title: "" }, [source]))).toEqual([]);
  });
});

describe("OPML in", () => {
  test.each(["[]", "null", '"a"', "{", "1"])("a link whose rule is %s is no source", (rule) => {
    const quoted = rule.replaceAll('"', "&quot;");
    const text = `<opml><body><outline type="link" url="https://a.example/" lede:page="${quoted}"/></body></opml>`;
    expect(parseOpml(text)).toEqual([]);
  });

  const opml = (body: string) => `<?xml version="1.0"?><opml version="2.0"><body>${body}</body></opml>`;

  test.each([
    {
      name: "nested folders as categories",
      body: '<outline text="World"><outline text="Asia"><outline text="A" xmlUrl="https://a.example/f"/></outline></outline>',
      title: "A",
      categories: ["World", "Asia"],
    },
    {
      name: "attribute names in any case",
      body: '<OUTLINE TEXT="A" XMLURL="https://a.example/f"/>',
      title: "A",
      categories: [],
    },
    {
      name: "category paths",
      body: '<outline text="A" category="/News/World,/Tech" xmlUrl="https://a.example/f"/>',
      title: "A",
      categories: ["World", "Tech"],
    },
    {
      name: "url with a type",
      body: '<outline text="A" type="rss" url="https://a.example/f"/>',
      title: "A",
      categories: [],
    },
    {
      name: "the title before the text",
      body: '<outline text="a" title="A &amp; B" xmlUrl="https://a.example/f"/>',
      title: "A & B",
      categories: [],
    },
    {
      name: "a feed: address",
      body: '<outline text="A" xmlUrl="feed:https://a.example/f"/>',
      title: "A",
      categories: [],
    },
    {
      name: "a document that breaks off",
      body: '<outline text="A" xmlUrl="https://a.example/f"><outline text="B"',
      title: "A",
      categories: [],
    },
  ])("reads $name", ({ body, title, categories }) => {
    expect(parseOpml(opml(body))).toEqual([
      { title, xmlUrl: "https://a.example/f", htmlUrl: undefined, categories },
    ]);
  });

  test("a name that is the address once more is none", () => {
    const at = 'xmlUrl="https://a.example/?a=1&amp;b=2"';
    const name = (attributes: string) =>
      parseOpml(`<opml><body><outline ${attributes} ${at}/></body></opml>`)[0]?.title;
    expect(name('title="https://a.example/?a=1&amp;b=2"')).toBe("");
    expect(name('title="feed://a.example/feed" text="Harbour"')).toBe("Harbour");
    expect(name('text="https: a week of it"')).toBe("https: a week of it");
  });

  test.each([
    { written: "Caf&eacute; &nbsp;&#233;", name: "Café é" },
    { written: "Fish &amp;amp; Chips", name: "Fish & Chips" },
    { written: "R&D, Q&A and &copy", name: "R&D, Q&A and &copy" },
  ])("reads names that were escaped as HTML is: $written", ({ written, name }) => {
    const outline = `<outline text="${written}"><outline text="${written}" xmlUrl="https://a.example/f"/></outline>`;
    expect(parseOpml(`<opml><body>${outline}</body></opml>`)).toMatchObject([
      { title: name, categories: [name] },
    ]);
  });

  test("takes a feed in two folders once, with both", () => {
    const body =
      '<outline text="X"><outline text="A" xmlUrl="https://a.example/f"/></outline><outline text="Y"><outline text="A" xmlUrl="https://a.example/f"/></outline>';
    expect(parseOpml(opml(body))).toMatchObject([{ categories: ["X", "Y"] }]);
  });

  test.each([
    { name: "a script as an address", text: opml('<outline text="x" xmlUrl="javascript:alert(1)"/>') },
    { name: "a link that is no feed", text: opml('<outline type="link" url="https://a.example/"/>') },
    { name: "prose", text: "no markup at all" },
    { name: "nothing", text: "" },
  ])("finds no feed in $name", ({ text }) => expect(parseOpml(text)).toEqual([]));

  test("expands no entity that the document declares", () => {
    const bomb = `<!DOCTYPE o [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${opml('<outline text="&b;" xmlUrl="https://a.example/f"/>')}`;
    expect(parseOpml(bomb)[0]?.title).toBe("&b;");
  });

  test("stops reading where outlines are nested without end, and keeps what it has", () => {
    const deep = `<outline text="A" xmlUrl="https://a.example/f"/>${'<outline text="d">'.repeat(200_000)}`;
    expect(parseOpml(opml(deep))).toMatchObject([{ title: "A" }]);
  });
});
