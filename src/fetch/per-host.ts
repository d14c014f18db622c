import type { Cancellation } from "./cancellation.ts";
import { FetchError } from "./fetch-error.ts";

interface Waiter {
  readonly start: () => void;
}

interface Slot {
  active: number;
  readonly waiting: Waiter[];
}

/** Who may be asked now, in this process: so many requests in flight per domain, so many in all. */
export interface PerHost {
  /** Waits for a turn; the returned function gives it back. Rejects with a FetchError when the fetch is stopped. */
  readonly take: (domain: string, cancellation: Cancellation) => Promise<() => void>;
  readonly inFlight: () => number;
}

/**
 * Limits requests in flight. Domains that wait are served in turn, so that one with many sources cannot crowd out
 * the others.
 */
export function createPerHost({ perHost, total }: { perHost: number; total: number }): PerHost {
  const slots = new Map<string, Slot>();
  const ready = new Set<string>();
  let active = 0;

  function pump(): void {
    for (const domain of ready) {
      if (active >= total) return;
      ready.delete(domain);
      const slot = slots.get(domain);
      const next = slot?.waiting.shift();
      if (!slot || !next) continue;
      begin(slot);
      if (slot.active < perHost && slot.waiting.length > 0) ready.add(domain);
      next.start();
    }
  }

  function begin(slot: Slot): void {
    slot.active += 1;
    active += 1;
  }

  function releaser(domain: string, slot: Slot): () => void {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      slot.active -= 1;
      active -= 1;
      if (slot.waiting.length > 0) ready.add(domain);
      else if (slot.active === 0) slots.delete(domain);
      pump();
    };
  }

  function wait(domain: string, slot: Slot, cancellation: Cancellation): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        start: () => {
          cancellation.listen(undefined);
          resolve(releaser(domain, slot));
        },
      };
      slot.waiting.push(waiter);
      if (slot.active < perHost) ready.add(domain);
      cancellation.listen(() => {
        slot.waiting.splice(slot.waiting.indexOf(waiter), 1);
        if (slot.active === 0 && slot.waiting.length === 0) slots.delete(domain);
        reject(stopped());
      });
    });
  }

  return {
    take: async (domain, cancellation) => {
      if (cancellation.stopped) throw stopped();
      const slot = slots.get(domain) ?? { active: 0, waiting: [] };
      slots.set(domain, slot);
      if (slot.active >= perHost || active >= total || slot.waiting.length > 0)
        return wait(domain, slot, cancellation);
      begin(slot);
      return releaser(domain, slot);
    },
    inFlight: () => active,
  };
}

/** The caller or a shutdown ended the fetch. */
export function stopped(): FetchError {
  return new FetchError("The fetch was stopped before it was done.", {
    code: "FETCH_TIMEOUT",
    remedy: "Nothing: it is tried again after the restart.",
    aborted: true,
  });
}
