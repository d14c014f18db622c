import { countryOf } from "./countries.ts";
import { BEGINS_COUNTRY, DIGITS, STOP_ENGLISH, STOP_FOREIGN, UPPER } from "./lexicon.ts";
import { hashTerm } from "./term-hash.ts";
import { createWordReader, WordList } from "./words.ts";

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

/** At least twice the terms of one document; a power of two. */
const PLACES = 512;

/** The terms of one document, each once, in the order in which they came. */
export class TermList {
  count = 0;
  readonly hashes = new Uint32Array(MOST_TITLE_WORDS + MOST_BODY_WORDS);
  readonly flags = new Uint8Array(MOST_TITLE_WORDS + MOST_BODY_WORDS);
  /** One more than a term's index; 0: free. */
  readonly #places = new Uint8Array(PLACES);

  clear(): void {
    this.count = 0;
    this.#places.fill(0);
  }

  add(hash: number, flags: number): void {
    let at = hash & (PLACES - 1);
    for (let n = this.#places[at] as number; n !== 0; n = this.#places[at] as number) {
      if (this.hashes[n - 1] === hash) {
        this.flags[n - 1] = (this.flags[n - 1] as number) | flags;
        return;
      }
      at = (at + 1) & (PLACES - 1);
    }
    this.hashes[this.count] = hash;
    this.flags[this.count] = flags;
    this.#places[at] = ++this.count;
  }
}

/** @returns a list that the next reading fills anew */
export type ReadTerms = (title: string, body: string, language: string | undefined) => TermList;

/**
 * Reads the terms of a headline and its text: stems, numbers, and countries under one name in all languages. Words
 * that every text has are left out.
 */
export function createTermReader(): ReadTerms {
  const read = createWordReader();
  const terms = new TermList();
  const titleWords = new WordList(MOST_TITLE_WORDS);
  const bodyWords = new WordList(MOST_BODY_WORDS);
  return (title, body, language) => {
    terms.clear();
    read(title, titleWords);
    read(body, bodyWords);
    const english = language
      ? language.startsWith("en")
      : looksEnglish(titleWords) && looksEnglish(bodyWords);
    const stems = english ? "english" : tellsNames(language) ? "names" : "foreign";
    addWords(terms, titleWords, { place: IN_TITLE, early: IN_TITLE, stems });
    addWords(terms, bodyWords, { place: IN_BODY, early: IN_BODY | IN_LEAD, stems });
    return terms;
  };
}

interface Placing {
  readonly place: number;
  /** The bits of the first `LEAD_WORDS`. */
  readonly early: number;
  /** `names`: words with a capital as in English, so that a name is one term in all languages; others as foreign. */
  readonly stems: "english" | "foreign" | "names";
}

/** Whether a language is known, and gives capitals to names and beginnings only: German gives them to all nouns. */
function tellsNames(language: string | undefined): boolean {
  return language !== undefined && !/^(?:de|ger|deu|lb|ltz)\b/.test(language);
}

function addWords(terms: TermList, words: WordList, { place, early, stems }: Placing): void {
  for (let n = 0; n < words.count; n++) {
    const where = n < LEAD_WORDS ? early : place;
    const country = (words.country[n] as number) || countryBefore(words, n);
    const hash = country || hashOf(words, n, stems);
    if (hash !== 0) terms.add(hash, where | (country ? COUNTRY : kindOf(words, n)));
  }
}

function hashOf({ english, foreign, bits }: WordList, n: number, stems: Placing["stems"]): number {
  if (stems === "english") return english[n] as number;
  const isName = stems === "names" && (bits[n] as number) & UPPER && foreign[n] !== 0;
  return (isName ? english[n] : foreign[n]) as number;
}

function kindOf({ bits, capital }: WordList, n: number): number {
  if ((bits[n] as number) & DIGITS) return NUMBER;
  return capital[n] ? ENTITY : 0;
}

/** The country that this word and the one before it name: `South` `Korea`. */
function countryBefore(words: WordList, n: number): number {
  if (n === 0 || !((words.bits[n - 1] as number) & BEGINS_COUNTRY)) return 0;
  const code = countryOf(`${words.wordAt(n - 1)} ${words.wordAt(n)}`);
  return code ? hashTerm(`@${code}`) : 0;
}

/** Told from small words; without any, a text in Latin letters counts as English. */
function looksEnglish({ bits, count }: WordList): boolean {
  let balance = 0;
  for (let n = 0; n < count; n++) {
    if ((bits[n] as number) & STOP_ENGLISH) balance++;
    if ((bits[n] as number) & STOP_FOREIGN) balance--;
  }
  return balance >= 0;
}
