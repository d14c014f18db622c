import type { EpochMs } from "../model/brand.ts";
import { COUNTRY, ENTITY, IN_BODY, IN_LEAD, IN_TITLE, NUMBER } from "./terms.ts";

/** Terms of one document with their weights at the time: how rare they were. */
export interface WeighedTerms {
  count: number;
  readonly hashes: Uint32Array;
  readonly weights: Float64Array;
  readonly flags: Uint8Array;
}

export interface NewDocument {
  readonly id: string;
  /** What the window goes by; NaN: unknown. */
  readonly time: EpochMs;
  readonly seenAt: EpochMs;
  /** Its best-known date; NaN: unknown. */
  readonly dated: EpochMs;
  /** Outlet, hashed; 0: unknown. */
  readonly outlet: number;
  readonly story: number;
  /** Documents in the window when it came. */
  readonly neighbours: number;
}

const TITLE_COUNTRY = IN_TITLE | COUNTRY;
const TITLE_NUMBER = IN_TITLE | NUMBER;

/** Weights are kept in a byte, in steps of this. */
export const STEP = 1 / 20;
/** What a term of the body weighs beside one of the title. */
export const BODY_SHARE = 0.7;

/**
 * Documents in typed arrays, by number: 6 bytes a term and some 60 a document beside its id. Nothing checks that a
 * number exists: callers hold only numbers they were given.
 */
export class DocumentStore {
  size = 0;
  ids: string[] = [];
  /** The term hashes of all documents, each document's sorted. */
  hashes = new Uint32Array(1 << 14);
  weights = new Uint8Array(1 << 14);
  flags = new Uint8Array(1 << 14);
  /** Where a document's terms begin; one more than there are documents. */
  start = new Uint32Array(257);
  time = new Float64Array(256);
  seenAt = new Float64Array(256);
  dated = new Float64Array(256);
  outlet = new Uint32Array(256);
  story = new Int32Array(256);
  /** The next member of the same story, in a ring. */
  next = new Int32Array(256);
  neighbours = new Uint32Array(256);
  /** `IN_BODY` where there is a body. */
  marks = new Uint8Array(256);
  /** Countries and numbers in the title. */
  titleCountries = new Uint8Array(256);
  titleNumbers = new Uint8Array(256);
  titleNorm = new Float32Array(256);
  allNorm = new Float32Array(256);
  entityNorm = new Float32Array(256);
  leadNorm = new Float32Array(256);
  weightSum = new Float32Array(256);

  /** @returns the document's number; numbers count up */
  add(document: NewDocument, terms: WeighedTerms): number {
    if (this.size === this.time.length) this.#growDocuments();
    const from = this.start[this.size] as number;
    while (from + terms.count > this.hashes.length) this.#growTerms();
    const n = this.size++;
    this.ids[n] = document.id;
    this.time[n] = document.time;
    this.seenAt[n] = document.seenAt;
    this.dated[n] = document.dated;
    this.outlet[n] = document.outlet;
    this.story[n] = document.story;
    this.next[n] = n;
    this.neighbours[n] = document.neighbours;
    this.start[n + 1] = from + terms.count;
    for (let k = 0; k < terms.count; k++) {
      this.hashes[from + k] = terms.hashes[k] as number;
      this.weights[from + k] = Math.min(255, Math.round((terms.weights[k] as number) / STEP));
      this.flags[from + k] = terms.flags[k] as number;
    }
    this.#sumUp(n);
    return n;
  }

  /** A document's terms, as they were added. */
  termsOf(n: number): WeighedTerms {
    const [from, to] = [this.start[n] as number, this.start[n + 1] as number];
    return {
      count: to - from,
      hashes: this.hashes.subarray(from, to),
      weights: Float64Array.from(this.weights.subarray(from, to), (steps) => steps * STEP),
      flags: this.flags.subarray(from, to),
    };
  }

  /** A term's weight by its place in the arrays. */
  weightAt(place: number): number {
    return (this.weights[place] as number) * STEP;
  }

  #sumUp(n: number): void {
    let [title, all, entity, lead, sum] = [0, 0, 0, 0, 0];
    for (let k = this.start[n] as number; k < (this.start[n + 1] as number); k++) {
      const weight = this.weightAt(k);
      const flags = this.flags[k] as number;
      const square = weight * weight;
      sum += weight;
      if (flags & IN_TITLE) title += square;
      all += flags & IN_TITLE ? square : square * BODY_SHARE * BODY_SHARE;
      if (flags & ENTITY) entity += square;
      if (flags & (IN_TITLE | IN_LEAD)) lead += square;
    }
    this.titleNorm[n] = Math.sqrt(title) || 1;
    this.allNorm[n] = Math.sqrt(all) || 1;
    this.entityNorm[n] = Math.sqrt(entity) || 1;
    this.leadNorm[n] = Math.sqrt(lead) || 1;
    this.weightSum[n] = sum;
    this.#mark(n);
  }

  #mark(n: number): void {
    let [marks, countries, numbers] = [0, 0, 0];
    for (let k = this.start[n] as number; k < (this.start[n + 1] as number); k++) {
      const flags = this.flags[k] as number;
      marks |= flags & IN_BODY;
      if ((flags & TITLE_COUNTRY) === TITLE_COUNTRY) countries++;
      if ((flags & TITLE_NUMBER) === TITLE_NUMBER) numbers++;
    }
    this.marks[n] = marks;
    this.titleCountries[n] = countries;
    this.titleNumbers[n] = numbers;
  }

  #growTerms(): void {
    const length = this.hashes.length * 2;
    this.hashes = enlarged(this.hashes, new Uint32Array(length));
    this.weights = enlarged(this.weights, new Uint8Array(length));
    this.flags = enlarged(this.flags, new Uint8Array(length));
  }

  #growDocuments(): void {
    const length = this.time.length * 2;
    this.start = enlarged(this.start, new Uint32Array(length + 1));
    this.time = enlarged(this.time, new Float64Array(length));
    this.seenAt = enlarged(this.seenAt, new Float64Array(length));
    this.dated = enlarged(this.dated, new Float64Array(length));
    this.outlet = enlarged(this.outlet, new Uint32Array(length));
    this.story = enlarged(this.story, new Int32Array(length));
    this.next = enlarged(this.next, new Int32Array(length));
    this.neighbours = enlarged(this.neighbours, new Uint32Array(length));
    this.marks = enlarged(this.marks, new Uint8Array(length));
    this.titleCountries = enlarged(this.titleCountries, new Uint8Array(length));
    this.titleNumbers = enlarged(this.titleNumbers, new Uint8Array(length));
    this.titleNorm = enlarged(this.titleNorm, new Float32Array(length));
    this.allNorm = enlarged(this.allNorm, new Float32Array(length));
    this.entityNorm = enlarged(this.entityNorm, new Float32Array(length));
    this.leadNorm = enlarged(this.leadNorm, new Float32Array(length));
    this.weightSum = enlarged(this.weightSum, new Float32Array(length));
  }
}

function enlarged<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
