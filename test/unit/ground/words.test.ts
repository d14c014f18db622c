import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hasWords, wordsIn } from "../../../src/ground/words.ts";
import { renderEdition } from "../../../src/publish/render-edition.ts";
import { withoutCoverage } from "../../../src/publish/story-html.ts";
import { sampleContext, sampleEdition } from "../../judge/sample-edition.ts";

type Catalogue = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const folder = "src/ground/words";
const languages = readdirSync(folder).map((name) => name.replace(".json", ""));
const catalogue = (language: string) =>
  JSON.parse(readFileSync(`${folder}/${language}.json`, "utf8")) as Catalogue;
const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
const english = catalogue("en");

describe.each(languages)("the words in %s", (language) => {
  const words = catalogue(language);

  test("are all there, none too many, none empty", () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
    for (const text of Object.values(words).flatMap((one) =>
      typeof one === "string" ? one : Object.values(one),
    ))
      expect(text.trim()).not.toBe("");
  });

  test("have a text for every plural of the language", () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, text] of Object.entries(english))
      if (typeof text !== "string")
        expect(Object.keys(words[key] ?? {}).sort(), key).toEqual([...forms].sort());
  });

  test("keep the places of what is filled in", () => {
    for (const [key, text] of Object.entries(english)) {
      const own = words[key];
      if (typeof text === "string") expect(places(String(own)), key).toEqual(places(text));
      // A form that stands for one number alone may say it in a word.
      else
        for (const form of Object.values(own ?? {})) expect([["{n}"], []], key).toContainEqual(places(form));
    }
  });

  // WCAG 2.5.3: who speaks to the page says what stands there.
  test("name a link by what it shows", () => {
    expect(String(words["aboutOne"]).toLowerCase()).toContain(String(words["about"]).toLowerCase());
  });

  test("make a page and feeds that say none of it in English", () => {
    const files = renderEdition(sampleEdition({ language }), sampleContext);
    const text = (path: string) =>
      Buffer.from(files.find((file) => file.path === path)?.bytes ?? []).toString();
    const own = String(words["alsoCovered"]);
    for (const path of ["index.html", "feed.atom", "feed.rss", "feed.json"])
      expect(text(path)).toContain(own);
    if (language !== "en") {
      const story = text("story/01JD0000000000000000000000/index.html");
      for (const page of [text("index.html"), story])
        for (const key of ["alsoCovered", "keepsAddress", "subscribe", "course", "skip"])
          expect(page).not.toContain(`>${english[key]}<`);
    }
  });
});

describe("the words of a language", () => {
  test.each([
    { language: "de-AT", key: "archive", text: "Archiv" },
    { language: "fr-CA", key: "archive", text: "Archives" },
    { language: "PT-br", key: "sources", text: "Fontes" },
    { language: "tlh", key: "archive", text: "Archive" },
    { language: undefined, key: "archive", text: "Archive" },
    { language: "../../../package", key: "archive", text: "Archive" },
  ])("$language: $text", ({ language, key, text }) => expect(wordsIn(language).say(key)).toBe(text));

  test.each([
    { language: "en", n: 1, text: "1 story" },
    { language: "en", n: 12345, text: "12,345 stories" },
    { language: "pl", n: 22, text: "22 artykuły" },
    { language: "pl", n: 25, text: "25 artykułów" },
    { language: "ru", n: 21, text: "21 сюжет" },
    { language: "ru", n: 3, text: "3 сюжета" },
    { language: "fr", n: 0, text: "0 sujet" },
    { language: "ja", n: 1, text: "記事1件" },
  ])("$language counts $n", ({ language, n, text }) => {
    expect(wordsIn(language).count("stories", n).replace(/\s/g, " ")).toBe(text);
  });

  test.each(["de", "de-CH", "no", "nn-NO", "zh-TW", "iw"])("are there for %s", (language) => {
    expect(hasWords(language)).toBe(true);
  });
  test.each(["tlh", "sw", "x", "constructor", "../en"])("are not there for %s", (language) => {
    expect(hasWords(language)).toBe(false);
  });

  test.each(["en", "de", "ar", "ja"])(
    "a list of coverage in %s is known again when Redis is lost",
    (language) => {
      const files = renderEdition(sampleEdition({ language }), sampleContext);
      const feed = JSON.parse(
        Buffer.from(files.find(({ path }) => path === "feed.json")?.bytes ?? []).toString(),
      ) as {
        items: { content_html: string }[];
      };
      expect(feed.items.map(({ content_html }) => withoutCoverage(content_html)).join("")).not.toContain(
        "<h4>",
      );
    },
  );
});
