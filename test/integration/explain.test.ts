import { expect, test } from "vitest";
import { explainTarget } from "../../src/pipeline/explain/explain.ts";
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
  const told = await explainTarget(room, target());
  expect(told?.article?.title).toBe("Ferry returns");
  expect(told?.entries.map(({ sourceId }) => sourceId).sort()).toEqual(["harbour", "roundup"]);
  expect(told?.sharedKeys).toHaveLength(1);
  expect(told?.story?.members).toMatchObject([{ lead: true, outlet: "harbour.example" }]);
});

test("a story is found by its entry's id, and by the id of one that became it", async () => {
  const { room, item } = await published();
  const told = await explainTarget(room, item?.id ?? "");
  expect(told?.story).toMatchObject({
    entryId: item?.id,
    members: [{ url: "https://harbour.example/ferry" }],
  });
  await room.redis.hset(room.keys.redirects, "OLD", "OLDER", "OLDER", told?.story?.id ?? "");
  expect((await explainTarget(room, "OLD"))?.story?.entryId).toBe(item?.id);
});

test("of what nobody knows nothing is told", async () => {
  const { room } = await published();
  expect(await explainTarget(room, "https://nobody.example/")).toBeUndefined();
  expect(await explainTarget(room, "no-address")).toBeUndefined();
});
