import { createCandidateSearch } from "../../src/cluster/candidates.ts";
import { createCrowd } from "../../src/cluster/crowd.ts";
import { DocumentStore, placeOf } from "../../src/cluster/document-store.ts";
import { FEATURE_COUNT, pairFeatures } from "../../src/cluster/pair-features.ts";
import { readDocument } from "../../src/cluster/reader.ts";
import { apart, toSteps } from "../../src/cluster/steps.ts";
import type { TermPrior } from "../../src/cluster/term-prior.ts";
import { TermTable } from "../../src/cluster/term-table.ts";
import { createTermReader } from "../../src/cluster/terms.ts";
import { datedAt } from "../../src/cluster/url-date.ts";
import { docOf, foldOf, type Row, type StorySet } from "./story-sets.ts";

/** Pairs that the grouper would compare, with their features and whether they tell one story. */
export interface Pairs {
  readonly count: number;
  /** `FEATURE_COUNT` a pair. */
  readonly features: Float32Array;
  readonly same: Uint8Array;
  /** Folds of the two, as bits. */
  readonly folds: Uint8Array;
}

export const WINDOW_MS = 72 * 3_600_000;
const CANDIDATES = 40;

/**
 * Runs the grouper's own search over a set and keeps every pair that it would compare.
 *
 * @param across only those of different languages
 */
export function collectPairs({ rows }: StorySet, prior: TermPrior, across = false): Pairs {
  const features: number[] = [];
  const same: number[] = [];
  const folds: number[] = [];
  const store = new DocumentStore();
  const table = new TermTable(prior);
  const search = createCandidateSearch(table, store);
  const crowd = createCrowd(WINDOW_MS);
  const read = createTermReader();
  const values = new Float64Array(FEATURE_COUNT);
  const found = new Int32Array(CANDIDATES);
  for (const [n, row] of rows.entries()) {
    const doc = docOf(row);
    const time = doc.publishedAt ?? Number.NaN;
    const { terms, slots, weights } = readDocument(doc, table, read);
    crowd.add(time);
    const neighbours = crowd.around(time);
    store.add(
      { id: row.id, time, seenAt: time, dated: datedAt(doc), outlet: 0, language: 0, neighbours },
      terms,
    );
    store.chunkOf(n).story[placeOf(n)] = n;
    const candidates = [...found.subarray(0, search.find(slots, weights, found))].filter((one) =>
      isWanted(row, rows[one], across),
    );
    for (const candidate of candidates) {
      if (apart(toSteps(time), store.chunkOf(candidate).time[placeOf(candidate)] as number) > WINDOW_MS)
        continue;
      pairFeatures(store, n, candidate, values);
      features.push(...values);
      const other = rows[candidate]?.cluster ?? "";
      same.push(other === row.cluster ? 1 : 0);
      folds.push((1 << foldOf(row.cluster)) | (1 << foldOf(other)));
    }
    for (const slot of slots) table.post(slot, n);
  }
  return {
    count: same.length,
    features: Float32Array.from(features),
    same: Uint8Array.from(same),
    folds: Uint8Array.from(folds),
  };
}

function isWanted(row: Row, other: Row | undefined, across: boolean): boolean {
  return !across || row.lang !== other?.lang;
}
