import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { type ReadOutcome, readFeed } from "../../parse/read-feed.ts";
import type { Invocation, RunCommand } from "../command.ts";
import { UsageError } from "../command.ts";

/** `lede parse`: what Lede reads in a feed; with `--jsonl` a line tool. */
export const parse: RunCommand = async (invocation) => {
  if (invocation.options["jsonl"] === true) return parseLines(invocation);
  void createReadStream;
  throw new UsageError("which file or address?");
};

async function parseLines({ print }: Invocation): Promise<0> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === "") continue;
    const row = JSON.parse(line) as {
      id: string;
      path: string;
      url?: string;
      headers?: Record<string, string>;
    };
    const outcome = await readFeed(await readFile(row.path), {
      url: row.url ?? "",
      headers: row.headers ?? {},
      now: Date.now(),
    });
    print(JSON.stringify(answer(row.id, outcome)));
  }
  return 0;
}

const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());

function answer(id: string, outcome: ReadOutcome) {
  if (outcome.kind === "failure") return { id, ok: false, error: outcome.code };
  const { feed } = outcome;
  return {
    id,
    ok: true,
    feed: { ...feed, entries: undefined, updated: iso(feed.updated), published: iso(feed.published) },
    items: feed.entries.map((e) => ({
      ...e,
      source: e.source && { ...e.source, link: e.source.url },
      published: iso(e.published),
      updated: iso(e.updated),
    })),
  };
}
