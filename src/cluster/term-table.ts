import type { TermPrior } from "./term-prior.ts";

/** Postings that a term keeps: its newest documents. */
const MOST_POSTINGS = 256;
/** Sizes of posting lists; a single posting is kept in place. */
const SIZES = [1, 4, 16, 64, MOST_POSTINGS];

/** Terms by hash: how many documents have them, and which documents to look at for them. */
export interface TermTable {
  /** Counts one more document; its terms are counted one by one. */
  countDocument(): void;
  /** Adds one document to the term's frequency. @returns its slot */
  count(hash: number): number;
  /** The slot of a term that was counted, else -1. */
  slotOf(hash: number): number;
  /** ln of how rare the term is among the documents counted and the prior's; at least 0.05. */
  idf(slot: number): number;
  post(slot: number, document: number): void;
  /** The newest documents of a term, newest first. @returns how many were written to `into` */
  postings(slot: number, into: Int32Array): number;
  /** A table without postings, its frequencies faded to `share` of what they are; terms that fade away are gone. */
  faded(share: number): TermTable;
  /** Frequencies to start from. */
  seed(terms: readonly { readonly hash: number; readonly count: number }[], documents: number): void;
  readonly size: number;
}

/** Everything is kept in typed arrays: some 25 bytes a term. */
export function createTermTable(prior: TermPrior): TermTable {
  let capacity = 1 << 12;
  let size = 0;
  let documents = 0;
  let table = new Int32Array(capacity * 2);
  let hashes = new Uint32Array(capacity);
  let frequency = new Uint32Array(capacity);
  let priorShare = new Float32Array(capacity);
  let place = new Int32Array(capacity);
  let sizeClass = new Uint8Array(capacity);
  let posted = new Uint32Array(capacity);
  let arena = new Int32Array(1 << 14);
  let arenaEnd = 0;
  const free: number[][] = SIZES.map(() => []);

  function slotOf(hash: number): number {
    const mask = table.length - 1;
    let at = hash & mask;
    for (let slot = table[at] as number; slot !== 0; slot = table[at] as number) {
      if (hashes[slot - 1] === hash) return slot - 1;
      at = (at + 1) & mask;
    }
    return -1;
  }

  function insert(hash: number): number {
    if (size === capacity) grow();
    const slot = size++;
    hashes[slot] = hash;
    priorShare[slot] = prior.share(hash);
    link(hash, slot);
    return slot;
  }

  function link(hash: number, slot: number): void {
    const mask = table.length - 1;
    let at = hash & mask;
    while (table[at] !== 0) at = (at + 1) & mask;
    table[at] = slot + 1;
  }

  function grow(): void {
    capacity *= 2;
    hashes = enlarge(hashes, new Uint32Array(capacity));
    frequency = enlarge(frequency, new Uint32Array(capacity));
    priorShare = enlarge(priorShare, new Float32Array(capacity));
    place = enlarge(place, new Int32Array(capacity));
    sizeClass = enlarge(sizeClass, new Uint8Array(capacity));
    posted = enlarge(posted, new Uint32Array(capacity));
    table = new Int32Array(capacity * 2);
    for (let slot = 0; slot < size; slot++) link(hashes[slot] as number, slot);
  }

  function allocate(sizeIndex: number): number {
    const reused = free[sizeIndex]?.pop();
    if (reused !== undefined) return reused;
    const length = SIZES[sizeIndex] as number;
    if (arenaEnd + length > arena.length) arena = enlarge(arena, new Int32Array(arena.length * 2));
    arenaEnd += length;
    return arenaEnd - length;
  }

  function promote(slot: number): void {
    const from = sizeClass[slot] as number;
    const old = place[slot] as number;
    const fresh = allocate(from + 1);
    if (from === 0) arena[fresh] = old;
    else {
      arena.copyWithin(fresh, old, old + (SIZES[from] as number));
      free[from]?.push(old);
    }
    place[slot] = fresh;
    sizeClass[slot] = from + 1;
  }

  return {
    countDocument() {
      documents++;
    },
    slotOf,
    faded(share) {
      const fresh = createTermTable(prior);
      const keep: { hash: number; count: number }[] = [];
      for (let slot = 0; slot < size; slot++) {
        const count = Math.round((frequency[slot] as number) * share);
        if (count > 0) keep.push({ hash: hashes[slot] as number, count });
      }
      fresh.seed(keep, Math.round(documents * share));
      return fresh;
    },
    seed(terms, total) {
      documents = total;
      for (const { hash, count } of terms) frequency[insert(hash)] = count;
    },
    count(hash) {
      const found = slotOf(hash);
      const slot = found < 0 ? insert(hash) : found;
      frequency[slot] = (frequency[slot] as number) + 1;
      return slot;
    },
    idf(slot) {
      const expected = (priorShare[slot] as number) * prior.weight + (frequency[slot] as number) + 0.5;
      return Math.max(0.05, Math.log((prior.weight + documents + 1) / expected));
    },
    post(slot, document) {
      const n = posted[slot] as number;
      posted[slot] = n + 1;
      if (n === 0) {
        place[slot] = document;
        return;
      }
      const length = SIZES[sizeClass[slot] as number] as number;
      if (n === length && length < MOST_POSTINGS) promote(slot);
      arena[(place[slot] as number) + (n % MOST_POSTINGS)] = document;
    },
    postings(slot, into) {
      const n = posted[slot] as number;
      if (n === 0) return 0;
      const at = place[slot] as number;
      if (n === 1) {
        into[0] = at;
        return 1;
      }
      const length = Math.min(n, MOST_POSTINGS, into.length);
      for (let k = 0; k < length; k++) into[k] = arena[at + ((n - 1 - k) % MOST_POSTINGS)] as number;
      return length;
    },
    get size() {
      return size;
    },
  };
}

function enlarge<T extends Int32Array | Uint32Array | Uint8Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
