import { describe, expect, test } from "vitest";
import { readListing } from "../../../src/extract/listing/read-listing.ts";
import type { PageRule } from "../../../src/model/source.ts";

const teasers = (html: string, rule: PageRule) => {
  const bytes = Buffer.from(html);
  const answer = readListing({
    bytes,
    url: "https://quay.example/sub/news",
    contentType: "text/html; charset=utf-8",
    rule,
  });
  if (answer.kind !== "listing") throw new Error(answer.kind);
  return answer.teasers;
};
const first = (inside: string, rule: PageRule = {}, head = "") =>
  teasers(`<html lang="en">${head}<div class="i">${inside}</div></html>`, { items: ".i", ...rule })[0];

describe("a rule's parts, named or not", () => {
  test.each<{ name: string; inside: string; rule?: PageRule; head?: string; found: object }>([
    {
      name: "the item's headline link, its paragraph and time",
      inside:
        '<h2><a href="/a">Ferry returns</a></h2><p>The ferry is back, and so are those who missed it.</p><time datetime="2026-11-30T09:00:00Z">x</time><img src="/a.jpg">',
      found: {
        url: "https://quay.example/a",
        title: "Ferry returns",
        summary: "The ferry is back, and so are those who missed it.",
        published: Date.UTC(2026, 10, 30, 9),
        image: "https://quay.example/a.jpg",
      },
    },
    {
      name: "a section's link before the headline",
      inside: '<a href="/section">Town</a> <a href="/a">Ferry returns after the storm</a>',
      found: { url: "https://quay.example/a", title: "Ferry returns after the storm" },
    },
    {
      name: "a base address",
      inside: '<h2><a href="a">Ferry</a></h2>',
      head: '<base href="https://quay.example/deep/">',
      found: { url: "https://quay.example/deep/a" },
    },
    {
      name: "escaped ampersands in an address",
      inside: '<h2><a href="/a?x=1&amp;cHash=2">Ferry</a></h2>',
      found: { url: "https://quay.example/a?x=1&cHash=2" },
    },
    {
      name: "an attribute of the item itself",
      inside: '<h2><a href="/a">Ferry</a></h2>',
      rule: { title: "@class" },
      found: { title: "i" },
    },
    {
      name: "a stand-in for a picture",
      inside: '<h2><a href="/a">F</a></h2><img src="data:image/svg+xml;base64,AA" data-src="/b.webp">',
      rule: { image: "img" },
      found: { image: "https://quay.example/b.webp" },
    },
    {
      name: "a set of pictures",
      inside:
        '<h2><a href="/a">F</a></h2><picture><source data-srcset="/b.webp 300w, /c.webp 600w"></picture>',
      rule: { image: "source@data-srcset" },
      found: { image: "https://quay.example/b.webp" },
    },
    {
      name: "a picture in the background",
      inside:
        '<h2><a href="/a">F</a></h2><div class="p" style="background-image: url(&quot;/b.jpg&quot;)"></div>',
      rule: { image: ".p@style" },
      found: { image: "https://quay.example/b.jpg" },
    },
    {
      name: "a date in German",
      inside: '<h2><a href="/a">F</a></h2><span class="d">30. November 2026</span>',
      rule: { date: ".d" },
      found: { published: Date.UTC(2026, 10, 30) },
    },
    {
      name: "a date that is none",
      inside: '<h2><a href="/a">F</a></h2><span class="d">recently</span>',
      rule: { date: ".d" },
      found: { published: undefined },
    },
    {
      name: "a title elsewhere than in a heading",
      inside: '<b>Ferry</b><a href="/a"><img src="/x.jpg"></a>',
      rule: { title: "b", link: "a@href" },
      found: { title: "Ferry", url: "https://quay.example/a" },
    },
    {
      name: "a link without its attribute named",
      inside: '<b>Ferry</b><a href="/a">on</a>',
      rule: { title: "b", link: "a" },
      found: { url: "https://quay.example/a" },
    },
  ])("$name", ({ inside, rule, head, found }) => expect(first(inside, rule, head)).toMatchObject(found));

  test("items that are links themselves", () => {
    const html =
      '<a role="button" aria-label="Patch 1" href="/patch-1"><span>Patch notes one</span></a><a href="/patch-2">Patch notes two</a><a href="/other">Other</a>';
    expect(teasers(html, { items: "a[href*=patch-]" }).map(({ url, title }) => [url, title])).toEqual([
      ["https://quay.example/patch-1", "Patch notes one"],
      ["https://quay.example/patch-2", "Patch notes two"],
    ]);
  });

  test("an address that comes twice counts once, one without a headline or address not at all", () => {
    const item = (inside: string) => `<div class="i">${inside}</div>`;
    const html = [
      item('<h2><a href="/a">A</a></h2>'),
      item('<h2><a href="/a">A again</a></h2>'),
      item("<h2>No link</h2>"),
      item('<a href="/b"></a>'),
      item('<h2><a href="javascript:x">J</a></h2>'),
    ].join("");
    expect(teasers(html, { items: ".i" }).map(({ title }) => title)).toEqual(["A"]);
  });
});

describe("a page that is no front page", () => {
  test.each([
    { name: "an empty one", html: "" },
    {
      name: "navigation alone",
      html: '<nav><a href="/a-long-name-of-a-section">A long name of a section</a></nav>',
    },
    {
      name: "an article without others",
      html: `<main><h1>Ferry returns</h1>${"<p>The ferry is back, <a href='/what-the-owner-said-of-it'>as its owner said</a>, and so are they.</p>".repeat(5)}</main><footer><a href="/terms-of-use-of-this-site">Terms of use of this site</a></footer>`,
    },
    {
      name: "a form to log in",
      html: '<form><h2><a href="/forgot-my-password-again">Forgot my password again?</a></h2></form>',
    },
  ])("$name has no teasers", ({ html }) => expect(teasers(html, {})).toEqual([]));
});
