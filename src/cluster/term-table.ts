import { Postings } from "./postings.ts";
import type { TermPrior } from "./term-prior.ts";

/** The table grows by this, and is at most so full. */
const [GROWTH, FULLEST] = [1.5, 0.75];
/** While a window's worth of documents is forgotten, what is common fades so many times, by this. */
const [FADES, FADING] = [4, 0.75];
/** Rarer than one in so many is rare: how large the window is shall not make words rarer. */
const RAREST = 6000;
const HIGHEST = Math.log(RAREST);

/**
 * Terms by hash: how many documents have them, and which documents to look at for them. Some 30 bytes a term. A term
 * keeps its slot as long as a document keeps the term; what no document has any more is dropped little by little.
 */
export class TermTable {
  readonly #prior: TermPrior;
  readonly #priorShare: Float32Array;
  readonly #postings = new Postings();
  #documents = 0;
  /** Slots that were ever used. */
  #size = 0;
  #live = 0;
  #capacity = 0;
  /** Each slot one more than it is, by hash; 0: free. */
  #places = new Int32Array(0);
  /** 0: a free slot. */
  #hashes = new Uint32Array(0);
  /** Documents that keep the term, and those that only had it: nobody knows when these go. */
  #kept = new Uint32Array(0);
  #passing = new Uint32Array(0);
  /** Documents that keep the term in a story that had it already. */
  #echoes = new Uint32Array(0);
  /** ln of how many documents the term is expected in, kept since it is asked for in every comparison. */
  #expected = new Float32Array(0);
  #total = 0;
  /** One bit of sixteen for each outlet that used the term. */
  #outlets = new Uint16Array(0);
  /** How often it was seen with a capital of its own, and small where a name would not be; halved when full. */
  #named = new Uint8Array(0);
  #small = new Uint8Array(0);
  readonly #freeSlots: number[] = [];
  /** Where the sweep is, and how far it is behind. */
  #swept = 0;
  #owed = 0;

  constructor(prior: TermPrior) {
    this.#prior = prior;
    this.#total = Math.log(prior.weight + 1);
    const known = [...prior.shares];
    this.#reserve(Math.max(1 << 12, Math.ceil(known.length * GROWTH)));
    for (const [hash] of known) this.#insert(hash);
    this.#priorShare = Float32Array.from(known, ([, share]) => share);
    for (let slot = 0; slot < known.length; slot++) this.#expect(slot);
  }

  /** Terms that are known. */
  get size(): number {
    return this.#live;
  }

  /** Counts one more document; its terms are counted one by one. */
  countDocument(): void {
    this.#documents++;
    this.#total = Math.log(this.#prior.weight + this.#documents + 1);
  }

  /** Adds one document to the term's frequency. @returns its slot */
  count(hash: number): number {
    const found = this.#slotOf(hash);
    const slot = found < 0 ? this.#insert(hash) : found;
    this.#passing[slot] = (this.#passing[slot] as number) + 1;
    this.#expect(slot);
    return slot;
  }

  /** An outlet (by its hash) used the term. */
  usedBy(slot: number, outlet: number): void {
    this.#outlets[slot] = (this.#outlets[slot] as number) | (1 << (outlet & 15));
  }

  /** Outlets that used the term, as far as sixteen are told apart. */
  outletsOf(slot: number): number {
    let bits = this.#outlets[slot] as number;
    let count = 0;
    for (; bits !== 0; bits &= bits - 1) count++;
    return count;
  }

  /** Documents that have the term. */
  documentsOf(slot: number): number {
    return (this.#kept[slot] as number) + (this.#passing[slot] as number);
  }

  /** The term was written with a capital of its own, or small where a name would not be. */
  sawWritten(slot: number, named: boolean): void {
    const counts = named ? this.#named : this.#small;
    counts[slot] = (counts[slot] as number) + 1;
    if (counts[slot] !== 255) return;
    this.#named[slot] = (this.#named[slot] as number) >> 1;
    this.#small[slot] = (this.#small[slot] as number) >> 1;
  }

  /** Whether a word with a capital that its place may have given it is a name, by how it is written elsewhere. */
  isMostlyName(slot: number): boolean {
    return (this.#named[slot] as number) > 2 * (this.#small[slot] as number);
  }

  /** A document tells with its story what that had said already (1), or does so no more (-1). */
  echo(slot: number, change: number): void {
    this.#echoes[slot] = (this.#echoes[slot] as number) + change;
    this.#expect(slot);
  }

  /** Whether a term is known as a name. */
  isName(hash: number): boolean {
    const slot = this.#slotOf(hash);
    return slot >= 0 && this.isMostlyName(slot);
  }

  /** The document that was counted keeps the term, and will tell when it goes. */
  keep(slot: number): void {
    this.#passing[slot] = (this.#passing[slot] as number) - 1;
    this.#kept[slot] = (this.#kept[slot] as number) + 1;
  }

  /** A document goes, with the terms that it kept. */
  forgetDocument(slots: Uint32Array): void {
    this.#owed += Math.min(this.#size, (FADES * this.#size) / this.#documents);
    this.takeBack(slots);
    for (; this.#owed >= 1; this.#owed--) this.#sweepOne();
  }

  /** A document and the terms that it kept were counted ahead of time. */
  takeBack(slots: Uint32Array): void {
    for (const slot of slots) {
      this.#kept[slot] = (this.#kept[slot] as number) - 1;
      this.#expect(slot);
    }
    this.#documents--;
    this.#total = Math.log(this.#prior.weight + this.#documents + 1);
  }

  /** ln of how rare the term is among stories counted and the prior's documents; at least 0.05. */
  idf(slot: number): number {
    return Math.min(HIGHEST, Math.max(0.05, this.#total - (this.#expected[slot] as number)));
  }

  #expect(slot: number): void {
    const share = slot < this.#priorShare.length ? (this.#priorShare[slot] as number) : 0;
    const all = this.#prior.weight + this.#documents;
    const told = this.documentsOf(slot) - (this.#echoes[slot] as number);
    this.#expected[slot] = Math.log(share * this.#prior.weight + told + 0.5 + all / RAREST);
  }

  post(slot: number, document: number): void {
    this.#postings.post(slot, document);
  }

  /** The newest documents of a term, newest first. @returns how many were written to `into` */
  postings(slot: number, into: Int32Array): number {
    return this.#postings.read(slot, into);
  }

  #sweepOne(): void {
    this.#swept = this.#swept + 1 < this.#size ? this.#swept + 1 : 0;
    const slot = this.#swept;
    const passing = Math.floor((this.#passing[slot] as number) * FADING);
    this.#passing[slot] = passing;
    this.#expect(slot);
    if (passing > 0 || (this.#kept[slot] as number) > 0 || slot < this.#priorShare.length) return;
    if (this.#hashes[slot] !== 0) this.#remove(slot);
  }

  #homeOf(hash: number): number {
    return Math.floor((hash / 2 ** 32) * this.#places.length);
  }

  #after(at: number): number {
    return at + 1 === this.#places.length ? 0 : at + 1;
  }

  #slotOf(hash: number): number {
    for (let at = this.#homeOf(hash); ; at = this.#after(at)) {
      const slot = (this.#places[at] as number) - 1;
      if (slot < 0 || this.#hashes[slot] === hash) return slot;
    }
  }

  #insert(hash: number): number {
    const slot = this.#freeSlots.pop() ?? this.#size++;
    if (slot === this.#capacity) this.#reserve(Math.ceil(this.#capacity * GROWTH));
    this.#hashes[slot] = hash;
    this.#live++;
    this.#link(slot);
    return slot;
  }

  #link(slot: number): void {
    let at = this.#homeOf(this.#hashes[slot] as number);
    while (this.#places[at] !== 0) at = this.#after(at);
    this.#places[at] = slot + 1;
  }

  #reserve(capacity: number): void {
    this.#capacity = capacity;
    this.#hashes = widened(this.#hashes, new Uint32Array(capacity));
    this.#kept = widened(this.#kept, new Uint32Array(capacity));
    this.#passing = widened(this.#passing, new Uint32Array(capacity));
    this.#echoes = widened(this.#echoes, new Uint32Array(capacity));
    this.#expected = widened(this.#expected, new Float32Array(capacity));
    this.#outlets = widened(this.#outlets, new Uint16Array(capacity));
    this.#named = widened(this.#named, new Uint8Array(capacity));
    this.#small = widened(this.#small, new Uint8Array(capacity));
    this.#postings.reserve(capacity);
    this.#places = new Int32Array(Math.ceil(capacity / FULLEST));
    for (let slot = 0; slot < capacity; slot++) if (this.#hashes[slot] !== 0) this.#link(slot);
  }

  #remove(slot: number): void {
    this.#unlink(slot);
    this.#postings.clear(slot);
    this.#hashes[slot] = 0;
    this.#outlets[slot] = 0;
    this.#named[slot] = 0;
    this.#small[slot] = 0;
    this.#freeSlots.push(slot);
    this.#live--;
  }

  /** Closes the gap: whatever was pushed past it moves up, so that no search ends too early. */
  #unlink(slot: number): void {
    const { length } = this.#places;
    let free = this.#homeOf(this.#hashes[slot] as number);
    while (this.#places[free] !== slot + 1) free = this.#after(free);
    for (let at = this.#after(free); this.#places[at] !== 0; at = this.#after(at)) {
      const home = this.#homeOf(this.#hashes[(this.#places[at] as number) - 1] as number);
      if ((at - home + length) % length < (at - free + length) % length) continue;
      this.#places[free] = this.#places[at] as number;
      free = at;
    }
    this.#places[free] = 0;
  }
}

function widened<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
