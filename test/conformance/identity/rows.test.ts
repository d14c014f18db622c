import { describe, expect, test } from "vitest";
import { asItem, type Item, type Round, rss, wireOf } from "./told.ts";

// The rows of the table in docs/decisions/005, as a reader of feed.json sees them: `lede once` after each document.

const NEWS = [
  "Dockers vote to end harbour strike",
  "Glacier loses a tenth of its ice",
  "Museum returns painting to heirs",
  "Council approves night buses",
  "Comet visible until Thursday",
  "Bakers win bread contest in Lyon",
  "Reactor restarts after two years",
  "Orchestra names its first woman conductor",
  "Wolves seen near the capital",
  "Parliament debates school meals",
];
const news = (count: number, more: (n: number) => Item): Item[] =>
  NEWS.slice(0, count).map((title, n) => ({
    title,
    ago: n + 1,
    text: `${title}, as our reporter saw it.`,
    ...more(n),
  }));
const random = () => Math.random().toString(36).slice(2);
const SYLLABLES = "ba ko ri mun tel fa sor wen du lis gar po neth ull hem".split(" ");
/** A word that no other number has. */
const invented = (n: number) => {
  let word = "";
  for (let rest = n + 17; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length];
  return word;
};
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const SITE = "https://outlet.example";

type Documents = Readonly<Record<string, string>>;

/** Polls one document after the other; gives each round and all ids that were ever told. */
async function tell(
  documents: readonly Documents[],
): Promise<{ rounds: Round[]; last: Round; ids: Set<string> }> {
  const wire = await wireOf([...new Set(documents.flatMap((one) => Object.keys(one)))]);
  const rounds: Round[] = [];
  for (const one of documents) rounds.push(await wire.poll(one));
  const ids = new Set(rounds.flatMap(({ items }) => items.map(({ id }) => id)));
  return { rounds, last: rounds.at(-1) as Round, ids };
}
const outlet = (...documents: readonly (readonly Item[])[]) =>
  documents.map((items) => ({ outlet: rss(items) }));
const sorted = (titles: readonly string[]) => [...titles].sort();

/** Every item of the last document is told, and nothing was ever told beside them. */
const TOLD_ONCE: readonly {
  readonly name: string;
  readonly documents: readonly Documents[];
  readonly titles: readonly string[];
}[] = [
  {
    name: "links with a session and random guids",
    documents: Array.from({ length: 5 }, () => ({
      outlet: rss(news(3, (n) => ({ link: `${SITE}/a/${n}?sid=${random()}`, guid: random() }))),
    })),
    titles: NEWS.slice(0, 3),
  },
  {
    name: "links with a token in the path, without guids",
    documents: Array.from({ length: 4 }, () => ({
      outlet: rss(news(4, (n) => ({ link: `${SITE}/${random()}/read/${n}` }))),
    })),
    titles: NEWS.slice(0, 4),
  },
  {
    name: "permalink guids with a time stamp",
    documents: Array.from({ length: 4 }, (_, poll) => ({
      outlet: rss(news(3, (n) => ({ guid: `${SITE}/go?t=${1_700_000 + poll * 977 + n}`, permalink: true }))),
    })),
    titles: NEWS.slice(0, 3),
  },
  {
    name: "guids N/A",
    documents: outlet(news(10, (n) => ({ link: `${SITE}/x`, guid: "N/A", ago: n + 1 }))),
    titles: NEWS,
  },
  { name: "guids 0", documents: outlet(news(10, () => ({ link: `${SITE}/news`, guid: "0" }))), titles: NEWS },
  { name: "guids null and no links", documents: outlet(news(10, () => ({ guid: "null" }))), titles: NEWS },
  {
    name: "the page's address as guid and link",
    documents: outlet(
      news(6, () => ({ link: `${SITE}/updates`, guid: `${SITE}/updates`, permalink: true })),
      news(6, () => ({ link: `${SITE}/updates`, guid: `${SITE}/updates`, permalink: true })),
    ),
    titles: NEWS.slice(0, 6),
  },
  {
    name: "one guid, and dates that differ under one title",
    documents: outlet(
      [1, 26, 50].map((ago) => ({
        title: "Tide table",
        text: `High water in ${ago} hours at the old pier.`,
        link: `${SITE}/tides`,
        guid: "tides",
        ago,
      })),
    ),
    titles: ["Tide table", "Tide table"],
  },
  {
    name: "releases on one page with guids of their own",
    documents: outlet(
      [{ title: "Release 2.3.1", guid: "r231", link: `${SITE}/changelog`, ago: 30, text: "Fixes a leak." }],
      [
        { title: "Release 2.3.2", guid: "r232", link: `${SITE}/changelog`, ago: 1, text: "Adds themes." },
        { title: "Release 2.3.1", guid: "r231", link: `${SITE}/changelog`, ago: 30, text: "Fixes a leak." },
      ],
      [
        {
          title: "Release 2.4.0",
          guid: "r240",
          link: `${SITE}/changelog`,
          ago: 0.5,
          text: "Drops old Node.",
        },
        { title: "Release 2.3.2", guid: "r232", link: `${SITE}/changelog`, ago: 1, text: "Adds themes." },
      ],
    ),
    titles: ["Release 2.4.0", "Release 2.3.2", "Release 2.3.1"],
  },
  {
    name: "a daily forecast on one page, one item at a time",
    documents: outlet(
      [{ title: "Daily forecast", guid: "d1", link: `${SITE}/forecast`, ago: 25, text: "Rain, then sun." }],
      [
        {
          title: "Daily forecast",
          guid: "d2",
          link: `${SITE}/forecast`,
          ago: 1,
          text: "Storm from the west.",
        },
      ],
    ),
    titles: ["Daily forecast", "Daily forecast"],
  },
  {
    name: "versions on one page without guids",
    documents: outlet(
      [
        { title: "Version 1.1 brings dark mode", link: `${SITE}/versions`, ago: 5 },
        { title: "Version 1.0 is here", link: `${SITE}/versions`, ago: 40 },
      ],
      [
        { title: "Version 1.2 mends sync", link: `${SITE}/versions`, ago: 1 },
        { title: "Version 1.1 brings dark mode", link: `${SITE}/versions`, ago: 5 },
        { title: "Version 1.0 is here", link: `${SITE}/versions`, ago: 40 },
      ],
    ),
    titles: ["Version 1.2 mends sync", "Version 1.1 brings dark mode", "Version 1.0 is here"],
  },
  {
    name: "two sources on one landing page",
    documents: [
      {
        one: rss(news(5, (n) => ({ link: `${SITE}/press`, guid: `a${n}` }))),
        two: rss(news(10, (n) => ({ link: `${SITE}/press`, guid: `b${n}` })).slice(5)),
      },
    ],
    titles: NEWS,
  },
  {
    name: "two sources with one unlike item each on one page, poll by poll",
    documents: [
      { one: rss(news(1, () => ({ link: `${SITE}/press`, guid: "a" }))) },
      {
        one: rss(news(1, () => ({ link: `${SITE}/press`, guid: "a" }))),
        two: rss(news(2, () => ({ link: `${SITE}/press`, guid: "b" })).slice(1)),
      },
    ],
    titles: NEWS.slice(0, 2),
  },
  ...["partner", "int_id", "ns_id", "at_id", "mc_id", "aff_id", "campaign_id", "share", "print", "mod"].map(
    (name) => ({
      name: `ids in ${name} of three sources`,
      documents: [
        Object.fromEntries(
          [0, 1, 2].map((n) => [
            `s${n}`,
            rss(
              news(3, () => ({ link: `${SITE}/view.php?${name}=${101 + n}`, guid: `g${n}` })).slice(n, n + 1),
            ),
          ]),
        ),
      ],
      titles: NEWS.slice(0, 3),
    }),
  ),
  {
    name: "a briefing each day",
    documents: outlet(
      [
        {
          title: "Your morning briefing",
          guid: "m1",
          link: `${SITE}/briefing/2026-11-29`,
          ago: 26,
          text: "Storm, trains and a budget.",
        },
      ],
      [
        {
          title: "Your morning briefing",
          guid: "m2",
          link: `${SITE}/briefing/2026-11-30`,
          ago: 2,
          text: "Elections, wolves and bread.",
        },
        {
          title: "Your morning briefing",
          guid: "m1",
          link: `${SITE}/briefing/2026-11-29`,
          ago: 26,
          text: "Storm, trains and a budget.",
        },
      ],
    ),
    titles: ["Your morning briefing", "Your morning briefing"],
  },
  {
    name: "corrections of two days",
    documents: outlet([
      { title: "Corrections: Nov. 30", guid: "c2", link: `${SITE}/c/30`, ago: 1 },
      { title: "Corrections: Nov. 29", guid: "c1", link: `${SITE}/c/29`, ago: 25 },
    ]),
    titles: ["Corrections: Nov. 30", "Corrections: Nov. 29"],
  },
  {
    name: "wind warnings of three regions",
    documents: outlet(
      ["Eastshire", "Northmark", "the Southern Isles"].map((place, n) => ({
        title: `Wind warning for ${place}`,
        guid: `w${n}`,
        link: `${SITE}/warnings/${n}`,
        ago: 1,
        text: "Gusts of up to 90 km/h are expected until midnight.",
      })),
    ),
    titles: [
      "Wind warning for Eastshire",
      "Wind warning for Northmark",
      "Wind warning for the Southern Isles",
    ],
  },
  {
    name: "results of two matches",
    documents: outlet([
      {
        title: "FT: Leeds 0-0 Burnley",
        guid: "f1",
        link: `${SITE}/ft/1`,
        ago: 1,
        text: "Full time in the Championship.",
      },
      {
        title: "FT: Luton 1-0 Reading",
        guid: "f2",
        link: `${SITE}/ft/2`,
        ago: 1,
        text: "Full time in the Championship.",
      },
    ]),
    titles: ["FT: Leeds 0-0 Burnley", "FT: Luton 1-0 Reading"],
  },
];

test.each(TOLD_ONCE)("$name: each item is told once", async ({ documents, titles }) => {
  const { last, ids } = await tell(documents);
  const ages = new Set(last.items.map(({ id }) => id));
  expect(sorted(last.titles)).toEqual(sorted(titles));
  expect(ids.size).toBe(ages.size);
  expect(last.json).not.toContain("also covered");
});

describe("guids that number positions", () => {
  const numbered = (items: readonly Item[]) => items.map((item, n) => ({ ...item, guid: `item-${n}` }));
  const all = news(8, (n) => ({ link: `${SITE}/a/${NEWS[n]?.toLowerCase().replaceAll(" ", "-")}` }));

  test.each([
    { name: "one new on top", shift: 1 },
    { name: "three new on top", shift: 3 },
    { name: "all new", shift: 4 },
  ])("$name: entries keep their link, and what is new is told", async ({ shift }) => {
    const { last } = await tell(outlet(numbered(all.slice(4)), numbered(all.slice(4 - shift, 8 - shift))));
    expect(last.items.map(({ title, url }) => [title, url]).sort()).toEqual(
      all
        .slice(4 - shift)
        .map(({ title, link }) => [title, link])
        .sort(),
    );
  });

  test("an edit that takes a title takes the address too", async () => {
    const before = {
      title: "Council approves night buses",
      guid: "7",
      link: `${SITE}/a/night-buses`,
      ago: 3,
    };
    const after = {
      ...before,
      title: "Council approves night buses after long debate",
      link: `${SITE}/a/night-buses-debate`,
    };
    const { last, ids } = await tell(outlet([before], [after]));
    expect(last.items).toMatchObject([{ title: after.title, url: after.link }]);
    expect(ids.size).toBe(1);
  });
});

describe("corrections", () => {
  test.each([
    ["CORRECTED-Acme to cut 4,000 jobs", "Acme to cut 400 jobs"],
    ["UPDATE 2-Acme to cut 4,000 jobs, shares fall", "UPDATE 1-Acme to cut 4,000 jobs"],
    ["RPT-Acme to cut 400 jobs", "Acme to cut 400 jobs"],
    ["Correction: Acme to cut 4,000 jobs", "Acme to cut 400 jobs"],
    ["Berichtigung: Acme streicht 4000 Stellen in Ulm", "Acme streicht 400 Stellen in Ulm"],
    ["Korrektur: Acme streicht 4000 Stellen in Ulm", "Acme streicht 400 Stellen in Ulm"],
    ["Corregido: Acme recortará 4.000 empleos", "Acme recortará 400 empleos"],
    ["Rectificatif : Acme supprime 4 000 postes", "Acme supprime 400 postes"],
    ["Corrigé - Acme supprime 4000 postes", "Acme supprime 400 postes"],
    ["Correzione: Acme taglia 4.000 posti", "Acme taglia 400 posti"],
    ["Acme to cut 4,000 jobs (corrected)", "Acme to cut 400 jobs"],
  ])("%s takes the place of %s", async (corrected, wrong) => {
    const old = {
      title: wrong,
      guid: "1",
      link: `${SITE}/acme-1`,
      ago: 3,
      text: "Acme said on Monday that it would cut jobs.",
    };
    const now = {
      title: corrected,
      guid: "2",
      link: `${SITE}/acme-2`,
      ago: 1,
      text: "Acme said on Monday that it would cut jobs, in a corrected report.",
    };
    const { rounds, last } = await tell(outlet([old], [now, old], [now, old]));
    expect(last.items).toMatchObject([{ id: rounds[0]?.items[0]?.id, title: corrected, url: now.link }]);
    const [before, after] = [rounds[0]?.items[0], last.items[0]];
    expect(after?.date_modified ?? "").not.toBe(before?.date_modified ?? before?.date_published);
    expect(last.json).not.toContain(`"${wrong}`);
    expect(last.json).not.toContain(`>${wrong}`);
  });

  test("both in the first document", async () => {
    const { last } = await tell(
      outlet([
        { title: "CORRECTED-Acme to cut 4,000 jobs", guid: "2", link: `${SITE}/acme-2`, ago: 1 },
        { title: "Acme to cut 400 jobs", guid: "1", link: `${SITE}/acme-1`, ago: 3 },
      ]),
    );
    expect(last.titles).toEqual(["CORRECTED-Acme to cut 4,000 jobs"]);
  });
});

test.each([
  { name: "an age", title: (n: number) => `Storm reaches the coast (updated ${n} minutes ago)` },
  { name: "comments", title: (n: number) => `Storm reaches the coast (${n} comments)` },
  { name: "comments in German", title: (n: number) => `Sturm erreicht die Küste [${n} Kommentare]` },
  { name: "a time", title: (n: number) => `Storm reaches the coast – updated 14:0${n}` },
])("a counter in the title, $name, changes nothing", async ({ title }) => {
  const at = (n: number) => [{ title: title(n), guid: "1", link: `${SITE}/storm`, ago: 3 }];
  const { rounds } = await tell(outlet(at(3), at(6), at(9)));
  expect(rounds[2]?.json).toBe(rounds[0]?.json);
});

describe("without dates", () => {
  const undated = (count: number, more: (n: number) => Item = () => ({})) =>
    Array.from({ length: count }, (_, n) => ({
      title: `${capital(invented(n))} ${invented(n + 400)} ${invented(n + 800)} ${invented(n + 1200)}`,
      link: `${SITE}/u/${n}`,
      guid: `u${n}`,
      ...more(n),
    }));

  test("the document's order is kept, and only the first few of an archive are of now", async () => {
    const items = undated(300);
    const { last } = await tell(outlet(items));
    const shown = last.titles.slice(0, 20);
    expect(shown).toEqual(items.slice(0, 20).map(({ title }) => title));
    const news = last.items.filter(({ date_published }) => Date.now() - Date.parse(date_published) < 600_000);
    expect(news.length).toBeLessThanOrEqual(10);
  });

  test("so it is with dates that lie ahead, and with equal ones", async () => {
    const ahead = undated(30, () => ({ ago: -24 * 30 }));
    const { last } = await tell(outlet(ahead));
    expect(last.titles.slice(0, 10)).toEqual(ahead.slice(0, 10).map(({ title }) => title));
    const equal = undated(8, () => ({ ago: 2 }));
    expect((await tell(outlet(equal))).last.titles).toEqual(equal.map(({ title }) => title));
  });

  test("what comes later is of now", async () => {
    const items = undated(40);
    const { last } = await tell(
      outlet(items, [{ title: "Quite new indeed", guid: "new", link: `${SITE}/new` }, ...items]),
    );
    expect(last.titles[0]).toBe("Quite new indeed");
  });
});

describe("items without a link of their own", () => {
  const own = news(3, (n) => ({ guid: `n${n}` }));
  test.each([
    { name: "a channel link", channel: `<link>${SITE}/about-us</link>`, url: `${SITE}/about-us` },
    { name: "no channel link", channel: "", url: undefined },
    {
      name: "a channel link that is a script",
      channel: "<link>javascript:history.back()</link>",
      url: undefined,
    },
  ])("$name: nothing is fetched, the text is the feed's own", async ({ channel, url }) => {
    const wire = await wireOf(["outlet"], "always");
    const { items, asked } = await wire.poll({ outlet: rss(own, channel) });
    expect(asked).toEqual([]);
    expect(sorted(items.map(({ title }) => title))).toEqual(sorted(NEWS.slice(0, 3)));
    for (const item of items) {
      expect(item.url).toBe(url);
      expect(item.content_html).toContain("as our reporter saw it");
    }
  });
});

describe("a document that is cut", () => {
  const items = news(4, (n) => ({ link: `${SITE}/a/${n}`, guid: `g${n}` }));
  const whole = rss(items);
  const upTo = (text: string, more = "") => whole.slice(0, whole.indexOf(text)) + more;

  test.each([
    { name: "inside a link", cut: upTo(`${SITE}/a/3`, "https://outlet.example/") },
    { name: "inside a guid", cut: upTo("g3", "g") },
    { name: "inside a title", cut: upTo(NEWS[3] as string, "Coun") },
    { name: "behind a title", cut: upTo(`<link>${SITE}/a/3`) },
    { name: "inside a tag", cut: upTo(`<link>${SITE}/a/3`, "<li") },
  ])("$name: the unfinished item waits for the next poll", async ({ cut }) => {
    const { rounds } = await tell([{ outlet: cut }, { outlet: whole }]);
    expect(sorted(rounds[0]?.titles ?? [])).toEqual(sorted(NEWS.slice(0, 3)));
    expect(sorted(rounds[1]?.titles ?? [])).toEqual(sorted(NEWS.slice(0, 4)));
    expect(rounds[1]?.items.map(({ url }) => url).sort()).toEqual(items.map(({ link }) => link).sort());
  });

  test.each([
    { name: "CDATA", broken: "<description><![CDATA[Never closed</description>" },
    { name: "a tag", broken: "<description>Never <b closed</description>" },
    { name: "a comment", broken: "<description>Text</description><!-- never closed" },
    { name: "an attribute", broken: '<enclosure url="https://outlet.example/x.mp3></enclosure>' },
  ])("$name that is never closed costs its item only", async ({ broken }) => {
    const bad = `<item><title>Broken one</title><link>${SITE}/broken</link><guid>b</guid>${broken}</item>`;
    const document = rss([]).replace(
      "</channel>",
      `${asItem(items[0] as Item)}${bad}${items.slice(1).map(asItem).join("")}</channel>`,
    );
    const { last } = await tell([{ outlet: document }]);
    expect(last.titles).toEqual(expect.arrayContaining(NEWS.slice(0, 4)));
  });
});

describe("links", () => {
  test.each([
    ["null", undefined],
    ["undefined", undefined],
    ["N/A", undefined],
    ["none", undefined],
    ["#", undefined],
    ["about:blank", undefined],
    ["www.outlet.example/a", "https://www.outlet.example/a"],
    ["https://https://outlet.example/a", "https://outlet.example/a"],
    ["http://https://outlet.example/a", "https://outlet.example/a"],
    ["https//outlet.example/a", "https://outlet.example/a"],
    ["https:/outlet.example/a", "https://outlet.example/a"],
    ["https://outlet.example/a?x=1&amp;amp;y=2", "https://outlet.example/a?x=1&y=2"],
  ])("%s", async (link, url) => {
    const { last } = await tell([
      { outlet: rss([{ title: NEWS[0] as string, link, guid: "1", ago: 1 }], "") },
    ]);
    expect(last.items.map((item) => item.url)).toEqual([url]);
  });

  test("the site's own host without a scheme", async () => {
    const item = { title: NEWS[0] as string, link: "outlet.example/a/1.html", guid: "1", ago: 1 };
    expect((await tell(outlet([item]))).last.items[0]?.url).toBe(`${SITE}/a/1.html`);
  });

  test("a permalink beside a link to the root", async () => {
    const item = { title: NEWS[0] as string, link: `${SITE}/`, guid: `${SITE}/a/1`, permalink: true, ago: 1 };
    expect((await tell(outlet([item]))).last.items[0]?.url).toBe(`${SITE}/a/1`);
  });

  test.each([
    "nostr:note1xyz",
    "gemini://outlet.example/a",
    "gopher://outlet.example/0/a",
    "magnet:?xt=urn:btih:1",
    "ipfs://x/a",
  ])("%s before the alternate of Atom", async (first) => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet</title><link href="${SITE}/"/><entry><title>${NEWS[0]}</title><id>urn:1</id><updated>${new Date().toISOString()}</updated><link href="${first}"/><link href="${SITE}/a/1"/></entry></feed>`;
    expect((await tell([{ outlet: atom }])).last.items[0]?.url).toBe(`${SITE}/a/1`);
  });
});
