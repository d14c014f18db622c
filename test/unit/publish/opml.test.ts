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
