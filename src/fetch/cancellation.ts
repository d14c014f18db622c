/**
 * Ends one fetch from outside. A fetch does one thing at a time (waits for its turn, or exchanges), so one listener is
 * enough; an AbortSignal for each would cost more than the rest of a fetch's bookkeeping.
 */
export class Cancellation {
  #listener: (() => void) | undefined;
  #stopped = false;

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Replaces the listener; called at once when the fetch was stopped already. */
  listen(listener: (() => void) | undefined): void {
    this.#listener = listener;
    if (this.#stopped) listener?.();
  }

  readonly stop = (): void => {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#listener?.();
  };
}
