import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Edition } from "../../../src/model/edition.ts";
import type { Story, StoryArticle } from "../../../src/model/story.ts";
import { renderArchive, renderEdition } from "../../../src/publish/render-edition.ts";
import type { OutputFile } from "../../../src/publish/safe-edition.ts";
import { sampleContext, sampleFeed } from "../../judge/sample-edition.ts";
import { elementsOf, readXml } from "../../support/read-xml.ts";

/** What feeds really send and what they might: every writer must come through it all. */

const nasty = fc.constantFrom(
  "",
  "]]>",
  "]]>]]>",
  "<![CDATA[",
  "<!--",
  "-->",
  "&amp;amp;",
  "&#0;",
  "&nbsp",
  "</script><script>alert(1)</script>",
  '" onload="x',
  "\u0000\u0008\u001F\u007F\u0085",
  "\uD800",
  "\uDFFF\uD83D",
  "\uFFFE\uFFFF\uFDD0",
  "\u202E\u2067\u202A",
  "\r\n\t\u2028\u2029",
  "👩‍👩‍👧‍👦🇺🇳",
  "zalgo\u0301\u0302\u0303",
  "<%= it %>",
  "{{7*7}}",
);
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 20 }), fc.string({ maxLength: 30 })), {
    maxLength: 6,
  })
  .map((parts) => parts.join(""));
const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    "javascript:alert(1)",
    "data:text/html,<b>",
    "/x",
    "",
    "https://a.example/[|]{}^`%zz?<>\"'",
    "http://",
  ),
  text,
);
const date = fc.oneof(
  fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) }),
  fc.constantFrom(Date.UTC(0, 0, 1) - 6e13, Date.UTC(9999, 11, 31), Number.NaN, Infinity, -Infinity, 0, -1),
);
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

const storyArticle: fc.Arbitrary<StoryArticle> = fc.record({
  article: fc.record({
    id: text,
    sourceId: text,
    outlet: text,
    url: address,
    addresses: fc.constant([]),
    guid: maybe(text),
    title: text,
    summary: text,
    content: fc.constant(undefined),
    author: maybe(text),
    publishedAt: maybe(date),
    updatedAt: maybe(date),
    seenAt: date,
    language: maybe(fc.oneof(text, fc.constantFrom("en", "ar", "zh-Hant"))),
    categories: fc.array(text, { maxLength: 3 }),
    image: maybe(address),
    enclosures: fc.array(
      fc.record({
        url: address,
        type: maybe(fc.oneof(text, fc.constant("audio/mpeg"))),
        length: maybe(fc.double()),
      }),
      { maxLength: 2 },
    ),
    rights: maybe(text),
    origin: fc.constant(undefined),
  }),
  sourceName: text,
  sourceUrl: address,
  siteUrl: maybe(address),
  fullText: fc.constant(undefined),
  html: fc.oneof(text, fc.constant("<p>plain <b>html</b></p>")),
});
const reason = fc.record({ name: text, value: fc.double(), contribution: fc.double() });
const story: fc.Arbitrary<Story> = fc.record({
  id: fc.oneof(text, fc.constant("01JD0000000000000000000000")),
  entryId: fc.oneof(text, fc.constant("tag:a.example,2026-01-01:story/1")),
  lead: storyArticle,
  leadReasons: fc.array(reason, { maxLength: 2 }),
  coverage: fc.array(storyArticle, { maxLength: 3 }),
  outlets: fc.array(text, { maxLength: 3 }),
  memberships: fc.array(
    fc.record({
      articleId: text,
      joinedAt: date,
      score: maybe(fc.double()),
      with: maybe(text),
      reasons: fc.array(reason, { maxLength: 1 }),
    }),
    { maxLength: 3 },
  ),
  publishedAt: date,
  announcedAt: date,
  updatedAt: date,
  score: fc.double(),
  orderReasons: fc.constant([]),
});
const edition: fc.Arbitrary<Edition> = fc.record({
  feed: fc
    .record({
      title: text,
      description: text,
      link: maybe(address),
      language: maybe(text),
      hubs: fc.array(address, { maxLength: 2 }),
      id: fc.constantFrom("main", "tech", "../x"),
      tagBase: fc.constantFrom("a.example,2026-01-01", "nonsense <"),
    })
    .map((some) => ({ ...sampleFeed, ...some })),
  stories: fc.array(story, { maxLength: 3 }),
  updatedAt: date,
  archives: fc.array(fc.oneof(fc.constant("2026-11-21"), text), { maxLength: 2 }),
});
const context = {
  ...sampleContext,
  sources: [{ id: "\u0000", title: "]]>\uD800", feedUrl: "https://a.example/", siteUrl: "x", tags: ["<&>"] }],
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may come through
const ILLEGAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u;
const asText = (file: OutputFile) =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file.bytes);
const isXml = (path: string) => /\.(atom|rss|opml)$/.test(path);

describe("whatever an edition holds", () => {
  test("every XML document is well-formed, and every text legal", () => {
    fc.assert(
      fc.property(edition, (one) => {
        for (const file of [...renderEdition(one, context), ...archiveOf(one)].filter(
          ({ path }) => !path.endsWith(".png"),
        )) {
          const written = asText(file);
          expect(written).not.toMatch(ILLEGAL);
          if (isXml(file.path)) readXml(written);
          if (file.path.endsWith(".json")) JSON.parse(written);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("a feed has no id and no update twice, only http(s) links, and dates that exist", () => {
    fc.assert(
      fc.property(edition, (one) => {
        const files = renderEdition(one, context);
        const atom = readXml(files.find(({ path }) => path.endsWith("feed.atom"))?.bytes ?? "");
        const entries = elementsOf(atom, "entry");
        const own = (name: string) =>
          entries.map((entry) => entry.children.find((child) => child.name === name)?.text ?? "");
        expect(new Set(own("id")).size).toBe(entries.length);
        expect(new Set(own("updated")).size).toBe(entries.length);
        for (const at of [...own("updated"), ...own("published")])
          expect(at).toMatch(/^(19[7-9]|20\d|21\d)\d-.*Z$/);
        for (const title of own("title")) expect(title.trim()).not.toBe("");
        for (const { attributes } of entries.flatMap((entry) => elementsOf(entry, "link")))
          expect(attributes["href"]).toMatch(/^https?:\/\/[^\s<>"{}|\\^`]+$/);
      }),
      { numRuns: 100 },
    );
  });

  test("the files stay inside the folder", () => {
    fc.assert(
      fc.property(edition, (one) => {
        for (const { path } of renderEdition(one, context))
          expect(path).toMatch(/^(?:[\w-]+\/){0,3}[\w-]+\.[a-z]+$/);
      }),
      { numRuns: 50 },
    );
  });

  test("the same edition makes the same bytes", () => {
    fc.assert(
      fc.property(edition, (one) => {
        expect(renderEdition(one, context)).toEqual(
          renderEdition(structuredClone({ ...one, feed: { ...one.feed, keywords: [] } }), context),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("a title of a megabyte costs no more than its first words", () => {
    const big = { ...sampleFeed, title: "<b>]]>&".repeat(150_000) };
    const files = renderEdition({ feed: big, stories: [], updatedAt: 0, archives: [] }, context);
    expect(files.every(({ bytes }) => bytes.byteLength < 20_000)).toBe(true);
  });
});

function archiveOf({ feed, stories }: Edition): readonly OutputFile[] {
  return renderArchive({ feed, stories, day: "2026-11-21", previous: undefined }, context.generator);
}
