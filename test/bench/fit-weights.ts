import { FEATURE_COUNT, FEATURES } from "../../src/cluster/pair-features.ts";
import type { PairSum, PairWeights } from "../../src/cluster/pair-model.ts";
import { type BoostOptions, boostTrees, type Examples } from "./boosted-trees.ts";
import { fitLine } from "./fit-line.ts";
import type { Pairs } from "./story-pairs.ts";
import { createRandom } from "./story-sets.ts";

/** Pairs of one set or wire and what they count for. */
export interface Lesson {
  readonly name: string;
  readonly pairs: Pairs;
  readonly weight: number;
  /** Which pairs are learned from; default: all. */
  readonly uses?: (n: number) => boolean;
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
  /** Shrinks the plain sum's weights. */
  readonly lineRidge: number;
  /** What is known beforehand, log odds a unit, is added to what was learned. */
  readonly given: Readonly<Record<string, number>>;
  readonly shift: number;
  readonly shiftAcross: number;
  readonly singleMargin: number;
  readonly mergeMargin: number;
  readonly bestShare: number;
  readonly priorDocuments: number;
  readonly without: readonly string[];
}

export const FIT: FitOptions = {
  trees: 120,
  treesAcross: 60,
  depth: 4,
  rate: 0.1,
  leaf: 60,
  ridge: 8,
  lineRidge: 10,
  // The wires hold few series; that two of a series are two stories is known, and that one person is in many matters.
  given: { series: -5, oneName: -1.5 },
  shift: 0.23,
  shiftAcross: 3.28,
  singleMargin: 1,
  mergeMargin: 0,
  bestShare: 0.6,
  priorDocuments: 4000,
  without: [],
};

const AGAINST = /^(?:conflicting|unexplained|namesApart|oneName|hoursApart|ownForms|series|sameOutlet)/;
const EITHER = ["bodies", "shortest", "shortestTitle", "undated"];

/** A likeness must not count against; a conflict or a distance must not count for. */
export function direction(name: string): number {
  if (AGAINST.test(name)) return -1;
  return EITHER.includes(name) ? 0 : 1;
}

/** @param known the weights of pairs of different languages, where they were fitted before */
export function fitWeights(
  { within, across }: Lessons,
  options: FitOptions = FIT,
  known: PairSum = fitAcross(across, options),
): PairWeights {
  return {
    description: "How likely two articles tell one story, in log odds. Made by `npm run train:stories`.",
    singleMargin: options.singleMargin,
    mergeMargin: options.mergeMargin,
    bestShare: options.bestShare,
    priorDocuments: options.priorDocuments,
    ...fitSum(within, options),
    across: known,
  };
}

/** No wire has a part in these: they are the same whichever is left out. */
export function fitAcross(lessons: readonly Lesson[], options: FitOptions): PairSum {
  return fitSum(lessons, { ...options, trees: options.treesAcross, shift: options.shiftAcross });
}

function fitSum(lessons: readonly Lesson[], options: FitOptions): PairSum {
  if (lessons.length === 0) return { bias: -9, linear: {}, trees: [] };
  const random = createRandom(11);
  const examples = gather(lessons, options);
  const line = fitLine(
    thin(examples, () => true, random),
    { ridge: options.lineRidge, direction },
  );
  for (let i = 0; i < examples.count; i++)
    examples.base[i] = line.bias + dot(line.slopes, examples.features, i);
  const thinned = thin(examples, (i) => (examples.base[i] as number) < PLAIN, random);
  const boost: BoostOptions = { ...options, sample: 0.7, direction, random };
  const trees = options.trees === 0 ? [] : boostTrees(thinned, boost);
  const linear = Object.fromEntries(
    FEATURES.map(
      (name, f) => [name, round((line.slopes[f] as number) + (options.given[name] ?? 0))] as const,
    ).filter(([, slope]) => slope !== 0),
  );
  return { bias: round(line.bias - options.shift), linear, trees };
}

function gather(lessons: readonly Lesson[], { without }: FitOptions): Examples {
  const taught = ({ pairs, uses }: Lesson, n: number) => pairs.weights[n] !== 0 && (uses?.(n) ?? true);
  const countOf = (lesson: Lesson) =>
    lesson.pairs.same.reduce((sum, _, n) => sum + (taught(lesson, n) ? 1 : 0), 0);
  const count = lessons.reduce((sum, lesson) => sum + countOf(lesson), 0);
  const features = new Float32Array(count * FEATURE_COUNT);
  const [labels, weights] = [new Uint8Array(count), new Float32Array(count)];
  let i = 0;
  for (const lesson of lessons)
    for (let n = 0; n < lesson.pairs.count; n++) {
      if (!taught(lesson, n)) continue;
      const { pairs, weight } = lesson;
      features.set(pairs.features.subarray(n * FEATURE_COUNT, (n + 1) * FEATURE_COUNT), i * FEATURE_COUNT);
      labels[i] = pairs.same[n] as number;
      weights[i++] = weight * (pairs.weights[n] as number);
    }
  const hidden = without.map((name) => FEATURES.indexOf(name as (typeof FEATURES)[number]));
  for (const f of hidden) for (let n = f; n < features.length; n += FEATURE_COUNT) features[n] = 0;
  return { names: FEATURES, count, features, labels, weights, base: new Float64Array(count) };
}

/** Log odds below which a pair is plainly none, and the share of such pairs that is enough. */
const [PLAIN, KEPT] = [-6, 0.15];

/** Most pairs are not one story: of those that may be thinned a part, counting for all, does. */
function thin(examples: Examples, may: (i: number) => boolean, random: () => number): Examples {
  const kept: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < examples.count; i++) {
    const plain = examples.labels[i] === 0 && may(i);
    if (plain && random() > KEPT) continue;
    kept.push(i);
    weights.push((examples.weights[i] as number) / (plain ? KEPT : 1));
  }
  const features = new Float32Array(kept.length * FEATURE_COUNT);
  for (const [k, i] of kept.entries())
    features.set(examples.features.subarray(i * FEATURE_COUNT, (i + 1) * FEATURE_COUNT), k * FEATURE_COUNT);
  return {
    names: examples.names,
    count: kept.length,
    features,
    labels: Uint8Array.from(kept, (i) => examples.labels[i] as number),
    weights: Float32Array.from(weights),
    base: Float64Array.from(kept, (i) => examples.base[i] as number),
  };
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
