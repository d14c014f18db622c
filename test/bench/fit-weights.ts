import { FEATURE_COUNT, FEATURES } from "../../src/cluster/pair-features.ts";
import type { PairSum, PairWeights } from "../../src/cluster/pair-model.ts";
import { type BoostOptions, boostTrees, type Examples } from "./boosted-trees.ts";
import type { Pairs } from "./story-pairs.ts";
import { createRandom, FOLDS } from "./story-sets.ts";

/** Pairs of one set and what they count for. */
export interface Lesson {
  readonly name: string;
  readonly pairs: Pairs;
  readonly weight: number;
  /** Share of the pairs of different stories that is kept (the rest count for the dropped ones). */
  readonly keep: number;
}

export interface Lessons {
  readonly within: readonly Lesson[];
  /** Pairs of different languages. */
  readonly across: readonly Lesson[];
}

export interface FitOptions {
  readonly trees: number;
  readonly treesAcross: number;
  readonly depth: number;
  readonly rate: number;
  readonly leaf: number;
  readonly ridge: number;
  /** What is known beforehand, log odds a unit; the trees learn what is left. */
  readonly given: Readonly<Record<string, number>>;
  /** Log odds a unit that the fitted score is lowered or raised by: a wrong merge costs more than a missed one. */
  readonly caution: Readonly<Record<string, number>>;
  /** The same, for all pairs: what the fitted odds must be to join. */
  readonly shift: number;
  readonly shiftAcross: number;
  readonly mergeMargin: number;
  readonly bestShare: number;
  readonly priorDocuments: number;
  readonly without: readonly string[];
}

export const FIT: FitOptions = {
  trees: 60,
  treesAcross: 60,
  depth: 3,
  rate: 0.16,
  leaf: 40,
  ridge: 5,
  given: { conflictingCountries: -2.5, sharedCountries: 0.7 },
  caution: { undated: -0.45 },
  shift: 0.73,
  shiftAcross: 1.63,
  mergeMargin: 1,
  bestShare: 0.4,
  priorDocuments: 4000,
  without: [],
};

/** A likeness must not count against; a conflict or a distance must not count for. */
function direction(name: string): number {
  if (name.startsWith("conflicting") || name === "hoursApart") return -1;
  return ["bodies", "shortest", "crowd", "undated"].includes(name) ? 0 : 1;
}

/** Fits the weights to all pairs but those that touch a fold. */
export function fitWeights(
  { within, across }: Lessons,
  fold: number | undefined,
  options: FitOptions = FIT,
): PairWeights {
  return {
    description: "How likely two articles tell one story, in log odds. Made by `npm run train:stories`.",
    mergeMargin: options.mergeMargin,
    bestShare: options.bestShare,
    priorDocuments: options.priorDocuments,
    ...fitSum(within, fold, options),
    across: fitSum(across, fold, { ...options, trees: options.treesAcross, shift: options.shiftAcross }),
  };
}

function fitSum(lessons: readonly Lesson[], fold: number | undefined, options: FitOptions): PairSum {
  const random = createRandom(11);
  const examples = gather(lessons, fold, options, random);
  const bias = even(examples);
  const slopes = Float64Array.from(FEATURES, (name) => options.given[name] ?? 0);
  for (let i = 0; i < examples.count; i++) examples.base[i] = bias + dot(slopes, examples.features, i);
  const boost: BoostOptions = { ...options, sample: 0.7, direction, random };
  const trees = boostTrees(examples, boost);
  return { bias: round(bias - options.shift), linear: { ...options.given, ...options.caution }, trees };
}

function gather(
  lessons: readonly Lesson[],
  fold: number | undefined,
  { without }: FitOptions,
  random: () => number,
): Examples {
  const picked = lessons.flatMap((lesson) => pick(lesson, fold, random));
  const features = new Float32Array(picked.length * FEATURE_COUNT);
  const hidden = FEATURES.map((name) => without.includes(name));
  for (const [i, { pairs, n }] of picked.entries())
    for (let f = 0; f < FEATURE_COUNT; f++)
      if (!hidden[f]) features[i * FEATURE_COUNT + f] = pairs.features[n * FEATURE_COUNT + f] as number;
  return {
    names: FEATURES,
    count: picked.length,
    features,
    labels: Uint8Array.from(picked, ({ pairs, n }) => pairs.same[n] as number),
    weights: Float32Array.from(picked, ({ weight }) => weight),
    base: new Float64Array(picked.length),
  };
}

interface Picked {
  readonly pairs: Pairs;
  readonly n: number;
  readonly weight: number;
}

/** The pairs of a lesson that touch no story of the fold, thinned. */
function pick({ pairs, weight, keep }: Lesson, fold: number | undefined, random: () => number): Picked[] {
  const picked: Picked[] = [];
  // Leaving a fold out loses a fifth of the pairs of one story but 9 of 25 others: without this the odds would shift.
  const lost = fold === undefined ? 1 : FOLDS / (FOLDS - 1);
  for (let n = 0; n < pairs.count; n++) {
    if (fold !== undefined && (pairs.folds[n] as number) & (1 << fold)) continue;
    const same = pairs.same[n] === 1;
    if (same || random() <= keep) picked.push({ pairs, n, weight: same ? weight : (weight / keep) * lost });
  }
  return picked;
}

/** Log odds of all pairs taken together. */
function even({ count, labels, weights }: Examples): number {
  let [all, yes] = [0, 0];
  for (let i = 0; i < count; i++) {
    all += weights[i] as number;
    yes += (weights[i] as number) * (labels[i] as number);
  }
  return Math.log(yes / (all - yes));
}

function dot(slopes: Float64Array, features: Float32Array, i: number): number {
  let sum = 0;
  for (let f = 0; f < FEATURE_COUNT; f++)
    sum += (slopes[f] as number) * (features[i * FEATURE_COUNT + f] as number);
  return sum;
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
