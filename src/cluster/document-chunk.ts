import { UNKNOWN } from "./steps.ts";
import { COUNTRY, ENTITY, IN_BODY, IN_LEAD, IN_TITLE, NUMBER } from "./terms.ts";

/** Terms of one document with their weights at the time: how rare they were. Sorted by slot. */
export interface WeighedTerms {
  count: number;
  /** Places in the term table. */
  readonly slots: Uint32Array;
  readonly weights: Float64Array;
  readonly flags: Uint8Array;
}

/** Documents of one chunk; a power of two. */
export const CHUNK = 1024;
/** Weights are kept in a byte, in steps of this. */
export const STEP = 1 / 20;
/** What a term of the body weighs beside one of the title. */
export const BODY_SHARE = 0.7;
/** A packed term: its slot above these bits, its flags in them. */
export const FLAG_BITS = 6;
const FLAGS = (1 << FLAG_BITS) - 1;

const TITLE_COUNTRY = IN_TITLE | COUNTRY;
const TITLE_NUMBER = IN_TITLE | NUMBER;

/**
 * A thousand documents in typed arrays: 5 bytes a term and 62 a document beside its id. Chunks come and go whole, so
 * that growing copies nothing old and forgetting moves nothing.
 */
export class DocumentChunk {
  /** Documents that were added, and those of them that are not forgotten. */
  count = 0;
  alive = 0;
  /** The least `youth` that a document came with. */
  oldest = Number.POSITIVE_INFINITY;
  /** All documents' packed terms, each document's sorted; 67 million slots fit. */
  terms = new Uint32Array(CHUNK * 8);
  weights = new Uint8Array(CHUNK * 8);
  /** Where a document's terms begin; one more than there are documents. */
  readonly start = new Uint32Array(CHUNK + 1);
  /** The ids as UTF-8, and where each begins. */
  ids = Buffer.allocUnsafeSlow(CHUNK * 8);
  readonly idStart = new Uint32Array(CHUNK + 1);
  readonly idHash = new Uint32Array(CHUNK);
  /** In the steps of `steps.ts`. */
  readonly time = new Int32Array(CHUNK);
  readonly seenAt = new Int32Array(CHUNK);
  readonly dated = new Int32Array(CHUNK);
  /** -1: forgotten, or not in one yet. */
  readonly story = new Int32Array(CHUNK).fill(-1);
  /** The next member of the same story, in a ring. */
  readonly next = new Int32Array(CHUNK);
  /** The document whose text this one repeats; -1: none. */
  readonly copyOf = new Int32Array(CHUNK).fill(-1);
  readonly outlet = new Uint32Array(CHUNK);
  /** Which language it is in, by number; 0: unknown. */
  readonly language = new Uint8Array(CHUNK);
  /** Documents in the window when it came, as far as 16 bits count. */
  readonly neighbours = new Uint16Array(CHUNK);
  /** `IN_BODY` where there is a body. */
  readonly marks = new Uint8Array(CHUNK);
  /** Countries and numbers in the title. */
  readonly titleCountries = new Uint8Array(CHUNK);
  readonly titleNumbers = new Uint8Array(CHUNK);
  readonly titleNorm = new Float32Array(CHUNK);
  readonly allNorm = new Float32Array(CHUNK);
  readonly entityNorm = new Float32Array(CHUNK);
  readonly leadNorm = new Float32Array(CHUNK);
  readonly weightSum = new Float32Array(CHUNK);

  /** Writes the terms of the document that is being added, and what they sum up to. */
  addTerms({ count, slots, weights, flags }: WeighedTerms): void {
    const i = this.count;
    const from = this.start[i] as number;
    while (from + count > this.terms.length) {
      this.terms = enlarged(this.terms, new Uint32Array(this.terms.length * 2));
      this.weights = enlarged(this.weights, new Uint8Array(this.weights.length * 2));
    }
    for (let k = 0; k < count; k++) {
      this.terms[from + k] = ((slots[k] as number) << FLAG_BITS) | (flags[k] as number);
      this.weights[from + k] = Math.min(255, Math.round((weights[k] as number) / STEP));
    }
    this.start[i + 1] = from + count;
    this.#sumUp(i);
    this.#mark(i);
  }

  addId(id: string, hash: number): void {
    const from = this.idStart[this.count] as number;
    const length = Buffer.byteLength(id);
    while (from + length > this.ids.length) {
      const wider = Buffer.allocUnsafeSlow(this.ids.length * 2);
      this.ids.copy(wider);
      this.ids = wider;
    }
    this.ids.write(id, from);
    this.idStart[this.count + 1] = from + length;
    this.idHash[this.count] = hash;
  }

  idAt(i: number): string {
    return this.ids.toString("utf8", this.idStart[i], this.idStart[i + 1]);
  }

  /** The step in which a document was last dated or seen; it is forgotten once that is long ago. */
  youth(i: number): number {
    const time = this.time[i] as number;
    return time === UNKNOWN ? Number.POSITIVE_INFINITY : Math.max(time, this.seenAt[i] as number);
  }

  /** No document follows: room that was left for more is given back. */
  seal(): void {
    const end = this.start[this.count] as number;
    this.terms = this.terms.slice(0, end);
    this.weights = this.weights.slice(0, end);
    const exact = Buffer.allocUnsafeSlow(this.idStart[this.count] as number);
    this.ids.copy(exact);
    this.ids = exact;
  }

  #sumUp(i: number): void {
    let [title, all, entity, lead, sum] = [0, 0, 0, 0, 0];
    for (let k = this.start[i] as number; k < (this.start[i + 1] as number); k++) {
      const weight = (this.weights[k] as number) * STEP;
      const flags = (this.terms[k] as number) & FLAGS;
      const square = weight * weight;
      sum += weight;
      if (flags & IN_TITLE) title += square;
      all += flags & IN_TITLE ? square : square * BODY_SHARE * BODY_SHARE;
      if (flags & ENTITY) entity += square;
      if (flags & (IN_TITLE | IN_LEAD)) lead += square;
    }
    this.titleNorm[i] = Math.sqrt(title) || 1;
    this.allNorm[i] = Math.sqrt(all) || 1;
    this.entityNorm[i] = Math.sqrt(entity) || 1;
    this.leadNorm[i] = Math.sqrt(lead) || 1;
    this.weightSum[i] = sum;
  }

  #mark(i: number): void {
    let [marks, countries, numbers] = [0, 0, 0];
    for (let k = this.start[i] as number; k < (this.start[i + 1] as number); k++) {
      const flags = this.terms[k] as number;
      marks |= flags & IN_BODY;
      if ((flags & TITLE_COUNTRY) === TITLE_COUNTRY) countries++;
      if ((flags & TITLE_NUMBER) === TITLE_NUMBER) numbers++;
    }
    this.marks[i] = marks;
    this.titleCountries[i] = countries;
    this.titleNumbers[i] = numbers;
  }
}

function enlarged<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
