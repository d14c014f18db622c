import { FEATURE_COUNT, FEATURES } from "../../src/cluster/pair-features.ts";
import type { PairWeights } from "../../src/cluster/pair-model.ts";
import { type BoostOptions, boostTrees, type Examples } from "./boosted-trees.ts";
import type { Pairs } from "./story-pairs.ts";
import { createRandom } from "./story-sets.ts";

/** Pairs of one set and what they count for. */
export interface Lesson {
  readonly name: string;
  readonly pairs: Pairs;
  readonly weight: number;
  /** Share of the pairs of different stories that is kept (the rest count for the dropped ones). */
  readonly keep: number;
}

export interface FitOptions {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  readonly leaf: number;
  readonly ridge: number;
  /** Share of the logistic part in the score the trees start from, 0-1. */
  readonly linear: number;
  /** Added to the bias: log odds at which joining is even. */
  readonly shift: number;
  readonly mergeMargin: number;
  readonly bestShare: number;
  readonly priorDocuments: number;
  readonly without: readonly string[];
}

export const FIT: FitOptions = {
  trees: 60,
  depth: 3,
  rate: 0.15,
  leaf: 40,
  ridge: 5,
  linear: 0,
  shift: 0,
  mergeMargin: 0.5,
  bestShare: 0.5,
  priorDocuments: 4000,
  without: [],
};

/** A likeness must not count against; a conflict or a distance must not count for. */
function direction(name: string): number {
  if (name.startsWith("conflicting") || name === "hoursApart") return -1;
  return ["timesKnown", "bodies", "shortest", "crowd"].includes(name) ? 0 : 1;
}

/** Fits the weights to all pairs but those that touch a fold. */
export function fitWeights(
  lessons: readonly Lesson[],
  fold: number | undefined,
  options: FitOptions = FIT,
): PairWeights {
  const random = createRandom(11);
  const examples = gather(lessons, fold, options, random);
  const { bias, slopes } = options.linear > 0 ? logistic(examples) : even(examples);
  for (let i = 0; i < examples.count; i++)
    examples.base[i] = bias + dot(slopes, examples.features, i) * options.linear;
  const boost: BoostOptions = { ...options, sample: 0.7, direction, random };
  const trees = boostTrees(examples, boost);
  const linear = Object.fromEntries(
    FEATURES.map((name, f) => [name, round((slopes[f] as number) * options.linear)]),
  );
  return {
    description: "How likely two articles tell one story, in log odds. Made by `npm run train:stories`.",
    bias: round(bias - options.shift),
    linear: Object.fromEntries(Object.entries(linear).filter(([, slope]) => slope !== 0)),
    trees,
    mergeMargin: options.mergeMargin,
    bestShare: options.bestShare,
    priorDocuments: options.priorDocuments,
  };
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
  for (let n = 0; n < pairs.count; n++) {
    if (fold !== undefined && (pairs.folds[n] as number) & (1 << fold)) continue;
    const same = pairs.same[n] === 1;
    if (same || random() <= keep) picked.push({ pairs, n, weight: same ? weight : weight / keep });
  }
  return picked;
}

function even({ count, labels, weights }: Examples): { bias: number; slopes: Float64Array } {
  let [all, yes] = [0, 0];
  for (let i = 0; i < count; i++) {
    all += weights[i] as number;
    yes += (weights[i] as number) * (labels[i] as number);
  }
  return { bias: Math.log(yes / (all - yes)), slopes: new Float64Array(FEATURE_COUNT) };
}

/** Logistic regression by Adam; slopes keep to the directions that make sense. */
function logistic(examples: Examples): { bias: number; slopes: Float64Array } {
  const { count, labels, weights, features } = examples;
  const [slopes, first, second] = [0, 1, 2].map(() => new Float64Array(FEATURE_COUNT + 1)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  slopes[FEATURE_COUNT] = even(examples).bias;
  for (let step = 1; step <= 250; step++) {
    const gradient = new Float64Array(FEATURE_COUNT + 1);
    let total = 0;
    for (let i = 0; i < count; i++) {
      const score = (slopes[FEATURE_COUNT] as number) + dot(slopes, features, i);
      const error = (weights[i] as number) * (1 / (1 + Math.exp(-score)) - (labels[i] as number));
      total += weights[i] as number;
      for (let f = 0; f < FEATURE_COUNT; f++)
        gradient[f] = (gradient[f] as number) + error * (features[i * FEATURE_COUNT + f] as number);
      gradient[FEATURE_COUNT] = (gradient[FEATURE_COUNT] as number) + error;
    }
    for (let f = 0; f <= FEATURE_COUNT; f++) {
      const g = (gradient[f] as number) / total + 1e-5 * (slopes[f] as number);
      first[f] = 0.9 * (first[f] as number) + 0.1 * g;
      second[f] = 0.999 * (second[f] as number) + 0.001 * g * g;
      const move =
        (first[f] as number) /
        (1 - 0.9 ** step) /
        (Math.sqrt((second[f] as number) / (1 - 0.999 ** step)) + 1e-8);
      slopes[f] = (slopes[f] as number) - 0.1 * move;
      const sign = f < FEATURE_COUNT ? direction(FEATURES[f] as string) : 0;
      if ((slopes[f] as number) * sign < 0) slopes[f] = 0;
    }
  }
  return { bias: slopes[FEATURE_COUNT] as number, slopes: slopes.slice(0, FEATURE_COUNT) };
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
