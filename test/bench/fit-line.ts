import type { Examples } from "./boosted-trees.ts";

export interface Line {
  readonly bias: number;
  readonly slopes: Float64Array;
}

export interface LineOptions {
  /** Shrinks slopes, in examples. */
  readonly ridge: number;
  /** 1: the slope must not be negative; -1: not positive; 0: as it likes. */
  readonly direction: (name: string) => number;
}

const ROUNDS = 12;
const SWEEPS = 60;
/** A slope moves so much in a round at most: what separates few examples cleanly would run away. */
const STRIDE = 0.4;

/** Logistic regression whose slopes keep to a direction: Newton steps, each solved one slope at a time. */
export function fitLine(examples: Examples, { ridge, direction }: LineOptions): Line {
  const { names, count, features } = examples;
  const width = names.length;
  const scale = scalesOf(examples);
  const signs = names.map(direction);
  const slopes = new Float64Array(width);
  let bias = -3;
  for (let round = 0; round < ROUNDS; round++) {
    const { matrix, target, sums, weight, residual } = normalEquations(examples, scale, slopes, bias);
    const next = Float64Array.from(slopes);
    let shift = 0;
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      shift = (residual - product(sums, next, slopes)) / weight;
      for (let f = 0; f < width; f++) {
        const own = matrix[f * width + f] as number;
        let pull = (target[f] as number) - shift * (sums[f] as number) - ridge * (next[f] as number);
        for (let k = 0; k < width; k++)
          pull -= (matrix[f * width + k] as number) * ((next[k] as number) - (slopes[k] as number));
        const free = (next[f] as number) + pull / (own + ridge);
        const sign = signs[f] as number;
        const near = Math.max((slopes[f] as number) - STRIDE, Math.min((slopes[f] as number) + STRIDE, free));
        next[f] = sign === 0 ? near : sign * Math.max(0, sign * near);
      }
    }
    bias += shift;
    slopes.set(next);
  }
  return { bias, slopes: slopes.map((slope, f) => slope / (scale[f] as number)) };

  function product(of: Float64Array, next: Float64Array, from: Float64Array): number {
    let sum = 0;
    for (let f = 0; f < width; f++) sum += (of[f] as number) * ((next[f] as number) - (from[f] as number));
    return sum;
  }

  function scalesOf({ count: all }: Examples): Float64Array {
    const squares = new Float64Array(width);
    for (let i = 0; i < all; i++)
      for (let f = 0; f < width; f++)
        squares[f] = (squares[f] as number) + (features[i * width + f] as number) ** 2;
    return squares.map((sum) => Math.sqrt(sum / Math.max(1, count)) || 1);
  }
}

function normalEquations(
  { names, count, features, labels, weights }: Examples,
  scale: Float64Array,
  slopes: Float64Array,
  bias: number,
) {
  const width = names.length;
  const matrix = new Float64Array(width * width);
  const [target, sums, row] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)];
  let [weight, residual] = [1e-9, 0];
  for (let i = 0; i < count; i++) {
    let score = bias;
    for (let f = 0; f < width; f++) {
      row[f] = (features[i * width + f] as number) / (scale[f] as number);
      score += (slopes[f] as number) * (row[f] as number);
    }
    const p = 1 / (1 + Math.exp(-score));
    const own = weights[i] as number;
    const bend = own * Math.max(1e-5, p * (1 - p));
    const left = own * ((labels[i] as number) - p);
    weight += bend;
    residual += left;
    for (let f = 0; f < width; f++) {
      const value = row[f] as number;
      if (value === 0) continue;
      target[f] = (target[f] as number) + left * value;
      sums[f] = (sums[f] as number) + bend * value;
      const scaled = bend * value;
      for (let k = 0; k <= f; k++) {
        const at = f * width + k;
        matrix[at] = (matrix[at] as number) + scaled * (row[k] as number);
      }
    }
  }
  for (let f = 0; f < width; f++)
    for (let k = f + 1; k < width; k++) matrix[f * width + k] = matrix[k * width + f] as number;
  return { matrix, target, sums, weight, residual };
}
