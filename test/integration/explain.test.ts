import { expect, test } from "vitest";
import { type ExplainedArticle, explainTarget } from "../../src/pipeline/explain/explain.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";

const WIRE = [
  "link: https://wire.example/",
  "output: { dir: ./public, formats: [json] }",
  "lead: { fullText: never }",
  "sources:",
  '  - { id: harbour, url: "https://harbour.example/feed" }',
  '  - { id: roundup, url: "https://roundup.example/feed", weight: 3 }',
].join("\n");

type Room = Awaited<ReturnType<typeof startNewsroom>>;

async function explainArticle(room: Room, target: string): Promise<ExplainedArticle> {
  const told = await explainTarget(room, target);
  if (!told || !("entries" in told)) throw new Error(`${target} is no article: ${JSON.stringify(told)}`);
  return told;
}

async function published() {
  const room = await startNewsroom(WIRE);
  const ferry = makeEntry({
    summary: "",
    link: "https://harbour.example/ferry",
    published: room.now() - 60_000,
  });
  await room.takeIn("harbour", [ferry]);
  await room.takeIn("roundup", [
    { ...ferry, id: "r1", link: "https://harbour.example/ferry?utm_source=roundup" },
    makeEntry({
      id: "r2",
      summary: "",
      title: "Mayor opens museum of clocks",
      link: "https://roundup.example/clocks",
      published: room.now(),
    }),
  ]);
  await room.publish();
  const items = await room.items();
  return { room, item: items.find(({ url }) => url === "https://harbour.example/ferry") };
}

test.each([
  { by: "its address", target: () => "https://harbour.example/ferry" },
  { by: "another spelling of it", target: () => "http://www.harbour.example/ferry/?utm_medium=mail" },
])("an article is found by $by, with all its entries and what they share", async ({ target }) => {
  const { room } = await published();
  const told = await explainArticle(room, target());
  expect(told?.article?.title).toBe("Ferry returns");
  expect(told?.entries.map(({ sourceId }) => sourceId).sort()).toEqual(["harbour", "roundup"]);
  expect(told?.sharedKeys).toHaveLength(1);
  expect(told?.story?.members).toMatchObject([{ lead: true, outlet: "harbour.example" }]);
});

test("a story is found by its entry's id, and by the id of one that became it", async () => {
  const { room, item } = await published();
  const told = await explainArticle(room, item?.id ?? "");
  expect(told?.story).toMatchObject({
    entryId: item?.id,
    members: [{ url: "https://harbour.example/ferry" }],
  });
  await room.redis.hset(room.keys.redirects, "OLD", "OLDER", "OLDER", told?.story?.id ?? "");
  expect((await explainArticle(room, "OLD"))?.story?.entryId).toBe(item?.id);
});

test("of what nobody knows nothing is told", async () => {
  const { room } = await published();
  expect(await explainTarget(room, "https://nobody.example/")).toBeUndefined();
  expect(await explainTarget(room, "no-address")).toBeUndefined();
});

/** Titles that no story could be made of together. */
const TITLES = [
  "Harbour ferry returns after winter repairs",
  "Mayor opens museum of clocks",
  "Storm floods the lower valley",
  "Bakers win prize for rye bread",
  "Night trains run to the coast again",
];

async function startWire(...yaml: readonly string[]) {
  const room = await startNewsroom(
    ["output: { dir: ./public, formats: [json] }", "lead: { fullText: never }", ...yaml].join("\n"),
  );
  const entry = (n: number, hoursAgo = n) =>
    makeEntry({
      id: `e${n}`,
      title: TITLES[n] ?? "",
      summary: "",
      link: `https://a.example/${n}`,
      published: room.now() - hoursAgo * 3_600_000,
    });
  return { room, entry };
}

const A = '  - { id: a, url: "https://a.example/feed", drop: [{ title: museum }], tags: [coast] }';

test("an entry that a source's rule refuses is told with source, rule and moment", async () => {
  const { room, entry } = await startWire("sources:", A);
  await room.takeIn("a", [entry(0), entry(1)]);
  await room.publish();
  const told = await explainArticle(room, "https://a.example/1");
  expect(told.refusedBy).toEqual([{ sourceId: "a", rule: "sources[a].drop[0]: title /museum/iu" }]);
  expect(told.article?.seenAt).toBeGreaterThan(room.now() - 60_000);
  expect((await explainArticle(room, "https://a.example/0")).refusedBy).toEqual([]);
});

test("an entry that was too old when it came is known all the same, and so is one that has left the window", async () => {
  const { room, entry } = await startWire("sources:", A);
  await room.takeIn("a", [entry(0), entry(2, 24 * 9)]);
  await room.publish();
  const old = await explainTarget(room, "https://a.example/2?utm_source=x");
  expect(old).toMatchObject({
    passed: { sourceId: "a", why: expect.stringContaining("older than the window when it came (72 h") },
  });
  room.pass(5 * 24 * 3_600_000);
  await room.redis.del(
    room.keys.shelf((await explainArticle(room, "https://a.example/0")).article?.id ?? ""),
  );
  expect(await explainTarget(room, "https://a.example/0")).toMatchObject({
    passed: { sourceId: "a", why: expect.stringContaining("it has left the window") },
  });
});

test.each<[name: string, yaml: string, n: number, why: string]>([
  ["perSource", "edition: { perSource: 2 }", 3, "perSource: 2 stories that a leads come first"],
  ["stories", "edition: { stories: 2 }", 3, "stories: 2 others come first"],
  ["the window", "edition: { window: 150m }", 3, "it is older than the feed's window"],
  ["a rule of the wire", "drop: [{ title: bread }]", 3, "drop[0]: title /bread/iu"],
])("what %s keeps out is told", async (_name, yaml, n, why) => {
  const own = '  - { id: a, url: "https://a.example/feed" }';
  const { room, entry } = await startWire(yaml, "sources:", own, "  - https://b.example/feed");
  await room.takeIn(
    "a",
    [0, 2, 3, 4].map((one) => entry(one)),
  );
  await room.publish();
  expect((await explainArticle(room, `https://a.example/${n}`)).feeds).toEqual([{ id: "main", whyNot: why }]);
  expect((await explainArticle(room, "https://a.example/0")).feeds).toEqual([{ id: "main", place: 1 }]);
});

test("what only a source brought that is configured no more is told with its name", async () => {
  const { room, entry } = await startWire("sources:", A, '  - { id: b, url: "https://b.example/feed" }');
  await room.takeIn("b", [entry(0)]);
  await room.takeIn("a", [entry(2)]);
  await room.publish();
  await room.edit(
    ["output: { dir: ./public, formats: [json] }", "lead: { fullText: never }", "sources:", A].join("\n"),
  );
  await room.publish();
  expect((await explainArticle(room, "https://a.example/0")).feeds).toEqual([
    { id: "main", whyNot: "none of its sources is configured: b" },
  ]);
});

test("a source's id tells what becomes of what it brings, a feed's id what it is without", async () => {
  const { room, entry } = await startWire(
    "feeds: [{ id: coast, title: The coast, tags: [coast], stories: 1 }]",
    "sources:",
    A,
    '  - { id: b, url: "https://b.example/feed" }',
  );
  await room.takeIn("a", [entry(0), entry(1), entry(2)]);
  await room.takeIn("b", [{ ...entry(4), link: "https://b.example/4" }]);
  await room.publish();
  expect(await explainTarget(room, "a")).toMatchObject({
    source: {
      articles: 3,
      refused: 1,
      refusals: [{ title: TITLES[1], rule: "sources[a].drop[0]: title /museum/iu" }],
      feeds: [
        { id: "main", stories: 2, leads: 2 },
        { id: "coast", stories: 1, leads: 1 },
      ],
    },
  });
  expect(await explainTarget(room, "coast")).toMatchObject({
    feed: {
      title: "The coast",
      stories: [{ title: TITLES[0] }],
      without: expect.arrayContaining([
        { why: "none of its articles has what tags asks for", stories: 1 },
        { why: "stories: 1 others come first", stories: 1 },
      ]),
    },
  });
  expect(await explainTarget(room, "main")).toMatchObject({ feed: { stories: [{}, {}, {}], without: [] } });
});
