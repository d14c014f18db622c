import { createGrouper } from "../../src/cluster/create-grouper.ts";
import type { PairWeights } from "../../src/cluster/pair-model.ts";
import { hashTerm } from "../../src/cluster/term-hash.ts";
import type { TermPrior } from "../../src/cluster/term-prior.ts";
import { type FitOptions, fitWeights, type Lesson, type Lessons } from "./fit-weights.ts";
import { inTongues } from "./made-up-tongues.ts";
import { meanScore, type PartitionScore, partitionScore } from "./partition-score.ts";
import { collectPairs, WINDOW_MS } from "./story-pairs.ts";
import { bare, docOf, FOLDS, foldOf, loadSet, type StorySet, spread } from "./story-sets.ts";
import { countTerms } from "./term-counts.ts";

/** The labelled sets of a folder, and streams made of the one without times. */
export function trainingSets(dir: string): readonly (Omit<Lesson, "pairs"> & { readonly set: StorySet })[] {
  const undated = loadSet(dir, "allsides_undated");
  const dated = loadSet(dir, "allsides_dated");
  const wikinews = loadSet(dir, "wikinews");
  const dense = spread(undated, { name: "undated in 8 days", days: 8, bare: 0.35, seed: 99 });
  const sparse = spread(undated, { name: "undated in 60 days", days: 60, bare: 0.2, seed: 98 });
  return [
    { name: dense.name, set: dense, weight: 1, keep: 0.15 },
    { name: sparse.name, set: sparse, weight: 1, keep: 0.3 },
    { name: dated.name, set: dated, weight: 4, keep: 1 },
    { name: "dated, titles alone", set: bare(dated), weight: 2, keep: 1 },
    { name: wikinews.name, set: wikinews, weight: 6, keep: 1 },
    { name: "wikinews, titles alone", set: bare(wikinews), weight: 2, keep: 1 },
  ];
}

export function priorOf(set: StorySet, weight: number): TermPrior {
  const { documents, terms } = countTerms(set);
  const shares = new Map(Object.entries(terms).map(([term, count]) => [hashTerm(term), count / documents]));
  return { weight, shares };
}

export function lessonsOf(dir: string, priorDocuments: number): Lessons {
  const prior = priorOf(loadSet(dir, "allsides_undated"), priorDocuments);
  const sets = trainingSets(dir);
  return {
    within: sets.map(({ set, ...rest }) => ({ ...rest, pairs: collectPairs(set, prior) })),
    across: sets.map(({ set, ...rest }) => ({ ...rest, pairs: collectPairs(inTongues(set), prior, true) })),
  };
}

/** One set of weights a fold: each was fitted without that fold's stories. */
export function weightsByFold(lessons: Lessons, options: FitOptions): readonly PairWeights[] {
  return Array.from({ length: FOLDS }, (_, fold) => fitWeights(lessons, fold, options));
}

/** The stories that the grouper makes of a set, by row. */
export function groupRows(
  { rows }: StorySet,
  weights: PairWeights | undefined,
  options: { readonly window?: number; readonly threshold?: number } = {},
): readonly string[] {
  const window = options.window ?? WINDOW_MS;
  const grouper = createGrouper({ window, threshold: options.threshold, weights });
  const story = new Map<string, string>();
  const became = new Map<string, string>();
  for (const row of rows) {
    const { storyId, merged } = grouper.add(docOf(row));
    story.set(row.id, storyId);
    for (const { from, into } of merged) became.set(from, into);
  }
  return rows.map(({ id }) => {
    let found = story.get(id) as string;
    for (let next = became.get(found); next !== undefined; next = became.get(found)) found = next;
    return found;
  });
}

/** Scores a set with weights that never saw the story that is scored. */
export function crossValidate(
  set: StorySet,
  weights: readonly PairWeights[],
  options: { readonly threshold?: number } = {},
): PartitionScore {
  const gold = set.rows.map((row) => row.cluster);
  return meanScore(
    weights.map((own, fold) =>
      partitionScore(gold, groupRows(set, own, options), (n) => foldOf(gold[n] as string) === fold),
    ),
  );
}
