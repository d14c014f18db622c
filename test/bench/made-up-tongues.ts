import { isStopWord } from "../../src/cluster/stop-words.ts";
import { createRandom, type Row, type StorySet } from "./story-sets.ts";

/** Made-up languages beside English, under codes that ISO 639 leaves to private use. */
const CODES = ["en", "qaa", "qab", "qac"];
/** Share of names that are spelt otherwise in another language. */
const RESPELT = 0.3;
const [VOWELS, CONSONANTS] = ["aeiou", "bcdfghjklmnpqrstvwxyz"];

type Tongue = (word: string) => string;

/**
 * A set as it might be told in several languages, for want of labelled news in them: each article in one of four. All
 * words but names are other words there, letter by letter; small words are left out, as the program knows them; most
 * names and all numbers stay. Names are the words that are never written small.
 */
export function inTongues({ name, rows }: StorySet): StorySet {
  const common = commonWords(rows);
  const random = createRandom(23);
  const tongues = CODES.map((_, n) => createTongue(n, common));
  const told = rows.map((row) => {
    const n = Math.floor(random() * CODES.length);
    const tell = (text: string) => text.replace(/\p{L}+/gu, tongues[n] as Tongue);
    return { ...row, lang: CODES[n] ?? "", title: tell(row.title), summary: tell(row.summary ?? "") };
  });
  return { name: `${name}, in tongues`, rows: told };
}

function commonWords(rows: readonly Row[]): ReadonlySet<string> {
  const texts = rows.map(({ title, summary }) => `${title} ${summary ?? ""}`).join(" ");
  return new Set((texts.match(/\p{L}+/gu) ?? []).filter((word) => word === word.toLowerCase()));
}

function createTongue(n: number, common: ReadonlySet<string>): Tongue {
  if (n === 0) return (word) => word;
  const random = createRandom(n * 7919);
  const letters = new Map([...exchange(VOWELS, random), ...exchange(CONSONANTS, random)]);
  const spell = (word: string) => [...word].map((letter) => letters.get(letter) ?? letter).join("");
  const kept = new Map<string, boolean>();
  return (word) => {
    const small = word.toLowerCase();
    if (small.length > 1 && common.has(small)) return isStopWord(small, true) ? "" : spell(small);
    if (!kept.has(small)) kept.set(small, random() >= RESPELT);
    return kept.get(small) ? word : word.charAt(0) + spell(small.slice(1));
  };
}

function exchange(letters: string, random: () => number): readonly [string, string][] {
  const mixed = [...letters].map((letter) => ({ letter, at: random() })).sort((a, b) => a.at - b.at);
  return [...letters].map((letter, n) => [letter, mixed[n]?.letter ?? letter]);
}
