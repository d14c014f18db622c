/** Lets one piece of work run at a time; whoever waited long enough goes on beside it. */
export interface Turn {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Somebody has it, or waits for it. */
  readonly taken: boolean;
}

/** @param patienceMs a turn is waited for so long, where work that hangs must not hold up all others; default: for ever */
export function createTurn(patienceMs = Number.POSITIVE_INFINITY): Turn {
  let last: Promise<void> = Promise.resolve();
  let inside = 0;
  return {
    run: (work) => {
      inside += 1;
      const before = Number.isFinite(patienceMs) ? Promise.race([last, patience(patienceMs)]) : last;
      const mine = before.then(work);
      const left = () => {
        inside -= 1;
      };
      last = mine.then(left, left);
      return mine;
    },
    get taken() {
      return inside > 0;
    },
  };
}

function patience(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** Lets a few pieces of work run at a time, the others in the order in which they came. */
export function createPlaces(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return async (work) => {
    if (taken < most) taken += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift(); // gets the place as it is
      if (next) next();
      else taken -= 1;
    }
  };
}

/** Does what fails again, every quarter of a second for up to so many ms; then its last error counts. */
export async function insist<T>(work: () => Promise<T>, forMs: number): Promise<T> {
  for (const until = performance.now() + forMs; ; ) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > until) throw error;
      await patience(INSIST_MS);
    }
  }
}

const INSIST_MS = 250;
