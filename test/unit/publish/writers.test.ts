import { describe, expect, test } from "vitest";
import type { Edition } from "../../../src/model/edition.ts";
import { guardEdition } from "../../../src/publish/guard.ts";
import { renderArchive } from "../../../src/publish/render-edition.ts";
import { writeAtom } from "../../../src/publish/write-atom.ts";
import { writeJsonFeed } from "../../../src/publish/write-json-feed.ts";
import { writeRss } from "../../../src/publish/write-rss.ts";
import { sampleContext, sampleEdition, sampleFeed, sampleStories } from "../../judge/sample-edition.ts";
import { elementsOf, readXml, textsOf, type XmlNode } from "../../support/read-xml.ts";

const ATOM = "http://www.w3.org/2005/Atom";
const { generator } = sampleContext;
const safe = (edition: Edition = sampleEdition()) => guardEdition(edition, generator);
const linksOf = (node: XmlNode | undefined, rel: string) =>
  elementsOf(node, "link").filter((link) => link.uri === ATOM && link.attributes["rel"] === rel);
const hrefs = (links: readonly XmlNode[]) => links.map((link) => link.attributes["href"]);

/** The sample with other texts in its first story. */
function told(article: object, html?: string): Edition {
  const edition = sampleEdition();
  const stories = edition.stories.map((story, n) =>
    n === 0
      ? {
          ...story,
          lead: {
            ...story.lead,
            article: { ...story.lead.article, ...article },
            html: html ?? story.lead.html,
          },
        }
      : story,
  );
  return { ...edition, stories };
}

describe("Atom", () => {
  const feed = readXml(writeAtom(safe()));
  const entry = elementsOf(feed, "entry")[0];

  test("says what the feed is, where it is, and where its past is", () => {
    expect(textsOf(feed, "id")[0]).toBe("tag:wire.example,2026-11-01:feed/main");
    expect(hrefs(linksOf(feed, "self"))[0]).toBe("https://wire.example/feed.atom");
    expect(hrefs(linksOf(feed, "alternate"))[0]).toBe("https://wire.example/");
    expect(hrefs(linksOf(feed, "hub"))).toEqual(["https://hub.example/"]);
    expect(hrefs(linksOf(feed, "prev-archive"))).toEqual(["https://wire.example/archive/2026-11-21.atom"]);
    expect(textsOf(feed, "updated")[0]).toBe("2026-11-22T06:30:00.000Z");
    expect(textsOf(feed, "icon")[0]).toBe("https://wire.example/icon.png");
    expect(textsOf(feed, "logo")[0]).toBe("https://wire.example/logo.png");
  });

  test("gives a story one alternate, its coverage as related, and its source", () => {
    expect(hrefs(linksOf(entry, "alternate"))).toEqual([
      "https://outlet-0.example/2026/11/22/01jd0000000000000000000000l?a=1&b=2",
      "https://outlet-0.example/",
    ]);
    expect(linksOf(entry, "related").map((link) => link.attributes["title"])[1]).toBe(
      "Radio Estuary: Eastern crossing to reopen in March",
    );
    const [source] = elementsOf(entry, "source");
    expect(textsOf(source, "title")).toEqual(["Harbour Post"]);
    expect(textsOf(entry, "name")).toEqual(["Marit Oldenkamp"]);
  });

  test("puts the coverage under the full text", () => {
    const content = textsOf(entry, "content")[0];
    expect(content).toMatch(/batteries that are charged at either bank\.<\/p><h4>Also covered by<\/h4><ul>/);
    expect(content).toContain("Opposition calls ferry deal “a blank cheque”</a> (Northern Mail)");
    expect(elementsOf(entry, "content")[0]?.attributes["xml:base"]).toBe(
      hrefs(linksOf(entry, "alternate"))[0],
    );
  });

  test("names the language of a story that is told in another", () => {
    const french = elementsOf(feed, "entry")[5];
    expect(french?.attributes["xml:lang"]).toBe("fr");
  });

  test("stays a feed when nobody said where it is served", () => {
    const local = readXml(writeAtom(safe(sampleEdition({ link: undefined }))));
    expect(hrefs(linksOf(local, "self"))[0]).toBe("feed.atom");
  });

  test("shows the picture before the text, unless the text shows it", () => {
    const image = "https://a.example/p.jpg?w=1&h=2";
    const before = textsOf(readXml(writeAtom(safe(told({ image }, "<p>text</p>")))), "content")[0];
    expect(before).toMatch(
      /^<p><img src="https:\/\/a\.example\/p\.jpg\?w=1&amp;h=2" alt=""><\/p><p>text<\/p>/,
    );
    const html = '<p><img src="https://a.example/p.jpg?w=1&amp;h=2"></p>';
    expect(textsOf(readXml(writeAtom(safe(told({ image }, html)))), "content")[0]?.startsWith(html)).toBe(
      true,
    );
  });
});

describe("RSS", () => {
  const channel = readXml(writeRss(safe()));
  const item = elementsOf(channel, "item")[0];

  test("says the same of the feed", () => {
    expect(textsOf(channel, "lastBuildDate")).toEqual(["Sun, 22 Nov 2026 06:30:00 GMT"]);
    expect(hrefs(linksOf(channel, "self"))).toEqual(["https://wire.example/feed.rss"]);
    expect(hrefs(linksOf(channel, "hub"))).toEqual(["https://hub.example/"]);
    expect(hrefs(linksOf(channel, "prev-archive"))).toEqual(["https://wire.example/archive/2026-11-21.atom"]);
    expect(textsOf(channel, "ttl")).toEqual(["15"]);
  });

  test("has everything of the channel before the first item", () => {
    const names = elementsOf(channel, "channel")[0]?.children.map((child) => child.name) ?? [];
    const firstItem = names.indexOf("item");
    expect(names.slice(firstItem).every((name) => name === "item")).toBe(true);
  });

  test("carries guid, byline, language, source, categories and text", () => {
    expect(textsOf(item, "guid")).toEqual(["tag:wire.example,2026-11-01:story/01JD0000000000000000000000"]);
    expect(elementsOf(item, "guid")[0]?.attributes["isPermaLink"]).toBe("false");
    expect(textsOf(item, "creator")).toEqual(["Marit Oldenkamp"]);
    expect(textsOf(item, "language")).toEqual(["en"]);
    expect(textsOf(item, "category")).toEqual(["Region", "Transport"]);
    expect(elementsOf(item, "source")[0]?.attributes["url"]).toBe("https://outlet-0.example/feed.xml");
    expect(textsOf(item, "encoded")[0]).toContain("Also covered by");
  });

  test.each([
    { name: "two ends of a CDATA section", title: "a ]]> b ]]> c" },
    { name: "three in a row", title: "]]>]]>]]>" },
    { name: "ampersands", title: "Salt & Sons & Co" },
  ])("keeps $name in a title", ({ title }) => {
    expect(textsOf(readXml(writeRss(safe(told({ title })))), "title")[2]).toBe(title);
  });

  test("keeps what looks like a reference in categories, which xml-js would undo", () => {
    const categories = ["R&amp;D", "A&B", "5 < 6"];
    const shown = ["R&\u2060amp;D", "A&\u2060B", "5 < 6"];
    expect(textsOf(readXml(writeRss(safe(told({ categories })))), "category").slice(0, 3)).toEqual(shown);
  });

  test("escapes the summary, because RSS takes it for HTML", () => {
    const text = textsOf(readXml(writeRss(safe(told({ summary: "5 < 6 & <b>" })))), "description")[1];
    expect(text).toBe("5 &lt; 6 &amp; &lt;b&gt;");
  });

  test("carries the first sound with its true length", () => {
    const enclosures = [{ url: "https://a.example/1.mp3?a=1&b=2", type: "audio/mpeg", length: 12_345 }];
    const enclosure = elementsOf(readXml(writeRss(safe(told({ enclosures })))), "enclosure")[0];
    expect(enclosure?.attributes["url"]).toBe("https://a.example/1.mp3?a=1&b=2");
    expect(enclosure?.attributes["length"]).toBe("12345");
  });

  test("stays a feed when nobody said where it is served", () => {
    const local = readXml(writeRss(safe(sampleEdition({ link: undefined }))));
    expect(textsOf(local, "link")[0]).toBe("http://localhost/");
    expect(linksOf(local, "self")).toEqual([]);
  });
});

describe("titles that look like markup", () => {
  test.each([
    { title: "Why <b> is not <strong>", shown: "Why <\u2060b> is not <\u2060strong>" },
    { title: "AT&T; R&D and Q&A", shown: "AT&\u2060T; R&\u2060D and Q&\u2060A" },
    { title: "5 < 6 & 7 > 2", shown: "5 < 6 & 7 > 2" },
  ])("can be taken for nothing else: $title", ({ title, shown }) => {
    const edition = safe(told({ title }));
    expect(textsOf(readXml(writeRss(edition)), "title")[2]).toBe(shown);
    const entry = elementsOf(readXml(writeAtom(edition)), "entry")[0];
    expect(textsOf(entry, "title")[0]).toBe(shown);
    expect(JSON.parse(writeJsonFeed(edition)).items[0].title).toBe(title);
  });
});

describe("JSON Feed", () => {
  const feed = JSON.parse(writeJsonFeed(safe()));

  test("is version 1.1 with hubs and the next older document", () => {
    expect(feed).toMatchObject({
      version: "https://jsonfeed.org/version/1.1",
      feed_url: "https://wire.example/feed.json",
      home_page_url: "https://wire.example/",
      next_url: "https://wire.example/archive/2026-11-21.json",
      hubs: [{ type: "WebSub", url: "https://hub.example/" }],
      authors: [{ name: feed.title, url: "https://wire.example/" }],
    });
  });

  test("gives coverage and origin as extensions with object values", () => {
    expect(feed.items[0]._also.items).toHaveLength(6);
    expect(feed.items[0]._source).toMatchObject({ outlet: "Harbour Post" });
    expect(feed.items[4]._also).toBeUndefined();
  });

  test("always has content, as 1.1 demands", () => {
    expect(feed.items.every((item: { content_html?: string }) => item.content_html)).toBe(true);
  });
});

describe("archive documents", () => {
  const day = {
    feed: sampleFeed,
    day: "2026-11-21",
    stories: sampleStories().slice(2),
    previous: "2026-11-20",
  };
  const [atom, json] = renderArchive(day, generator);

  test("say that they are archives and lead to the day before, never after", () => {
    const feed = readXml(atom?.bytes ?? "");
    expect(atom?.path).toBe("archive/2026-11-21.atom");
    expect(textsOf(feed, "archive")).toEqual([""]);
    expect(hrefs(linksOf(feed, "current"))).toEqual(["https://wire.example/feed.atom"]);
    expect(hrefs(linksOf(feed, "prev-archive"))).toEqual(["https://wire.example/archive/2026-11-20.atom"]);
    expect(hrefs(linksOf(feed, "self"))[0]).toBe("https://wire.example/archive/2026-11-21.atom");
    expect(linksOf(feed, "next-archive")).toEqual([]);
  });

  test("exist as JSON Feed where the feed does", () => {
    expect(JSON.parse(Buffer.from(json?.bytes ?? []).toString()).next_url).toBe(
      "https://wire.example/archive/2026-11-20.json",
    );
    expect(renderArchive({ ...day, feed: { ...sampleFeed, formats: ["atom"] } }, generator)).toHaveLength(1);
  });

  test("of a further feed lie in its folder", () => {
    expect(renderArchive({ ...day, feed: { ...sampleFeed, id: "tech" } }, generator)[0]?.path).toBe(
      "tech/archive/2026-11-21.atom",
    );
  });
});
