import { codeUnitAt } from "../ground/charset/code-unit.ts";
import { BASE64, FNV_START, fnv1a, fnvStep } from "../ground/hash.ts";

/** Characters of a signature; each is one minimum hash of six bits. */
export const SIGNATURE_LENGTH = 12;

/** Two characters at a time. */
const PAIRS = Array.from({ length: 64 * 64 }, (_, n) => BASE64.charAt(n >>> 6) + BASE64.charAt(n & 63));
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
  minima.fill(HIGHEST);
  if (!lowerByAscii(title)) for (const word of words(title)) lower(fnv1a(word));
  let signature = "";
  for (let n = 0; n < SIGNATURE_LENGTH; n += 2)
    signature += PAIRS[(((minima[n] as number) & 63) << 6) | ((minima[n + 1] as number) & 63)];
  return signature;
}

/** Positions, of twelve, at which two signatures are equal. */
export function likeness(a: string, b: string): number {
  let same = 0;
  for (let n = 0; n < SIGNATURE_LENGTH; n++) if (codeUnitAt(a, n) === codeUnitAt(b, n)) same++;
  return same;
}

/** Of the title at hand. */
const minima = new Uint32Array(SIGNATURE_LENGTH);
const HIGHEST = 0xffffffff;

function lower(hash: number): void {
  for (let n = 0; n < SIGNATURE_LENGTH; n++) {
    const mixed = mix(hash ^ (SEEDS[n] as number));
    if (mixed < (minima[n] as number)) minima[n] = mixed;
  }
}

/** The same for a title of ASCII alone, character by character. Gives whether it was one. */
function lowerByAscii(title: string): boolean {
  const { length } = title;
  let hash = FNV_START;
  let inWord = false;
  for (let i = 0; i < length; i++) {
    const letter = asciiLetter(codeUnitAt(title, i));
    if (letter < 0) return false;
    if (letter > 0) hash = fnvStep(hash, letter);
    else if (inWord) {
      lower(hash);
      hash = FNV_START;
    }
    inWord = letter > 0;
  }
  if (inWord) lower(hash);
  return true;
}

/** A letter or digit of ASCII in lower case, 0 for another character, -1 beyond ASCII. */
function asciiLetter(code: number): number {
  if (code > 0x7f) return -1;
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)) return code;
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : 0;
}

function words(title: string): readonly string[] {
  const found = title.toLowerCase().match(WORD) ?? [];
  return UNSPACED.test(title) ? found.flatMap((word) => (UNSPACED.test(word) ? [...word] : [word])) : found;
}

function mix(value: number): number {
  let v = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  v = Math.imul(v ^ (v >>> 13), 0x119de1f3);
  return (v ^ (v >>> 16)) >>> 0;
}
