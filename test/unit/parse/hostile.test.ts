import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFeed } from "../../../src/parse/read-feed.ts";
import { mutate, randomFrom, unwritable } from "./mutate.ts";

const FIXTURES = path.resolve(import.meta.dirname, "../../fixtures/parse");
const fixtures = readdirSync(FIXTURES)
  .filter((name) => !name.endsWith(".expected.json"))
  .map((name) => ({ name, bytes: readFileSync(path.join(FIXTURES, name)) }));
const context = { url: "https://hostile.example/feed", now: 0 };

/** Reads, and holds the outcome against what every outcome must be. */
async function survive(bytes: Uint8Array): Promise<"feed" | "failure"> {
  const outcome = await readFeed(bytes, context);
  if (unwritable(outcome).length > 0) throw new Error("a string that no writer could write");
  return outcome.kind;
}

describe("a feed cut off at any byte is still read", () => {
  test.each(fixtures.filter(({ name }) => name.endsWith(".xml")))("$name", async ({ bytes }) => {
    let feeds = 0;
    for (let end = 0; end <= bytes.length; end += 3)
      if ((await survive(bytes.subarray(0, end))) === "feed") feeds += 1;
    expect(feeds).toBeGreaterThan(bytes.length / 6);
  });
});

test("mutated feeds are read or refused, never more (seed 3)", async () => {
  const random = randomFrom(3);
  const seeds = fixtures.map(({ bytes }) => bytes);
  let feeds = 0;
  for (let n = 0; n < 1500; n++) {
    const bytes = mutate(seeds[n % seeds.length] ?? Buffer.alloc(0), seeds, random);
    if ((await survive(bytes)) === "feed") feeds += 1;
  }
  expect(feeds).toBeGreaterThan(500);
});

test("any bytes at all are read or refused", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      expect(await survive(bytes)).toBe("failure");
    }),
    { numRuns: 500, seed: 11 },
  );
});

test("any text is a title that comes back as text", async () => {
  const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 80 }), async (title) => {
      const document = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="text">${escaped(title)}</title></entry></feed>`;
      const outcome = await readFeed(Buffer.from(document), context);
      const expected = title.replace(/[ \t\n\f\r]+/g, " ").trim();
      expect(outcome).toMatchObject({
        feed: { entries: [{ title: expected === "" ? undefined : expected }] },
      });
    }),
    { numRuns: 500, seed: 12 },
  );
});

// Each of these holds up a reader that goes back in its text; a linear one has them done in some milliseconds.
describe("text made to be slow is read in time", () => {
  const many = (part: string) => part.repeat(Math.ceil(300_000 / part.length));
  const item = (inside: string) => `<rss version="2.0"><channel><item>${inside}</item></channel></rss>`;
  test.each([
    { name: "tags that never end", document: many("<a ") },
    { name: "attributes that never end", document: item(`<title ${many("a=' ")}`) },
    { name: "quotes that never end", document: item(many('<a b="')) },
    { name: "comments that never end", document: item(many("<!--")) },
    {
      name: "comments in titles",
      document: item(`<title>${many("&lt;!--").slice(0, 60_000)}</title>`).repeat(4),
    },
    { name: "sections that never end", document: item(many("<![CDATA[")) },
    { name: "instructions that never end", document: item(many("<?x ")) },
    { name: "document types", document: `${many("<!DOCTYPE [")}]><rss/>` },
    {
      name: "entities within entities",
      document: `<!DOCTYPE r [${many('<!ENTITY a "&a;&a;">')}]>${item("<title>&a;</title>")}`,
    },
    { name: "elements within elements", document: item(many("<b>")) },
    { name: "ends without beginnings", document: item(`${"<i>".repeat(120)}${many("</b>")}`) },
    { name: "ampersands", document: item(`<title>${many("&")}</title>`) },
    { name: "references without an end", document: item(`<description>${many("&#1")}</description>`) },
    { name: "namespaces on every element", document: item(many('<x:y xmlns:x="urn:z">')) },
    {
      name: "an address like a path, but not quite",
      document: item(`<link>/${"a".repeat(280)}^</link>`).repeat(50),
    },
    { name: "an address full of spaces", document: item(`<link>a${" ".repeat(30_000)}b\nc</link>`) },
    {
      name: "sources of an image",
      document: item(`<description>&lt;img srcset="${many(", ").slice(0, 30_000)}"></description>`),
    },
    { name: "images without a source", document: item(`<description>${many("&lt;img src ")}</description>`) },
    { name: "authors full of brackets", document: item(`<author>${many("(@ ").slice(0, 30_000)}</author>`) },
    { name: "items that are only opened", document: `<rss><channel>${many("<item>")}` },
    { name: "attributes without end", document: item(`<title ${many("a=b ")}>x</title>`) },
    {
      name: "a long address that all others are resolved against",
      document: `<feed xml:base="https://a.example/${"b".repeat(200_000)}/"><entry><content type="html">${many("&lt;a href=x>")}</content></entry></feed>`,
    },
    {
      name: "elements that all resolve against a long address",
      document: `<feed xml:base="https://a.example/${"b".repeat(2000)}/"><entry><content type="xhtml">${many(`<a ${"href='x' ".repeat(20)}/>`)}</content></entry></feed>`,
    },
    ...[
      { name: "blank lines", text: many("\n \n\t") },
      { name: "addresses with an end that is none", text: many(`http://a${").".repeat(900)} `) },
      { name: "characters of no width", text: `a${many("\u200b")}`.slice(0, 60_000) },
      { name: "pictures escaped twice", text: `&amp;lt;p&amp;gt;${many("&amp;lt;img ")}` },
      { name: "styles that keep lines, never closed", text: many('&lt;p style="white-space:pre">\n') },
      { name: "the ends of sections", text: many("]]>") },
      { name: "points of a list", text: many("\n\t• a") },
    ].map(({ name, text }) => ({
      name,
      document: item(`<title>${text.slice(0, 60_000)}</title><description>${text}</description>`),
    })),
    { name: "JSON with an end that is cut", document: `{"items":[{"id":"${many("\n\\")}` },
    { name: "JSON within JSON", document: `{"items":${"[".repeat(100_000)}` },
    {
      name: "links of a page",
      document: `<html>${many('<link rel="alternate" type="application/rss+xml" href="/a">')}`,
    },
  ])("$name", async ({ document }) => {
    expect(["feed", "failure"]).toContain(await survive(Buffer.from(document)));
  });
});
