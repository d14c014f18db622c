import { expect, test } from "vitest";
import { DocumentStore, placeOf } from "../../../src/cluster/document-store.ts";
import { readDocument } from "../../../src/cluster/reader.ts";
import { createStoryTerms } from "../../../src/cluster/story-terms.ts";
import { hashTerm } from "../../../src/cluster/term-hash.ts";
import { TermTable } from "../../../src/cluster/term-table.ts";
import { createTermReader } from "../../../src/cluster/terms.ts";

const TITLES = ["Quellhaven ferry sinks", "Quellhaven ferry raised", "Harbour master of Quellhaven resigns"];

function setUp() {
  const table = new TermTable({ weight: 1_000, shares: new Map() });
  const store = new DocumentStore();
  const read = createTermReader(() => false);
  for (const title of TITLES) {
    const { terms } = readDocument({ id: title, title, lang: "en" }, 0, table, read);
    const at = { time: 0, seenAt: 0, dated: 0, outlet: 0, language: 0 };
    const n = store.add({ id: title, ...at }, terms);
    store.chunkOf(n).story[placeOf(n)] = n;
  }
  const slot = table.count(hashTerm("quellhaven"));
  return { rarity: () => table.idf(slot), terms: createStoryTerms(store, table) };
}

test("a word that a story said already becomes rarer again, and commoner when that member leaves", () => {
  const { rarity, terms } = setUp();
  const apart = rarity();
  terms.shared(1, [0], 1);
  const together = rarity();
  expect(together).toBeGreaterThan(apart);
  terms.shared(2, [0, 1], 1);
  expect(rarity()).toBeGreaterThan(together);
  terms.shared(1, [0, 2], -1);
  terms.shared(2, [0], -1);
  expect(rarity()).toBeCloseTo(apart, 6);
});

test("two stories that become one count their common words once", () => {
  const { rarity, terms } = setUp();
  const apart = rarity();
  terms.merged([0], [1, 2]);
  expect(rarity()).toBeGreaterThan(apart);
});

test("a story's first member repeats nothing", () => {
  const { rarity, terms } = setUp();
  const apart = rarity();
  terms.shared(0, [], 1);
  expect(rarity()).toBe(apart);
});
