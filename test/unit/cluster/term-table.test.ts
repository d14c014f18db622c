import { describe, expect, test } from "vitest";
import { MOST_POSTINGS, Postings } from "../../../src/cluster/postings.ts";
import { hashTerm } from "../../../src/cluster/term-hash.ts";
import { TermTable } from "../../../src/cluster/term-table.ts";

const NO_PRIOR = { weight: 0, shares: new Map<number, number>() };

function newest(postings: Pick<TermTable, "postings">, slot: number, room = 300): number[] {
  const into = new Int32Array(room);
  return [...into.subarray(0, postings.postings(slot, into))];
}

/** A document of some terms, all of which it keeps. */
function add(table: TermTable, ...terms: string[]): Uint32Array {
  table.countDocument();
  const slots = Uint32Array.from(terms, (term) => table.count(hashTerm(term)));
  for (const slot of slots) table.keep(slot);
  return slots;
}

describe("postings", () => {
  test.each([0, 1, 2, 3, 4, 5, 31, 32, 33, 63, 64, 65, 127, 128, 129, 1000])(
    "of %i documents the newest are read, newest first",
    (count) => {
      const postings = new Postings();
      postings.reserve(2);
      for (let n = 0; n < count; n++) {
        postings.post(0, n);
        postings.post(1, 5_000 + n); // a neighbour whose list grows in between
      }
      const into = new Int32Array(300);
      const found = [...into.subarray(0, postings.read(0, into))];
      const length = Math.min(count, MOST_POSTINGS);
      expect(found).toEqual(Array.from({ length }, (_, k) => count - 1 - k));
    },
  );

  test("no more are read than there is room for", () => {
    const postings = new Postings();
    postings.reserve(1);
    for (let n = 0; n < 100; n++) postings.post(0, n);
    const into = new Int32Array(3);
    expect([postings.read(0, into), ...into]).toEqual([3, 99, 98, 97]);
  });

  test("lists that were cleared are used again, and nobody else's documents show in them", () => {
    const postings = new Postings();
    postings.reserve(400);
    const into = new Int32Array(MOST_POSTINGS);
    const slots = Array.from({ length: 400 }, (_, slot) => slot);
    const countOf = (slot: number) => 1 + ((slot * 7) % 90);
    const fill = (slot: number) => {
      for (let n = 0; n < countOf(slot); n++) postings.post(slot, slot * 1_000 + n);
    };
    const ownersOf = (slot: number) => {
      const length = postings.read(slot, into);
      return Array.from(into.subarray(0, length), (document) => Math.floor(document / 1_000));
    };
    for (let round = 0; round < 20; round++) {
      slots.forEach(fill);
      for (const slot of slots) {
        const length = Math.min(MOST_POSTINGS, countOf(slot));
        expect(ownersOf(slot)).toEqual(Array(length).fill(slot));
      }
      for (const slot of slots) postings.clear((slot * 31 + round) % 400); // in another order each time
    }
  });
});

test("a term is the rarer the fewer documents have it", () => {
  const table = new TermTable(NO_PRIOR);
  for (let n = 0; n < 10; n++) add(table, "common", `rare-${n}`);
  const [common, rare] = [table.count(hashTerm("common")), table.count(hashTerm("rare-3"))];
  expect(table.idf(common)).toBeLessThan(table.idf(rare));
});

test("what is known beforehand counts like documents that were read", () => {
  const table = new TermTable({ weight: 1_000, shares: new Map([[hashTerm("common"), 0.5]]) });
  add(table, "common", "rare");
  const [common, rare] = [table.count(hashTerm("common")), table.count(hashTerm("rare"))];
  expect(table.idf(common)).toBeCloseTo(Math.log(1002 / 502.5), 2);
  expect(table.idf(rare)).toBeCloseTo(Math.log(1002 / 2.5), 0);
});

test("a large window makes no word rarer than one in some thousand", () => {
  const table = new TermTable(NO_PRIOR);
  for (let n = 0; n < 60_000; n++) table.countDocument();
  const once = table.count(hashTerm("once"));
  expect(table.idf(once)).toBeGreaterThan(8);
  expect(table.idf(once)).toBeLessThan(9);
});

test("what a story said already makes its words no commoner, until that member leaves", () => {
  const table = new TermTable(NO_PRIOR);
  for (let n = 0; n < 50; n++) add(table, `other-${n}`);
  add(table, "storm");
  const storm = table.count(hashTerm("storm"));
  const twice = table.idf(storm);
  table.echo(storm, 1);
  expect(table.idf(storm)).toBeGreaterThan(twice);
  table.echo(storm, -1);
  expect(table.idf(storm)).toBeCloseTo(twice, 6);
});

test("terms keep their slots while the table grows", () => {
  const table = new TermTable(NO_PRIOR);
  const slots = Array.from({ length: 20_000 }, (_, n) => add(table, `term-${n}`)[0]);
  expect(new Set(slots).size).toBe(20_000);
  expect(slots.every((slot, n) => table.count(hashTerm(`term-${n}`)) === slot)).toBe(true);
});

test("a term that a document keeps stays, whatever else is forgotten; the others go and make room", () => {
  const table = new TermTable(NO_PRIOR);
  const [kept = -1] = add(table, "kept");
  table.post(kept, 7);
  let waiting: Uint32Array[] = [];
  for (let n = 0; n < 30_000; n++) {
    waiting.push(add(table, `passing-${n}`, `also-${n}`));
    if (waiting.length < 500) continue;
    for (const slots of waiting) table.forgetDocument(slots);
    waiting = [];
  }
  expect(table.count(hashTerm("kept"))).toBe(kept);
  expect(newest(table, kept)).toEqual([7]);
  expect(table.size).toBeLessThan(6_000);
});

test("what only passed through fades while documents are forgotten", () => {
  const table = new TermTable(NO_PRIOR);
  const waiting: Uint32Array[] = [];
  const rarity = () => table.idf(table.count(hashTerm("weather")));
  for (let n = 0; n < 4_000; n++) {
    waiting.push(add(table, `own-${n}`));
    if (n < 400) table.count(hashTerm("weather")); // counted, but too common to be kept
  }
  const before = rarity();
  for (let n = 0; n < 12_000; n++) {
    waiting.push(add(table, `next-${n}`));
    table.forgetDocument(waiting.shift() as Uint32Array);
  }
  expect(rarity()).toBeGreaterThan(before + 1);
});
