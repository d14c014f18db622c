/** What became of a number of inputs. */
export interface FuzzResult {
  /** How many ended in which way. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly crashes: number;
  /** Inputs that took longer than any may. */
  readonly hangs: number;
}

export type Fuzz = (given: { readonly inputs: number; readonly seed: number }) => Promise<FuzzResult>;

/** Counts outcomes and prints what broke, as it breaks. */
export class Tally {
  readonly #outcomes: Record<string, number> = {};
  #crashes = 0;
  #hangs = 0;

  count(outcome: string): void {
    this.#outcomes[outcome] = (this.#outcomes[outcome] ?? 0) + 1;
  }

  crash(n: number, error: unknown, input: Uint8Array): void {
    this.#crashes += 1;
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#print(`input ${n}: crash: ${what}`, input);
  }

  hang(n: number, ms: number, input: Uint8Array): void {
    this.#hangs += 1;
    this.#print(`input ${n}: ${Math.round(ms)} ms`, input);
  }

  get result(): FuzzResult {
    return { outcomes: this.#outcomes, crashes: this.#crashes, hangs: this.#hangs };
  }

  #print(what: string, input: Uint8Array): void {
    console.log(`${what}\n${Buffer.from(input).toString("base64")}`);
  }
}
