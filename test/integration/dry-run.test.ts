import { expect, test } from "vitest";
import { dryRun } from "../../src/pipeline/explain/dry-run.ts";
import { draft } from "../support/drafts.ts";
import { startNewsroom } from "../support/newsroom.ts";

const WIRE = [
  "output: { dir: ./public, formats: [json] }",
  "cluster: { threshold: 0.5 }",
  'sources: [{ id: a, url: "https://a.example/feed" }]',
].join("\n");
const TITLE = "Ferry returns to the old pier after a year of repairs";
const id = (n: number) => `01M8C8W4583H8Q28A869V7C00${n}`;

/** Articles of several outlets that tell the same, each with a story of its own as yet. */
async function startWithStories(count: number) {
  const room = await startNewsroom(WIRE);
  const articles = Array.from({ length: count }, (_, n) => ({
    ...draft({
      title: TITLE,
      url: `https://outlet-${n}.example/ferry`,
      outlet: `Outlet ${n}`,
      sourceId: "a",
    }),
    id: id(n),
    publishedAt: room.now() - n * 60_000,
    seenAt: room.now(),
  }));
  await room.articles.add(articles);
  const membership = (articleId: string) => ({
    ...{ articleId, joinedAt: 1, score: undefined, with: undefined, reasons: [] },
  });
  const assign = (storyId: string, articleId: string, absorbed: readonly string[] = []) =>
    room.stories.assign([{ storyId, membership: membership(articleId), absorbed }], []);
  for (const { id: own } of articles) await assign(own, own);
  return {
    room,
    assign,
    today: async () => (await dryRun(room, room.config, room.now())).map(({ today }) => today),
  };
}

test("stories that are apart today and would be one are named", async () => {
  const { today } = await startWithStories(2);
  expect((await today()).map((ids) => [...ids].sort())).toEqual([[id(0), id(1)]]);
});

test("a merge that happened already is not announced", async () => {
  const { assign, today } = await startWithStories(2);
  await assign(id(1), id(1), [id(0)]);
  expect(await today()).toEqual([[id(1)]]);
});

test.each([
  {
    name: "A > B > C",
    merges: [
      ["0", "1"],
      ["1", "2"],
    ],
  },
  {
    name: "B > C, then A > B, whose members were elsewhere by then",
    merges: [
      ["1", "2"],
      ["0", "1"],
    ],
  },
])("nor one that went through another story: $name", async ({ merges }) => {
  const { room, assign, today } = await startWithStories(3);
  for (const [from = "", into = ""] of merges)
    await assign(id(Number(into)), id(Number(into)), [id(Number(from))]);
  expect(await today()).toEqual([[id(2)]]);
  expect(await room.stories.resolve(id(0))).toBe(id(2));
});

test("a longer chain is followed to its end, and stories that became one another hang nothing", async () => {
  const room = await startNewsroom(WIRE);
  const chain = Array.from({ length: 50 }, (_, n) => [`S${n}`, `S${n + 1}`]).flat();
  await room.redis.hset(room.keys.redirects, ...chain, "X", "Y", "Y", "X");
  expect(await room.stories.resolve("S0")).toBe("S50");
  expect((await room.stories.heirs()).size).toBe(52);
});
