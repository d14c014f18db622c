import { UNKNOWN } from "./steps.ts";
import { GRAM_WORDS } from "./title-grams.ts";

/** Terms of one document, sorted by slot, and the sketch of its title. */
export interface KeptTerms {
  count: number;
  /** Places in the term table. */
  readonly slots: Uint32Array;
  readonly flags: Uint8Array;
  readonly grams: Uint32Array;
}

/** Documents of one chunk; a power of two. */
export const CHUNK = 1024;
/** A packed term: its slot above these bits, its flags in them. */
export const FLAG_BITS = 8;

/**
 * A thousand documents in typed arrays: 4 bytes a term and 100 a document beside its id. Chunks come and go whole, so
 * that growing copies nothing old and forgetting moves nothing.
 */
export class DocumentChunk {
  /** Documents that were added, and those of them that are not forgotten. */
  count = 0;
  alive = 0;
  /** The least `youth` that a document came with. */
  oldest = Number.POSITIVE_INFINITY;
  /** All documents' packed terms, each document's sorted; 16 million slots fit. */
  terms = new Uint32Array(CHUNK * 8);
  readonly grams = new Uint32Array(CHUNK * GRAM_WORDS);
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
  /** Writes the terms of the document that is being added. */
  addTerms({ count, slots, flags, grams }: KeptTerms): void {
    const i = this.count;
    const from = this.start[i] as number;
    while (from + count > this.terms.length)
      this.terms = enlarged(this.terms, new Uint32Array(this.terms.length * 2));
    for (let k = 0; k < count; k++)
      this.terms[from + k] = ((slots[k] as number) << FLAG_BITS) | (flags[k] as number);
    this.start[i + 1] = from + count;
    this.grams.set(grams, i * GRAM_WORDS);
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
    const exact = Buffer.allocUnsafeSlow(this.idStart[this.count] as number);
    this.ids.copy(exact);
    this.ids = exact;
  }
}

function enlarged<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
