import type { EpochMs } from "../model/brand.ts";
import { CHUNK, DocumentChunk, FLAG_BITS, type KeptTerms } from "./document-chunk.ts";
import { createIdIndex } from "./id-index.ts";
import { toSteps } from "./steps.ts";
import { hashTerm } from "./term-hash.ts";

export interface NewDocument {
  readonly id: string;
  /** What the window goes by; NaN: unknown. */
  readonly time: EpochMs;
  readonly seenAt: EpochMs;
  /** Its best-known date; NaN: unknown. */
  readonly dated: EpochMs;
  /** Outlet, hashed; 0: unknown. */
  readonly outlet: number;
  /** By number; 0: unknown. */
  readonly language: number;
}

const [SHIFT, MASK] = [Math.log2(CHUNK), CHUNK - 1];

/** The place of a document in its chunk. */
export function placeOf(n: number): number {
  return n & MASK;
}

/**
 * Documents by number; numbers count up and are never given twice. A chunk goes when the last of its documents is
 * forgotten: they come and go in nearly the same order, so few are half empty.
 */
export class DocumentStore {
  readonly #chunks: (DocumentChunk | undefined)[] = [];
  readonly #ids = createIdIndex(this, CHUNK);
  #size = 0;
  #alive = 0;
  /** The first chunk that may have documents. */
  #first = 0;

  /** Documents that are not forgotten. */
  get alive(): number {
    return this.#alive;
  }

  /** The oldest document that may be there: numbers are told apart by how far they are from it. */
  get oldest(): number {
    return this.#first * CHUNK;
  }

  /** The chunk of a document that is there: callers hold only numbers they were given. */
  chunkOf(n: number): DocumentChunk {
    return this.#chunks[n >>> SHIFT] as DocumentChunk;
  }

  /** @returns the document's number */
  add(document: NewDocument, terms: KeptTerms): number {
    const n = this.#size++;
    if ((n & MASK) === 0) this.#chunks.push(new DocumentChunk());
    const chunk = this.chunkOf(n);
    const i = n & MASK;
    const hash = hashTerm(document.id);
    chunk.addTerms(terms);
    chunk.addId(document.id, hash);
    chunk.time[i] = toSteps(document.time);
    chunk.seenAt[i] = toSteps(document.seenAt);
    chunk.dated[i] = toSteps(document.dated);
    chunk.outlet[i] = document.outlet;
    chunk.language[i] = document.language;
    chunk.next[i] = n;
    chunk.oldest = Math.min(chunk.oldest, chunk.youth(i));
    chunk.count++;
    chunk.alive++;
    this.#alive++;
    if (chunk.count === CHUNK) chunk.seal();
    this.#ids.add(n, hash);
    return n;
  }

  /** Forgets a document. */
  drop(n: number): void {
    const chunk = this.chunkOf(n);
    this.#ids.remove(n);
    chunk.story[n & MASK] = -1;
    this.#alive--;
    if (--chunk.alive > 0 || chunk.count < CHUNK) return;
    this.#chunks[n >>> SHIFT] = undefined;
    while (this.#first < this.#chunks.length && !this.#chunks[this.#first]) this.#first++;
  }

  /** Whether a document is there and in a story. */
  isAlive(n: number): boolean {
    const chunk = this.#chunks[n >>> SHIFT];
    return chunk !== undefined && (chunk.story[n & MASK] as number) >= 0;
  }

  /** -1: no document has the id. */
  numberOf(id: string): number {
    return this.#ids.find(id, hashTerm(id));
  }

  idOf(n: number): string {
    return this.chunkOf(n).idAt(n & MASK);
  }

  storyOf(n: number): number {
    return this.chunkOf(n).story[n & MASK] as number;
  }

  /** The slots of a document's terms. */
  slotsOf(n: number): Uint32Array {
    const { terms, start } = this.chunkOf(n);
    const i = n & MASK;
    return terms.slice(start[i], start[i + 1]).map((term) => term >>> FLAG_BITS);
  }

  /** The documents last seen and dated before; those without a time stay for ever. */
  before(instant: EpochMs): readonly number[] {
    const least = toSteps(instant);
    const found: number[] = [];
    for (let c = this.#first; c < this.#chunks.length; c++) {
      const chunk = this.#chunks[c];
      if (!chunk || chunk.oldest >= least) continue;
      for (let i = 0; i < chunk.count; i++)
        if ((chunk.story[i] as number) >= 0 && chunk.youth(i) < least) found.push(c * CHUNK + i);
    }
    return found;
  }
}
