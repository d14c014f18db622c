import { afterAll, expect, test } from "vitest";
import { cleanFeedHtml, plainText } from "../../../src/extract/clean-html.ts";
import { createExtractor } from "../../../src/extract/create-extractor.ts";
import { inventPage } from "../../support/invent-page.ts";

const extractor = createExtractor({ deadline: 20_000 });
afterAll(() => extractor.close());
const URL_OF_PAGE = "https://outlet.example/2026/11/22/ferry";
const extract = (html: string | Uint8Array) =>
  extractor.extract({ bytes: Buffer.from(html as string), url: URL_OF_PAGE });

const hostile = [
  { name: "10 MB", html: "<p>more and more text</p>".repeat(420_000), codes: ["EXTRACT_REFUSED"] },
  { name: "100,000 nested divs", html: "<div>".repeat(100_000), codes: ["EXTRACT_REFUSED"] },
  { name: "20,000 unclosed tags", html: "<b><i><span>".repeat(7_000), codes: ["EXTRACT_REFUSED"] },
  {
    name: "100,000 links",
    html: `<p>${'<a href="/x">a link</a> '.repeat(100_000)}</p>`,
    codes: ["EXTRACT_REFUSED"],
  },
  { name: "3,000 nested tables", html: "<table><tr><td>".repeat(3_000), codes: ["EXTRACT_REFUSED"] },
  {
    name: "deep JSON-LD",
    html: `<script type="application/ld+json">${'{"@graph":['.repeat(20_000)}${"]}".repeat(20_000)}</script>`,
    codes: ["EXTRACT_WALL", "EXTRACT_EMPTY"],
  },
  {
    name: "wide JSON-LD",
    html: `<script type="application/ld+json">[${'{"@type":"NewsArticle"},'.repeat(15_000)}{}]</script>`,
    codes: ["EXTRACT_WALL", "EXTRACT_EMPTY"],
  },
  {
    name: "invalid bytes",
    html: Uint8Array.from({ length: 200_000 }, (_, i) => (i * 131) % 256),
    codes: ["EXTRACT_WALL", "EXTRACT_EMPTY"],
  },
  {
    name: "one attribute of 2 MB",
    html: `<p title="${"x".repeat(2_000_000)}">`,
    codes: ["EXTRACT_WALL", "EXTRACT_EMPTY"],
  },
  {
    name: "100,000 attributes",
    html: `<p ${Array.from({ length: 100_000 }, (_, i) => `a${i}=1`).join(" ")}>`,
    codes: ["EXTRACT_WALL", "EXTRACT_EMPTY"],
  },
  {
    name: "2 MB of <",
    html: "<".repeat(2_000_000),
    codes: ["EXTRACT_WALL", "EXTRACT_EMPTY", "EXTRACT_REFUSED"],
  },
  {
    name: "400,000 hard spaces",
    html: `<p>${"&nbsp;".repeat(400_000)}</p>`,
    codes: ["EXTRACT_WALL", "EXTRACT_EMPTY"],
  },
  {
    name: "49,000 elements that go",
    html: '<meta name="author" content="A B">'.repeat(49_000),
    codes: ["EXTRACT_WALL", "EXTRACT_EMPTY"],
  },
  {
    name: "2 MB of white space",
    html: `<p>${" ".repeat(2_000_000)}</p>`,
    codes: ["EXTRACT_WALL", "EXTRACT_EMPTY"],
  },
  { name: "nothing", html: "", codes: ["EXTRACT_WALL", "EXTRACT_EMPTY"] },
];

test.each(hostile)(
  "ends $name in an error of its own",
  async ({ html, codes }) => {
    const extraction = await extract(html);
    expect(extraction).toMatchObject({ kind: "failure" });
    expect(codes).toContain(extraction.kind === "failure" && extraction.code);
  },
  60_000,
);

test("reads the next page as if nothing had been", async () => {
  const readings = await Promise.all([extract("<div>".repeat(50_000)), extract(inventPage(1))]);
  expect(readings.map((reading) => reading.kind)).toEqual(["failure", "text"]);
});

test("leaves the caller's bytes alone", async () => {
  const bytes = Buffer.from(inventPage(2));
  await extractor.extract({ bytes, url: URL_OF_PAGE });
  expect(bytes.toString()).toBe(inventPage(2));
});

test("ends a page at the deadline, and the thread is replaced", async () => {
  const strict = createExtractor({ deadline: 1 });
  const heavy = inventPage(3, 2_000);
  expect(await strict.extract({ bytes: Buffer.from(heavy), url: URL_OF_PAGE })).toMatchObject({
    code: "EXTRACT_TIMEOUT",
  });
  expect(await strict.extract({ bytes: Buffer.from(heavy), url: URL_OF_PAGE })).toMatchObject({
    code: "EXTRACT_TIMEOUT",
  });
  await strict.close();
});

test.each(hostile)("cleans $name out of a feed without an end of its own", ({ html }) => {
  const text = typeof html === "string" ? html : Buffer.from(html).toString("latin1");
  expect(cleanFeedHtml(text, URL_OF_PAGE).length).toBeLessThan(3_000_000);
  expect(plainText(text, 100).length).toBeLessThanOrEqual(100);
});
