import { beginsCountry, countryOf } from "./countries.ts";
import { fold, foldNumber } from "./fold.ts";
import { stem } from "./stem.ts";
import { isStopWord } from "./stop-words.ts";
import { hashTerm } from "./term-hash.ts";

/** All that is ever asked of a word, worked out once. */
export interface Word {
  /** Folded. */
  readonly text: string;
  /** Hash of its stem; 0: a word that every text has. In English, and in other languages. */
  readonly english: number;
  readonly foreign: number;
  /** It has a small word's role in English, in another language. */
  readonly stopEnglish: boolean;
  readonly stopForeign: boolean;
  readonly number: boolean;
  /** It begins with a capital. */
  readonly upper: boolean;
  /** Two to five capitals. */
  readonly acronym: boolean;
  /** Hash of the country that it names; 0: none. */
  readonly country: number;
  /** It may be the first of two words that name a country. */
  readonly beginsCountry: boolean;
}

/** Words that are remembered; news repeats itself. */
const MOST = 50_000;

/** Looks words up as they are written, and remembers them. */
export function createLexicon(): (raw: string) => Word {
  let known = new Map<string, Word>();
  /** What was known before there were too many: a word that is asked for again stays. */
  let earlier = new Map<string, Word>();
  return (raw) => {
    const found = known.get(raw);
    if (found) return found;
    if (known.size >= MOST) [earlier, known] = [known, new Map()];
    const word = earlier.get(raw) ?? readWord(raw);
    known.set(raw, word);
    return word;
  };
}

function readWord(raw: string): Word {
  const first = raw.charCodeAt(0);
  const number = first >= 48 && first <= 57;
  const text = number ? foldNumber(raw) : fold(raw);
  const initial = raw.charAt(0);
  const upper = initial !== initial.toLowerCase();
  const acronym = upper && raw.length >= 2 && raw.length <= 5 && raw === raw.toUpperCase();
  const country = namesCountry(text, acronym) ? countryOf(text) : undefined;
  const [stopEnglish, stopForeign] = [isStopWord(text, true), isStopWord(text, false)];
  return {
    text,
    english: number ? hashTerm(text) : stemHash(text, true, stopEnglish),
    foreign: number ? hashTerm(text) : stemHash(text, false, stopForeign),
    stopEnglish,
    stopForeign,
    number,
    upper,
    acronym,
    country: country ? hashTerm(`@${country}`) : 0,
    beginsCountry: beginsCountry(text),
  };
}

/** `us` is a pronoun, `US` is not; single letters name nothing. */
function namesCountry(text: string, acronym: boolean): boolean {
  return text.length > 2 || (text.length === 2 && (acronym || text.charCodeAt(0) > 0x2e7f));
}

function stemHash(text: string, english: boolean, stop: boolean): number {
  if (stop || (text.length < 2 && text.charCodeAt(0) < 0x2e80)) return 0;
  return hashTerm(stem(text, english));
}
