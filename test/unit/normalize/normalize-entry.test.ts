import { describe, expect, test } from "vitest";
import type { Entry } from "../../../src/model/entry.ts";
import type { Source } from "../../../src/model/source.ts";
import { normalizeEntry } from "../../../src/normalize/normalize-entry.ts";
import { makeEntry, makeFeed, makeSource, NOON } from "../../support/make.ts";

function normalize(entry: Partial<Entry>, source: Partial<Source> = {}) {
  const one = makeEntry(entry);
  return normalizeEntry(one, makeFeed([one]), makeSource(source), NOON);
}
function draftOf(entry: Partial<Entry>, source: Partial<Source> = {}) {
  const normalized = normalize(entry, source);
  if (normalized.kind !== "article") throw new Error(`dropped: ${normalized.reason}`);
  return normalized.draft;
}

describe("an entry becomes an article", () => {
  test("with its address, title, text and date", () => {
    expect(draftOf({})).toMatchObject({
      url: "https://harbour.example/ferry",
      title: "Ferry returns",
      summary: "The ferry is back.",
      publishedAt: NOON - 3_600_000,
      seenAt: NOON,
      language: "en",
    });
  });

  test.each([
    {
      name: "the words of its text, when it has no title",
      entry: { title: undefined },
      expected: { title: "The ferry is back." },
    },
    {
      name: "a permalink, when it has no link",
      entry: { link: undefined, aliases: ["https://harbour.example/p/1"] },
      expected: { url: "https://harbour.example/p/1" },
    },
    {
      name: "the site, when it has no address at all",
      entry: { link: undefined },
      expected: { url: "https://harbour.example/", addresses: [] },
    },
    {
      name: "the update, when it has no other date",
      entry: { published: undefined, updated: NOON - 5 },
      expected: { publishedAt: NOON - 5 },
    },
    {
      name: "no date from tomorrow",
      entry: { published: NOON + 86_400_000 },
      expected: { publishedAt: undefined },
    },
    {
      name: "now for a clock five minutes ahead",
      entry: { published: NOON + 300_000 },
      expected: { publishedAt: NOON },
    },
    {
      name: "the script's language against an English template",
      entry: { title: "港のフェリーが再開" },
      expected: { language: "ja" },
    },
    {
      name: "the language under its shortest code, whoever wrote the longer one or its name",
      entry: { title: "Hafen öffnet wieder", language: "ger" },
      expected: { language: "de" },
    },
    {
      name: "no language where a code says that none is known",
      entry: { title: "Harbour opens again", language: "und" },
      expected: { language: undefined },
    },
    {
      name: "the language that is declared, whatever the script",
      entry: { title: "Новости порта", language: "bg" },
      expected: { language: "bg" },
    },
    {
      name: "one line of a title that comes in several",
      entry: { title: " The ferry\u00a0returns\n at  noon " },
      expected: { title: "The ferry returns at noon" },
    },
  ] satisfies { name: string; entry: Partial<Entry>; expected: object }[])(
    "has $name",
    ({ entry, expected }) => {
      expect(draftOf(entry)).toMatchObject(expected);
    },
  );

  test("without an address is shown with the site's page, and none is looked for its text", () => {
    expect(draftOf({ link: undefined })).toMatchObject({ url: "https://harbour.example/", addresses: [] });
  });

  test.each([
    { author: undefined, published: NOON, title: "Harbour Courier, 2 March 2026" },
    { author: "Ann Bell", published: NOON, title: "Ann Bell, 2 March 2026" },
    { author: "a@b.example", published: undefined, title: "Harbour Courier" },
  ])("under its author and day when it has no words: $title", ({ author, published, title }) => {
    expect(draftOf({ title: undefined, summary: undefined, author, published }).title).toBe(title);
  });

  test.each([
    { author: "a@b.example", byline: undefined },
    { author: "mailto:a@b.example", byline: undefined },
    { author: "https://b.example/ann", byline: undefined },
    { author: "a@b.example, Ann Bell, c@b.example", byline: "Ann Bell" },
    { author: "Ann Bell, Cem Dag", byline: "Ann Bell, Cem Dag" },
    { author: "@annbell", byline: "@annbell" },
    { author: "AP/Harbour", byline: "AP/Harbour" },
    { author: "By Ann Bell", byline: "Ann Bell" },
    { author: "null", byline: undefined },
    { author: "Byron Null", byline: "Byron Null" },
  ])("has the byline $byline of $author", ({ author, byline }) => {
    expect(draftOf({ author }).author).toBe(byline);
  });

  test("has no categories that are addresses", () => {
    const categories = ["Sea", "http://schemas.google.com/blogger/2008/kind#post"];
    expect(draftOf({ categories }).categories).toEqual(["Sea"]);
  });

  test("unless it has neither title nor text", () => {
    expect(normalize({ title: " ", summary: "<p></p>", link: undefined })).toMatchObject({
      kind: "dropped",
      reason: "neither title nor text nor address",
    });
  });

  test.each([
    "javascript:alert(1)",
    "ftp://harbour.example/x",
    "/relative",
    "https://",
    "https://harbour.example:99999/x",
    "https://xn--a.example/x",
    "",
  ])("never with the link %s", (link) => {
    expect(draftOf({ link }).url).toBe("https://harbour.example/");
  });
});
