import { describe, expect, test } from "vitest";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";

const HOUR = 3_600_000;
const PAPERS = ["harbour", "roundup", "beacon", "courier", "gazette"];
const wire = (...more: string[]) =>
  [
    "link: https://wire.example/",
    "output: { dir: ./public, formats: [json, atom, rss] }",
    "lead: { fullText: never }",
    ...more.filter((line) => !line.startsWith("source ")),
    "sources:",
    ...PAPERS.map((id) => {
      const own = more.find((line) => line.startsWith(`source ${id} `))?.slice(`source ${id} `.length) ?? "";
      return `  - { id: ${id}, url: "https://${id}.example/feed"${own && `, ${own}`} }`;
    }),
  ].join("\n");

type Room = Awaited<ReturnType<typeof startNewsroom>>;

interface Told {
  readonly title: string;
  readonly text?: string;
  readonly category?: string;
  readonly author?: string;
  readonly language?: string;
  readonly hoursAgo?: number;
}

let counter = 0;
/** Each paper's entries, told and published. */
async function tell(room: Room, told: Readonly<Record<string, readonly (Told | string)[]>>) {
  for (const [paper, list] of Object.entries(told)) {
    const entries = list.map((one) => {
      const {
        title,
        text = "",
        category,
        author,
        language,
        hoursAgo = 1,
      } = typeof one === "string" ? { title: one } : one;
      counter += 1;
      return makeEntry({
        id: `urn:${counter}`,
        link: `https://${paper}.example/${counter}`,
        title,
        summary: text,
        author,
        language,
        categories: category ? [category] : [],
        published: room.now() - hoursAgo * HOUR,
      });
    });
    await room.takeIn(paper, entries);
  }
  await room.publish();
}
const titles = async (room: Room, feed = "") => (await room.items(feed)).map(({ title }) => title).sort();
async function edited(room: Room, yaml: string, feed = "") {
  await room.edit(yaml);
  await room.publish();
  return titles(room, feed);
}

const TUNNEL = "Tunnel under the river floods after heavy rain";
const STARS = "Your stars: the weekly horoscope for sailors";
const MUSEUM = "Mayor opens a museum of clocks";

describe("a rule applies to what is there already, and what it dropped is back without it", () => {
  const every = { harbour: [TUNNEL, { title: STARS, category: "Leisure" }], roundup: [MUSEUM] };
  test.each([
    { name: "drop of the wire", rules: ['drop: [{ title: "/horoscope/i" }]'], left: [MUSEUM, TUNNEL] },
    { name: "drop by category", rules: ["drop: [{ category: leisure }]"], left: [MUSEUM, TUNNEL] },
    {
      name: "keep of the wire",
      rules: ["keep: [{ title: museum }, { title: tunnel }]"],
      left: [MUSEUM, TUNNEL],
    },
    {
      name: "keep by outlet",
      rules: ['keep: [{ outlet: harbour, title: "/Tunnel|Your/" }]'],
      left: [TUNNEL, STARS],
    },
    {
      name: "drop of a source",
      rules: ['source harbour drop: [{ title: "/horoscope/i" }]'],
      left: [MUSEUM, TUNNEL],
    },
    { name: "keep of a source", rules: ["source harbour keep: [{ title: tunnel }]"], left: [MUSEUM, TUNNEL] },
    {
      name: "drop of a source by category",
      rules: ["source harbour drop: [{ category: leisure }]"],
      left: [MUSEUM, TUNNEL],
    },
  ])("$name", async ({ rules, left }) => {
    const room = await startNewsroom(wire());
    await tell(room, every);
    expect(await edited(room, wire(...rules))).toEqual([...left].sort());
    expect(await edited(room, wire())).toEqual([MUSEUM, TUNNEL, STARS].sort());
    // Told while the rule was in force, and by another process.
    await room.edit(wire(...rules));
    await tell(room, {
      harbour: [{ title: "The other horoscope, of stars and sailors in June", category: "Leisure" }],
    });
    await room.restart();
    await room.publish();
    expect((await titles(room)).filter((title) => !left.includes(title))).toEqual([]);
    expect((await edited(room, wire())).length).toBeGreaterThanOrEqual(4);
  });

  test("also over a take-over", async () => {
    const room = await startNewsroom(wire());
    await tell(room, every);
    await room.edit(wire("source harbour drop: [{ title: horoscope }]"));
    await room.restart();
    await room.publish();
    expect(await titles(room)).toEqual([MUSEUM, TUNNEL].sort());
  });

  test("what a source refuses, another that carries it may show", async () => {
    const room = await startNewsroom(wire("source harbour drop: [{ title: tunnel }]"));
    const entry = makeEntry({
      link: "https://harbour.example/tunnel",
      title: TUNNEL,
      published: room.now() - HOUR,
    });
    await room.takeIn("harbour", [entry]);
    await room.publish().catch(() => {});
    await room.takeIn("roundup", [{ ...entry, id: "other" }]);
    await room.publish();
    expect(await titles(room)).toEqual([TUNNEL]);
    expect(
      await edited(room, wire("drop: [{ title: nothing }]", "source roundup drop: [{ title: tunnel }]")),
    ).toEqual([TUNNEL]);
    expect(
      await edited(
        room,
        wire("source harbour drop: [{ title: tunnel }]", "source roundup drop: [{ url: /tunnel }]"),
      ),
    ).toEqual([]);
  });

  test("what a source refuses glues no stories together", async () => {
    const room = await startNewsroom(wire("source harbour drop: [{ title: live }]"));
    const counts = await room.takeIn("harbour", [
      makeEntry({ title: `Live: ${TUNNEL}`, link: "https://harbour.example/live" }),
      makeEntry({ id: "2", title: MUSEUM, link: "https://harbour.example/2", published: room.now() - HOUR }),
    ]);
    expect(counts).toMatchObject({ seen: 2, new: 1, dropped: 1, duplicate: 0 });
    const { articles } = await room.publish();
    expect(articles).toBe(1);
  });
});

describe("stories", () => {
  const shared = "Ferry returns to the old pier after a year of repairs";
  const room = async (...more: string[]) => {
    const started = await startNewsroom(wire("source harbour weight: 50", ...more));
    await tell(started, {
      harbour: [{ title: shared, category: "Transport" }, MUSEUM],
      roundup: [{ title: `${shared}, passengers say`, category: "Gossip" }],
      beacon: [{ title: `${shared} in the dock`, category: "Gossip" }],
      courier: [{ title: "Choir sings in the lime kiln tonight", category: "Gossip" }],
    });
    return started;
  };
  const choir = "Choir sings in the lime kiln tonight";
  test.each([
    { rule: "{ outlet: harbour }", left: [choir] },
    { rule: "{ outlet: harbour, match: all }", left: [choir, shared] },
    { rule: "{ outlet: harbour, match: any }", left: [choir] },
    { rule: "{ category: gossip }", left: [MUSEUM, shared] },
    { rule: "{ category: gossip, match: any }", left: [MUSEUM] },
    { rule: "{ category: gossip, match: all }", left: [MUSEUM, shared] },
    { rule: "{ outlet: roundup }", left: [choir, MUSEUM, shared] },
    { rule: "{ outlet: roundup, match: any }", left: [choir, MUSEUM] },
    { rule: "{ title: /ferry/i, category: gossip, match: any }", left: [choir, MUSEUM] },
  ])("drop $rule", async ({ rule, left }) => {
    const started = await room();
    expect(await titles(started)).toEqual([choir, MUSEUM, shared].sort());
    expect(await edited(started, wire("source harbour weight: 50", `drop: [${rule}]`))).toEqual(
      [...left].sort(),
    );
  });

  test("rules of a feed are of that feed alone, and come beside those of the wire", async () => {
    const started = await room();
    const rules = "feeds: [{ id: town, drop: [{ title: choir }] }, { id: sea, keep: [{ title: ferry }] }]";
    await started.edit(wire("source harbour weight: 50", "drop: [{ title: museum }]", rules));
    await started.publish();
    expect(await titles(started)).toEqual([choir, shared].sort());
    expect(await titles(started, "town")).toEqual([shared]);
    expect(await titles(started, "sea")).toEqual([shared]);
  });

  test("a place that a rule frees is taken by the next", async () => {
    const started = await startNewsroom(wire("edition: { stories: 2 }"));
    await tell(started, { harbour: [TUNNEL, STARS], roundup: [{ title: MUSEUM, hoursAgo: 9 }] });
    expect(await titles(started)).toEqual([TUNNEL, STARS].sort());
    expect(await edited(started, wire("edition: { stories: 2 }", "drop: [{ title: stars }]"))).toEqual(
      [MUSEUM, TUNNEL].sort(),
    );
  });
});

describe("fields that are a story's alone", () => {
  test.each([
    { name: "words", rule: "{ words: { lt: 40 } }", left: ["Long read of the coast"] },
    { name: "language", rule: "{ language: en }", left: ["Hafen wird neu gebaut"] },
    { name: "a list of languages", rule: "{ language: [en-GB, de] }", left: [] },
    { name: "age", rule: "{ age: 20h }", left: ["Hafen wird neu gebaut", "Long read of the coast"] },
    { name: "age within", rule: "{ age: { lt: 20h } }", left: ["Old quarry to become a garden"] },
  ])("$name", async ({ rule, left }) => {
    const room = await startNewsroom(wire());
    await tell(room, {
      harbour: [{ title: "Long read of the coast", text: "Word after word. ".repeat(60), language: "en" }],
      roundup: [{ title: "Hafen wird neu gebaut", text: "Kurz.", language: "de" }],
      beacon: [{ title: "Old quarry to become a garden", text: "Short.", language: "en", hoursAgo: 30 }],
    });
    expect(await edited(room, wire(`drop: [${rule}]`))).toEqual(left);
    await room.edit(wire("drop: [{ age: 20h }]"));
    room.pass(20 * HOUR);
    await room.publish();
    expect(await titles(room)).toEqual([]);
  });

  test("words are not counted while the page is still to be asked", async () => {
    const yaml = wire("drop: [{ words: { lt: 80 } }]").replace("fullText: never", "fullText: auto");
    const room = await startNewsroom(yaml);
    await tell(room, { harbour: [{ title: TUNNEL, text: "Short." }] });
    expect(await titles(room)).toEqual([TUNNEL]);
    const [id = ""] = await room.articles.since(0);
    await room.articles.setFullText(id, {
      ...{ kind: "none", code: "EXTRACT_EMPTY", message: "", at: room.now(), attempts: 1 },
    });
    await room.publish();
    expect(await titles(room)).toEqual([]);
  });
});

test("an expression that comes to no end stops no edition", async () => {
  const room = await startNewsroom(wire('drop: [{ title: "/^(?:a+)+$/" }, { title: stars }]'));
  await tell(room, { harbour: [`${"a".repeat(80)}!`, TUNNEL, STARS] });
  expect(await titles(room)).toEqual([TUNNEL, `${"a".repeat(80)}!`].sort());
  expect((await room.troubles.all()).join()).toContain("title /^(?:a+)+$/");
  await room.edit(wire("drop: [{ title: stars }]"));
  await room.publish();
  expect(await room.troubles.all()).toEqual([]);
});
