import { createCandidateSearch } from "../../src/cluster/candidates.ts";
import { DocumentStore, placeOf } from "../../src/cluster/document-store.ts";
import { FEATURE_COUNT, pairFeatures } from "../../src/cluster/pair-features.ts";
import { readDocument } from "../../src/cluster/reader.ts";
import { apart } from "../../src/cluster/steps.ts";
import { createStoryTerms } from "../../src/cluster/story-terms.ts";
import { hashTerm } from "../../src/cluster/term-hash.ts";
import type { TermPrior } from "../../src/cluster/term-prior.ts";
import { TermTable } from "../../src/cluster/term-table.ts";
import { createTermReader } from "../../src/cluster/terms.ts";
import { datedAt } from "../../src/cluster/url-date.ts";
import { createRandom, docOf, type Row } from "./story-sets.ts";

/** Pairs that the grouper would compare, with their features and whether they tell one story. */
export interface Pairs {
  readonly count: number;
  /** `FEATURE_COUNT` a pair. */
  readonly features: Float32Array;
  readonly same: Uint8Array;
  readonly weights: Float32Array;
  /** Rows of the two. */
  readonly newer: Int32Array;
  readonly older: Int32Array;
}

export const WINDOW_MS = 72 * 3_600_000;
const CANDIDATES = 25;

/** What a pair of rows teaches: whether they are one story, and what it counts for; 0: nothing. */
export type Teaches = (newer: number, older: number) => { readonly same: boolean; readonly weight: number };

/** The share of articles that come to their story, as a grouper finds them. */
const FOUND = 0.7;

/**
 * Runs the grouper's own search over rows and keeps every pair that it would compare and that teaches something.
 *
 * @param storyOf by row: the story that it tells; undefined: its own
 */
export function collectPairs(
  rows: readonly Row[],
  prior: TermPrior,
  teaches: Teaches,
  storyOf: (n: number) => string | undefined,
): Pairs {
  const store = new DocumentStore();
  const table = new TermTable(prior);
  const search = createCandidateSearch(table, store);
  const read = createTermReader((hash) => table.isName(hash));
  const random = createRandom(5);
  const storyTerms = createStoryTerms(store, table);
  const stories = new Map<string, number[]>();
  const values = new Float64Array(FEATURE_COUNT);
  const found = new Int32Array(CANDIDATES);
  const features: number[] = [];
  const kept: { same: boolean; weight: number; newer: number; older: number }[] = [];
  for (const [n, row] of rows.entries()) {
    const { slots, weights } = insert(row, n);
    const count = search.find(slots, weights, found);
    for (const candidate of found.subarray(0, count)) {
      const lesson = teaches(n, candidate);
      if (lesson.weight === 0 || isFar(n, candidate)) continue;
      pairFeatures(store, table, n, candidate, values);
      features.push(...values);
      kept.push({ ...lesson, newer: n, older: candidate });
    }
    for (const slot of slots) table.post(slot, n);
    join(n, storyOf(n));
  }
  return {
    count: kept.length,
    features: Float32Array.from(features),
    same: Uint8Array.from(kept, ({ same }) => (same ? 1 : 0)),
    weights: Float32Array.from(kept, ({ weight }) => weight),
    newer: Int32Array.from(kept, ({ newer }) => newer),
    older: Int32Array.from(kept, ({ older }) => older),
  };

  function insert(row: Row, n: number) {
    const doc = docOf(row);
    const time = doc.publishedAt ?? Number.NaN;
    const outlet = doc.outlet ? hashTerm(doc.outlet.toLowerCase()) : 0;
    const document = readDocument(doc, outlet, table, read);
    store.add({ id: row.id, time, seenAt: time, dated: datedAt(doc), outlet, language: 0 }, document.terms);
    store.chunkOf(n).story[placeOf(n)] = n;
    return document;
  }

  function join(n: number, story: string | undefined): void {
    if (story === undefined || random() > FOUND) return;
    const members = stories.get(story) ?? [];
    stories.set(story, members);
    storyTerms.shared(n, members.slice(-40), 1);
    members.push(n);
  }

  function isFar(a: number, b: number): boolean {
    const time = (n: number) => store.chunkOf(n).time[placeOf(n)] as number;
    return apart(time(a), time(b)) > WINDOW_MS;
  }
}
