import { expect, test } from "vitest";
import { createCandidateSearch } from "../../../src/cluster/candidates.ts";
import { TermTable } from "../../../src/cluster/term-table.ts";
import { seededRandom } from "../../bench/support/random.ts";

const MOST = 40;
const TERMS = 60;

/** Every term's newest 64 documents are asked, whatever they are. */
function slowly(
  postings: ReadonlyMap<number, readonly number[]>,
  dead: ReadonlySet<number>,
  asked: readonly { slot: number; weight: number }[],
): readonly number[] {
  const sums = new Map<number, number>();
  for (const { slot, weight } of asked)
    for (const document of (postings.get(slot) ?? []).slice(-64))
      sums.set(document, (sums.get(document) ?? 0) + weight ** 2);
  const steps = (sum: number) => Math.round(sum * 2 ** 15);
  return [...sums]
    .filter(([document]) => !dead.has(document))
    .sort(([a, x], [b, y]) => steps(y) - steps(x) || b - a)
    .slice(0, MOST)
    .map(([document]) => document);
}

test.each([0, 0.3, 0.8])(
  "finds what a search through everything finds, %d of the older documents forgotten",
  (forgotten) => {
    const random = seededRandom(11);
    const table = new TermTable({ weight: 1, shares: new Map() });
    const slots = Array.from({ length: TERMS }, (_, n) => table.count(n * 7919 + 1));
    const postings = new Map<number, number[]>(slots.map((slot) => [slot, []]));
    const dead = new Set<number>();
    const search = createCandidateSearch(table, { isAlive: (document) => !dead.has(document), oldest: 0 });
    const found = new Int32Array(MOST);
    for (let document = 0; document < 1_500; document++) {
      const own = [...new Set(Array.from({ length: 16 }, () => Math.floor(TERMS * random() ** 2)))];
      const asked = own.map((n) => ({
        slot: slots[n] as number,
        weight: 1 + (n * 7) / TERMS + random() / 100,
      }));
      asked.sort((a, b) => b.weight - a.weight);
      const count = search.find(
        asked.map(({ slot }) => slot),
        asked.map(({ weight }) => weight),
        found,
      );
      expect([...found.subarray(0, count)], `document ${document}`).toEqual(slowly(postings, dead, asked));
      for (const { slot } of asked) {
        table.post(slot, document);
        postings.get(slot)?.push(document);
      }
      if (document >= 100 && random() < forgotten) dead.add(document - 100);
    }
  },
);
