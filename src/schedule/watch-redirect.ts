import { DAY_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { SourceState } from "../model/source-state.ts";

const POLLS = 3;

type Moved = Pick<SourceState, "moved" | "movedTo">;

/**
 * Follows a permanent redirect (301, 308) over time. It is believed, and asked directly from then on, after three
 * polls over at least a day that each ended in a feed: captive portals and mistakes are gone by then.
 *
 * @param target where this poll's chain of permanent redirects ended; undefined when there was none
 */
export function watchRedirect(state: Moved | undefined, target: string | undefined, now: EpochMs): Moved {
  const movedTo = state?.movedTo;
  if (target === undefined) return { movedTo };
  const same = state?.moved?.to === target ? state.moved : undefined;
  const moved = { to: target, since: same?.since ?? now, polls: (same?.polls ?? 0) + 1 };
  return moved.polls >= POLLS && now - moved.since >= DAY_MS ? { movedTo: target } : { moved, movedTo };
}
