import { expect, test } from "vitest";
import { isKnownLanguage, languageNamed, languageTagOf } from "../../../src/ground/language.ts";

test.each([
  { written: "en_US", tag: "en-US" },
  { written: " PT-br ", tag: "pt-BR" },
  { written: "eng", tag: "en" },
  { written: "ger", tag: "de" },
  { written: "fra", tag: "fr" },
  { written: "iw", tag: "he" },
  { written: "English", tag: "en" },
  { written: "Deutsch", tag: "de" },
  { written: "日本語", tag: "ja" },
  { written: "de-de,en", tag: "de-DE" },
  { written: "sr@latin", tag: "sr" },
  { written: "de_DE.UTF-8", tag: "de-DE" },
])("$written is $tag", ({ written, tag }) => expect(languageTagOf(written)).toBe(tag));

test.each(["", "und", "mul", "zxx", "x-default", "i-default", "--", "the language of the town", "en-"])(
  "nothing is said by '%s'",
  (written) => expect(languageTagOf(written)).toBeUndefined(),
);

test("a code that no language has is a tag, but of none", () => {
  expect(languageTagOf("jp")).toBe("jp");
  expect(isKnownLanguage("jp")).toBe(false);
  expect(languageNamed("Klingon")).toBeUndefined();
});
