import { expect, test } from "vitest";
import { cleanFeedHtml } from "../../../src/extract/clean-html.ts";
import { normalizeEntry } from "../../../src/normalize/normalize-entry.ts";
import { readFeed } from "../../../src/parse/read-feed.ts";
import { makeSource, NOON } from "../../support/make.ts";

/** An Atom feed's one entry, read, made an article and cleaned as for publishing. */
async function published(feedBase: string, contentBase: string, content: string): Promise<string> {
  const document = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="${feedBase}"><title>Orchard</title>
<entry xml:base="2026/"><title>Harvest</title><id>urn:1</id><link href="https://orchard.example/harvest/today"/>
<content xml:base="${contentBase}" ${content}</content></entry></feed>`;
  const outcome = await readFeed(Buffer.from(document), { url: "https://feeds.example/a.xml", now: NOON });
  const [entry] = outcome.kind === "feed" ? outcome.feed.entries : [];
  if (outcome.kind !== "feed" || !entry) throw new Error("no entry");
  const normalized = normalizeEntry(entry, outcome.feed, makeSource(), NOON);
  if (normalized.kind !== "article") throw new Error("no article");
  return cleanFeedHtml(normalized.draft.content ?? "", normalized.draft.url);
}

const HTML = `type="html">&lt;p&gt;&lt;a href="photos"&gt;Photos&lt;/a&gt; &lt;img src="../a.png" alt="A"&gt;&lt;/p&gt;`;
const XHTML = `type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p><a href="photos">Photos</a> <img src="../a.png" alt="A"/></p></div>`;
const FEED = "https://orchard.example/blog/";

test.each([
  {
    name: "of content, feed and entry together",
    base: "p/",
    photos: `${FEED}2026/p/photos`,
    a: `${FEED}2026/a.png`,
  },
  {
    name: "of content, where it is absolute",
    base: "https://cdn.example/x/y/",
    photos: "https://cdn.example/x/y/photos",
    a: "https://cdn.example/x/a.png",
  },
])("the addresses of published content go by the xml:base $name", async ({ base, photos, a }) => {
  for (const content of [HTML, XHTML]) {
    const html = await published(FEED, base, content);
    expect(html).toContain(`href="${photos}"`);
    expect(html).toContain(`src="${a}"`);
  }
});

test("an xml:base that is a script gives no address to what is published", async () => {
  for (const content of [HTML, XHTML]) {
    const html = await published("javascript:alert(1)//", "data:text/html,x/", content);
    expect(html).toContain("Photos");
    expect(html).not.toMatch(/javascript:|data:/);
  }
});
