import { seededRandom } from "../support/random.ts";

/**
 * Invented news in a language that is nearly English: made-up nouns, verbs and names of the frequencies that words
 * have (Zipf), held together by English function words, so that an index of terms has as much to do as with real ones.
 */
export interface Event {
  readonly words: readonly string[];
  readonly names: readonly string[];
  readonly figure: number;
}

export interface Item {
  readonly title: string;
  readonly summary: string;
  readonly author: string;
  readonly category: string;
  readonly slug: string;
}

type Random = () => number;

const SYLLABLES =
  "ba be bri ca cor da del dra el en fa fer fin ga gor har in ka kel la len lo mar men mi mor na ner ol or pa per pol qui ra ren ri ro sa sel sha so sta ta ter ti tor tra u val ven vi wen wi yar zo".split(
    " ",
  );
const FUNCTION_WORDS =
  "the of to in a and for on with as at by from after over that is has will be its it says new more than amid against before under into".split(
    " ",
  );
const CATEGORIES = ["World", "Politics", "Business", "Technology", "Science", "Sport", "Culture", "Health"];

const WORDS = invent(12_000, 0x5eed);
const NAMES = invent(4_000, 0xbead).map((word) => word.charAt(0).toUpperCase() + word.slice(1));

function invent(count: number, seed: number): string[] {
  const random = seededRandom(seed);
  const words = new Set<string>();
  while (words.size < count) {
    const length = 2 + Math.floor(random() * 2.4);
    words.add(Array.from({ length }, () => pick(SYLLABLES, random)).join(""));
  }
  return [...words];
}

function pick<T>(from: readonly T[], random: Random): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** The rank falls off as in a language: a few words are everywhere, most are rare. */
function pickByRank(from: readonly string[], random: Random): string {
  return from[Math.floor(from.length ** random()) - 1] ?? (from[0] as string);
}

/** What happened: the same words and names in whatever outlet reports it. */
export function inventEvent(seed: number): Event {
  const random = seededRandom(seed);
  return {
    words: Array.from({ length: 6 }, () => pickByRank(WORDS, random)),
    names: Array.from({ length: 3 }, () => pick(NAMES, random)),
    figure: Math.floor(random() * 900) + 3,
  };
}

/** One outlet's report of an event. */
export function inventItem(event: Event, random: Random): Item {
  const title = headline(event, random);
  return {
    title,
    summary: `${sentence(event, random, 12)} ${sentence(event, random, 10)}`,
    author: `${pick(NAMES, random)} ${pick(NAMES, random)}`,
    category: pick(CATEGORIES, random),
    slug: title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 28),
  };
}

function headline({ words, names, figure }: Event, random: Random): string {
  const parts = [pick(names, random), pick(words, random), pick(FUNCTION_WORDS, random), pick(words, random)];
  parts.push(pick(FUNCTION_WORDS, random), pickByRank(WORDS, random), pick(names, random));
  if (random() < 0.3) parts.push(String(figure));
  parts.push(pick(words, random));
  return parts.join(" ");
}

function sentence({ words, names }: Event, random: Random, length: number): string {
  const text = Array.from({ length }, () => {
    const chance = random();
    if (chance < 0.45) return pick(FUNCTION_WORDS, random);
    if (chance < 0.6) return pick(words, random);
    if (chance < 0.68) return pick(names, random);
    return pickByRank(WORDS, random);
  }).join(" ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
