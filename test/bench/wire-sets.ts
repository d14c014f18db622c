import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Row } from "./story-sets.ts";

/** A recorded wire: headlines of several outlets over the same days, most of them alone, in the order of their times. */
export interface Wire {
  readonly name: string;
  readonly rows: readonly Row[];
  /** By row: the happening that it tells; undefined: it stands alone, or with its topic. */
  readonly events: readonly (string | undefined)[];
  /** By row: what it may stand under. */
  readonly topics: readonly (string | undefined)[];
}

interface Line {
  readonly id: string;
  readonly lang: string;
  readonly publishedAt: string;
  readonly title: string;
  readonly source?: string;
  readonly summary?: string;
  readonly url?: string;
}

/** The wires of a folder: `NAME.jsonl` beside `NAME.labels.jsonl`. */
export function loadWires(dir: string): readonly Wire[] {
  if (!existsSync(dir)) return [];
  const names = readdirSync(dir).filter((name) => name.endsWith(".labels.jsonl"));
  return names.sort().map((name) => loadWire(dir, name.slice(0, -".labels.jsonl".length)));
}

function loadWire(dir: string, name: string): Wire {
  const lines = read<Line>(path.join(dir, `${name}.jsonl`));
  const labels = new Map(
    read<{ n: number; event: string | null; topic: string | null }>(
      path.join(dir, `${name}.labels.jsonl`),
    ).map((label) => [label.n, label]),
  );
  const rows = lines.map(({ publishedAt, ...line }, n) => {
    const cluster = labels.get(n)?.topic ?? labels.get(n)?.event ?? `alone-${n}`;
    return { ...line, ts: Date.parse(publishedAt) / 1000, cluster: `${name} ${cluster}` };
  });
  return {
    name,
    rows,
    events: rows.map((_, n) => labels.get(n)?.event ?? undefined),
    topics: rows.map((_, n) => labels.get(n)?.topic ?? undefined),
  };
}

function read<T>(file: string): readonly T[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}
