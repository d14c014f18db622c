import { performance } from "node:perf_hooks";

/** ms of work on a document after which others get a turn. */
const SLICE = 4;
/** ms of work on one document. The largest that is fetched takes a fraction of it. */
const DEADLINE = 20_000;

/** Keeps the work on one document from holding the event loop, and from going on for ever. */
export class Pace {
  readonly #deadline: number;
  #spent = 0;
  #since = performance.now();

  /** @param deadline ms */
  constructor(deadline = DEADLINE) {
    this.#deadline = deadline;
  }

  /** The work has taken so long that others should get a turn. */
  get isDue(): boolean {
    return performance.now() - this.#since >= SLICE;
  }

  /** The work has taken longer than any feed may. The time that others took is not counted. */
  get isOver(): boolean {
    return this.#spent + performance.now() - this.#since >= this.#deadline;
  }

  /** Comes back after all who waited had their turn. */
  async turn(): Promise<void> {
    this.#spent += performance.now() - this.#since;
    await new Promise((resolve) => setImmediate(resolve));
    this.#since = performance.now();
  }
}
