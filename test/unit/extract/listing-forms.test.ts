import { describe, expect, test } from "vitest";
import { readListing } from "../../../src/extract/listing/read-listing.ts";
import type { PageRule } from "../../../src/model/source.ts";

const three = (write: (n: number) => string) => [1, 2, 3].map(write).join("");
const read = (html: string, rule: PageRule) => {
  const url = "https://front.example/news";
  const answer = readListing({ bytes: Buffer.from(html), url, contentType: "text/html", rule });
  return answer.kind === "listing" ? answer.teasers : [];
};
const link = (n: number) => `<a href="/a${n}"><h3>Ferry number ${n} returns</h3></a>`;
const iso = (at: number | undefined) => at && new Date(at).toISOString();

test.each<{ readonly name: string; readonly html: string; readonly rule?: PageRule }>([
  {
    name: "an element of the site's own",
    html: three(
      (n) => `<li>${link(n)}<relative-time datetime="2026-11-0${n}T10:00:00Z">now</relative-time></li>`,
    ),
  },
  {
    name: "the title of a text",
    html: three((n) => `<li>${link(n)}<span title="2026-11-0${n}T10:00:00Z">yesterday</span></li>`),
  },
  {
    name: "an attribute for scripts",
    html: three((n) => `<li data-published="2026-11-0${n}T10:00:00Z">${link(n)}</li>`),
  },
  {
    name: "seconds for scripts",
    html: three((n) => `<li>${link(n)}<i data-timestamp="${Date.UTC(2026, 10, n, 10) / 1000}"></i></li>`),
  },
  {
    name: "milliseconds that the rule names",
    html: three((n) => `<li>${link(n)}<i data-t="${Date.UTC(2026, 10, n, 10)}"></i></li>`),
    rule: { items: "li", date: "i@data-t" },
  },
  {
    name: "an element behind the item",
    html: three((n) => `<div class="i">${link(n)}</div><div class="d">2026-11-0${n}T10:00:00Z</div>`),
    rule: { items: ".i", date: ".d" },
  },
])("when a teaser is from: $name", ({ html, rule = { items: "li" } }) =>
  expect(read(html, rule).map(({ published }) => iso(published))).toEqual(
    [1, 2, 3].map((n) => `2026-11-0${n}T10:00:00.000Z`),
  ),
);

test("what the last item lacks is not looked for in the next", () => {
  const html = `<p class="i">${link(1)}</p><p class="i">${link(2)}</p><p class="d">2026-11-02</p>`;
  expect(read(html, { items: ".i", date: ".d" }).map(({ published }) => iso(published))).toEqual([
    undefined,
    "2026-11-02T00:00:00.000Z",
  ]);
});

test.each<{ readonly name: string; readonly rule: PageRule }>([
  { name: "the items themselves", rule: { items: "a[href*=patch]" } },
  { name: "found by themselves", rule: {} },
])("links that are only heard: $name", ({ rule }) => {
  const html = three(
    (n) => `<a aria-label="Notes of patch 14.${n} for all" href="/patch-14-${n}"><img src="/x.jpg"></a>`,
  );
  expect(read(html, rule).map(({ title }) => title)).toEqual(
    [1, 2, 3].map((n) => `Notes of patch 14.${n} for all`),
  );
});

test.each([[["WebPage", "NewsArticle"]], [["schema:NewsArticle"]], ["https://schema.org/NewsArticle"]])(
  "JSON-LD of the type %j is an article",
  (type) => {
    const nodes = [1, 2, 3].map((n) => ({ "@type": type, url: `/n${n}`, headline: `Ferry number ${n}` }));
    expect(
      read(`<script type="application/ld+json">${JSON.stringify({ "@graph": nodes })}</script>`, {}),
    ).toHaveLength(3);
  },
);

describe("what has no page of its own is a part of its list", () => {
  const sections = three(
    (n) =>
      `<section><h2 id="v1-${n}">Version 1.${n}</h2><p>2026-11-0${n}</p><p>What was slow is quick now, and what was quick is as it was.</p></section>`,
  );
  const flat = three((n) => `<h3 id="v1-${n}">1.${n} – 2026-11-0${n}</h3><ul><li>Quicker</li></ul>`);
  const rows = three(
    (n) =>
      `<div class="row"><div id="v1-${n}"></div><b class="t">Flight ${n}</b><i class="d">2026-11-0${n}</i></div>`,
  );
  const parts = [1, 2, 3].map((n) => [`https://front.example/news#v1-${n}`, `2026-11-0${n}T00:00:00.000Z`]);

  test.each<{ readonly name: string; readonly html: string; readonly rule?: PageRule }>([
    { name: "sections of a history of changes", html: `<h1>Changes</h1>${sections}` },
    { name: "headings and lists side by side", html: `<h1 id="top">Changes</h1>${flat}` },
    { name: "items of a rule", html: rows, rule: { items: ".row", title: ".t", date: ".d" } },
    {
      name: "an id that the rule names, links in the text",
      html: rows.replaceAll("</div><b", '</div><a href="/docs">how it works at length</a><b'),
      rule: { items: ".row", title: ".t", date: ".d", link: "[id]@id" },
    },
  ])("$name", ({ html, rule = {} }) =>
    expect(read(html, rule).map(({ url, published }) => [url, iso(published)])).toEqual(parts),
  );

  test("headings without a day are an article's", () => {
    expect(
      read(`<h1>Ferries</h1>${three((n) => `<h2 id="s${n}">Chapter ${n}</h2><p>Text.</p>`)}`, {}),
    ).toEqual([]);
  });
});
