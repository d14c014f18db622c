import { serialize } from "node:v8";
import { serveThread } from "../ground/thread/serve-thread.ts";
import type { Entry, ParsedFeed } from "../model/entry.ts";
import { type ReadContext, type ReadOutcome, readDocument } from "./read-document.ts";

/** What a thread hands back: the entries serialized, some to a slice, in memory that is not copied on its way. */
export type PackedOutcome =
  | { readonly kind: "failure"; readonly failure: Extract<ReadOutcome, { kind: "failure" }> }
  | {
      readonly kind: "feed";
      readonly head: Omit<ParsedFeed, "entries">;
      readonly memory: Uint8Array;
      /** Where each slice ends. */
      readonly ends: readonly number[];
    };

/** Characters of content in a slice: some milliseconds to unpack. */
const SLICE = 128 * 1024;

serveThread(
  async ({ bytes, context }: { bytes: Uint8Array; context: ReadContext }): Promise<PackedOutcome> => {
    const outcome = await readDocument(bytes, context);
    return outcome.kind === "failure" ? { kind: "failure", failure: outcome } : pack(outcome.feed);
  },
);

function pack({ entries, ...head }: ParsedFeed): PackedOutcome {
  const slices = [...slicesOf(entries)].map((slice) => serialize(slice));
  const memory = new Uint8Array(new SharedArrayBuffer(slices.reduce((sum, slice) => sum + slice.length, 0)));
  const ends: number[] = [];
  let end = 0;
  for (const slice of slices) {
    memory.set(slice, end);
    end += slice.length;
    ends.push(end);
  }
  return { kind: "feed", head, memory, ends };
}

function* slicesOf(entries: readonly Entry[]): Generator<readonly Entry[]> {
  let from = 0;
  let size = 0;
  for (const [at, entry] of entries.entries()) {
    size += 500 + (entry.content?.length ?? 0) + (entry.summary?.length ?? 0);
    if (size < SLICE) continue;
    yield entries.slice(from, at + 1);
    from = at + 1;
    size = 0;
  }
  if (from < entries.length) yield entries.slice(from);
}
