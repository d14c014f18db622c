import type { DocumentStore } from "./document-store.ts";
import { MOST_POSTINGS } from "./postings.ts";
import type { TermTable } from "./term-table.ts";

/** Places in the accumulator: at least twice the postings of one search. */
const PLACES = 4096;
/** Documents that a key tells apart: so many numbers from the oldest one on. */
const NUMBERS = 2 ** 24;
/** Steps in which sums are told apart: the highest (24 terms of a rank below 25) and a document fit into 53 bits. */
const FINE = 2 ** 15;

/** Documents worth comparing with a new one. */
export interface CandidateSearch {
  /**
   * Finds the documents that share the most of some terms, by the sum of their squared weights; the newer first
   * among equals. Costs the same however many documents there are.
   *
   * @param slots slots of the terms to look up, at most 32
   * @param weights theirs, the highest first
   * @param into gets document numbers, the likeliest first
   * @returns how many there are
   */
  find(slots: readonly number[], weights: readonly number[], into: Int32Array): number;
}

export function createCandidateSearch(
  table: TermTable,
  store: Pick<DocumentStore, "isAlive" | "oldest">,
): CandidateSearch {
  const documents = new Int32Array(PLACES).fill(-1);
  const sums = new Float64Array(PLACES);
  const touched = new Int32Array(PLACES);
  const keys = new Float64Array(PLACES);
  const postings = new Int32Array(MOST_POSTINGS);
  let count = 0;
  let [asked, alive] = [0, 0];

  /** Adds a term's weight to its documents, and begins sums for those that have none yet. */
  function begin(length: number, weight: number): void {
    for (let k = 0; k < length; k++) {
      const document = postings[k] as number;
      const at = placeOf(documents, document);
      if (documents[at] === document) sums[at] = (sums[at] as number) + weight;
      else {
        documents[at] = document;
        sums[at] = weight;
        touched[count++] = at;
      }
    }
  }

  /** Adds a term's weight to documents that have a sum. */
  function add(length: number, weight: number): void {
    for (let k = 0; k < length; k++) {
      const document = postings[k] as number;
      const at = placeOf(documents, document);
      if (documents[at] === document) sums[at] = (sums[at] as number) + weight;
    }
  }

  /** Whether so many of the documents that have a sum are still there. Each is asked about once. */
  function hasAlive(most: number): boolean {
    for (; asked < count && alive < most; asked++)
      if (store.isAlive(documents[touched[asked] as number] as number)) alive++;
    return alive >= most;
  }

  /** Clears the accumulator. @returns how many keys of documents with at least that sum were written */
  function collect(least: number): number {
    const { oldest } = store;
    let found = 0;
    for (let n = 0; n < count; n++) {
      const at = touched[n] as number;
      const document = documents[at] as number;
      documents[at] = -1;
      if ((sums[at] as number) < least || !store.isAlive(document)) continue;
      keys[found++] = Math.round((sums[at] as number) * FINE) * NUMBERS + (document - oldest);
    }
    return found;
  }

  return {
    find: (slots, weights, into) => {
      [count, asked, alive] = [0, 0, 0];
      let rest = 0;
      for (const weight of weights) rest += weight * weight;
      // Once there are as many living documents as are wanted, each has at least the weight of the term last looked up.
      let least = 0;
      for (let n = 0; n < slots.length; n++) {
        const weight = (weights[n] as number) ** 2;
        const length = table.postings(slots[n] as number, postings);
        // What is not found by then, the terms that are left cannot bring among the best.
        if (rest < least) add(length, weight);
        else begin(length, weight);
        rest -= weight;
        if (least === 0 && hasAlive(into.length)) least = weight;
      }
      return best(keys.subarray(0, collect(least)).sort(), store.oldest, into);
    },
  };
}

/** Where a document is, or would be. */
function placeOf(documents: Int32Array, document: number): number {
  let at = Math.imul(document, 0x9e3779b1) >>> 20;
  while (documents[at] !== document && documents[at] !== -1) at = (at + 1) & (PLACES - 1);
  return at;
}

/** @param keys ascending */
function best(keys: Float64Array, oldest: number, into: Int32Array): number {
  const found = Math.min(keys.length, into.length);
  for (let n = 0; n < found; n++) {
    const key = keys[keys.length - 1 - n] as number;
    into[n] = key - Math.floor(key / NUMBERS) * NUMBERS + oldest;
  }
  return found;
}
