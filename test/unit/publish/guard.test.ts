import { describe, expect, test } from "vitest";
import type { Edition } from "../../../src/model/edition.ts";
import type { Story, StoryArticle } from "../../../src/model/story.ts";
import { guardEdition } from "../../../src/publish/guard.ts";
import { legalId, legalLanguage, legalLine, legalText, legalUrl } from "../../../src/publish/legal.ts";
import { NOW, sampleContext, sampleEdition } from "../../judge/sample-edition.ts";

const { generator } = sampleContext;

/** The sample with its first story changed. */
function withFirst(change: (story: Story) => Story): Edition {
  const edition = sampleEdition();
  return { ...edition, stories: edition.stories.map((story, n) => (n === 0 ? change(story) : story)) };
}

function withLead(article: Partial<StoryArticle["article"]>): Edition {
  return withFirst((story) => ({
    ...story,
    lead: { ...story.lead, article: { ...story.lead.article, ...article } },
  }));
}

const first = (edition: Edition) => guardEdition(edition, generator).stories[0];

describe("legal text", () => {
  test.each([
    { name: "control characters", text: "a\u0000b\u0008c\u001Fd\u007Fe\u0085f", legal: "abcdef" },
    { name: "lone surrogates", text: "a\uD800b\uDC00c", legal: "a\uFFFDb\uFFFDc" },
    { name: "emoji, which stay", text: "ok 👩‍🚒 🇯🇵", legal: "ok 👩‍🚒 🇯🇵" },
    { name: "noncharacters", text: "a\uFFFEb\uFFFFc\uFDD0d\u{1FFFF}e", legal: "abcde" },
    { name: "line ends", text: "a\r\nb\rc\nd", legal: "a\nb\nc\nd" },
  ])("mends $name", ({ text, legal }) => expect(legalText(text)).toBe(legal));

  test.each([
    { name: "one line of white space", text: " a\n\tb\u2028c  ", line: "a b c" },
    { name: "no override of direction", text: "safe\u202Egnp.exe", line: "safegnp.exe" },
    { name: "an embedding closed", text: "\u202Bשלום", line: "\u202Bשלום\u202C" },
    { name: "an isolate closed in its order", text: "\u2067a\u202Ab", line: "\u2067a\u202Ab\u202C\u2069" },
    { name: "no closing of what was not opened", text: "a\u202C\u2069b", line: "ab" },
    { name: "marks that only hint", text: "\u200Fא\u200E", line: "\u200Fא\u200E" },
    { name: "nothing of nothing", text: undefined, line: "" },
  ])("makes of a line $name", ({ text, line }) => expect(legalLine(text, 100)).toBe(line));

  test("cuts a title of a megabyte at a word, and never through a character", () => {
    expect(legalLine("word ".repeat(200_000), 20)).toBe("word word word word…");
    expect(legalLine("😀".repeat(500_000), 21)).toBe(`${"😀".repeat(10)}…`);
  });

  test.each([
    { tag: "en-us", language: "en-US" },
    { tag: "pt_BR", language: "pt-BR" },
    { tag: "zh-Hant", language: "zh-Hant" },
    { tag: "xx", language: undefined },
    { tag: "und", language: undefined },
    { tag: "english", language: undefined },
    { tag: "e n", language: undefined },
    { tag: "", language: undefined },
  ])("knows the language tag $tag as $language", ({ tag, language }) => {
    expect(legalLanguage(tag)).toBe(language);
  });
});

describe("legal addresses", () => {
  test.each([
    { name: "a script", text: "javascript:alert(1)", url: undefined },
    { name: "data", text: "data:text/html,x", url: undefined },
    { name: "a file", text: "file:///etc/passwd", url: undefined },
    { name: "a relative address", text: "/a/b", url: undefined },
    { name: "an address without a host", text: "http://", url: undefined },
    { name: "nothing", text: undefined, url: undefined },
    { name: "an endless address", text: `https://a.example/${"x".repeat(3_000)}`, url: undefined },
  ])("refuses $name", ({ text, url }) => expect(legalUrl(text)).toBe(url));

  test.each([
    { name: "a usual one", text: "https://a.example/x?y=1&z=2#f", url: "https://a.example/x?y=1&z=2#f" },
    {
      name: "characters that RFC 3986 forbids",
      text: "https://a.example/a|b?c[]={d}#e^f`g",
      url: "https://a.example/a%7Cb?c%5B%5D=%7Bd%7D#e%5Ef%60g",
    },
    {
      name: "a bare percent sign",
      text: "https://a.example/100%?q=5%zz",
      url: "https://a.example/100%25?q=5%25zz",
    },
    {
      name: "letters of other scripts",
      text: "https://bücher.example/ä b",
      url: "https://xn--bcher-kva.example/%C3%A4%20b",
    },
    { name: "an IPv6 host", text: "http://[::1]:80/a[b]", url: "http://[::1]/a%5Bb%5D" },
  ])("keeps $name as a URI", ({ text, url }) => expect(legalUrl(text)).toBe(url));

  test.each([
    { text: "tag:a.example,2026-11-01:story/01", legal: true },
    { text: "urn:uuid:1234", legal: true },
    { text: "no scheme", legal: false },
    { text: "tag:a b", legal: false },
    { text: "tag:ä", legal: false },
    { text: "", legal: false },
  ])("takes $text for an id: $legal", ({ text, legal }) =>
    expect(legalId(text) === text && text !== "").toBe(legal),
  );
});

describe("the guard", () => {
  test("leaves out a second story of the same id", () => {
    const edition = sampleEdition();
    const twice = { ...edition, stories: [...edition.stories, ...edition.stories] };
    expect(guardEdition(twice, generator).stories).toHaveLength(edition.stories.length);
  });

  test.each([
    { name: "year 0", at: Date.UTC(0, 0, 1) - 62_000_000_000_000 },
    { name: "year 9999", at: Date.UTC(9999, 11, 31) },
    { name: "no number", at: Number.NaN },
    { name: "the end of time", at: Number.POSITIVE_INFINITY },
  ])("puts the edition's date where a story has $name", ({ at }) => {
    const story = first(withFirst((one) => ({ ...one, publishedAt: at, updatedAt: at })));
    expect(story).toMatchObject({ publishedAt: NOW, updatedAt: NOW });
  });

  test("keeps the moment of a story's last change, whatever its neighbours do", () => {
    const edition = sampleEdition();
    const at = (updatedAt: number) => {
      const [first, ...others] = edition.stories.map((story) => ({
        ...story,
        publishedAt: NOW,
        updatedAt: NOW,
      }));
      const moved = others.map((story) => ({ ...story, updatedAt }));
      return guardEdition({ ...edition, stories: first ? [first, ...moved] : [] }, generator).stories[0]
        ?.updated;
    };
    expect(at(NOW + 1)).toBe(at(NOW));
  });

  test("never lets a story be updated before it was published", () => {
    const story = first(withFirst((one) => ({ ...one, updatedAt: one.publishedAt - 1 })));
    expect(story?.updatedAt).toBe(story?.publishedAt);
  });

  test("tells stories of the same millisecond apart, the same way each time", () => {
    const edition = sampleEdition();
    const same = {
      ...edition,
      stories: edition.stories.map((story) => ({ ...story, publishedAt: NOW, updatedAt: NOW })),
    };
    const all = guardEdition(same, generator).stories.map((story) => story.updated);
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((text) => Date.parse(text) === NOW)).toBe(true);
    const fewer = guardEdition({ ...same, stories: same.stories.slice(2) }, generator);
    expect(fewer.stories.map((story) => story.updated)).toEqual(all.slice(2));
  });

  test("names a story without a title after its summary, else its outlet", () => {
    expect(first(withLead({ title: "\u0000 ", summary: "What happened." }))?.title).toBe("What happened.");
    expect(first(withLead({ title: "", summary: "" }))?.title).toBe("Harbour Post");
  });

  test("keeps a story whose address is none, without the address", () => {
    expect(first(withLead({ url: "javascript:alert(1)" }))).toMatchObject({
      url: undefined,
      id: expect.any(String),
    });
  });

  test("makes an id that could leave the folder fit for a file name", () => {
    const story = first(withFirst((one) => ({ ...one, id: "../../etc/passwd", entryId: "not an id" })));
    expect(story?.id).toMatch(/^[0-9a-f]{26}$/);
    expect(story?.entryId).toBe(`tag:wire.example,2026-11-01:story/${story?.id}`);
  });

  test("lists each covering address once and leaves out those that are none", () => {
    const story = first(
      withFirst((one) => ({
        ...one,
        coverage: [
          ...one.coverage,
          ...one.coverage,
          { ...one.lead, article: { ...one.lead.article, url: "data:x" } },
        ],
      })),
    );
    expect(story?.coverage).toHaveLength(6);
  });
});
