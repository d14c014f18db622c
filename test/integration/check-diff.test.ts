import { describe, expect, test } from "vitest";
import { ruleHits } from "../../src/pipeline/explain/rule-hits.ts";
import { wouldChange } from "../../src/pipeline/explain/would-change.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";

const HOUR = 3_600_000;
const LINES = {
  title: "title: Quay wire",
  link: "link: https://wire.example/",
  output: "output: { dir: ./public, formats: [json] }",
  lead: "lead: { fullText: never }",
  edition: "edition: { stories: 6, perSource: 3 }",
  feeds: "feeds: [{ id: sea, keywords: [ferry, tunnel, dock] }, { id: big, minOutlets: 2 }]",
  harbour: '  - { id: harbour, url: "https://harbour.example/feed", outlet: Harbour, weight: 5 }',
  roundup: '  - { id: roundup, url: "https://roundup.example/feed", outlet: Roundup }',
  beacon: '  - { id: beacon, url: "https://beacon.example/feed", outlet: Beacon, tags: [town] }',
};
type Lines = Record<string, string | undefined>;

function yaml(edit: Lines): string {
  const lines: Lines = { ...LINES, ...edit };
  const sources = Object.entries(lines).filter(([, line]) => line?.startsWith("  - "));
  const rest = Object.entries(lines).filter(([, line]) => line && !line.startsWith("  - "));
  return [...rest.map(([, line]) => line), "sources:", ...sources.map(([, line]) => line)].join("\n");
}

type Room = Awaited<ReturnType<typeof startNewsroom>>;

/** Three papers of a town, some of whose stories two or three of them tell. */
async function openTown(): Promise<Room> {
  const room = await startNewsroom(yaml({}));
  const papers: Readonly<
    Record<string, readonly (readonly [title: string, hoursAgo: number, category?: string])[]>
  > = {
    harbour: [
      ["Ferry returns to the old pier after a year of repairs", 5],
      ["Tunnel under the river floods after heavy rain", 4],
      ["Your stars: the weekly horoscope for sailors", 1, "Leisure"],
      ["Swans breed on the castle moat again", 8],
    ],
    roundup: [
      ["Old pier sees ferry return, passengers cheer captain Morrow", 3],
      ["Strike closes all the libraries of the county", 9],
      ["Heavy rain floods river tunnel, drivers rescued by firemen", 2],
    ],
    beacon: [
      ["Ferry back at old pier: repairs took a year and cost millions", 6],
      ["Mayor opens a museum of clocks", 2, "Culture"],
      ["Choir sings in the lime kiln tonight", 30, "Culture"],
    ],
  };
  for (const [paper, list] of Object.entries(papers)) {
    const entries = list.map(([title, hoursAgo, category], n) =>
      makeEntry({
        id: `urn:${paper}:${n}`,
        link: `https://${paper}.example/${n}`,
        title,
        summary: "",
        categories: category ? [category] : [],
        published: room.now() - hoursAgo * HOUR,
      }),
    );
    await room.takeIn(paper, entries);
  }
  await room.publish();
  return room;
}

interface Seen {
  readonly ids: readonly string[];
  readonly leads: ReadonlyMap<string, string>;
  readonly head: object;
}

/** What readers of each feed see. */
async function seen(room: Room): Promise<ReadonlyMap<string, Seen>> {
  const found = new Map<string, Seen>();
  for (const { feedId, title, told = [] } of await room.stories.statuses()) {
    const items = await room.items(feedId === "main" ? "" : feedId);
    expect(items).toHaveLength(told.length);
    const ids = told.map(([id]) => id);
    found.set(feedId, {
      ids,
      leads: new Map(items.map(({ url }, n) => [ids[n] ?? "", url])),
      head: { title },
    });
  }
  return found;
}

const without = (id: keyof typeof LINES): Lines => ({ [id]: undefined });

const EDITS: readonly {
  name: string;
  edit: Lines;
  before?: Lines;
  feed?: string;
  go?: number;
  come?: number;
}[] = [
  { name: "nothing", edit: {} },
  { name: "a rule for everything", edit: { drop: 'drop: [{ title: "/horoscope/i" }]' }, go: 1 },
  { name: "a rule that keeps", edit: { keep: "keep: [{ title: ferry }, { title: museum }]" }, go: 4 },
  { name: "a rule that is taken away", before: { drop: "drop: [{ title: horoscope }]" }, edit: {}, come: 1 },
  {
    name: "a rule of a source",
    edit: {
      beacon:
        '  - { id: beacon, url: "https://beacon.example/feed", outlet: Beacon, keep: [{ category: culture }] }',
    },
  },
  {
    name: "a rule of a source that is taken away",
    before: { harbour: `${LINES.harbour.slice(0, -2)}, drop: [{ title: swans }, { category: leisure }] }` },
    edit: {},
    come: 1,
  },
  { name: "a source that is removed", edit: without("harbour") },
  {
    name: "a source that is added",
    edit: { gazette: '  - { id: gazette, url: "https://gazette.example/feed" }' },
  },
  { name: "fewer stories", edit: { edition: "edition: { stories: 3, perSource: 3 }" }, go: 3 },
  { name: "more stories", edit: { edition: "edition: { stories: 60, perSource: 10 }" }, come: 1 },
  { name: "a share of one source", edit: { edition: "edition: { stories: 6, perSource: 1 }" } },
  { name: "a shorter window", edit: { edition: "edition: { stories: 60, perSource: 10, window: 7h }" } },
  { name: "another feed", edit: { feeds: `${LINES.feeds.slice(0, -1)}, { id: town, tags: [town] }]` } },
  { name: "a feed that is removed", edit: { feeds: "feeds: [{ id: big, minOutlets: 2 }]" } },
  {
    name: "a rule of a feed",
    edit: { feeds: LINES.feeds.replace("dock]", "dock], drop: [{ title: tunnel }]") },
  },
  { name: "more outlets asked for", edit: { feeds: LINES.feeds.replace("minOutlets: 2", "minOutlets: 3") } },
  { name: "a house", edit: { houses: "houses: [[Harbour, roundup.example]]" } },
  { name: "who leads", edit: { lead: "lead: { fullText: never, prefer: [roundup] }" } },
  { name: "trust", edit: { beacon: LINES.beacon.replace("Beacon,", "Beacon, weight: 90,") } },
  { name: "another title", edit: { title: "title: Harbour wire" } },
  { name: "an age", edit: { drop: "drop: [{ age: 150m }]" } },
  { name: "a source under another id", edit: { harbour: LINES.harbour.replace("id: harbour", "id: port") } },
  {
    name: "a source under another id, for which rules of others ask",
    edit: {
      harbour: LINES.harbour.replace("id: harbour", "id: port"),
      lead: "lead: { fullText: never, prefer: [port] }",
    },
  },
  {
    name: "a source at another address",
    edit: { beacon: LINES.beacon.replace("example/feed", "example/rss") },
  },
  { name: "an outlet's name", edit: { beacon: LINES.beacon.replace("outlet: Beacon", "outlet: Harbour") } },
  { name: "another language", edit: { title: "title: Quay wire\nlanguage: de" } },
  { name: "a tag", edit: { roundup: LINES.roundup.replace("outlet", "tags: [town], outlet") } },
  {
    name: "a feed by a tag that moves",
    before: { feeds: "feeds: [{ id: town, tags: [town] }]" },
    edit: {
      feeds: "feeds: [{ id: town, tags: [town] }]",
      beacon: LINES.beacon.replace(", tags: [town]", ""),
      roundup: LINES.roundup.replace("outlet", "tags: [town], outlet"),
    },
  },
  { name: "other keywords", edit: { feeds: LINES.feeds.replace("dock", "/swans?/, clocks") } },
  {
    name: "a feed under another id",
    edit: { feeds: LINES.feeds.replace("id: sea", "id: water") },
  },
  {
    name: "a feed's own measure",
    edit: { feeds: LINES.feeds.replace("dock]", "dock], stories: 1, window: 5h") },
  },
  { name: "a rule of leads alone", edit: { drop: "drop: [{ title: repairs, match: lead }]" } },
  { name: "a rule of all members", edit: { drop: "drop: [{ title: ferry, match: all }]" } },
  { name: "a rule of any member", edit: { drop: "drop: [{ title: morrow, match: any }]" } },
  { name: "an outlet that is dropped", edit: { drop: "drop: [{ outlet: Beacon }]" } },
  { name: "a length that is asked for", edit: { drop: "drop: [{ words: { lt: 80 } }]" } },
  { name: "a language that is kept", edit: { keep: "keep: [{ language: de }]" } },
  { name: "fewer formats", edit: { output: "output: { dir: ./public, formats: [json, atom] }" } },
  { name: "another place", edit: { link: "link: https://other.example/wire/" } },
  {
    name: "stories that need more likeness",
    edit: { title: "title: Quay wire\ncluster: { threshold: 0.99 }" },
  },
  {
    name: "stories that need less likeness",
    edit: { title: "title: Quay wire\ncluster: { threshold: 0.05 }" },
  },
  {
    name: "sources in another order",
    edit: { harbour: undefined, zharbour: LINES.harbour },
  },
  {
    name: "everything at once",
    edit: {
      drop: "drop: [{ title: swans }]",
      edition: "edition: { stories: 4, perSource: 2 }",
      feeds: "feeds: [{ id: town, tags: [town] }]",
      roundup: undefined,
    },
  },
];

describe("check --diff says what then happens", () => {
  test.each(EDITS)("$name", async ({ edit, before = {}, go, come }) => {
    const room = await openTown();
    await room.edit(yaml(before));
    await room.publish();
    const was = await seen(room);
    // But for counters, which the publication before may still be writing.
    const keys = async () =>
      (await room.redis.keys(`${room.keys.prefix.replace("{", "\\{")}*`))
        .filter((key) => !/:(?:hour:\d+|running)$/.test(key))
        .sort();
    const keysBefore = await keys();
    const told = await wouldChange(room, await room.configOf(yaml(edit)));
    expect(await keys()).toEqual(keysBefore);
    await room.edit(yaml(edit));
    await room.publish();
    const is = await seen(room);

    const happened = [...new Set([...was.keys(), ...is.keys()])].map((id) => {
      const [old, now] = [was.get(id), is.get(id)];
      const [from, to] = [old?.ids ?? [], now?.ids ?? []];
      return {
        id,
        kind: old && now ? "kept" : now ? "new" : "removed",
        go: from.filter((one) => !to.includes(one)),
        come: to.filter((one) => !from.includes(one)),
        led: to.filter((one) => old?.leads.has(one) && old.leads.get(one) !== now?.leads.get(one)),
        top: now && old && to[0] !== from[0] ? to[0] : undefined,
      };
    });
    const predicted = told.feeds.map((feed) => ({
      id: feed.id,
      kind: feed.kind,
      go: feed.go.map(({ storyId }) => storyId),
      come: feed.come.map(({ storyId }) => storyId),
      led: feed.leads.map(({ to }) => to.storyId),
      top: feed.top?.storyId,
    }));
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(predicted.sort(byId)).toEqual(happened.sort(byId));
    const main = told.feeds.find(({ id }) => id === "main");
    if (go !== undefined) expect(main?.go).toHaveLength(go);
    if (come !== undefined) expect(main?.come).toHaveLength(come);
    for (const { go: gone } of told.feeds) for (const { why } of gone) expect(why).not.toBe("");
  });

  test("and why: the rule, the window, the outlets, the source", async () => {
    const room = await openTown();
    const why = async (edit: Lines, feed = "main") => {
      const { feeds } = await wouldChange(room, await room.configOf(yaml(edit)));
      return feeds.find(({ id }) => id === feed)?.go.map((gone) => gone.why);
    };
    expect(await why({ drop: "drop: [{ category: leisure }, { title: swans }]" })).toEqual(
      expect.arrayContaining(["drop[0]: category /leisure/iu", "drop[1]: title /swans/iu"].slice(0, 1)),
    );
    expect(await why({ feeds: LINES.feeds.replace("Outlets: 2", "Outlets: 3") }, "big")).toEqual([
      "2 independent outlets tell it, minOutlets asks for 3",
    ]);
    expect(await why(without("harbour"))).toEqual([
      expect.stringContaining("none of its sources is configured"),
    ]);
    expect(await why({ beacon: LINES.beacon.replace("tags", "drop: [{ title: museum }], tags") })).toEqual([
      "sources[beacon].drop[0]: title /museum/iu",
    ]);
    expect(await why({ edition: "edition: { stories: 6, perSource: 3, window: 90m }" })).toContain(
      "it is older than the feed's window",
    );
    expect(await why({ edition: "edition: { stories: 2 }" })).toContain("stories: 2 others come first");
  });
});

test("a digest is new once, and what its hours bring is no change", async () => {
  const room = await openTown();
  const edit = yaml({
    feeds: `${LINES.feeds.slice(0, -1)}, { id: morning, digest: { at: ["07:00"], timezone: UTC } }]`,
  });
  const told = async () => (await wouldChange(room, await room.configOf(edit))).feeds;
  expect((await told()).find(({ id }) => id === "morning")).toMatchObject({ kind: "new", go: [], come: [] });
  await room.edit(edit);
  await room.publish();
  expect((await told()).map(({ kind, go, come }) => [kind, go.length, come.length])).toEqual(
    (await told()).map(() => ["kept", 0, 0]),
  );
});

test("check --rules says what each rule hits in the window", async () => {
  const room = await openTown();
  const rules = await ruleHits(
    room,
    await room.configOf(
      yaml({
        drop: 'drop: [{ title: ferry }, { category: culture, match: all }, { title: "/(x+x+)+y/" }]',
        feeds: "feeds: [{ id: sea, keep: [{ outlet: roundup, match: any }] }]",
        harbour: `${LINES.harbour.slice(0, -2)}, drop: [{ title: swans }, { title: nothing }] }`,
      }),
    ),
  );
  expect(rules.map(({ place, articles, stories }) => [place, articles, stories])).toEqual([
    ["drop[0]", 3, 1],
    ["drop[1]", 2, 2],
    ["drop[2]", 0, 0],
    ["sources[harbour].drop[0]", 1, undefined],
    ["sources[harbour].drop[1]", 0, undefined],
    ["feeds[sea].keep[0]", 3, 3],
  ]);
  expect(rules[3]?.examples.map(({ title }) => title)).toEqual(["Swans breed on the castle moat again"]);
});
