import { createInterface } from "node:readline";
import { createGrouper } from "../../cluster/create-grouper.ts";
import type { ClusterDoc, Grouper } from "../../cluster/grouper.ts";
import { HOUR_MS } from "../../ground/time.ts";
import type { EpochMs } from "../../model/brand.ts";
import { type Invocation, type RunCommand, UsageError } from "../command.ts";

const DEFAULT_WINDOW_MS = 72 * HOUR_MS;

/** `lede cluster --jsonl`: groups the headlines of stdin. `--dry-run`: what `--config` would group now. */
export const cluster: RunCommand = async (invocation) => {
  // Only then are Redis and the configuration needed: the line tool starts without them.
  if (invocation.options["dryRun"] === true) return (await import("../dry-run.ts")).printDryRun(invocation);
  if (invocation.options["jsonl"] !== true) throw new UsageError("cluster wants --jsonl or --dry-run");
  return clusterLines(invocation, process.stdin);
};

/** `--threshold`: for experiments; without it as the wire decides. */
function thresholdOf(options: Invocation["options"]): number | undefined {
  if (options["threshold"] === undefined) return undefined;
  const threshold = Number(options["threshold"]);
  if (threshold >= 0 && threshold <= 1) return threshold;
  throw new UsageError("--threshold wants a number from 0 to 1");
}

interface Answer {
  readonly id: string | number;
  readonly key: string;
  readonly score: number | undefined;
  readonly with: string | undefined;
  readonly error?: string;
}

/** Answers every line after the last one: what was read is one round, and stories may merge until then. */
async function clusterLines({ print, options }: Invocation, input: NodeJS.ReadableStream): Promise<0 | 1> {
  const grouper = createGrouper({ window: DEFAULT_WINDOW_MS, threshold: thresholdOf(options) });
  const stories = createFollowed();
  const lines: ReadLine[] = [];
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
    if (line.trim() !== "") lines.push(readLine(line));
  grouper.foresee(lines.flatMap((line) => ("error" in line ? [] : line.doc)));
  const answers = lines.map((line) => ("error" in line ? failed(line) : group(line, grouper, stories)));
  for (const answer of answers) print(JSON.stringify(told(answer, stories)));
  return answers.some(({ error }) => error) ? 1 : 0;
}

function failed({ id, error }: { readonly id: string | number; readonly error: string }): Answer {
  return { id, key: "", score: undefined, with: undefined, error };
}

function group({ id, doc }: GoodLine, grouper: Grouper, stories: Followed): Answer {
  const { storyId, score, with: other, merged } = grouper.add(doc);
  stories.put(doc.id, storyId);
  for (const { from, into } of merged) stories.redirect(from, into);
  return { id, key: doc.id, score, with: other };
}

function told({ id, key, score, with: other, error }: Answer, stories: Followed): Record<string, unknown> {
  if (error) return { id, error };
  return { id, storyId: stories.of(key), articleId: key, score: score ?? null, with: other ?? null };
}

interface GoodLine {
  readonly id: string | number;
  readonly doc: ClusterDoc;
}

type ReadLine = GoodLine | { readonly id: string | number; readonly error: string };

/** A line that cannot be read is answered with what is wrong with it, and costs nothing else. */
function readLine(line: string): ReadLine {
  let row: Record<string, unknown>;
  try {
    row = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { id: "", error: "this line is not JSON" };
  }
  const id = row?.["id"];
  if (typeof id !== "string" && typeof id !== "number") return { id: "", error: "this line has no id" };
  if (typeof row["title"] !== "string") return { id, error: "this line has no title" };
  const time = timeOf(row["publishedAt"]);
  const doc = {
    id: String(id),
    title: row["title"],
    summary: textOf(row["summary"]),
    url: textOf(row["url"]),
    outlet: textOf(row["source"]),
    publishedAt: time,
    seenAt: time,
    lang: textOf(row["lang"]),
  };
  return { id, doc };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** ISO 8601, or ms since the epoch. */
function timeOf(value: unknown): EpochMs | undefined {
  const time = typeof value === "string" ? Date.parse(value) : typeof value === "number" ? value : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

type Followed = ReturnType<typeof createFollowed>;

/** Which story an article has come to, through all merges. */
function createFollowed() {
  const story = new Map<string, string>();
  const became = new Map<string, string>();
  return {
    put: (article: string, id: string) => story.set(article, id),
    redirect: (from: string, into: string) => became.set(from, into),
    of: (article: string) => {
      let id = story.get(article);
      for (let next = id && became.get(id); next; next = became.get(next)) id = next;
      return id;
    },
  };
}
