import { createLexicon, type Word } from "./lexicon.ts";

/** A word where it stands. */
export interface PlacedWord {
  readonly word: Word;
  /** It has a capital, and not only because a sentence or a headline gives it one. */
  readonly capital: boolean;
}

const WORD = /\p{N}[\p{N}.,:]*\p{N}|[\p{L}\p{M}\p{N}]+(?:['’&][\p{L}\p{M}]+)*/gu;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const INITIALS = /\b(?:[A-Z]\.){2,}/g;
/** `.` `!` `?` `:` `"` `…` and opening quotes: what a sentence may begin after. */
const ENDS = new Set([0x2e, 0x21, 0x3f, 0x3a, 0x22, 0x2026, 0x201c, 0xab]);
/** Longer texts are no headlines: their capitals count. */
const LONGEST_HEADLINE = 160;

export type ReadWords = (text: string, most: number) => readonly PlacedWord[];

/**
 * Cuts plain texts into words. Scripts without spaces are cut by `Intl.Segmenter`; initials are one word (`U.S.` is
 * `US`).
 */
export function createWordReader(): ReadWords {
  const lookUp = createLexicon();
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  const addUnspaced = (words: PlacedWord[], run: string) => {
    for (const { segment, isWordLike } of segmenter.segment(run))
      if (isWordLike) words.push({ word: lookUp(segment.normalize("NFKC")), capital: false });
  };
  return (text, most) => {
    const plain = text.includes(".")
      ? text.replace(INITIALS, (letters) => letters.replaceAll(".", ""))
      : text;
    const headline = isHeadlineCase(plain);
    const words: PlacedWord[] = [];
    let end = 0;
    for (const match of plain.matchAll(WORD)) {
      if (words.length >= most) break;
      const raw = match[0];
      const from = end;
      end = match.index + raw.length;
      if (isUnspaced(raw)) {
        addUnspaced(words, raw);
        continue;
      }
      const word = lookUp(raw);
      const counts = word.acronym || (!headline && !beginsSentence(plain, from, match.index));
      words.push({ word, capital: word.upper && counts });
    }
    return words;
  };
}

function isUnspaced(run: string): boolean {
  return run.charCodeAt(0) > 0xdff && UNSPACED.test(run);
}

function beginsSentence(text: string, from: number, to: number): boolean {
  if (from === 0) return true;
  for (let i = from; i < to; i++) if (ENDS.has(text.charCodeAt(i))) return true;
  return false;
}

/** Headlines In This Manner tell nothing by their capitals. */
function isHeadlineCase(text: string): boolean {
  if (text.length > LONGEST_HEADLINE) return false;
  let upper = 0;
  let long = 0;
  for (const word of text.split(" ")) {
    if (word.length < 4) continue;
    long++;
    const first = word.charAt(0);
    if (first !== first.toLowerCase()) upper++;
  }
  return upper * 2 > long;
}
