import { describe, expect, test } from "vitest";
import { type OrderCandidate, orderStories, type Voice, voicesOf } from "../../../src/lead/order-stories.ts";

const HOUR = 3_600_000;
const NOW = 1_780_000_000_000;
const OPTIONS = { now: NOW, stories: 60, perSource: 10 };

interface Member extends Voice {
  readonly sourceId: string;
  readonly sourceWeight: number;
  readonly publishedAt: number;
}

interface Told extends OrderCandidate {
  readonly ledBy: string;
}

const member = (id: string, given: Partial<Member> = {}): Member => ({
  id,
  sourceId: `source-${id}`,
  outlet: `outlet-${id}`,
  sourceWeight: 1,
  publishedAt: NOW - HOUR,
  syndicatedOf: undefined,
  ...given,
});
const story = (id: string, members: readonly Member[]): Told => ({
  id,
  voices: voicesOf(members).length,
  newestAt: Math.max(...members.map((one) => one.publishedAt)),
  weight: Math.max(...members.map((one) => one.sourceWeight)),
  ledBy: members[0]?.sourceId ?? "",
});
const order = (stories: readonly Told[], options: Partial<typeof OPTIONS> = {}) => {
  const ledBy = new Map(stories.map((one) => [one.id, one.ledBy]));
  return orderStories(stories, { ...OPTIONS, ...options, leadSource: (id) => ledBy.get(id) ?? "" });
};
const ids = (stories: readonly Told[], options: Partial<typeof OPTIONS> = {}) =>
  order(stories, options).map(({ id }) => id);

describe("the order of an edition", () => {
  test("puts what many outlets carry before what one carries, though that is fresher", () => {
    const wide = story(
      "wide",
      ["a", "b", "c", "d", "e"].map((id) => member(id, { publishedAt: NOW - 5 * HOUR })),
    );
    expect(ids([story("fresh", [member("z", { publishedAt: NOW })]), wide])).toEqual(["wide", "fresh"]);
  });

  test("lets a wide story sink with age", () => {
    const old = story(
      "old",
      ["a", "b", "c"].map((id) => member(id, { publishedAt: NOW - 40 * HOUR })),
    );
    expect(ids([old, story("fresh", [member("z"), member("y")])])).toEqual(["fresh", "old"]);
  });

  test("prefers the trusted among equals", () => {
    expect(ids([story("a", [member("1")]), story("b", [member("2", { sourceWeight: 2 })])])).toEqual([
      "b",
      "a",
    ]);
  });

  test("does not depend on the order in which stories come", () => {
    const all = ["a", "b", "c", "d"].map((id) => story(id, [member(`m${id}`)]));
    expect(ids(all)).toEqual(ids([...all].reverse()));
  });

  test("explains every place by terms that add up", () => {
    const [first] = order([story("a", [member("1"), member("2")])]);
    expect(first?.reasons.map(({ name }) => name).sort()).toEqual(["outlets", "recency", "source"]);
    expect(first?.reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(
      first?.score ?? 0,
    );
  });
});

describe("room", () => {
  test("is for so many stories", () => {
    expect(
      ids(
        [1, 2, 3, 4].map((n) => story(`s${n}`, [member(`m${n}`)])),
        { stories: 2 },
      ),
    ).toHaveLength(2);
  });

  test("is shared: a source leads so many stories, its best ones", () => {
    const busy = [1, 2, 3].map((n) =>
      story(`busy-${n}`, [member(`b${n}`, { sourceId: "busy", publishedAt: NOW - n * HOUR })]),
    );
    expect(
      ids([...busy, story("other", [member("o", { publishedAt: NOW - 9 * HOUR })])], { perSource: 2 }),
    ).toEqual(["busy-1", "busy-2", "other"]);
  });

  test("is filled to the last story, however many of the best come from one source", () => {
    const busy = Array.from({ length: 40 }, (_, n) =>
      story(`busy-${n}`, [member(`b${n}`, { sourceId: "busy" })]),
    );
    const old = story("old", [member("o", { publishedAt: NOW - 90 * HOUR })]);
    expect(ids([...busy, old], { stories: 3, perSource: 2 })).toHaveLength(3);
    expect(ids([...busy, old], { stories: 3, perSource: 2 }).at(-1)).toBe("old");
  });
});

describe("voices", () => {
  test.each([
    {
      name: "an outlet with two sources speaks once",
      members: [member("a", { outlet: "BBC" }), member("b", { outlet: "bbc" })],
      voices: 1,
    },
    {
      name: "a copy of another outlet's text does not speak",
      members: [member("a"), member("b", { syndicatedOf: "a" }), member("c", { syndicatedOf: "a" })],
      voices: 1,
    },
    {
      name: "a copy whose original left the window still counts as one voice",
      members: [member("b", { syndicatedOf: "gone" })],
      voices: 1,
    },
    {
      name: "outlets of one house speak once, also for another's text",
      members: [
        member("a", { house: "press" }),
        member("b", { house: "press" }),
        member("c", { syndicatedOf: "a" }),
        member("d"),
      ],
      voices: 2,
    },
    { name: "others each speak", members: [member("a"), member("b"), member("c")], voices: 3 },
  ])("$name", ({ members, voices }) => expect(voicesOf(members)).toHaveLength(voices));

  test.each([
    {
      name: "the lead, whose text another had first",
      members: [member("a"), member("b", { syndicatedOf: "a" }), member("c")],
      leadId: "b",
      named: ["outlet-b", "outlet-c"],
    },
    {
      name: "the lead, of those of one house",
      members: [member("a", { house: "press" }), member("b", { house: "press" }), member("c")],
      leadId: "b",
      named: ["outlet-b", "outlet-c"],
    },
    {
      name: "each once, where the lead's outlet speaks for itself as well",
      members: [member("a"), member("b", { syndicatedOf: "a" }), member("c", { outlet: "outlet-b" })],
      leadId: "b",
      named: ["outlet-a", "outlet-b"],
    },
    {
      name: "the first of each, where the lead is not among them",
      members: [member("a"), member("b", { syndicatedOf: "a" })],
      leadId: "gone",
      named: ["outlet-a"],
    },
  ])("are named by $name", ({ members, leadId, named }) =>
    expect(voicesOf(members, leadId as Member["id"])).toEqual(named),
  );
});

test("an edition without stories is empty", () => expect(order([])).toEqual([]));
