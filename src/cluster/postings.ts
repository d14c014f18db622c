/** Documents that a term keeps: its newest. A power of two. */
export const MOST_POSTINGS = 64;
/** Numbers of one piece of the arena; lists are never longer, and lie in one piece. */
const [PIECE_SHIFT, PIECE] = [14, 1 << 14];
const NONE = -1;

/**
 * The newest documents of each term, by the term's slot. A single one is kept in place; more lie in lists of 2, 4, ...
 * numbers, the longest of which are written round and round.
 */
export class Postings {
  /** A list's place in the arena, or the only document. */
  #place = new Int32Array(0);
  /** How many there are; from `MOST_POSTINGS` on, so much more than it as the next one's place in the list. */
  #filled = new Uint8Array(0);
  readonly #pieces: Int32Array[] = [];
  #end = 0;
  /** Lists that are free, by the exponent of their length: each begins with the place of the next. */
  readonly #free = new Int32Array(Math.log2(MOST_POSTINGS) + 1).fill(NONE);

  /** Makes room for slots below `capacity`. */
  reserve(capacity: number): void {
    const [place, filled] = [this.#place, this.#filled];
    this.#place = new Int32Array(capacity);
    this.#filled = new Uint8Array(capacity);
    this.#place.set(place);
    this.#filled.set(filled);
  }

  post(slot: number, document: number): void {
    const filled = this.#filled[slot] as number;
    if (filled === 0) this.#place[slot] = document;
    else if (filled >= MOST_POSTINGS) {
      this.#write(this.#place[slot] as number, filled - MOST_POSTINGS, document);
      this.#filled[slot] = MOST_POSTINGS + ((filled + 1) % MOST_POSTINGS);
      return;
    } else {
      if (isFull(filled)) this.#move(slot, filled);
      this.#write(this.#place[slot] as number, filled, document);
    }
    this.#filled[slot] = filled + 1;
  }

  /** The newest documents of a term, newest first. @returns how many were written to `into` */
  read(slot: number, into: Int32Array): number {
    const filled = this.#filled[slot] as number;
    const place = this.#place[slot] as number;
    if (filled === 0) return 0;
    if (filled === 1) {
      into[0] = place;
      return 1;
    }
    const count = Math.min(filled, MOST_POSTINGS);
    const last = filled + MOST_POSTINGS - 1; // the place of the newest, before it wraps
    const piece = this.#pieces[place >>> PIECE_SHIFT] as Int32Array;
    const from = place & (PIECE - 1);
    const length = Math.min(count, into.length);
    for (let k = 0; k < length; k++) into[k] = piece[from + ((last - k) % MOST_POSTINGS)] as number;
    return length;
  }

  /** Forgets a term's documents. */
  clear(slot: number): void {
    const filled = this.#filled[slot] as number;
    if (filled > 1) this.#release(this.#place[slot] as number, exponentOf(filled));
    this.#filled[slot] = 0;
  }

  #write(place: number, offset: number, document: number): void {
    (this.#pieces[place >>> PIECE_SHIFT] as Int32Array)[(place & (PIECE - 1)) + offset] = document;
  }

  /** Into a list twice as long. */
  #move(slot: number, filled: number): void {
    const old = this.#place[slot] as number;
    const fresh = this.#allocate(exponentOf(filled + 1));
    if (filled === 1) this.#write(fresh, 0, old);
    else {
      const from = this.#pieces[old >>> PIECE_SHIFT] as Int32Array;
      const to = this.#pieces[fresh >>> PIECE_SHIFT] as Int32Array;
      for (let k = 0; k < filled; k++)
        to[(fresh & (PIECE - 1)) + k] = from[(old & (PIECE - 1)) + k] as number;
      this.#release(old, exponentOf(filled));
    }
    this.#place[slot] = fresh;
  }

  #allocate(exponent: number): number {
    const reused = this.#free[exponent] as number;
    if (reused !== NONE) {
      const piece = this.#pieces[reused >>> PIECE_SHIFT] as Int32Array;
      this.#free[exponent] = piece[reused & (PIECE - 1)] as number;
      return reused;
    }
    const length = 1 << exponent;
    if ((this.#end & (PIECE - 1)) + length > PIECE) this.#end = (this.#end | (PIECE - 1)) + 1;
    if (this.#end >>> PIECE_SHIFT === this.#pieces.length) this.#pieces.push(new Int32Array(PIECE));
    this.#end += length;
    return this.#end - length;
  }

  #release(place: number, exponent: number): void {
    this.#write(place, 0, this.#free[exponent] as number);
    this.#free[exponent] = place;
  }
}

/** Whether a list of so many has no room: lists double. */
function isFull(filled: number): boolean {
  return (filled & (filled - 1)) === 0;
}

/** Of the length of the list that so many are in. */
function exponentOf(filled: number): number {
  return filled >= MOST_POSTINGS ? Math.log2(MOST_POSTINGS) : 32 - Math.clz32(filled - 1);
}
