import type { EpochMs } from "../model/brand.ts";
import { IN_PLACE_BYTES, limits } from "./limits.ts";
import { isJson, type ReadContext, type ReadOutcome, readDocument, tooComplex } from "./read-document.ts";
import { readInThread } from "./read-in-thread.ts";

export type { ReadOutcome } from "./read-document.ts";

/**
 * Reads a fetched document as a feed, whatever its charset and format, well-formed or not. What is not a feed
 * is a failure: `PARSE_HTML` with the feeds that the page announces, `PARSE_NOT_A_FEED`, or `PARSE_TOO_COMPLEX`
 * when reading it took more time or memory than a feed may. Never throws.
 *
 * No step keeps the event loop for long: XML of any size is read in slices of time. Documents over 2 MB that can
 * only be read in one go, JSON and those for rss-parser, are read by a thread.
 *
 * @param bytes decoded of any transfer compression; left untouched
 */
export async function readFeed(
  bytes: Uint8Array,
  context: ReadContext & { readonly now: EpochMs },
): Promise<ReadOutcome> {
  if (bytes.byteLength <= IN_PLACE_BYTES) return await readDocument(bytes, context);
  if (bytes.byteLength > limits.document) return tooComplex(context.url, "is larger than any feed");
  const inOneGo = context.reader === "rss-parser" || isJson(bytes);
  return await inTurn(() => (inOneGo ? readInThread(bytes, context) : readDocument(bytes, context)));
}

let previous: Promise<unknown> = Promise.resolve();

/** One large document after the other: each may take ten times its size in memory. */
async function inTurn<T>(read: () => Promise<T>): Promise<T> {
  const mine = previous.then(read);
  previous = mine.then(nothing, nothing); // the next one waits for the end of this one, not for its result
  return await mine;
}

function nothing(): void {}
