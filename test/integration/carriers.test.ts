import { describe, expect, test } from "vitest";
import type { Entry } from "../../src/model/entry.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";

const WIRE = [
  "link: https://wire.example/",
  "output: { dir: ./public, formats: [json] }",
  "lead: { fullText: never }",
];
const HARBOUR = '  - { id: harbour, url: "https://harbour.example/feed", name: Harbour Courier }';
const ROUNDUP = '  - { id: roundup, url: "https://roundup.example/feed", tags: [coast] }';
const COAST = "feeds: [{ id: coast, title: Coast, tags: [coast] }]";
const wire = (...sources: string[]) => [...WIRE, COAST, "sources:", ...sources].join("\n");

const news = (n: number, changes: Partial<Entry> = {}) =>
  makeEntry({
    id: `urn:${n}`,
    link: `https://harbour.example/story-${n}`,
    title:
      ["Ferry returns to the old pier", "Tunnel under the river floods", "Mayor opens museum of clocks"][n] ??
      "",
    summary: "",
    published: Date.now() - (n + 1) * 60_000,
    ...changes,
  });
const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id).sort();

describe("all entries of an article count", () => {
  const orders = [
    { first: "harbour", second: "roundup" },
    { first: "roundup", second: "harbour" },
  ];

  test.each(orders)("a tag of any source, when $first had the articles first", async ({ first, second }) => {
    const room = await startNewsroom(wire(HARBOUR, ROUNDUP));
    await room.takeIn(first, [news(0), news(1)]);
    await room.publish();
    await room.takeIn(second, [news(0), news(1)]);
    await room.publish();
    expect(await room.items("coast")).toHaveLength(2);
    expect((await room.items("coast")).map((item) => item._source.feed_url)).toEqual([
      "https://harbour.example/feed",
      "https://harbour.example/feed",
    ]);
  });

  test.each(orders)(
    "also when both were polled before either was grouped: $first",
    async ({ first, second }) => {
      const room = await startNewsroom(wire(HARBOUR, ROUNDUP));
      await room.takeIn(first, [news(0)]);
      await room.takeIn(second, [news(0)]);
      await room.publish();
      expect(await room.items("coast")).toHaveLength(1);
    },
  );

  test("also when the first had claimed the article and not stored it yet", async () => {
    const room = await startNewsroom(wire(HARBOUR, ROUNDUP));
    const { articles } = room;
    const { add } = articles;
    const waiting: (() => Promise<void>)[] = [];
    Object.assign(articles, {
      add: (all: Parameters<typeof add>[0]) => {
        if (all.length > 0) waiting.push(() => add(all));
        return Promise.resolve();
      },
    });
    await room.takeIn("harbour", [news(0)]);
    await room.takeIn("roundup", [news(0)]);
    Object.assign(articles, { add });
    for (const store of waiting) await store();
    await room.publish();
    expect(await room.items("coast")).toHaveLength(1);
  });

  test("also after another process took over", async () => {
    const room = await startNewsroom(wire(HARBOUR, ROUNDUP));
    await room.takeIn("harbour", [news(0)]);
    await room.publish();
    await room.takeIn("roundup", [news(0)]);
    await room.publish();
    await room.restart();
    await room.publish();
    expect(await room.items("coast")).toHaveLength(1);
  });
});

describe("a source that is removed", () => {
  test("leaves with the next edition, and comes back with its stories under their ids", async () => {
    const room = await startNewsroom(wire(HARBOUR, ROUNDUP));
    await room.takeIn("harbour", [news(0), news(1)]);
    await room.takeIn("roundup", [news(2, { link: "https://roundup.example/clocks" })]);
    await room.publish();
    const before = await room.items();
    expect(before).toHaveLength(3);
    await room.edit(wire(ROUNDUP));
    await room.publish();
    expect((await room.items()).map((item) => item.url)).toEqual(["https://roundup.example/clocks"]);
    await room.edit(wire(HARBOUR, ROUNDUP));
    await room.publish();
    const after = await room.items();
    expect(idsOf(after)).toEqual(idsOf(before));
    expect(after.map((item) => item.date_published).sort()).toEqual(
      before.map((item) => item.date_published).sort(),
    );
  });

  test("leaves its article with whoever else carries it, who then speaks for it", async () => {
    const room = await startNewsroom(wire(HARBOUR, ROUNDUP));
    await room.takeIn("harbour", [news(0)]);
    await room.takeIn("roundup", [news(0)]);
    await room.publish();
    const [before] = await room.items();
    await room.edit(wire(ROUNDUP));
    await room.publish();
    expect(await room.items()).toMatchObject([
      { id: before?.id, _source: { feed_url: "https://roundup.example/feed" } },
    ]);
  });

  test("is no voice any more in the stories of others, nor their lead", async () => {
    const room = await startNewsroom(wire(HARBOUR, ROUNDUP));
    const same = {
      title: "Ferry returns to the old pier after a year of repairs",
      summary: "The ferry returns.",
    };
    await room.takeIn("harbour", [news(0, same)]);
    await room.takeIn("roundup", [
      news(0, { ...same, id: "r", link: "https://roundup.example/ferry-returns" }),
    ]);
    await room.publish();
    expect((await room.items())[0]?._also?.items).toHaveLength(1);
    await room.edit(wire(ROUNDUP));
    await room.publish();
    const [item] = await room.items();
    expect(item?.url).toBe("https://roundup.example/ferry-returns");
    expect(item?._also?.items ?? []).toEqual([]);
  });

  test("is the same one when only its id changed", async () => {
    const room = await startNewsroom(wire(HARBOUR));
    const host = "harbour.example";
    await room.schedule.sync([{ id: "harbour", host, firstDue: 0 }]);
    const [visit] = await room.schedule.claim(1, 1);
    if (!visit?.claims[0]) throw new Error("nothing was due");
    const state = {
      url: "https://harbour.example/feed",
      validators: {},
      failures: 0,
      nextPollAt: 0,
      nextReason: "new",
    };
    await room.schedule.settle(visit, visit.claims[0], { state, result: undefined } as never);
    await room.takeIn("harbour", [news(0)]);
    await room.publish();
    const before = await room.items();
    await room.edit(wire(HARBOUR.replace("id: harbour", "id: courier")));
    await room.schedule.sync([{ id: "courier", host, firstDue: 0 }]);
    await room.publish();
    expect(await room.items()).toEqual(before);
  });
});
