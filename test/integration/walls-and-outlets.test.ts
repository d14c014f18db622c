import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { FullText } from "../../src/model/article.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";

const HOUR = 3_600_000;
const PAPERS = ["harbour", "roundup", "beacon", "courier"];
const wire = (...more: string[]) =>
  [
    "link: https://wire.example/",
    more.some((line) => line.startsWith("output"))
      ? ""
      : "output: { dir: ./public, formats: [json, atom, rss] }",
    ...more,
    "sources:",
    ...PAPERS.map(
      (id, n) => `  - { id: ${id}, url: "https://${id}.example/feed", weight: ${n === 0 ? 50 : 1} }`,
    ),
  ].join("\n");

type Room = Awaited<ReturnType<typeof startNewsroom>>;
const FERRY = [
  "Ferry returns to the old pier after a year of repairs",
  "Old pier sees ferry return, passengers cheer captain Morrow",
  "Ferry back at old pier: repairs took a year and cost millions",
  "Year of repairs over, ferry is at its old pier again",
];

/** So many of the papers tell of the ferry; gives the articles' ids in their order. */
async function tell(room: Room, papers: readonly string[], summary = ""): Promise<readonly string[]> {
  for (const paper of papers) {
    const n = PAPERS.indexOf(paper);
    const link = `https://${paper}.example/ferry`;
    const told = { id: `urn:${paper}`, link, title: FERRY[n] ?? "", summary, published: room.now() - HOUR };
    await room.takeIn(paper, [makeEntry(told)]);
    await room.publish();
  }
  const stored = await room.articles.load(await room.articles.since(0));
  return papers.map((paper) => stored.find((one) => one?.article.sourceId === paper)?.article.id ?? "");
}

const paid = (at: number): FullText => ({
  ...{ kind: "none", code: "EXTRACT_WALL", message: "for those who pay", at, attempts: 1, wall: "paid" },
});
const text = (at: number): FullText => ({
  ...{ kind: "text", html: "<p>All of it.</p>", words: 300, title: undefined, author: undefined },
  ...{
    publishedAt: undefined,
    image: undefined,
    language: undefined,
    siteName: undefined,
    addresses: [],
    at,
  },
});
const published = (room: Room, name: string) => readFile(path.join(room.folder, "public", name), "utf8");
interface Item {
  readonly url: string;
  readonly content_html: string;
  readonly _source: { readonly wall?: string };
  readonly _also?: { readonly items: readonly { readonly wall?: string }[] };
  readonly _outlets?: { readonly count: number; readonly names: readonly string[] };
}
const item = async (room: Room) => (await room.items())[0] as unknown as Item;

describe("an article that is for subscribers", () => {
  test.each([
    { name: "trusted most", more: [] },
    { name: "preferred by the YAML", more: ["lead: { prefer: [harbour] }"] },
    { name: "known to readers as the lead", more: [], twice: true },
  ])("never leads where another tells the story freely: $name", async ({ more, twice }) => {
    const room = await startNewsroom(wire(...more));
    const [first = "", second = ""] = await tell(room, ["harbour", "roundup", "beacon"]);
    expect((await item(room)).url).toBe("https://harbour.example/ferry");
    if (twice) await room.publish();
    await room.articles.setFullText(first, paid(room.now()));
    await room.publish();
    expect((await item(room)).url).not.toBe("https://harbour.example/ferry");
    await room.articles.setFullText(second, paid(room.now()));
    await room.publish();
    expect((await item(room)).url).toBe("https://beacon.example/ferry");
    expect((await item(room))._source.wall).toBeUndefined();
    expect((await item(room))._also?.items.map(({ wall }) => wall)).toEqual(["paid", "paid"]);
    await room.restart();
    await room.publish();
    expect((await item(room)).url).toBe("https://beacon.example/ferry");
  });

  test("leads where everybody asks for money, and the entry says so in every format", async () => {
    const room = await startNewsroom(wire());
    const ids = await tell(room, ["harbour", "roundup"], "The ferry is back.");
    for (const id of ids) await room.articles.setFullText(id, paid(room.now()));
    await room.publish();
    const told = await item(room);
    expect(told._source.wall).toBe("paid");
    expect(told.content_html).toMatch(
      /The ferry is back\.(?:<\/p>)?<p><small>\(for subscribers\)<\/small><\/p><h4>/,
    );
    for (const name of ["feed.atom", "feed.rss"]) {
      expect(await published(room, name)).toContain("(for subscribers)");
      expect(await published(room, name)).toMatch(
        /<category(?: term="for subscribers"\/>|>for subscribers<)/,
      );
    }
    await room.edit(wire("output: { dir: ./public, formats: [json, atom, rss], walls: hide }"));
    await room.publish();
    for (const name of ["feed.json", "feed.atom", "feed.rss"])
      expect(await published(room, name)).not.toMatch(/subscribers|"wall"/);
    expect(await room.items()).toHaveLength(1);
  });

  test("of which the feed gives all is none", async () => {
    const room = await startNewsroom(wire());
    const [id = ""] = await tell(room, ["harbour"], `<p>${"Every word of it is here. ".repeat(60)}</p>`);
    await room.articles.setFullText(id, paid(room.now()));
    await room.publish();
    expect((await item(room))._source.wall).toBeUndefined();
  });

  test.each([
    { by: "its feed's category", said: { categories: ["News", "Subscribers only"] } },
    { by: "the access that its sitemap names", said: { wall: "paid" as const } },
  ])("is known by $by before its page is asked, and is none once the page has it all", async ({ said }) => {
    const room = await startNewsroom(wire());
    const entry = { id: "1", link: "https://harbour.example/1", title: FERRY[0] ?? "", summary: "Teaser." };
    await room.takeIn("harbour", [makeEntry({ ...entry, ...said, published: room.now() - HOUR })]);
    await tell(room, ["roundup"]);
    expect((await item(room)).url).toBe("https://roundup.example/ferry");
    expect((await item(room))._also?.items.map(({ wall }) => wall)).toEqual(["paid"]);
    const [id = ""] = (await room.articles.load(await room.articles.since(0))).flatMap((one) =>
      one?.article.sourceId === "harbour" ? one.article.id : [],
    );
    await room.articles.setFullText(id, text(room.now()));
    await room.publish();
    expect((await item(room))._also?.items.map(({ wall }) => wall) ?? []).not.toContain("paid");
  });

  test("goes with a rule, and comes back when its page turns out to be free", async () => {
    const room = await startNewsroom(wire("drop: [{ wall: paid }]"));
    const [id = ""] = await tell(room, ["harbour"]);
    await room.articles.setFullText(id, paid(room.now()));
    await room.publish();
    expect(await room.items()).toEqual([]);
    await room.edit(wire("title: Without"));
    await room.articles.setFullText(id, text(room.now()));
    await room.publish();
    expect(await room.items()).toHaveLength(1);
  });

  test("makes the others be asked for their text, until one is free", async () => {
    const asked: string[][] = [];
    const room = await startNewsroom(wire());
    room.queues.requestFullText = async (ids) => void asked.push([...ids]);
    const [first = "", second = "", third = ""] = await tell(room, ["harbour", "roundup", "beacon"]);
    expect(asked.at(-1)).toEqual([first]);
    await room.articles.setFullText(first, paid(room.now()));
    await room.publish();
    expect(asked.at(-1)?.toSorted()).toEqual([second, third].toSorted());
    await room.articles.setFullText(third, text(room.now()));
    await room.articles.setFullText(second, paid(room.now()));
    await room.publish();
    expect(asked.at(-1)).toEqual([]);
  });
});

describe("a feed that asks for several outlets", () => {
  const big = "feeds: [{ id: big, minOutlets: 3 }]";

  test("has a story from the third on, once, under its id, dated by its entry", async () => {
    const room = await startNewsroom(wire(big, "lead: { fullText: never }"));
    await tell(room, ["harbour", "roundup"]);
    expect(await room.items("big")).toEqual([]);
    const [main] = await room.items();
    room.pass(2 * HOUR);
    await tell(room, ["beacon"]);
    const [entry] = await room.items("big");
    expect(entry?.id).toBe(main?.id);
    expect(Date.parse(entry?.date_published ?? "")).toBe(room.now());
    expect((await room.items())[0]?.date_published).toBe(main?.date_published);
    const atom = await published(room, "big/feed.atom");
    expect(atom).toContain(`<published>${new Date(room.now()).toISOString()}</published>`);
    const { count, names = [] } = (await item(room))._outlets ?? {};
    expect({ count, names: names.toSorted() }).toEqual({
      count: 3,
      names: ["beacon.example", "harbour.example", "roundup.example"],
    });
    expect((await item(room)).content_html).toContain("Told by 3 outlets");
    room.pass(HOUR);
    await tell(room, ["courier"]);
    await room.restart();
    await room.publish();
    expect((await room.items("big"))[0]?.date_published).toBe(entry?.date_published);
    expect((await item(room)).content_html).toContain("Told by 4 outlets");
  });

  test("counts a house once, by the name of its outlets or by their sites", async () => {
    const room = await startNewsroom(wire(big, "lead: { fullText: never }"));
    await tell(room, ["harbour", "roundup", "beacon"]);
    expect(await room.items("big")).toHaveLength(1);
    for (const house of ["[harbour.example, Roundup.example]", "[nobody, beacon.example, harbour.example]"]) {
      await room.edit(wire(big, "lead: { fullText: never }", `houses: [${house}]`));
      await room.publish();
      expect(await room.items("big")).toEqual([]);
      expect((await item(room)).content_html).toContain("Told by 2 outlets");
    }
    await tell(room, ["courier"]);
    expect(await room.items("big")).toHaveLength(1);
  });

  test("counts a copy of another's text as that other", async () => {
    const room = await startNewsroom(
      wire("feeds: [{ id: big, minOutlets: 2 }]", "lead: { fullText: never }"),
    );
    const copy = `${"The ferry Aurora came back to the old pier of Kilmore on Monday, a year after her engine failed. ".repeat(3)}Captain Morrow thanked the yard.`;
    for (const paper of ["harbour", "roundup", "beacon"])
      await room.takeIn(paper, [
        makeEntry({
          id: paper,
          link: `https://${paper}.example/ferry`,
          title: FERRY[0] ?? "",
          summary: copy,
          published: room.now() - HOUR,
        }),
      ]);
    await room.publish();
    expect(await room.items()).toHaveLength(1);
    expect(await room.items("big")).toEqual([]);
  });

  test("counts what an agency wrote once, under whatever headline, and the agency with it", async () => {
    const room = await startNewsroom(
      wire("feeds: [{ id: big, minOutlets: 2 }]", "lead: { fullText: never }"),
    );
    const print = (paper: string, credit: { author?: string; summary?: string }) =>
      room.takeIn(paper, [
        makeEntry({
          ...{ id: paper, link: `https://${paper}.example/ferry`, published: room.now() - HOUR, summary: "" },
          title: FERRY[PAPERS.indexOf(paper)] ?? "",
          ...credit,
        }),
      ]);
    await print("harbour", { author: "Associated Press" });
    await print("roundup", { summary: "KILMORE (AP) — The ferry is back at the old pier." });
    await print("beacon", { author: "The AP" });
    await room.publish();
    expect(await room.items()).toHaveLength(1);
    expect(await room.items("big")).toEqual([]);
    expect((await item(room))._outlets?.count).toBe(1);
    await print("courier", { author: "Ann Bell" });
    await room.publish();
    expect(await room.items("big")).toHaveLength(1);
    expect((await item(room)).content_html).toContain("Told by 2 outlets");
  });

  test("counts the same after a restart, also of headlines that are nearly one another's", async () => {
    const room = await startNewsroom(wire("lead: { fullText: never }"));
    const nearly = [
      "Ferry returns to the old pier after a year of repairs",
      "Ferry returns to the old pier after a year of repairs, at last",
      "Ferry returns to old pier after repairs of a year",
      "Old pier sees ferry return, passengers cheer captain Morrow",
    ];
    for (const [n, paper] of PAPERS.entries()) {
      const link = `https://${paper}.example/ferry`;
      await room.takeIn(paper, [
        makeEntry({ id: paper, link, title: nearly[n] ?? "", summary: "", published: room.now() - HOUR }),
      ]);
      room.pass(1_000);
      await room.publish();
    }
    const before = (await item(room))._outlets;
    await room.restart();
    expect((await room.publish()).outputs.filter(({ changed }) => changed)).toEqual([]);
    expect((await item(room))._outlets).toEqual(before);
  });

  test("keeps its dates when it is out of the YAML for a while", async () => {
    const room = await startNewsroom(wire(big, "lead: { fullText: never }"));
    await tell(room, ["harbour", "roundup", "beacon"]);
    const [before] = await room.items("big");
    room.pass(HOUR);
    await room.edit(wire("lead: { fullText: never }"));
    await room.publish();
    room.pass(HOUR);
    await room.edit(wire(big, "lead: { fullText: never }"));
    await room.publish();
    expect((await room.items("big"))[0]?.date_published).toBe(before?.date_published);
  });
});
