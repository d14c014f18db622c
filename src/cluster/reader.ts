import type { WeighedTerm } from "./document-store.ts";
import type { ClusterDoc } from "./grouper.ts";
import type { TermTable } from "./term-table.ts";
import { IN_TITLE, type ReadTerms } from "./terms.ts";

/** Terms that a document keeps: its rarest. */
const MOST_TERMS = 40;
/** Terms by which a document is found, and looks for others. */
const INDEXED = 16;
/** A term of the title counts so much more when the rarest are chosen. */
const TITLE_BONUS = 1.3;

/** A document as it is compared: its weightiest terms, sorted by hash, and those to look it up by. */
export interface ReadDocument {
  readonly terms: readonly WeighedTerm[];
  readonly slots: readonly number[];
  readonly weights: readonly number[];
}

/** Reads a document's terms and counts them into the table. */
export function readDocument(doc: ClusterDoc, table: TermTable, read: ReadTerms): ReadDocument {
  table.countDocument();
  const all: (WeighedTerm & { readonly slot: number; readonly rank: number })[] = [];
  for (const [hash, flags] of read(doc.title, doc.summary ?? "", doc.lang)) {
    const slot = table.count(hash);
    const weight = table.idf(slot);
    all.push({ hash, flags, weight, slot, rank: flags & IN_TITLE ? weight * TITLE_BONUS : weight });
  }
  all.sort((a, b) => b.rank - a.rank || a.hash - b.hash);
  all.length = Math.min(all.length, MOST_TERMS);
  const indexed = all.slice(0, INDEXED);
  return {
    slots: indexed.map((term) => term.slot),
    weights: indexed.map((term) => term.rank),
    terms: all.sort((a, b) => a.hash - b.hash),
  };
}

/** The slots of the terms by which a stored document is found: as `readDocument` chose them. */
export function indexedSlots(terms: readonly WeighedTerm[], table: TermTable): readonly number[] {
  const rank = ({ flags, weight }: WeighedTerm) => (flags & IN_TITLE ? weight * TITLE_BONUS : weight);
  const best = [...terms].sort((a, b) => rank(b) - rank(a) || a.hash - b.hash).slice(0, INDEXED);
  return best.map(({ hash }) => table.slotOf(hash)).filter((slot) => slot >= 0);
}
