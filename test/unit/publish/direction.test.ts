import { expect, test } from "vitest";
import type { Edition } from "../../../src/model/edition.ts";
import { renderEdition } from "../../../src/publish/render-edition.ts";
import { withoutCoverage } from "../../../src/publish/story-html.ts";
import { sampleContext, sampleEdition } from "../../judge/sample-edition.ts";

const TEXT = "<p>قال Linus Torvalds إن النواة 6.1 جاهزة</p>";

/** The sample with its first story in Arabic, as its feed says or not. */
function edition(language: string | undefined, wire = "en"): Edition {
  const { stories, ...rest } = sampleEdition({ language: wire });
  const [first, ...others] = stories;
  if (!first) throw new Error("the sample is empty");
  const article = { ...first.lead.article, title: "عودة العبارة (Ferry 12)", language };
  return { ...rest, stories: [{ ...first, lead: { ...first.lead, html: TEXT, article } }, ...others] };
}

function contentOf(given: Edition): string {
  const feed = renderEdition(given, sampleContext).find(({ path }) => path === "feed.json");
  const { items } = JSON.parse(Buffer.from(feed?.bytes ?? []).toString()) as {
    items: readonly { readonly content_html: string }[];
  };
  return items[0]?.content_html ?? "";
}

test.each([
  { name: "whose feed says its language", language: "ar", opens: '<div dir="rtl" lang="ar">' },
  { name: "whose feed says none", language: undefined, opens: '<div dir="rtl">' },
])("a text from the right $name is marked so for readers", ({ language, opens }) => {
  const content = contentOf(edition(language));
  expect(content).toContain(`${opens}${TEXT}</div><h4>Also covered by`);
  expect(withoutCoverage(content).replace(/^<p><img[^>]*><\/p>/, "")).toBe(TEXT);
});

test("so are Lede's own words in a language from the right, and nothing in others", () => {
  expect(contentOf(edition("ar", "he"))).toMatch(/<\/div><h4 dir="rtl">[^<]+<\/h4><ul dir="rtl">/);
  expect(contentOf(sampleEdition())).not.toContain("dir=");
});
