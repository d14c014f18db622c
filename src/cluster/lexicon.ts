import { codeUnitAt } from "../ground/charset/code-unit.ts";
import { FNV_START, fnvStep } from "../ground/hash.ts";
import { beginsCountry, countryOf } from "./countries.ts";
import { fold, foldNumber, plainDigits } from "./fold.ts";
import { stem } from "./stem.ts";
import { isStopWord } from "./stop-words.ts";
import { hashTerm } from "./term-hash.ts";

/** What a word is; a set of bits. */
export const STOP_ENGLISH = 1;
export const STOP_FOREIGN = 2;
export const DIGITS = 4;
/** It begins with a capital. */
export const UPPER = 8;
/** Two to five capitals. */
export const ACRONYM = 16;
/** It may be the first of two words that name a country. */
export const BEGINS_COUNTRY = 32;
const USED = 128;

/** Words that are remembered; news repeats itself. */
const MOST = 1 << 16;

/** All that is ever asked of words, worked out once, in typed arrays: some 42 bytes a word. */
export interface WordTable {
  /** Hash of the stem; 0: a word that every text has. In English, and in other languages. */
  readonly english: Uint32Array;
  readonly foreign: Uint32Array;
  /** Hash of the country that it names; 0: none. */
  readonly country: Uint32Array;
  readonly bits: Uint8Array;
}

/**
 * Looks words up as they stand in a text, without cutting them out of it. Two hashes stand for a word: two of 65,536
 * words are taken for one another once in some eight thousand million fillings. (Terms are told apart by 32 bits: of
 * three million, a thousand pairs share one. Two articles need several terms to be one story.)
 */
export class Lexicon {
  #words = createTable(1 << 12);
  /** What was known before there were too many: a word that is asked for again stays. */
  #earlier = createTable(1 << 4);

  /** Where `found` is the place of the word last looked up. */
  get words(): WordTable {
    return this.#words;
  }

  /** @returns the word's place in `words`, until the next look-up */
  find(text: string, from: number, to: number): number {
    let [low, high] = [FNV_START, 0x2c1b3c6d];
    for (let i = from; i < to; i++) {
      const unit = codeUnitAt(text, i);
      low = fnvStep(low, unit);
      high = Math.imul(high + unit, 0x9e3779b1);
      high ^= high >>> 15;
    }
    const at = placeOf(this.#words, low, high);
    return (this.#words.bits[at] as number) & USED ? at : this.#learn(text.slice(from, to), low, high);
  }

  #learn(raw: string, low: number, high: number): number {
    if (this.#words.size >= MOST) [this.#earlier, this.#words] = [this.#words, createTable(1 << 12)];
    if (this.#words.size * 2 >= this.#words.bits.length) this.#words = enlarged(this.#words);
    const at = placeOf(this.#words, low, high);
    const before = placeOf(this.#earlier, low, high);
    if ((this.#earlier.bits[before] as number) & USED) copy(this.#earlier, before, this.#words, at);
    else write(this.#words, at, raw);
    this.#words.low[at] = low;
    this.#words.high[at] = high;
    this.#words.size++;
    return at;
  }
}

interface Table extends WordTable {
  readonly low: Int32Array;
  readonly high: Int32Array;
  size: number;
}

function createTable(places: number): Table {
  return {
    low: new Int32Array(places),
    high: new Int32Array(places),
    english: new Uint32Array(places),
    foreign: new Uint32Array(places),
    country: new Uint32Array(places),
    bits: new Uint8Array(places),
    size: 0,
  };
}

/** Where the word is, or would be. */
function placeOf({ low, high, bits }: Table, lowHash: number, highHash: number): number {
  const mask = bits.length - 1;
  let at = lowHash & mask;
  while ((bits[at] as number) & USED && (low[at] !== lowHash || high[at] !== highHash)) at = (at + 1) & mask;
  return at;
}

function enlarged(from: Table): Table {
  const to = createTable(from.bits.length * 2);
  for (let n = 0; n < from.bits.length; n++) {
    if (!((from.bits[n] as number) & USED)) continue;
    const [low, high] = [from.low[n] as number, from.high[n] as number];
    const at = placeOf(to, low, high);
    copy(from, n, to, at);
    to.low[at] = low;
    to.high[at] = high;
  }
  to.size = from.size;
  return to;
}

function copy(from: Table, n: number, to: Table, at: number): void {
  to.english[at] = from.english[n] as number;
  to.foreign[at] = from.foreign[n] as number;
  to.country[at] = from.country[n] as number;
  to.bits[at] = from.bits[n] as number;
}

function write(table: Table, at: number, raw: string): void {
  const number = isNumber(raw);
  const text = foldWord(raw);
  const initial = raw.charAt(0);
  const upper = initial !== initial.toLowerCase();
  const acronym = upper && raw.length >= 2 && raw.length <= 5 && raw === raw.toUpperCase();
  const country = namesCountry(text, acronym) ? countryOf(text) : undefined;
  const [stopEnglish, stopForeign] = [isStopWord(text, true), isStopWord(text, false)];
  table.english[at] = number ? hashTerm(text) : stemHash(text, true, stopEnglish);
  table.foreign[at] = number ? hashTerm(text) : stemHash(text, false, stopForeign);
  table.country[at] = country ? hashTerm(`@${country}`) : 0;
  table.bits[at] =
    USED |
    (stopEnglish ? STOP_ENGLISH : 0) |
    (stopForeign ? STOP_FOREIGN : 0) |
    (number ? DIGITS : 0) |
    (upper ? UPPER : 0) |
    (acronym ? ACRONYM : 0) |
    (beginsCountry(text) ? BEGINS_COUNTRY : 0);
}

function isNumber(raw: string): boolean {
  const first = plainDigits(raw).charCodeAt(0);
  return first >= 48 && first <= 57;
}

/** A word in the form in which words are compared. */
export function foldWord(raw: string): string {
  return isNumber(raw) ? foldNumber(plainDigits(raw)) : fold(raw);
}

/** `us` is a pronoun, `US` is not; single letters name nothing. */
function namesCountry(text: string, acronym: boolean): boolean {
  return text.length > 2 || (text.length === 2 && (acronym || text.charCodeAt(0) > 0x2e7f));
}

function stemHash(text: string, english: boolean, stop: boolean): number {
  if (stop || (text.length < 2 && text.charCodeAt(0) < 0x2e80)) return 0;
  return hashTerm(stem(text, english));
}
