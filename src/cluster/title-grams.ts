import { codeUnitAt } from "../ground/charset/code-unit.ts";
import { fold } from "./fold.ts";

/** 32-bit words of a title's sketch. */
export const GRAM_WORDS = 16;
const BITS = GRAM_WORDS * 32;

/**
 * Sketches a title: a bit of 512 for each run of four letters, or of two in scripts whose characters are syllables.
 * Likeness that stems miss shows there: compounds, endings, other spellings.
 */
export function gramsOf(title: string, into: Uint32Array): void {
  into.fill(0);
  const text = fold(title);
  const { length } = text;
  for (let i = 0; i < length; i++) {
    const unit = codeUnitAt(text, i);
    const size = unit > 0x2e7f ? 2 : 4;
    if (i + size > length) break;
    let hash = Math.imul(0x811c9dc5 ^ unit, 0x01000193);
    for (let k = 1; k < size; k++) hash = Math.imul(hash ^ codeUnitAt(text, i + k), 0x01000193);
    const bit = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 23;
    into[bit >>> 5] = (into[bit >>> 5] as number) | (1 << (bit & 31));
  }
}

/** Dice likeness of two sketches, 0-1, less what chance gives. */
export function gramLikeness(a: Uint32Array, fromA: number, b: Uint32Array, fromB: number): number {
  let [inA, inB, both] = [0, 0, 0];
  for (let n = 0; n < GRAM_WORDS; n++) {
    const x = a[fromA + n] as number;
    const y = b[fromB + n] as number;
    inA += bitsOf(x);
    inB += bitsOf(y);
    both += bitsOf(x & y);
  }
  const chance = (inA * inB) / BITS;
  return Math.max(0, (2 * (both - chance)) / Math.max(1, inA + inB - 2 * chance));
}

function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
