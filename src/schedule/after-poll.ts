import { MINUTE_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { FetchOutcome } from "../model/document.ts";
import type { Failure } from "../model/failure.ts";
import type { Source } from "../model/source.ts";
import type { SourceDocument, SourceState } from "../model/source-state.ts";
import { afterFailure } from "./after-failure.ts";
import { afterSuccess } from "./after-success.ts";
import type { ScheduleSettings } from "./poll-settings.ts";

/** All that is known when a poll is over. */
export interface PollResult {
  readonly source: Source;
  readonly state: SourceState | undefined;
  readonly outcome: FetchOutcome;
  /** What the document said of itself; absent when no feed was read from it (304, unchanged bytes, a failure). */
  readonly document?: SourceDocument | undefined;
  /** The document came and is no feed. */
  readonly parseFailure?: Failure | undefined;
  /** False when the document breaks off: its entries count, its validators must not. Default true. */
  readonly complete?: boolean;
  /** Entries that no earlier poll had. */
  readonly newEntries: number;
  /** Publication instants of the document's entries. */
  readonly entryTimes?: readonly EpochMs[];
  readonly now: EpochMs;
  /** 0-1; chance only ever adds to a wait. */
  readonly random: number;
  readonly settings: ScheduleSettings;
  /** None of the sources can be reached: this one is not to blame. */
  readonly networkDown?: boolean;
  /** A hub delivers this source's news: polling is only the safety net. */
  readonly pushed?: boolean;
  /** ms until its lease has to be renewed, which happens after a poll. */
  readonly renewalIn?: number | undefined;
}

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
