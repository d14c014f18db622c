import { codeUnitAt } from "../charset/code-unit.ts";

/** Characters of a signature; each is one minimum hash of six bits. */
export const SIGNATURE_LENGTH = 12;

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SEEDS = Int32Array.from({ length: SIGNATURE_LENGTH }, (_, n) => Math.imul(n + 1, 0x9e3779b1) | 1);
const WORD = /[\p{L}\p{N}]+/gu;
/** Scripts written without spaces: single characters stand for words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Twelve characters that are alike where titles are: the share of equal positions estimates the Jaccard likeness of
 * the words. Small enough to be kept with every key.
 */
export function titleSignature(title: string): string {
  const minima = new Uint32Array(SIGNATURE_LENGTH).fill(0xffffffff);
  for (const word of words(title)) {
    const hash = hashWord(word);
    for (let n = 0; n < SIGNATURE_LENGTH; n++) {
      const mixed = mix(hash ^ (SEEDS[n] as number));
      if (mixed < (minima[n] as number)) minima[n] = mixed;
    }
  }
  let signature = "";
  for (const minimum of minima) signature += DIGITS[minimum & 63];
  return signature;
}

function words(title: string): readonly string[] {
  const found = title.toLowerCase().match(WORD) ?? [];
  return UNSPACED.test(title) ? found.flatMap((word) => (UNSPACED.test(word) ? [...word] : [word])) : found;
}

function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  const { length } = word;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ codeUnitAt(word, i), 0x01000193);
  return hash;
}

function mix(value: number): number {
  let v = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  v = Math.imul(v ^ (v >>> 13), 0x119de1f3);
  return (v ^ (v >>> 16)) >>> 0;
}
