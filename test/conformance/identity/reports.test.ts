import { expect, test } from "vitest";
import { type Item, rss, type Told, wireOf } from "./told.ts";

// What people reported of other readers, in small: each item of the last document is told once, and nothing else ever was.

const SITE = "https://outlet.example";
const TOPICS = ["Harbour", "Glacier", "Museum", "Night buses", "Comet", "Bread", "Reactor", "Orchestra"];
const VERBS = [
  "reopens",
  "shrinks",
  "sells its garden",
  "stop early",
  "fades",
  "wins a prize",
  "restarts",
  "tours",
];
const title = (n: number) => `${TOPICS[n % 8]} ${VERBS[n % 8]}`;
const items = (numbers: readonly number[], more: (n: number, place: number) => Item): Item[] =>
  numbers.map((n, place) => ({
    title: title(n),
    ago: n + 1,
    text: `${title(n)}: the story at length.`,
    ...more(n, place),
  }));
const token = () => Math.random().toString(36).slice(2, 12);

interface Report {
  readonly name: string;
  readonly documents: readonly (readonly Item[])[];
  /** Titles told at the end; default: those of all documents. */
  readonly titles?: readonly string[];
}

const twice = (make: () => readonly Item[], times = 2) => Array.from({ length: times }, make);

const REPORTS: readonly Report[] = [
  {
    name: "product pages as links of several announcements over time",
    documents: [
      items([4, 5], (n) => ({ guid: `b${n}`, link: `${SITE}/products/collaboration` })),
      items([3, 4], (n) => ({
        guid: `b${n}`,
        link: `${SITE}/products/${n === 3 ? "cameras" : "collaboration"}`,
      })),
      items([2, 3], (n) => ({ guid: `b${n}`, link: `${SITE}/products/cameras` })),
    ],
  },
  {
    name: "no guids, all links to the root, one date a day",
    documents: twice(() => items([0, 1, 2, 3, 4, 5], () => ({ link: SITE, ago: 5 }))),
  },
  {
    name: "ids that are drawn anew with every answer of a load balancer",
    documents: twice(
      () => items([0, 1, 2], (n) => ({ guid: `uuid:${token()};id=${token()}`, link: `${SITE}/drift/${n}` })),
      4,
    ),
  },
  {
    name: "a token in every link, and no guids",
    documents: twice(
      () => items([0, 1, 2, 3], (n) => ({ link: `${SITE}/kcms/detail?v=${token()}&uniplatform=${n}` })),
      4,
    ),
  },
  {
    name: "a cookie appended to all links, which are the guids too",
    documents: twice(
      () =>
        items([0, 1, 2], (n) => {
          const link = `${SITE}/journal/${n};jid=${token()}`;
          return { link, guid: link, permalink: true };
        }),
      4,
    ),
  },
  {
    name: "an access token in the path of links",
    documents: twice(
      () =>
        items([0, 1, 2], (n) => ({ link: `${SITE}/t/${token()}${token()}/post-${n}`, guid: `post-${n}` })),
      3,
    ),
  },
  {
    name: "guids that go from http to https",
    documents: ["http", "https", "http"].map((scheme) =>
      items([0, 1, 2], (n) => ({
        guid: `${scheme}://outlet.example/posts/${n}`,
        link: `${SITE}/posts/${n}`,
        permalink: true,
      })),
    ),
  },
  {
    name: "a path that a site rewrote in links and guids",
    documents: ["", "/blog"].map((folder) =>
      items([0, 1, 2, 3], (n) => ({
        guid: `${SITE}${folder}/p/${n}`,
        link: `${SITE}${folder}/p/${n}`,
        permalink: true,
      })),
    ),
  },
  {
    name: "a slug that was corrected, in link and guid",
    documents: ["build-a-your-own-shop", "build-your-own-shop"].map((slug) =>
      items([0], () => ({ guid: `${SITE}/blog/${slug}`, link: `${SITE}/blog/${slug}`, permalink: true })),
    ),
  },
  {
    name: "one page's address as the guid of all",
    documents: twice(() =>
      items([0, 1, 2, 3], (n) => ({ guid: `${SITE}/devblog/`, link: `${SITE}/devblog/2026/${n}` })),
    ),
  },
  {
    name: "neither a guid nor a link that is one",
    documents: twice(() => items([0, 1, 2, 3, 4], () => ({ guid: "N/A", link: "N/A" }))),
  },
  { name: "neither guid nor link", documents: twice(() => items([0, 1, 2, 3], () => ({}))) },
  {
    name: "empty links and empty permalinks",
    documents: twice(() => items([0, 1, 2], () => ({ guid: "", link: "", permalink: true }))),
  },
  {
    name: "polls on one page, without guids, dated",
    documents: [
      items([1, 2, 3], (n) => ({ link: `${SITE}/poll.php`, title: `Poll: ${title(n)}?` })),
      items([0, 1, 2, 3], (n) => ({ link: `${SITE}/poll.php`, title: `Poll: ${title(n)}?` })),
    ],
    titles: [0, 1, 2, 3].map((n) => `Poll: ${title(n)}?`),
  },
  {
    name: "two entries under one guid, the newer one on top",
    documents: twice(
      () => items([0, 1, 2], (n) => ({ guid: n < 2 ? "same" : "own", link: `${SITE}/x/${n}` })),
      3,
    ),
  },
  {
    name: "replies of a forum under one title, with a session in link and id",
    documents: twice(() => {
      const sid = token() + token();
      return items([0, 1, 2, 3], (n) => ({
        title: "General • Re: Assembler wishes",
        text: `Reply number ${n} of a long thread, as ${TOPICS[n]} wrote it.`,
        link: `${SITE}/viewtopic.php?t=5&amp;p=${n}&amp;sid=${sid}#p${n}`,
        guid: `${SITE}/viewtopic.php?t=5&amp;p=${n}&amp;sid=${sid}#p${n}`,
        ago: n / 4 + 1,
      }));
    }, 3),
    titles: Array(4).fill("General • Re: Assembler wishes"),
  },
  {
    name: "popular links, dated anew each time they are listed",
    documents: [9, 5, 1].map((ago) =>
      items([0, 1, 2, 3], (n) => ({ link: `https://site-${n}.example/about`, ago })),
    ),
  },
  {
    name: "entries without dates, fetched again",
    documents: twice(
      () =>
        items([0, 1, 2, 3].map(Number), (n) => ({
          ago: undefined as unknown as number,
          link: `${SITE}/comic/${n}`,
        })),
      3,
    ),
  },
  {
    name: "links with random parameters, which are the guids",
    documents: twice(
      () =>
        items([0, 1, 2], (n) => {
          const link = `${SITE}/job?jk=${n}&amp;qd=${token()}&amp;atk=${token()}`;
          return { link, guid: link };
        }),
      3,
    ),
  },
  {
    name: "five entries of the same second",
    documents: [
      items([5], (n) => ({ guid: `s${n}`, link: `${SITE}/s/${n}`, ago: 8 })),
      items([0, 1, 2, 3, 4, 5], (n) => ({ guid: `s${n}`, link: `${SITE}/s/${n}`, ago: n === 5 ? 8 : 2 })),
    ],
  },
  {
    name: "guids with the time of the last edit, and an edited title",
    documents: [
      items([0, 1, 2], (n) => ({ guid: `${n}@2026-11-30T08:00`, link: `${SITE}/news/${n}-story` })),
      items([0, 1, 2], (n) => ({
        guid: n === 1 ? "1@2026-11-30T09:30" : `${n}@2026-11-30T08:00`,
        link: `${SITE}/news/${n}-story`,
        ...(n === 1 && { title: `${title(1)} faster than thought` }),
      })),
    ],
    titles: [title(0), `${title(1)} faster than thought`, title(2)],
  },
  {
    name: "guids that are made anew with each build of the site",
    documents: twice(
      () =>
        items([0, 1, 2, 3], (n) => ({
          title: `Java agent v6.4.${n}`,
          guid: token(),
          link: `${SITE}/release-notes/java-64${n}`,
          ago: 30 * n + 1,
          text: `Fixes number ${n}: ${title(n)}.`,
        })),
      4,
    ),
    titles: [0, 1].map((n) => `Java agent v6.4.${n}`),
  },
  {
    name: "a guid that is used for the next comic too",
    documents: [
      items([2, 3], (n) => ({ guid: `slot-${n % 2}`, link: `${SITE}/comics/${n}` })),
      items([0, 1], (n) => ({ guid: `slot-${n % 2}`, link: `${SITE}/comics/${n}` })),
    ],
  },
  {
    name: "versions of a text counted behind its address",
    documents: [0, 1, 2].map((version) =>
      items([0, 1], (n) => ({
        guid: `${SITE}/news/c${n}y9g1dxy#${n === 0 ? version : 0}`,
        link: `${SITE}/news/c${n}y9g1dxy`,
        ...(n === 0 && {
          title: `${title(0)}${[": live", " after storm", ", says mayor"][version]}`,
          ago: 3 - version,
        }),
      })),
    ),
    titles: [`${title(0)}, says mayor`, title(1)],
  },
];

test.each(REPORTS)("$name", async ({ documents, titles }) => {
  const wire = await wireOf(["outlet"]);
  const ids = new Set<string>();
  let told: readonly Told[] = [];
  for (const document of documents) {
    told = (await wire.poll({ outlet: rss(document) })).items;
    for (const { id } of told) ids.add(id);
  }
  const expected = titles ?? [...new Set(documents.flat().map((item) => item.title ?? ""))];
  expect(told.map((one) => one.title).sort()).toEqual([...expected].sort());
  expect(ids.size).toBe(told.length);
});

test.each([
  { name: "a temperature", at: (n: number) => `${100 + 31 * n}° - Coffee machine for 49 euros` },
  { name: "a score in brackets", at: (n: number) => `[${12 + n}] Coffee machine for 49 euros` },
  { name: "comments", at: (n: number) => `Comic of the day | ${n + 2} comments` },
])("$name in the title changes and is no news", async ({ at }) => {
  const wire = await wireOf(["outlet"]);
  const written = new Set<string>();
  for (let n = 0; n < 3; n++)
    written.add(
      (await wire.poll({ outlet: rss([{ title: at(n), guid: "1", link: `${SITE}/deal/1`, ago: 4 }]) })).json,
    );
  expect(written.size).toBe(1);
});
