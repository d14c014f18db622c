import type { DocumentStore } from "./document-store.ts";
import { MOST_POSTINGS } from "./postings.ts";
import type { TermTable } from "./term-table.ts";

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
  store: Pick<DocumentStore, "isAlive" | "oldest">,
): CandidateSearch {
  const documents = new Int32Array(PLACES).fill(-1);
  const sums = new Float32Array(PLACES);
  const touched = new Int32Array(PLACES);
  const postings = new Int32Array(MOST_POSTINGS);
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
        const weight = (weights[n] as number) ** 2;
        const length = table.postings(slots[n] as number, postings);
        for (let k = 0; k < length; k++) add(postings[k] as number, weight);
      }
      const best = createBest(most, store);
      for (let n = 0; n < count; n++) {
        const at = touched[n] as number;
        const document = documents[at] as number;
        documents[at] = -1;
        best.offer(document, sums[at] as number);
      }
      return best.sorted();
    },
  };
}

/** Documents that a key tells apart: so many numbers from the oldest one on. */
const NUMBERS = 2 ** 24;
/** Steps in which sums are told apart: the highest (16 terms of a rank below 25) and a document fit into 53 bits. */
const FINE = 2 ** 15;

/** The best few of many: a heap whose root is the least of them. One number holds a sum and its document. */
function createBest(most: number, store: Pick<DocumentStore, "isAlive" | "oldest">) {
  const { oldest } = store;
  const heap = new Float64Array(most);
  let size = 0;
  /** Less than any sum that is among the best. */
  let floor = Number.NEGATIVE_INFINITY;
  const raise = () => {
    floor = Math.floor((heap[0] as number) / NUMBERS) / FINE - 1 / FINE;
  };
  const sink = (key: number) => {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && (heap[child + 1] as number) < (heap[child] as number)) child++;
      if ((heap[child] as number) >= key) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = key;
  };
  return {
    offer: (document: number, sum: number) => {
      if (sum < floor) return; // nearly all
      const key = Math.round(sum * FINE) * NUMBERS + (document - oldest);
      if ((size === most && key <= (heap[0] as number)) || !store.isAlive(document)) return;
      if (size === most) sink(key);
      else {
        heap[size++] = key;
        if (size === most) heap.sort();
      }
      if (size === most) raise();
    },
    sorted: () => {
      const keys = heap.subarray(0, size).sort();
      const best: number[] = [];
      for (let n = size - 1; n >= 0; n--) best.push(((keys[n] as number) % NUMBERS) + oldest);
      return best;
    },
  };
}
