import { describe, expect, test } from "vitest";
import { chooseLead, type LeadCandidate, type LeadOptions } from "../../../src/lead/choose-lead.ts";

const HOUR = 3_600_000;
const NOW = 1_780_000_000_000;
const WEIGHTS = { source: 3, fullText: 2, centrality: 1, earliest: 1, recency: 0.5 };
const OPTIONS: LeadOptions = { now: NOW, weights: WEIGHTS, prefer: [] };

const member = (id: string, given: Partial<LeadCandidate> = {}): LeadCandidate => ({
  id,
  sourceId: `source-${id}`,
  title: "Dockers vote to end harbour strike",
  summary: "",
  sourceWeight: 1,
  fullText: undefined,
  contentLength: 0,
  publishedAt: NOW - HOUR,
  seenAt: NOW - HOUR,
  ...given,
});

describe("all else being equal, the lead is the article", () => {
  test.each<{ name: string; better: Partial<LeadCandidate>; worse: Partial<LeadCandidate> }>([
    { name: "of the more trusted source", better: { sourceWeight: 1.5 }, worse: {} },
    { name: "whose full text is there", better: { fullText: "text" }, worse: {} },
    { name: "whose full text may yet be had", better: {}, worse: { fullText: "none" } },
    { name: "whose feed gives the text itself", better: { contentLength: 5_000 }, worse: {} },
    { name: "that was first", better: { publishedAt: NOW - 3 * HOUR }, worse: {} },
  ])("$name", ({ better, worse }) => {
    expect(chooseLead([member("b", worse), member("a", better)], OPTIONS)?.id).toBe("a");
    expect(chooseLead([member("b", better), member("a", worse)], OPTIONS)?.id).toBe("b");
  });

  test("that is most like the others", () => {
    const odd = member("a", { title: "A quay remembers: photographs of old Eastport" });
    const members = [odd, member("b"), member("c", { title: "Harbour strike: dockers vote to end it" })];
    expect(chooseLead(members, OPTIONS)?.id).not.toBe("a");
  });
});

test("the order of the members changes nothing", () => {
  const members = [member("c"), member("a"), member("b", { sourceWeight: 1.1 })];
  const [first, second] = [members, [...members].reverse()].map((some) => chooseLead(some, OPTIONS));
  expect(first).toEqual(second);
});

test("the reasons add up to the score, the weightiest first", () => {
  const choice = chooseLead([member("a", { fullText: "text" }), member("b")], OPTIONS);
  const parts = choice?.reasons.map((reason) => reason.contribution) ?? [];
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(choice?.score ?? 0);
  expect(parts).toEqual([...parts].sort((x, y) => y - x));
  for (const { value } of choice?.reasons ?? []) expect(value).toBeLessThanOrEqual(1);
});

describe("a published lead", () => {
  test("stays when another one is a little better", () => {
    const members = [member("a"), member("b", { sourceWeight: 1.2 })];
    expect(chooseLead(members, { ...OPTIONS, current: "a" })).toMatchObject({ id: "a" });
    expect(chooseLead(members, { ...OPTIONS, current: "a" })?.reasons.at(-1)?.name).toBe("published");
  });

  test("gives way to one that is much better", () => {
    const members = [member("a", { fullText: "none" }), member("b", { fullText: "text" })];
    expect(chooseLead(members, { ...OPTIONS, current: "a" })?.id).toBe("b");
  });

  test("that is gone is replaced", () => {
    expect(chooseLead([member("b")], { ...OPTIONS, current: "a" })?.id).toBe("b");
  });
});

describe("preferred sources", () => {
  const members = [
    member("a", { fullText: "text", sourceWeight: 5 }),
    member("b", { fullText: "none", sourceWeight: 0.1 }),
    member("c", { fullText: "none", sourceWeight: 0.1 }),
  ];

  test("come first in the order in which they are named", () => {
    expect(chooseLead(members, { ...OPTIONS, prefer: ["source-c", "source-b"] })?.id).toBe("c");
  });

  test("take over from a published lead of another source", () => {
    expect(chooseLead(members, { ...OPTIONS, prefer: ["x", "y", "source-b"], current: "a" })?.id).toBe("b");
  });
});

test("a story without members has no lead", () => expect(chooseLead([], OPTIONS)).toBeUndefined());
