import type { EpochMs } from "../model/brand.ts";
import { type ReadContext, type ReadOutcome, readDocument } from "./read-document.ts";

export type { ReadOutcome } from "./read-document.ts";

/** Reads a fetched document as a feed. Never throws: what is no feed is a failure that says what it is. */
export async function readFeed(
  bytes: Uint8Array,
  context: ReadContext & { readonly now: EpochMs },
): Promise<ReadOutcome> {
  return readDocument(bytes, context);
}
