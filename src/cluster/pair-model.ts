import type { Reason } from "../model/story.ts";
import { FEATURE_COUNT, FEATURES } from "./pair-features.ts";

/** A decision: `[feature, at most, then, else]`; a number is what is added to the score. */
export type TreeNode =
  | number
  | readonly [feature: string, atMost: number, then: TreeNode, otherwise: TreeNode];

/** Log odds of a pair as a sum. */
export interface PairSum {
  readonly bias: number;
  /** Added per unit of a feature. */
  readonly linear: Readonly<Record<string, number>>;
  readonly trees: readonly TreeNode[];
}

/** `weights.json`: how likely two documents tell one story, in log odds. */
export interface PairWeights extends PairSum {
  readonly description: string;
  /** The same for two documents of different languages. */
  readonly across: PairSum;
  /** Log odds to add for joining a story of a single article. */
  readonly singleMargin: number;
  /** Log odds to add for merging two stories, beyond joining one. */
  readonly mergeMargin: number;
  /** Share of the best member in a story's score; the rest is the mean of its members. */
  readonly bestShare: number;
  /** Documents that the prior frequencies of terms stand for. */
  readonly priorDocuments: number;
}

export interface PairModel {
  /** Log odds. */
  score(features: Float64Array): number;
  /** Log odds by the plain sum alone, without the trees: a cheap first look. */
  plain(features: Float64Array): number;
  /** What each feature added to the score, the weightiest first. Exact: they and the bias sum up to it. */
  explain(features: Float64Array): readonly Reason[];
}

/** The weights as arrays that are quick to walk. */
export function createPairModel({ bias, linear, trees }: PairSum): PairModel {
  const slopes = Float64Array.from(FEATURES, (name) => linear[name] ?? 0);
  const forest = plant(trees);
  const { roots, value } = forest;
  const added = new Float64Array(FEATURE_COUNT);
  const plain = (features: Float64Array): number => {
    let score = bias;
    for (let f = 0; f < FEATURE_COUNT; f++) score += (slopes[f] as number) * (features[f] as number);
    return score;
  };
  return {
    plain,
    score: (features) => {
      let score = plain(features);
      for (let n = 0; n < roots.length; n++)
        score += value[leafOf(forest, roots[n] as number, features)] as number;
      return score;
    },
    explain: (features) => {
      for (let f = 0; f < FEATURE_COUNT; f++) added[f] = (slopes[f] as number) * (features[f] as number);
      for (let n = 0; n < roots.length; n++) attribute(forest, roots[n] as number, features, added);
      const reasons: Reason[] = [];
      for (let f = 0; f < FEATURE_COUNT; f++) {
        const contribution = added[f] as number;
        if (contribution === 0) continue;
        reasons.push({ name: FEATURES[f] as string, value: features[f] as number, contribution });
      }
      return reasons.sort((x, y) => Math.abs(y.contribution) - Math.abs(x.contribution));
    },
  };
}

interface Forest {
  readonly roots: Int32Array;
  readonly feature: Int16Array;
  readonly atMost: Float64Array;
  readonly yes: Int32Array;
  readonly no: Int32Array;
  /** A leaf's addend; an inner node's mean, for explanations. */
  readonly value: Float64Array;
}

interface Sprout {
  feature: number;
  atMost: number;
  yes: number;
  no: number;
  value: number;
}

function plant(trees: readonly TreeNode[]): Forest {
  const nodes: Sprout[] = [];
  const add = (node: TreeNode): number => {
    const at = nodes.push({ feature: -1, atMost: 0, yes: 0, no: 0, value: 0 }) - 1;
    const sprout = nodes[at] as Sprout;
    if (typeof node === "number") sprout.value = node;
    else {
      sprout.feature = FEATURES.indexOf(node[0] as (typeof FEATURES)[number]);
      sprout.atMost = node[1];
      sprout.yes = add(node[2]);
      sprout.no = add(node[3]);
      sprout.value = ((nodes[sprout.yes]?.value ?? 0) + (nodes[sprout.no]?.value ?? 0)) / 2;
    }
    return at;
  };
  const roots = Int32Array.from(trees, add);
  return {
    roots,
    feature: Int16Array.from(nodes, (n) => n.feature),
    atMost: Float64Array.from(nodes, (n) => n.atMost),
    yes: Int32Array.from(nodes, (n) => n.yes),
    no: Int32Array.from(nodes, (n) => n.no),
    value: Float64Array.from(nodes, (n) => n.value),
  };
}

function leafOf({ feature, atMost, yes, no }: Forest, root: number, features: Float64Array): number {
  let at = root;
  for (let f = feature[at] as number; f >= 0; f = feature[at] as number)
    at = ((features[f] as number) <= (atMost[at] as number) ? yes[at] : no[at]) as number;
  return at;
}

/** A tree's addend, shared out to the features on the way to the leaf (the root's mean counts as bias). */
function attribute(forest: Forest, root: number, features: Float64Array, added: Float64Array): void {
  let at = root;
  for (let f = forest.feature[at] as number; f >= 0; f = forest.feature[at] as number) {
    const isYes = (features[f] as number) <= (forest.atMost[at] as number);
    const to = (isYes ? forest.yes[at] : forest.no[at]) as number;
    added[f] = (added[f] as number) + (forest.value[to] as number) - (forest.value[at] as number);
    at = to;
  }
}

/** So many of its likest members speak for a story. */
const SPEAKERS = 6;

/** The mean of the likest members, log odds: so many speak for a story. Sorts what it is given. */
export function meanOfBest(scores: number[]): number {
  scores.sort((a, b) => b - a);
  const count = Math.min(SPEAKERS, scores.length);
  let sum = 0;
  for (let n = 0; n < count; n++) sum += scores[n] as number;
  return sum / count;
}

/** Log odds as a probability. */
export function odds(score: number): number {
  return 1 / (1 + Math.exp(-score));
}
