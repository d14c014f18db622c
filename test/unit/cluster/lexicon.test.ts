import { expect, test } from "vitest";
import { ACRONYM, DIGITS, Lexicon, STOP_ENGLISH, STOP_FOREIGN, UPPER } from "../../../src/cluster/lexicon.ts";
import { hashTerm } from "../../../src/cluster/term-hash.ts";

/** What a lexicon knows of a word. */
function ask(lexicon: Lexicon, word: string) {
  const at = lexicon.find(`<${word}>`, 1, word.length + 1);
  const { english, foreign, country, bits } = lexicon.words;
  return { english: english[at], foreign: foreign[at], country: country[at], bits: bits[at] ?? 0 };
}

const marks = STOP_ENGLISH | STOP_FOREIGN | DIGITS | UPPER | ACRONYM;

test.each([
  { name: "a plain word", word: "ferries", bits: 0, english: hashTerm("ferry"), foreign: hashTerm("ferrie") },
  {
    name: "a name",
    word: "Eastport",
    bits: UPPER,
    english: hashTerm("eastport"),
    foreign: hashTerm("eastpo"),
  },
  {
    name: "initials",
    word: "NATO",
    bits: UPPER | ACRONYM,
    english: hashTerm("nato"),
    foreign: hashTerm("nato"),
  },
  { name: "a number", word: "1,000", bits: DIGITS, english: hashTerm("1000"), foreign: hashTerm("1000") },
  { name: "a small word", word: "the", bits: STOP_ENGLISH, english: 0, foreign: hashTerm("the") },
  { name: "a small word elsewhere", word: "und", bits: STOP_FOREIGN, english: hashTerm("und"), foreign: 0 },
  { name: "a letter", word: "x", bits: 0, english: 0, foreign: 0 },
])("$name is known by its stems and marks", ({ word, bits, english, foreign }) => {
  const found = ask(new Lexicon(), word);
  expect({ ...found, bits: found.bits & marks }).toEqual({ english, foreign, country: 0, bits });
});

test("a country has one term, whatever it is called; a pronoun names none", () => {
  const lexicon = new Lexicon();
  const japan = ask(lexicon, "Japan").country;
  expect(japan).not.toBe(0);
  expect(["japanese", "Tokyo", "Япония", "日本", "Japón"].map((word) => ask(lexicon, word).country)).toEqual(
    Array(5).fill(japan),
  );
  expect(ask(lexicon, "US").country).not.toBe(0);
  expect(ask(lexicon, "us").country).toBe(0);
});

test("what is known stays the same while the lexicon grows, turns over and grows again", () => {
  const lexicon = new Lexicon();
  const sample = ["ferries", "Eastport", "NATO", "1,000", "the", "und", "Japan"];
  const before = sample.map((word) => ask(lexicon, word));
  for (let n = 0; n < 150_000; n++) {
    lexicon.find(`word${n}`, 0, 4 + String(n).length);
    // One word is asked for again and again, and crosses over; the others are learned anew.
    if (n % 10_000 === 0) expect(ask(lexicon, "ferries")).toEqual(before[0]);
  }
  expect(sample.map((word) => ask(lexicon, word))).toEqual(before);
});

test("words are told apart however full the lexicon is", () => {
  const lexicon = new Lexicon();
  const hashes = new Set<number | undefined>();
  for (let n = 0; n < 60_000; n++) {
    const word = `k${n.toString(36)}z`;
    hashes.add(ask(lexicon, word).english);
  }
  // 32 bits for 60,000 words: a pair or two may share a hash, not more.
  expect(hashes.size).toBeGreaterThan(59_990);
});
