import { codeUnitAt } from "../ground/charset/code-unit.ts";
import { isLetter, isNumeral, isOfWord } from "./letters.ts";
import { ACRONYM, DIGITS, foldWord, Lexicon, UPPER } from "./lexicon.ts";

/** How a word's first letter is written: a capital of its own; small in the middle of a sentence; a capital by its place. */
export const [NAMED, WRITTEN_SMALL, UNSURE] = [1, 2, 3];

/** The words of a text where they stand. Made once, and filled by each reading. */
export class WordList {
  count = 0;
  /** What `from` and `to` count in. */
  text = "";
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** As in `WordTable`. */
  readonly english: Uint32Array;
  readonly foreign: Uint32Array;
  readonly country: Uint32Array;
  readonly bits: Uint8Array;
  /** One of `NAMED`, `WRITTEN_SMALL`, `UNSURE`; 0: its script or a numeral has no capitals. */
  readonly capital: Uint8Array;

  /** @param most words that are read of a text */
  constructor(most: number) {
    this.from = new Int32Array(most);
    this.to = new Int32Array(most);
    this.english = new Uint32Array(most);
    this.foreign = new Uint32Array(most);
    this.country = new Uint32Array(most);
    this.bits = new Uint8Array(most);
    this.capital = new Uint8Array(most);
  }

  /** The n-th word, folded. */
  wordAt(n: number): string {
    return foldWord(this.text.slice(this.from[n], this.to[n]));
  }
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const INITIALS = /\b(?:[A-Z]\.){2,}/g;
/** Longer texts are no headlines: their capitals count. */
const LONGEST_HEADLINE = 160;
const [POINT, COMMA, COLON, APOSTROPHE, AMPERSAND, RAISED_COMMA] = [0x2e, 0x2c, 0x3a, 0x27, 0x26, 0x2019];

export type ReadWords = (text: string, into: WordList) => void;

/**
 * Cuts plain texts into words. Han is read in pairs of characters, katakana in whole runs, other scripts without spaces are
 * cut by `Intl.Segmenter`; initials are one word (`U.S.` is `US`).
 */
export function createWordReader(): ReadWords {
  const lexicon = new Lexicon();
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  const add = (list: WordList, from: number, to: number, mayCount: boolean, cased = true) => {
    const at = lexicon.find(list.text, from, to);
    const { english, foreign, country, bits } = lexicon.words;
    const n = list.count++;
    const found = bits[at] as number;
    list.from[n] = from;
    list.to[n] = to;
    list.english[n] = english[at] as number;
    list.foreign[n] = foreign[at] as number;
    list.country[n] = country[at] as number;
    list.bits[n] = found;
    list.capital[n] = cased && !(found & DIGITS) ? writingOf(found, mayCount) : 0;
  };
  const addPart = (list: WordList, from: number, to: number) => {
    if (list.count < list.from.length) add(list, from, to, false, false);
  };
  const addSegments = (list: WordList, from: number, to: number) => {
    for (const { segment, index, isWordLike } of segmenter.segment(list.text.slice(from, to)))
      if (isWordLike) addPart(list, from + index, from + index + segment.length);
  };
  const addRun = (list: WordList, kind: number, from: number, to: number) => {
    if (kind === OTHER) addSegments(list, from, to);
    else if (kind === HAN)
      for (let n = from; n < Math.max(from + 1, to - 1); n++) addPart(list, n, Math.min(to, n + 2));
    else if (kind !== HIRAGANA) addPart(list, from, to);
  };
  const addUnspaced = (list: WordList, from: number, to: number) => {
    for (let at = from; at < to; ) {
      const kind = scriptAt(list.text, at);
      let end = at + 1;
      while (end < to && scriptAt(list.text, end) === kind) end++;
      addRun(list, kind, at, end);
      at = end;
    }
  };
  return (text, into) => {
    into.count = 0;
    into.text = hasInitials(text) ? text.replace(INITIALS, withoutPoints) : text;
    const headline = isHeadlineCase(into.text);
    const { length } = into.text;
    let end = 0;
    for (let at = nextWord(into.text, 0); at < length && into.count < into.from.length; ) {
      const before = end;
      end = endOfWord(into.text, at);
      if (isUnspaced(into.text, at, end)) addUnspaced(into, at, end);
      else add(into, at, end, !headline && !beginsSentence(into.text, before, at));
      at = nextWord(into.text, end);
    }
  };
}

function withoutPoints(letters: string): string {
  return letters.replaceAll(".", "");
}

/** Looks at what follows each point only: most texts have points and no initials. */
function hasInitials(text: string): boolean {
  for (let at = text.indexOf("."); at >= 0; at = text.indexOf(".", at + 1))
    if (codeUnitAt(text, at + 2) === POINT) return true;
  return false;
}

function nextWord(text: string, from: number): number {
  const { length } = text;
  let at = from;
  while (at < length && !isOfWord(text, at)) at++;
  return at;
}

/** A number with its points and commas, else letters and numerals with what an apostrophe joins. */
function endOfWord(text: string, from: number): number {
  const number = isNumeral(text, from) ? endOfNumber(text, from) : 0;
  if (number > from + 1) return number;
  let at = from;
  while (isOfWord(text, at)) at++;
  while (joins(codeUnitAt(text, at)) && isLetter(text, at + 1)) {
    at++;
    while (isLetter(text, at)) at++;
  }
  return at;
}

function endOfNumber(text: string, from: number): number {
  const { length } = text;
  let end = from + 1;
  for (let at = end; at < length; at++) {
    if (isNumeral(text, at)) end = at + 1;
    else if (!isPoint(codeUnitAt(text, at))) break;
  }
  return end;
}

function isPoint(unit: number): boolean {
  return unit === POINT || unit === COMMA || unit === COLON;
}

function joins(unit: number): boolean {
  return unit === APOSTROPHE || unit === AMPERSAND || unit === RAISED_COMMA;
}

/** Numerals and Latin letters may stand in the run too: `9日間`. */
function isUnspaced(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++)
    if (codeUnitAt(text, at) > 0xdff) return UNSPACED.test(text.slice(from, to));
  return false;
}

const [HAN, KATAKANA, HIRAGANA, PLAIN, OTHER] = [1, 2, 3, 4, 5];

/** Han is read in pairs of characters, katakana and numerals in whole runs; hiragana is mostly endings. */
function scriptAt(text: string, at: number): number {
  const unit = codeUnitAt(text, at);
  if (unit < 0xe00) return PLAIN;
  if (unit >= 0x3041 && unit <= 0x309f) return HIRAGANA;
  if (
    (unit >= 0x30a0 && unit <= 0x30ff) ||
    (unit >= 0x31f0 && unit <= 0x31ff) ||
    (unit >= 0xff66 && unit <= 0xff9f)
  )
    return KATAKANA;
  if (unit >= 0xff01 && unit <= 0xff5e) return PLAIN;
  return (unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xf900 && unit <= 0xfaff) || unit === 0x3005
    ? HAN
    : OTHER;
}

function writingOf(bits: number, mayCount: boolean): number {
  if (!(bits & UPPER)) return WRITTEN_SMALL;
  return mayCount || bits & ACRONYM ? NAMED : UNSURE;
}

/** `.` `!` `?` `:` `"` `…` and opening quotes: what a sentence may begin after. */
const ENDS = new Set([0x2e, 0x21, 0x3f, 0x3a, 0x22, 0x2026, 0x201c, 0xab]);

function beginsSentence(text: string, from: number, to: number): boolean {
  if (from === 0) return true;
  for (let i = from; i < to; i++) {
    const unit = codeUnitAt(text, i);
    if (unit !== 0x20 && ENDS.has(unit)) return true;
  }
  return false;
}

/** Headlines In This Manner tell nothing by their capitals. */
function isHeadlineCase(text: string): boolean {
  if (text.length > LONGEST_HEADLINE) return false;
  let upper = 0;
  let long = 0;
  const { length } = text;
  for (let from = 0; from < length; ) {
    const space = text.indexOf(" ", from);
    const to = space < 0 ? length : space;
    if (to - from >= 4) {
      long++;
      if (isCapital(text, from)) upper++;
    }
    from = to + 1;
  }
  return upper * 2 > long;
}

function isCapital(text: string, at: number): boolean {
  const unit = codeUnitAt(text, at);
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a;
  const first = text.charAt(at);
  return first !== first.toLowerCase();
}
