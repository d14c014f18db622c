import { countryOf } from "./countries.ts";
import { hashTerm } from "./term-hash.ts";
import { createWordReader, type PlacedWord } from "./words.ts";

/** What a term is to its document; one byte, a set of bits. */
export const IN_TITLE = 1;
export const IN_BODY = 2;
/** A name: it has a capital of its own. */
export const ENTITY = 4;
export const NUMBER = 8;
export const COUNTRY = 16;
/** Among the first words of the body. */
export const IN_LEAD = 32;

const LEAD_WORDS = 30;
const MOST_TITLE_WORDS = 40;
const MOST_BODY_WORDS = 140;

/** Terms by their hash, with their bits. */
export type ReadTerms = (title: string, body: string, language: string | undefined) => Map<number, number>;

/**
 * Reads the terms of a headline and its text: stems, numbers, and countries under one name in all languages. Words
 * that every text has are left out.
 */
export function createTermReader(): ReadTerms {
  const read = createWordReader();
  return (title, body, language) => {
    const terms = new Map<number, number>();
    const titleWords = read(title, MOST_TITLE_WORDS);
    const bodyWords = body === "" ? [] : read(body, MOST_BODY_WORDS);
    const english = language
      ? language.startsWith("en")
      : looksEnglish(titleWords) && looksEnglish(bodyWords);
    addWords(terms, titleWords, { place: IN_TITLE, early: IN_TITLE, english });
    addWords(terms, bodyWords, { place: IN_BODY, early: IN_BODY | IN_LEAD, english });
    return terms;
  };
}

interface Placing {
  readonly place: number;
  /** The bits of the first `LEAD_WORDS`. */
  readonly early: number;
  readonly english: boolean;
}

function addWords(
  terms: Map<number, number>,
  words: readonly PlacedWord[],
  { place, early, english }: Placing,
): void {
  for (let n = 0; n < words.length; n++) {
    const { word, capital } = words[n] as PlacedWord;
    const where = n < LEAD_WORDS ? early : place;
    const country = word.country || countryBefore(words, n);
    if (country) {
      add(terms, country, where | COUNTRY);
      continue;
    }
    const hash = english ? word.english : word.foreign;
    const kind = word.number ? NUMBER : capital ? ENTITY : 0;
    if (hash !== 0) add(terms, hash, where | kind);
  }
}

/** The country that this word and the one before it name: `South` `Korea`. */
function countryBefore(words: readonly PlacedWord[], n: number): number {
  const before = words[n - 1]?.word;
  if (!before?.beginsCountry) return 0;
  const code = countryOf(`${before.text} ${(words[n] as PlacedWord).word.text}`);
  return code ? hashTerm(`@${code}`) : 0;
}

/** Told from small words; without any, a text in Latin letters counts as English. */
function looksEnglish(words: readonly PlacedWord[]): boolean {
  let balance = 0;
  for (const { word } of words) {
    if (word.stopEnglish) balance++;
    if (word.stopForeign) balance--;
  }
  return balance >= 0;
}

function add(terms: Map<number, number>, hash: number, flags: number): void {
  terms.set(hash, (terms.get(hash) ?? 0) | flags);
}
