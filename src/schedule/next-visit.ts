import { MINUTE_MS } from "../ground/time.ts";
import type { SourceState } from "../model/source-state.ts";
import { afterFailure } from "./after-failure.ts";
import { afterSuccess } from "./after-success.ts";
import type { PollResult } from "./given.ts";

/** How soon to look again whether the network is back. */
const NETWORK_DOWN_MS = 2 * MINUTE_MS;

/**
 * What Lede remembers of a source after a poll: validators, failure, address, habit, and when and why it is polled
 * next. Pure, so that every rule of politeness can be tested with a clock of one's own.
 *
 * A fetch that was stopped from outside leaves the state as it was.
 */
export function afterPoll(result: PollResult): SourceState {
  const { source, outcome, now } = result;
  const state = result.state?.url === source.url ? result.state : undefined;
  const before: SourceState = state ?? {
    url: source.url,
    validators: {},
    nextPollAt: now,
    nextReason: "new",
    failures: 0,
  };
  const failure = result.parseFailure ?? (outcome.kind === "failure" ? outcome : undefined);
  if (!failure) return afterSuccess(result, before);
  if (outcome.kind === "failure" && outcome.aborted) return before;
  if (outcome.kind === "failure" && result.networkDown && outcome.status === undefined)
    return {
      ...before,
      nextPollAt: now + Math.ceil(NETWORK_DOWN_MS * (1 + result.random)),
      nextReason: "network-down",
    };
  return afterFailure(result, before, failure);
}
