import path from "node:path";
import { createGrouper } from "../../src/cluster/create-grouper.ts";
import type { PairSum, PairWeights } from "../../src/cluster/pair-model.ts";
import type { TermPrior } from "../../src/cluster/term-prior.ts";
import { FIT, type FitOptions, fitWeights, type Lesson, type Lessons } from "./fit-weights.ts";
import { inTongues } from "./made-up-tongues.ts";
import { meanScore, type PartitionScore, partitionScore } from "./partition-score.ts";
import { collectPairs, type Teaches, WINDOW_MS } from "./story-pairs.ts";
import { bare, docOf, FOLDS, foldOf, loadSet, type Row, type StorySet, spread } from "./story-sets.ts";
import { priorOf } from "./term-counts.ts";
import { loadWires, type Wire } from "./wire-sets.ts";

/** All that weights are made from. */
export interface Material {
  readonly wires: readonly Wire[];
  readonly lessons: Lessons;
}

/**
 * The labelled sets of a folder, and streams made of the one without times. Nearly every article has a partner there, so
 * they count for little beside wires.
 */
function trainingSets(dir: string): readonly { readonly set: StorySet; readonly weight: number }[] {
  const undated = loadSet(dir, "allsides_undated");
  const [dated, wikinews] = [loadSet(dir, "allsides_dated"), loadSet(dir, "wikinews")];
  return [
    { set: spread(undated, { name: "undated in 30 days", days: 30, bare: 0.3, seed: 98 }), weight: 0.1 },
    { set: dated, weight: 0.15 },
    { set: bare(dated), weight: 0.08 },
    { set: wikinews, weight: 0.3 },
    { set: bare(wikinews), weight: 0.15 },
  ];
}

/**
 * Collects the pairs of a folder's labelled sets, and of the wires in `wires` beside it or in it. A wire is read twice:
 * knowing how common words are in its language from the other wires, and knowing nothing of it.
 */
export function materialOf(dir: string): Material {
  const wires = [...loadWires(dir), ...loadWires(path.join(dir, "..", "wires"))];
  const english = loadSet(dir, "allsides_undated").rows;
  const cold = priorOf([english], FIT.priorDocuments);
  const sets = trainingSets(dir);
  const ofWires = wires.flatMap((wire) => {
    const known = priorWithout(wires, english, ({ name }) => name === wire.name);
    return [cold, known].map((prior) => ({
      name: wire.name,
      weight: 0.4,
      pairs: collectPairs(wire.rows, prior, teacherOf(wire), (n) => wire.events[n]),
    }));
  });
  const ofSets = sets.map(({ set, weight }) => lessonOf(set, weight, cold));
  const crowd = crowdOf(wires, cold);
  const across = sets.map(({ set, weight }) => lessonOf(inTongues(set), weight, cold, true));
  return { wires, lessons: { within: [...ofWires, ...crowd, ...ofSets], across } };
}

/** All wires in one window: the pairs of each, found and weighed among the articles of the others. */
function crowdOf(wires: readonly Wire[], prior: TermPrior): readonly Lesson[] {
  const rows = wires.flatMap((wire) => wire.rows.map((row, n) => ({ wire, row, n })));
  rows.sort((a, b) => (a.row.ts ?? 0) - (b.row.ts ?? 0));
  const teachers = new Map(wires.map((wire) => [wire, teacherOf(wire)]));
  const teaches: Teaches = (a, b) => {
    const [one, other] = [rows[a], rows[b]];
    if (!one || !other || one.wire !== other.wire) return { same: false, weight: 0 };
    return teachers.get(one.wire)?.(one.n, other.n) ?? { same: false, weight: 0 };
  };
  const told = (n: number) => {
    const event = rows[n]?.wire.events[rows[n]?.n ?? 0];
    return event && `${rows[n]?.wire.name} ${event}`;
  };
  const pairs = collectPairs(
    rows.map(({ row }) => row),
    prior,
    teaches,
    told,
  );
  return wires.map(({ name }) => ({
    name,
    weight: 0.3,
    pairs,
    uses: (n: number) => rows[pairs.newer[n] as number]?.wire.name === name,
  }));
}

/** How common words are, counted on English sets and on all wires but those that are left out. */
export function priorWithout(
  wires: readonly Wire[],
  english: readonly Row[],
  isOut: (wire: Wire) => boolean,
): TermPrior {
  return priorOf(
    [english, ...wires.filter((wire) => !isOut(wire)).map(({ rows }) => rows)],
    FIT.priorDocuments,
  );
}

/** One event is one story; one topic may be, so it teaches nothing; all else is not. Large events count for less. */
function teacherOf({ events, topics }: Wire): Teaches {
  const sizes = new Map<string, number>();
  for (const event of events) if (event !== undefined) sizes.set(event, (sizes.get(event) ?? 0) + 1);
  return (a, b) => {
    const [event, topic] = [events[a], topics[a]];
    if (event !== undefined && event === events[b])
      return { same: true, weight: 1 / Math.max(1, Math.sqrt(((sizes.get(event) ?? 2) - 1) / 2)) };
    return { same: false, weight: topic !== undefined && topic === topics[b] ? 0 : 1 };
  };
}

interface SetLesson extends Lesson {
  /** Folds of the two stories, as bits, by pair. */
  readonly folds: Uint8Array;
}

function lessonOf({ name, rows }: StorySet, weight: number, prior: TermPrior, across = false): SetLesson {
  const teaches: Teaches = (a, b) => {
    const [one, other] = [rows[a], rows[b]];
    return { same: one?.cluster === other?.cluster, weight: across && one?.lang === other?.lang ? 0 : 1 };
  };
  const pairs = collectPairs(rows, prior, teaches, (n) => rows[n]?.cluster);
  const fold = (n: number | undefined) => 1 << foldOf(rows[n ?? 0]?.cluster ?? "");
  return {
    name,
    weight,
    pairs,
    folds: Uint8Array.from(pairs.newer, (n, i) => fold(n) | fold(pairs.older[i])),
  };
}

/** One set of weights a fold: each was fitted without that fold's stories of the sets. */
export function weightsByFold({ lessons }: Material, options: FitOptions): readonly PairWeights[] {
  const without = (fold: number) => (lesson: Lesson) =>
    "folds" in lesson
      ? { ...lesson, uses: (n: number) => (((lesson as SetLesson).folds[n] as number) & (1 << fold)) === 0 }
      : lesson;
  return Array.from({ length: FOLDS }, (_, fold) =>
    fitWeights(
      { within: lessons.within.map(without(fold)), across: lessons.across.map(without(fold)) },
      options,
    ),
  );
}

/** Weights that were fitted without some wires. */
export function weightsWithout(
  { lessons }: Material,
  names: readonly string[],
  options: FitOptions,
  across: PairSum,
): PairWeights {
  const within = lessons.within.filter(({ name }) => !names.includes(name));
  return fitWeights({ ...lessons, within }, options, across);
}

/** The stories that the grouper makes of rows. */
export function groupRows(
  rows: readonly Row[],
  weights: PairWeights | undefined,
  options: { readonly threshold?: number | undefined; readonly prior?: TermPrior | undefined } = {},
): readonly string[] {
  const grouper = createGrouper({ window: WINDOW_MS, weights, ...options });
  const docs = rows.map(docOf);
  grouper.foresee(docs);
  for (const doc of docs) grouper.add(doc);
  return rows.map(({ id }) => grouper.storyOf(id) as string);
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
      partitionScore(gold, groupRows(set.rows, own, options), (n) => foldOf(gold[n] as string) === fold),
    ),
  );
}
