import { createWordReader, WordList } from "../../src/cluster/words.ts";
import type { Row } from "./story-sets.ts";

/** Gives each row a story, as other programs do. */
type Baseline = (rows: readonly Row[]) => readonly string[];

const read = createWordReader();
const words = new WordList(400);

function wordsOf(text: string): string[] {
  read(text, words);
  const all = Array.from({ length: words.count }, (_, n) => (words.english[n] === 0 ? "" : words.wordAt(n)));
  return all.filter((word) => word !== "");
}

/** Titles that are letter for letter the same. */
const exactTitle: Baseline = (rows) => rows.map(({ title }) => title.toLowerCase().trim());

/** MinHash over character 4-grams of titles, bands of two: an estimated likeness of a half joins. */
const minHash: Baseline = (rows) => {
  const hashes = 64;
  const union = createUnion(rows.length);
  const signatures = rows.map(({ title }) => signatureOf(title.toLowerCase(), hashes));
  const buckets = new Map<string, number[]>();
  for (const [n, signature] of signatures.entries())
    for (let band = 0; band < hashes; band += 2) {
      const key = `${band}:${signature[band]}:${signature[band + 1]}`;
      const others = buckets.get(key) ?? [];
      for (const other of others)
        if (agreement(signature, signatures[other] as Uint32Array) >= 0.5) union.join(n, other);
      buckets.set(key, [...others, n]);
    }
  return rows.map((_, n) => String(union.find(n)));
};

function signatureOf(text: string, hashes: number): Uint32Array {
  const minima = new Uint32Array(hashes).fill(0xffffffff);
  for (let i = 0; i + 4 <= Math.max(4, text.length); i++) {
    let hash = 0x811c9dc5;
    for (let k = i; k < i + 4; k++) hash = Math.imul(hash ^ (text.charCodeAt(k) || 0), 0x01000193);
    for (let n = 0; n < hashes; n++) {
      const mixed = Math.imul(hash ^ Math.imul(n + 1, 0x9e3779b1), 0x2c1b3c6d);
      minima[n] = Math.min(minima[n] as number, (mixed ^ (mixed >>> 15)) >>> 0);
    }
  }
  return minima;
}

function agreement(a: Uint32Array, b: Uint32Array): number {
  let same = 0;
  for (let n = 0; n < a.length; n++) if (a[n] === b[n]) same++;
  return same / a.length;
}

/** NewsBlur's rule as described: titles that share most of their significant words, joined transitively. */
const titleRule: Baseline = (rows) => {
  const union = createUnion(rows.length);
  const sets = rows.map(({ title }) => new Set(wordsOf(title)));
  const index = new Map<string, number[]>();
  for (const [n, words] of sets.entries()) {
    for (const [other, count] of countShared(words, index))
      if (count >= 3 && count / Math.min(words.size, sets[other]?.size ?? 1) >= 0.5) union.join(n, other);
    for (const word of words) index.set(word, [...(index.get(word) ?? []), n]);
  }
  return rows.map((_, n) => String(union.find(n)));
};

function countShared(
  words: Iterable<string>,
  index: ReadonlyMap<string, readonly number[]>,
): Map<number, number> {
  const shared = new Map<number, number>();
  for (const word of words)
    for (const other of index.get(word) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
  return shared;
}

/**
 * tf-idf cosine of title and summary, single pass, within 72 hours. It knows all frequencies beforehand, and its
 * threshold is the best of several on these sets: a strong baseline.
 */
const tfIdf: Baseline = (rows) => tfIdfWithin(rows, 0.14);

/** The same at a given cosine. */
export function tfIdfWithin(rows: readonly Row[], least: number): readonly string[] {
  const vectors = weigh(rows);
  const story: number[] = [];
  const index = new Map<string, number[]>();
  for (const [n, vector] of vectors.entries()) {
    const scores = new Map<number, number>();
    for (const [word, weight] of vector)
      for (const other of index.get(word) ?? [])
        scores.set(other, (scores.get(other) ?? 0) + weight * (vectors[other]?.get(word) ?? 0));
    const near = [...scores].filter(
      ([other]) => Math.abs((rows[n]?.ts ?? 0) - (rows[other]?.ts ?? 0)) <= 72 * 3600,
    );
    const best = near.sort((a, b) => b[1] - a[1])[0];
    story[n] = best && best[1] >= least ? (story[best[0]] as number) : n;
    for (const word of vector.keys()) index.set(word, [...(index.get(word) ?? []), n]);
  }
  return story.map(String);
}

function weigh(rows: readonly Row[]): readonly ReadonlyMap<string, number>[] {
  const bags = rows.map(({ title, summary }) => new Set(wordsOf(`${title}. ${summary ?? ""}`)));
  const frequency = new Map<string, number>();
  for (const bag of bags) for (const word of bag) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  return bags.map((bag) => {
    const weights = [...bag].map(
      (word) => [word, Math.log(rows.length / (frequency.get(word) ?? 1))] as const,
    );
    const norm = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
    return new Map(weights.map(([word, weight]) => [word, weight / norm]));
  });
}

function createUnion(size: number) {
  const parent = Array.from({ length: size }, (_, n) => n);
  const find = (n: number): number => {
    let at = n;
    while (parent[at] !== at) at = parent[at] as number;
    parent[n] = at;
    return at;
  };
  return {
    find,
    join: (a: number, b: number) => {
      parent[find(a)] = find(b);
    },
  };
}

export const BASELINES: Readonly<Record<string, Baseline>> = {
  "exact title": exactTitle,
  "MinHash, character 4-grams": minHash,
  "title rule, joined transitively": titleRule,
  "tf-idf, single pass": tfIdf,
};
