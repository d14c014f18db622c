import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ClusterDoc } from "../../src/cluster/grouper.ts";

/** A labelled headline, as a line of a `.jsonl` file. */
export interface Row {
  readonly id: string;
  readonly lang: string;
  /** Seconds. */
  readonly ts: number | null;
  readonly title: string;
  readonly summary?: string;
  readonly source?: string;
  readonly url?: string;
  readonly cluster: string;
}

export interface StorySet {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** Reads `NAME.jsonl` of a folder, oldest first. */
export function loadSet(dir: string, name: string): StorySet {
  const file = path.join(dir, `${name}.jsonl`);
  if (!existsSync(file)) throw new Error(`there is no ${file}`);
  const rows = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row)
    .sort((a, b) => (a.ts ?? 0) - (b.ts ?? 0));
  return { name, rows };
}

export function docOf(row: Row): ClusterDoc {
  const time = row.ts === null ? undefined : row.ts * 1000;
  return {
    id: row.id,
    title: row.title,
    summary: row.summary,
    url: row.url,
    outlet: row.source,
    publishedAt: time,
    seenAt: time,
    lang: row.lang,
  };
}

/** Stories fall into folds by their label, so that no story is both learned from and scored. */
export const FOLDS = 5;

export function foldOf(cluster: string): number {
  let hash = 7;
  for (const char of cluster) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0;
  return (Math.imul(hash, 0x9e3779b1) >>> 8) % FOLDS;
}

/** A repeatable source of chance. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

export interface Spreading {
  readonly name: string;
  readonly days: number;
  /** Share of rows that lose their summary; some more keep only its beginning. */
  readonly bare: number;
  readonly seed: number;
}

/**
 * The same rows as a stream: each story at a random moment of so many days, its articles within forty hours. Dense
 * and sparse streams of what has no times of its own.
 */
export function spread(set: StorySet, { name, days, bare, seed }: Spreading): StorySet {
  const random = createRandom(seed);
  const begins = new Map<string, number>();
  const rows = set.rows.map((row) => {
    const begin = begins.get(row.cluster) ?? 1.6e9 + random() * days * 86_400;
    begins.set(row.cluster, begin);
    const ts = Math.floor(begin + random() * random() * 40 * 3600);
    const chance = random();
    if (chance < bare) return { ...row, ts, summary: "" };
    return chance < bare * 1.4 ? { ...row, ts, summary: (row.summary ?? "").slice(0, 140) } : { ...row, ts };
  });
  return { name, rows: rows.sort((a, b) => a.ts - b.ts) };
}

/** The titles alone. */
export function bare(set: StorySet): StorySet {
  return { name: `${set.name}, titles alone`, rows: set.rows.map((row) => ({ ...row, summary: "" })) };
}
