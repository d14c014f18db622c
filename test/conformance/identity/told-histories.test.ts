import { expect, test } from "vitest";
import { asRss, type Mutation, pollTime, stableEvidence, type Written, writeHistory } from "./histories.ts";
import { type Told, wireOf } from "./told.ts";

// Histories of misbehaving feeds as a reader of feed.json sees them: claims, grouping and publication together.

const POLLS = 8;
const TOLD: readonly (readonly Mutation[])[] = [
  [],
  ["session ids in links", "guids that change at every request"],
  ["guids that number places", "titles of one form"],
  ["one link for all", "no guids"],
  ["one guid for all", "counters in titles"],
  ["no links", "another order each time"],
  ["guids that migrate", "items that vanish and return"],
];

test.each(
  TOLD.map((mutations, seed) => ({ name: mutations.join(" and ") || "nothing odd", mutations, seed })),
)(
  "a feed with $name: every item is a story of its own, under one id",
  async ({ mutations, seed }) => {
    expect(stableEvidence(mutations)).not.toEqual([]);
    const { polls } = writeHistory(seed, mutations, POLLS);
    // A second source, which says nothing: on a wire of one, headlines are read as those of a page that tells things twice,
    // and titles of random words are not made for that.
    const wire = await wireOf(["paper", "gazette"]);
    const shift = Date.now() - pollTime(POLLS);
    const told = new Map<string, Told>();
    for (const items of polls) {
      const { items: entries } = await wire.poll({ paper: asRss(items.map((item) => moved(item, shift))) });
      for (const entry of entries) told.set(entry.id, entry);
    }
    const titles = new Map<number, Set<string>>();
    for (const { truth, title } of polls.flat())
      titles.set(truth, (titles.get(truth) ?? new Set()).add(title));
    const found = [...titles].map(([truth, own]) => ({
      truth,
      entries: [...told.values()].filter(({ title }) => own.has(title)).length,
    }));
    expect(found.filter(({ entries }) => entries !== 1)).toEqual([]);
    expect(told.size).toBe(titles.size);
  },
  120_000,
);

function moved(item: Written, ms: number): Written {
  return { ...item, date: item.date === undefined ? undefined : item.date + ms };
}
