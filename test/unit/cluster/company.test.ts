import { expect, test } from "vitest";
import { easeOf } from "../../../src/cluster/company.ts";
import { createGrouper } from "../../../src/cluster/create-grouper.ts";
import type { ClusterDoc } from "../../../src/cluster/grouper.ts";

const NOW = 1_780_000_000_000;
const LIKELY = ["Veldra dockers begin strike over pay", "Veldra harbour strike: ministers call for talks"];

/** A word that no other matter has. */
function word(matter: number, n: number): string {
  const syllables = ["ba", "ke", "di", "fo", "gu", "la", "me", "ni", "po", "ru"];
  return [matter % 10, Math.floor(matter / 10), n].map((at) => syllables[at]).join("");
}

/** Sixty matters, told by one outlet or by two, and then two headlines that are likely one story, not surely. */
function round(outlets: number): readonly ClusterDoc[] {
  const told = Array.from({ length: 60 }, (_, matter) => {
    const [one, two, three, four] = [0, 1, 2, 3].map((n) => word(matter, n));
    return [`${one} ${two} ${three} ${four}`, `${two} ${three} ${four} ${one}`].slice(0, outlets);
  });
  return [...told.flat(), ...LIKELY].map((title, n) => {
    const at = NOW + n * 60_000;
    return { id: `${n}`, title, outlet: `outlet ${n % 7}`, lang: "en", publishedAt: at, seenAt: at };
  });
}

function lastOf(docs: readonly ClusterDoc[]) {
  const on = createGrouper({ window: 72 * 3_600_000 });
  on.foresee(docs);
  return docs.map((doc) => on.add(doc)).at(-1);
}

test("where most articles of a round have company, what is likely one story is one, and its reasons say so", () => {
  expect(lastOf(round(1))?.with).toBeUndefined();
  const joined = lastOf(round(2));
  expect(joined?.with).toBe("120");
  expect(joined?.reasons.find(({ name }) => name === "muchCompany")?.contribution).toBeGreaterThan(0.5);
  expect(joined?.score).toBeGreaterThan(0.65);
});

test("an article that was not read ahead is judged as on any wire", () => {
  const on = createGrouper({ window: 72 * 3_600_000 });
  const docs = round(2);
  on.foresee(docs.slice(0, -1));
  expect(docs.map((doc) => on.add(doc)).at(-1)?.with).toBeUndefined();
});

test("nothing is eased on a usual wire or a handful of articles, and never without end", () => {
  expect(easeOf(0, 0)).toBe(0);
  expect(easeOf(58, 100)).toBe(0);
  expect(easeOf(7, 8)).toBe(0);
  expect(easeOf(710, 1000)).toBeGreaterThan(0.5);
  expect(easeOf(2000, 2000)).toBe(2);
});
