import type { TreeNode } from "../../src/cluster/pair-model.ts";

export interface Examples {
  readonly names: readonly string[];
  readonly count: number;
  /** `names.length` an example. */
  readonly features: Float32Array;
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
  /** The score to start from, log odds. */
  readonly base: Float64Array;
}

export interface BoostOptions {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** Examples of a leaf at least. */
  readonly leaf: number;
  /** Shrinks leaves. */
  readonly ridge: number;
  /** Share of the examples that a tree sees. */
  readonly sample: number;
  /** 1: the score must not fall as the feature grows; -1: must not rise; 0: as it likes. */
  readonly direction: (name: string) => number;
  readonly random: () => number;
}

const BINS = 48;

interface Binned {
  readonly edges: readonly Float64Array[];
  readonly bins: Uint8Array;
}

/** Gradient-boosted trees for a yes or no, by histograms: readable, small, and repeatable. */
export function boostTrees(examples: Examples, options: BoostOptions): readonly TreeNode[] {
  const binned = bin(examples);
  const score = Float64Array.from(examples.base);
  const gradient = new Float64Array(examples.count);
  const curvature = new Float64Array(examples.count);
  const trees: TreeNode[] = [];
  for (let t = 0; t < options.trees; t++) {
    const rows: number[] = [];
    for (let i = 0; i < examples.count; i++) {
      const p = 1 / (1 + Math.exp(-(score[i] as number)));
      const weight = examples.weights[i] as number;
      gradient[i] = weight * (p - (examples.labels[i] as number));
      curvature[i] = Math.max(1e-6, weight * p * (1 - p));
      if (options.random() < options.sample) rows.push(i);
    }
    const grown = grow({ examples, binned, gradient, curvature, options }, Int32Array.from(rows), {
      depth: options.depth,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    });
    for (let i = 0; i < examples.count; i++)
      score[i] = (score[i] as number) + walk(grown, binned, i, examples);
    trees.push(readable(grown, examples.names, binned.edges));
  }
  return trees;
}

interface Grown {
  readonly value: number;
  readonly feature: number;
  readonly bin: number;
  readonly yes: Grown | undefined;
  readonly no: Grown | undefined;
}

interface Ground {
  readonly examples: Examples;
  readonly binned: Binned;
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
  readonly options: BoostOptions;
}

interface Limits {
  readonly depth: number;
  readonly low: number;
  readonly high: number;
}

/** Sums of a node's examples by feature and bin: gradient, curvature and count, `BINS` each. */
type Histogram = Float64Array;

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly left: number;
  readonly right: number;
}

function grow(ground: Ground, rows: Int32Array, limits: Limits, known?: Histogram): Grown {
  const { gradient, curvature, options, binned, examples } = ground;
  const { depth, low, high } = limits;
  let [sum, bend] = [0, 0];
  for (const i of rows) {
    sum += gradient[i] as number;
    bend += curvature[i] as number;
  }
  const value = Math.min(high, Math.max(low, (-sum / (bend + options.ridge)) * options.rate));
  const leaf = { value, feature: -1, bin: 0, yes: undefined, no: undefined };
  if (depth === 0 || rows.length < 2 * options.leaf) return leaf;
  const histogram = known ?? histogramOf(ground, rows);
  const split = bestSplit(ground, histogram, rows.length, sum, bend);
  if (!split) return leaf;
  const width = examples.names.length;
  const goesYes = (i: number) => (binned.bins[i * width + split.feature] as number) <= split.bin;
  const [yesRows, noRows] = [rows.filter(goesYes), rows.filter((i) => !goesYes(i))];
  const [yes, no] = childLimits(ground, split, limits);
  // Only the smaller side is counted; the other is what is left.
  const smaller =
    depth > 1 ? histogramOf(ground, yesRows.length < noRows.length ? yesRows : noRows) : undefined;
  const larger = smaller && histogram.map((all, n) => all - (smaller[n] as number));
  const [ofYes, ofNo] = yesRows.length < noRows.length ? [smaller, larger] : [larger, smaller];
  return {
    value,
    feature: split.feature,
    bin: split.bin,
    yes: grow(ground, yesRows, yes, ofYes),
    no: grow(ground, noRows, no, ofNo),
  };
}

/** A tree may not turn around further down what it says here. */
function childLimits(
  { examples, options }: Ground,
  split: Split,
  { depth, low, high }: Limits,
): [Limits, Limits] {
  const middle = ((split.left + split.right) / 2) * options.rate;
  const direction = options.direction(examples.names[split.feature] as string);
  return [
    {
      depth: depth - 1,
      low: direction < 0 ? Math.max(low, middle) : low,
      high: direction > 0 ? Math.min(high, middle) : high,
    },
    {
      depth: depth - 1,
      low: direction > 0 ? Math.max(low, middle) : low,
      high: direction < 0 ? Math.min(high, middle) : high,
    },
  ];
}

function histogramOf({ examples, binned, gradient, curvature }: Ground, rows: Int32Array): Histogram {
  const width = examples.names.length;
  const sums = new Float64Array(width * BINS * 3);
  for (const i of rows) {
    const g = gradient[i] as number;
    const h = curvature[i] as number;
    for (let f = 0; f < width; f++) {
      const at = (f * BINS + (binned.bins[i * width + f] as number)) * 3;
      sums[at] = (sums[at] as number) + g;
      sums[at + 1] = (sums[at + 1] as number) + h;
      sums[at + 2] = (sums[at + 2] as number) + 1;
    }
  }
  return sums;
}

function bestSplit(
  ground: Ground,
  histogram: Histogram,
  count: number,
  sum: number,
  bend: number,
): Split | undefined {
  let best: Split | undefined;
  for (let feature = 0; feature < ground.examples.names.length; feature++) {
    const found = splitOf(ground, histogram, { feature, count, sum, bend });
    if (found && found.gain > (best?.gain ?? 1e-4)) best = found;
  }
  return best;
}

function splitOf(
  { examples, binned, options }: Ground,
  histogram: Histogram,
  { feature, count, sum, bend }: { feature: number; count: number; sum: number; bend: number },
): Split | undefined {
  const size = (binned.edges[feature]?.length ?? 0) + 1;
  const direction = options.direction(examples.names[feature] as string);
  const whole = (sum * sum) / (bend + options.ridge);
  let best: Split | undefined;
  let [gl, hl, cl] = [0, 0, 0];
  for (let b = 0; b < size - 1; b++) {
    const at = (feature * BINS + b) * 3;
    gl += histogram[at] as number;
    hl += histogram[at + 1] as number;
    cl += histogram[at + 2] as number;
    if (cl < options.leaf || count - cl < options.leaf) continue;
    const left = -gl / (hl + options.ridge);
    const right = -(sum - gl) / (bend - hl + options.ridge);
    if ((right - left) * direction < 0) continue;
    const gain = -gl * left - (sum - gl) * right - whole;
    if (gain > (best?.gain ?? 0)) best = { gain, feature, bin: b, left, right };
  }
  return best;
}

function walk(tree: Grown, { bins }: Binned, i: number, { names }: Examples): number {
  let at = tree;
  while (at.yes && at.no) at = (bins[i * names.length + at.feature] as number) <= at.bin ? at.yes : at.no;
  return at.value;
}

function readable(tree: Grown, names: readonly string[], edges: readonly Float64Array[]): TreeNode {
  if (!tree.yes || !tree.no) return Number(tree.value.toFixed(4));
  const edge = edges[tree.feature]?.[tree.bin] as number;
  return [
    names[tree.feature] as string,
    Number(edge.toFixed(4)),
    readable(tree.yes, names, edges),
    readable(tree.no, names, edges),
  ];
}

function bin({ count, features, names }: Examples): Binned {
  const width = names.length;
  const bins = new Uint8Array(count * width);
  const edges = names.map((_, feature) => edgesOf(features, { count, width, feature }));
  for (let i = 0; i < count; i++)
    for (let f = 0; f < width; f++) {
      const own = edges[f] as Float64Array;
      const value = features[i * width + f] as number;
      let [low, high] = [0, own.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((own[middle] as number) < value) low = middle + 1;
        else high = middle;
      }
      bins[i * width + f] = low;
    }
  return { edges, bins };
}

function edgesOf(
  features: Float32Array,
  { count, width, feature }: { count: number; width: number; feature: number },
): Float64Array {
  const sample = new Float64Array(Math.min(count, 20_000));
  for (let n = 0; n < sample.length; n++)
    sample[n] = features[Math.floor((n * count) / sample.length) * width + feature] as number;
  sample.sort();
  const edges: number[] = [];
  for (let q = 1; q < BINS; q++) {
    const value = Number((sample[Math.floor((q * sample.length) / BINS)] as number).toFixed(4));
    if (edges.length === 0 || value > (edges[edges.length - 1] as number)) edges.push(value);
  }
  return Float64Array.from(edges);
}
