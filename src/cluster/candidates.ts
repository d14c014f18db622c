import type { TermTable } from "./term-table.ts";

/** Postings that are read of each term looked up. */
const POSTINGS = 64;
/** Places in the accumulator: at least twice the postings of one search. */
const PLACES = 4096;

/** Documents worth comparing with a new one. */
export interface CandidateSearch {
  /**
   * Finds the documents that share the most of some terms, by the sum of their squared weights; the newer first
   * among equals. Costs the same however many documents there are.
   *
   * @param slots slots of the terms to look up, at most 32
   * @returns at most `most` document numbers, the likeliest first
   */
  find(slots: readonly number[], weights: readonly number[], most: number): readonly number[];
}

export function createCandidateSearch(
  table: TermTable,
  isAlive: (document: number) => boolean,
): CandidateSearch {
  const documents = new Int32Array(PLACES).fill(-1);
  const sums = new Float32Array(PLACES);
  const touched = new Int32Array(PLACES);
  const postings = new Int32Array(POSTINGS);
  let count = 0;

  function add(document: number, weight: number): void {
    let at = Math.imul(document, 0x9e3779b1) >>> 20;
    while (documents[at] !== -1 && documents[at] !== document) at = (at + 1) & (PLACES - 1);
    if (documents[at] === -1) {
      documents[at] = document;
      sums[at] = 0;
      touched[count++] = at;
    }
    sums[at] = (sums[at] as number) + weight;
  }

  return {
    find: (slots, weights, most) => {
      count = 0;
      for (let n = 0; n < slots.length; n++) {
        const weight = weights[n] as number;
        const length = table.postings(slots[n] as number, postings);
        for (let k = 0; k < length; k++) add(postings[k] as number, weight * weight);
      }
      const best = createBest(most);
      for (let n = 0; n < count; n++) {
        const at = touched[n] as number;
        const document = documents[at] as number;
        documents[at] = -1;
        const sum = sums[at] as number;
        if (sum > best.floor() && isAlive(document)) best.offer(document, sum);
      }
      return best.sorted();
    },
  };
}

/** The best few of many: a heap whose root is the least of them. */
function createBest(most: number) {
  const heap: { document: number; sum: number }[] = [];
  const less = (a: { document: number; sum: number }, b: { document: number; sum: number }) =>
    a.sum < b.sum || (a.sum === b.sum && a.document < b.document);
  const sink = (item: { document: number; sum: number }) => {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right && less(right, heap[child] as typeof item)) child++;
      if (!less(heap[child] as typeof item, item)) break;
      heap[at] = heap[child] as typeof item;
      at = child;
    }
    heap[at] = item;
  };
  return {
    floor: () => (heap.length < most ? Number.NEGATIVE_INFINITY : (heap[0]?.sum ?? 0) - 1e-6),
    offer: (document: number, sum: number) => {
      const item = { document, sum };
      if (heap.length < most) {
        heap.push(item);
        if (heap.length === most) heap.sort((a, b) => (less(a, b) ? -1 : 1));
      } else if (less(heap[0] as typeof item, item)) sink(item);
    },
    sorted: () => heap.sort((a, b) => (less(a, b) ? 1 : -1)).map((item) => item.document),
  };
}
