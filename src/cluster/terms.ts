import { countryOf } from "./countries.ts";
import { ACRONYM, BEGINS_COUNTRY, DIGITS, STOP_ENGLISH, STOP_FOREIGN, UPPER } from "./lexicon.ts";
import { hashTerm } from "./term-hash.ts";
import { createWordReader, NAMED, UNSURE, WordList, WRITTEN_SMALL } from "./words.ts";

/** What a term is to its document; a set of bits. */
export const IN_TITLE = 1;
export const IN_BODY = 2;
/** A name: it has a capital of its own. */
export const ENTITY = 4;
export const NUMBER = 8;
export const COUNTRY = 16;
/** In the address: outlets often write a second headline there. */
export const IN_SLUG = 32;
/** In a quotation of several words in the title; a short one is the name of a work. */
export const QUOTED = 64;
/** It goes on with the name before it: two words of one person are one piece of evidence. */
export const NAME_GOES_ON = 128;
/** Only while a document is read: written small where a name would not be; written large where any word would be. */
export const [SMALL, LARGE] = [256, 512];

const MOST_TITLE_WORDS = 40;
const MOST_BODY_WORDS = 80;
const MOST_SLUG_WORDS = 24;
/** Of a summary, so much is read: what follows is background, and outlets differ in how much of it they give. */
const MOST_BODY = 320;

/** At least twice the terms of one document; a power of two. */
const PLACES = 512;

/** The terms of one document, each once, in the order in which they came. */
export class TermList {
  count = 0;
  readonly hashes = new Uint32Array(MOST_TITLE_WORDS + MOST_BODY_WORDS + MOST_SLUG_WORDS);
  readonly flags = new Uint16Array(MOST_TITLE_WORDS + MOST_BODY_WORDS + MOST_SLUG_WORDS);
  /** One more than a term's index; 0: free. */
  readonly #places = new Uint8Array(PLACES);

  clear(): void {
    this.count = 0;
    this.#places.fill(0);
  }

  has(hash: number): boolean {
    for (let at = hash & (PLACES - 1); this.#places[at] !== 0; at = (at + 1) & (PLACES - 1))
      if (this.hashes[(this.#places[at] as number) - 1] === hash) return true;
    return false;
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

/** What is read of a document. */
export interface Readable {
  readonly title: string;
  readonly summary?: string | undefined;
  readonly url?: string | undefined;
  readonly lang?: string | undefined;
}

/** @returns a list that the next reading fills anew */
export type ReadTerms = (doc: Readable) => TermList;

/**
 * Reads the terms of a headline, its text and its address: stems, numbers, and countries under one name in all
 * languages. Words that every text has are left out.
 *
 * @param isName whether a term is a name, by how it was written elsewhere
 */
export function createTermReader(isName: (hash: number) => boolean): ReadTerms {
  const read = createWordReader();
  const terms = new TermList();
  const titleWords = new WordList(MOST_TITLE_WORDS);
  const bodyWords = new WordList(MOST_BODY_WORDS);
  const slugWords = new WordList(MOST_SLUG_WORDS);
  return ({ title, summary = "", url, lang }) => {
    terms.clear();
    read(title, titleWords);
    read(summary.length > MOST_BODY ? summary.slice(0, MOST_BODY) : summary, bodyWords);
    read(url === undefined ? "" : slugOf(url), slugWords);
    const stems = lang || (looksEnglish(titleWords) && looksEnglish(bodyWords)) ? stemsOf(lang) : "foreign";
    addWords(terms, titleWords, { place: IN_TITLE, stems, quotes: quotesOf(titleWords.text), isName });
    addWords(terms, bodyWords, { place: IN_BODY, stems, quotes: NO_QUOTES, isName });
    addSlug(terms, slugWords, stems);
    return terms;
  };
}

interface Placing {
  readonly place: number;
  /** `names`: words with a capital as in English, so that a name is one term in all languages; others as foreign. */
  readonly stems: "english" | "foreign" | "names";
  /** Where quotations begin and end, in turns. */
  readonly quotes: readonly number[];
  readonly isName: (hash: number) => boolean;
}

const NO_QUOTES: readonly number[] = [];
const QUOTATION =
  /(?:[“„«»"「『]|(?<![\p{L}\p{N}])['‘‚])([^“”„«»"「」『』]{24,120}?)(?:[”“»«"」』]|['’‘](?![\p{L}\p{N}]))/gu;
const MAY_QUOTE = /[“„«»"「『'‘‚]/;

function quotesOf(title: string): readonly number[] {
  if (!MAY_QUOTE.test(title)) return NO_QUOTES;
  return [...title.matchAll(QUOTATION)].flatMap(({ index, 0: all }) => [index, index + all.length]);
}

function isQuoted(quotes: readonly number[], at: number): boolean {
  for (let n = 0; n < quotes.length; n += 2)
    if (at >= (quotes[n] as number) && at < (quotes[n + 1] as number)) return true;
  return false;
}

/** How words of a language are stemmed; undefined: it looks English. */
export function stemsOf(language: string | undefined): Placing["stems"] {
  if (!language || language.startsWith("en")) return "english";
  // Names are told by capitals, but German gives them to all nouns.
  return /^(?:de|ger|deu|lb|ltz)\b/.test(language) ? "foreign" : "names";
}

function addWords(terms: TermList, words: WordList, { place, stems, quotes, isName }: Placing): void {
  for (let n = 0; n < words.count; n++) {
    const country = (words.country[n] as number) || countryBefore(words, n);
    const hash = country || hashOf(words, n, stems, isName);
    if (hash === 0) continue;
    const quoted = quotes.length > 0 && isQuoted(quotes, words.from[n] as number) ? QUOTED : 0;
    terms.add(
      hash,
      place | quoted | (country ? COUNTRY : kindOf(words, n, stems)) | (goesOn(words, n) ? NAME_GOES_ON : 0),
    );
  }
}

/** Numbers of addresses are mostly ids. Names are not told apart there, so a word is looked for in both its forms. */
function addSlug(terms: TermList, words: WordList, stems: Placing["stems"]): void {
  for (let n = 0; n < words.count; n++) {
    if ((words.bits[n] as number) & DIGITS) continue;
    const country = (words.country[n] as number) || countryBefore(words, n);
    const hash = country || slugHash(terms, words, n, stems);
    if (hash !== 0) terms.add(hash, IN_SLUG | (country ? COUNTRY : 0));
  }
}

function slugHash(
  terms: TermList,
  { english, foreign }: WordList,
  n: number,
  stems: Placing["stems"],
): number {
  const name = english[n] as number;
  return stems === "english" || (stems === "names" && terms.has(name)) ? name : (foreign[n] as number);
}

/** Words of less than so many have no second headline, and longer words are keys. */
const [FEWEST_SLUG_WORDS, LONGEST_SLUG_WORD] = [3, 24];

/** The words of an address's longest part; empty where it is no headline. */
function slugOf(url: string): string {
  const from = url.indexOf("/", url.indexOf("//") + 2);
  if (from < 0) return "";
  const end = url.search(/[?#]/);
  const parts = url.slice(from + 1, end < 0 ? undefined : end).split("/");
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), "");
  const words = decoded(longest.replace(/\.[a-z]{3,5}$/i, "")).split(/[-_+. ,]+/);
  const good = words.filter((word) => word.length <= LONGEST_SLUG_WORD && !/\p{L}\d|\d\p{L}/u.test(word));
  return good.length < FEWEST_SLUG_WORDS ? "" : good.join(" ");
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function hashOf(
  { english, foreign, bits, capital }: WordList,
  n: number,
  stems: Placing["stems"],
  isName: Placing["isName"],
): number {
  const name = english[n] as number;
  if (stems === "english") return name;
  if (stems === "foreign" || foreign[n] === 0 || !((bits[n] as number) & UPPER)) return foreign[n] as number;
  // Where any word would have a capital, it is a name only if it is one elsewhere.
  return capital[n] !== UNSURE || isName(name) ? name : (foreign[n] as number);
}

/** Whether a word and the one before it, with nothing but a space between, are written as one name. */
function goesOn({ capital, from, to, count }: WordList, n: number): boolean {
  if (
    n === 0 ||
    n >= count ||
    (from[n] as number) - (to[n - 1] as number) !== 1 ||
    capital[n] === WRITTEN_SMALL
  )
    return false;
  return capital[n] === NAMED ? capital[n - 1] !== WRITTEN_SMALL && capital[n - 1] !== 0 : false;
}

function kindOf(words: WordList, n: number, stems: Placing["stems"]): number {
  const { bits, capital, count } = words;
  if ((bits[n] as number) & DIGITS) return NUMBER;
  const written = capital[n] as number;
  if (stems === "foreign") return kindOfNoun(words, n);
  if (written === UNSURE && n + 1 < count && capital[n + 1] === NAMED) return ENTITY; // the first name before a name
  return written === NAMED ? ENTITY : written === WRITTEN_SMALL ? SMALL : written === UNSURE ? LARGE : 0;
}

/** Where every noun has a capital, a name is what stands beside another; behind an article is a thing. */
function kindOfNoun(words: WordList, n: number): number {
  const written = words.capital[n] as number;
  if (written === WRITTEN_SMALL) return SMALL;
  if (written === 0) return 0;
  if (goesOn(words, n) || goesOn(words, n + 1) || (words.bits[n] as number) & ACRONYM) return ENTITY;
  const afterArticle =
    n > 0 && ((words.bits[n - 1] as number) & STOP_FOREIGN) !== 0 && isArticle(words, n - 1);
  return afterArticle ? SMALL : LARGE;
}

function isArticle({ text, from, to }: WordList, n: number): boolean {
  return ARTICLE.test(text.slice(from[n], to[n]));
}

const ARTICLE =
  /^(?:d(?:er|ie|as|en|em|es)|ein(?:e|en|em|er|es)?|kein(?:e|en|em|er)?|im|am|zum|zur|vom|beim)$/i;

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
