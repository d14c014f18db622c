import { type DocumentChunk, FLAG_BITS } from "./document-chunk.ts";
import { type DocumentStore, placeOf } from "./document-store.ts";
import type { TermTable } from "./term-table.ts";

/**
 * Counts a term once a story, however many tell it: what one event makes everybody write stays as rare as it is, and what
 * is written every day of one event after another is common.
 */
export interface StoryTerms {
  /** A document comes to a story of these others, or leaves them (-1). */
  shared(document: number, others: readonly number[], change: 1 | -1): void;
  /** Two stories become one. */
  merged(ours: readonly number[], theirs: readonly number[]): void;
}

const MOST = 256;

export function createStoryTerms(store: DocumentStore, table: TermTable): StoryTerms {
  const marks = new Uint8Array(MOST);

  /** Marks the terms of one document that another has too. Both are sorted. */
  function mark(chunk: DocumentChunk, i: number, other: number): void {
    const { terms: theirs, start } = store.chunkOf(other);
    const from = chunk.start[i] as number;
    const end = chunk.start[i + 1] as number;
    let m = start[placeOf(other)] as number;
    const last = start[placeOf(other) + 1] as number;
    for (let k = from; k < end && m < last; ) {
      const difference = ((chunk.terms[k] as number) >>> FLAG_BITS) - ((theirs[m] as number) >>> FLAG_BITS);
      if (difference === 0) marks[k - from] = 1;
      if (difference <= 0) k++;
      if (difference >= 0) m++;
    }
  }

  return {
    shared: (document, others, change) => {
      if (others.length === 0) return;
      const chunk = store.chunkOf(document);
      const i = placeOf(document);
      const from = chunk.start[i] as number;
      const length = (chunk.start[i + 1] as number) - from;
      marks.fill(0, 0, length);
      for (const other of others) mark(chunk, i, other);
      for (let k = 0; k < length; k++)
        if (marks[k]) table.echo((chunk.terms[from + k] as number) >>> FLAG_BITS, change);
    },
    merged: (ours, theirs) => {
      const known = new Set(ours.flatMap((one) => [...store.slotsOf(one)]));
      for (const slot of new Set(theirs.flatMap((one) => [...store.slotsOf(one)])))
        if (known.has(slot)) table.echo(slot, 1);
    },
  };
}
