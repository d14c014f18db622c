import { expect, test } from "vitest";
import { createGrouper } from "../../../src/cluster/create-grouper.ts";
import { createForesight } from "../../../src/cluster/foresight.ts";
import type { ClusterDoc } from "../../../src/cluster/grouper.ts";
import { hashTerm } from "../../../src/cluster/term-hash.ts";
import { TermTable } from "../../../src/cluster/term-table.ts";
import { createTermReader } from "../../../src/cluster/terms.ts";

const NOW = 1_780_000_000_000;
const docs = (titles: readonly string[]): readonly ClusterDoc[] =>
  titles.map((title, n) => {
    const at = NOW + n * 600_000;
    return { id: `0${n}`, title, outlet: `outlet ${n}`, lang: "sv", publishedAt: at, seenAt: at };
  });

const ROUND = docs([
  "Person förd till sjukhus efter brand i villa i Norrby",
  "Person förd till sjukhus efter brand i garage",
  "Brand i skola släckt under natten",
  "Villa totalförstörd i brand",
  "Två till sjukhus efter fall från ställning",
  "Brand i bilverkstad utanför Elmsta",
]);

function foresight() {
  const table = new TermTable({ weight: 4000, shares: new Map() });
  const ahead = createForesight(
    table,
    createTermReader((hash) => table.isName(hash)),
  );
  const slot = table.count(hashTerm("brand"));
  return { table, ahead, slot };
}

test("what a round says of one thing after another is no evidence for its first two articles", () => {
  const secondOf = (isForeseen: boolean) => {
    const on = createGrouper({ window: 72 * 3_600_000 });
    if (isForeseen) on.foresee(ROUND);
    return ROUND.map((doc) => on.add(doc))[1]?.score ?? 0;
  };
  expect(secondOf(true)).toBeLessThan(secondOf(false));
});

test("each document counts for itself once it is read, and nothing is left of what was counted ahead", () => {
  const { table, ahead, slot } = foresight();
  const before = table.idf(slot);
  ahead.see(ROUND, () => undefined);
  expect(table.documentsOf(slot)).toBe(6);
  expect(table.idf(slot)).toBeLessThan(before);
  for (const { id } of ROUND) ahead.passed(id);
  for (const { id } of ROUND) ahead.passed(id);
  expect(table.documentsOf(slot)).toBe(1);
  expect(table.idf(slot)).toBeCloseTo(before, 3);
});

test("what one story tells counts once, and is seen once", () => {
  const [apart, together] = [foresight(), foresight()];
  apart.ahead.see(ROUND, () => undefined);
  together.ahead.see(ROUND, () => "a story");
  together.ahead.see(ROUND, () => "another");
  expect(together.table.idf(together.slot)).toBeGreaterThan(apart.table.idf(apart.slot));
  expect(together.table.documentsOf(together.slot)).toBe(6);
});
