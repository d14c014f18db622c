import type { EpochMs } from "../model/brand.ts";
import { IN_PLACE_BYTES } from "./limits.ts";
import { type ReadContext, type ReadOutcome, readDocument } from "./read-document.ts";
import { readInThread } from "./read-in-thread.ts";

export type { ReadOutcome } from "./read-document.ts";

/**
 * Reads a fetched document as a feed, whatever its charset and format, well-formed or not. What is not a feed
 * is a failure: `PARSE_HTML` with the feeds that the page announces, `PARSE_NOT_A_FEED`, or `PARSE_TOO_COMPLEX`
 * when reading it took more time or memory than a feed may. Never throws.
 *
 * Documents over 2 MB are read by a thread, and what it found is taken over in slices, so that no step keeps
 * the event loop for long.
 *
 * @param bytes decoded of any transfer compression; left untouched
 */
export function readFeed(
  bytes: Uint8Array,
  context: ReadContext & { readonly now: EpochMs },
): Promise<ReadOutcome> {
  return bytes.byteLength > IN_PLACE_BYTES ? readInThread(bytes, context) : readDocument(bytes, context);
}
