import type { KeptTerms } from "./document-chunk.ts";
import type { ClusterDoc } from "./grouper.ts";
import type { TermTable } from "./term-table.ts";
import { COUNTRY, ENTITY, IN_TITLE, LARGE, type ReadTerms, SMALL, type TermList } from "./terms.ts";
import { GRAM_WORDS, gramsOf } from "./title-grams.ts";

/** Terms that a document keeps: its rarest. */
const MOST_TERMS = 40;
/** Terms by which a document is found, and looks for others. */
const INDEXED = 24;
/** A term of the title counts so much more when the rarest are chosen. */
const TITLE_BONUS = 1.6;
/** So does a name or a country, which other languages have too. */
const NAME_BONUS = 1.3;
/** The flags that a term keeps. */
const KEPT = SMALL - 1;
/** More terms than a document is read for: numbers below fit into what is left of a sorted key. */
const INDEXES = 256;

/** A document as it is compared: its weightiest terms, sorted by slot, and those to look it up by. */
export interface ReadDocument {
  readonly terms: KeptTerms;
  readonly slots: readonly number[];
  readonly weights: readonly number[];
}

const keys = new Float64Array(INDEXES);
const hashes = new Uint32Array(INDEXES);
const flags = new Uint16Array(INDEXES);
const slots = new Int32Array(INDEXES);
const ranks = new Float64Array(INDEXES);
const kept: KeptTerms = {
  count: 0,
  slots: new Uint32Array(MOST_TERMS),
  flags: new Uint8Array(MOST_TERMS),
  grams: new Uint32Array(GRAM_WORDS),
};

/**
 * Reads a document's terms and counts them into the table. The terms are valid until the next document is read.
 *
 * @param outlet hashed; 0: unknown
 */
export function readDocument(
  doc: ClusterDoc,
  outlet: number,
  table: TermTable,
  read: ReadTerms,
): ReadDocument {
  table.countDocument();
  const all = read(doc);
  sortByHash(all);
  for (let n = 0; n < all.count; n++) {
    const slot = table.count(hashes[n] as number);
    slots[n] = slot;
    flags[n] = toldName(table, slot, flags[n] as number);
    if (outlet !== 0) table.usedBy(slot, outlet);
    ranks[n] = rankOf(table.idf(slot), flags[n] as number);
  }
  gramsOf(doc.title, kept.grams);
  const rarest = byRank(all.count, MOST_TERMS);
  const indexed = rarest.slice(0, INDEXED);
  keep(rarest, table);
  return {
    slots: indexed.map((n) => slots[n] as number),
    weights: indexed.map((n) => ranks[n] as number),
    terms: kept,
  };
}

/** Whether a term is a name: by its capital, or, where every word has one, by how it was written elsewhere. */
function toldName(table: TermTable, slot: number, bits: number): number {
  noteWriting(table, slot, bits);
  return bits & LARGE && !(bits & (ENTITY | SMALL)) && table.isMostlyName(slot) ? bits | ENTITY : bits;
}

/** Tells the table how a term was written, where that says whether it is a name. */
export function noteWriting(table: TermTable, slot: number, bits: number): void {
  if (bits & ENTITY) table.sawWritten(slot, true);
  else if (bits & SMALL) table.sawWritten(slot, false);
}

/** Equal ranks are told apart by the hash, so that the order of words does not matter. */
function sortByHash(all: TermList): void {
  for (let n = 0; n < all.count; n++) keys[n] = (all.hashes[n] as number) * INDEXES + n;
  keys.subarray(0, all.count).sort();
  for (let n = 0; n < all.count; n++) {
    const from = (keys[n] as number) % INDEXES;
    hashes[n] = all.hashes[from] as number;
    flags[n] = all.flags[from] as number;
  }
}

/** Sorted by slot: two documents are compared by walking both at once. */
function keep(indexes: readonly number[], table: TermTable): void {
  kept.count = indexes.length;
  for (let k = 0; k < indexes.length; k++) {
    const n = indexes[k] as number;
    keys[k] = (slots[n] as number) * INDEXES + n;
  }
  keys.subarray(0, kept.count).sort();
  for (let k = 0; k < kept.count; k++) {
    const n = (keys[k] as number) % INDEXES;
    kept.slots[k] = slots[n] as number;
    kept.flags[k] = (flags[n] as number) & KEPT;
    table.keep(slots[n] as number);
  }
}

function rankOf(weight: number, bits: number): number {
  const told = bits & (ENTITY | COUNTRY) ? weight * NAME_BONUS : weight;
  return bits & IN_TITLE ? told * TITLE_BONUS : told;
}

/** Above every rank. */
const HIGHEST = 100;
/** Steps in which ranks are told apart. */
const FINE = 1e6;

/** Indexes of the highest ranks, the highest first. A sort of numbers without a function to compare them is quick. */
function byRank(count: number, most: number): number[] {
  for (let n = 0; n < count; n++) keys[n] = Math.round((HIGHEST - (ranks[n] as number)) * FINE) * INDEXES + n;
  keys.subarray(0, count).sort();
  const length = Math.min(count, most);
  const best = new Array<number>(length);
  for (let n = 0; n < length; n++) best[n] = (keys[n] as number) % INDEXES;
  return best;
}
