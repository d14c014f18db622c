import { createTurn } from "../../ground/concurrency.ts";
import { DAY_MS, HOUR_MS } from "../../ground/time.ts";
import type { EpochMs, SourceId } from "../../model/brand.ts";
import type { Source } from "../../model/source.ts";
import type { SourceFailure } from "../../model/source-state.ts";
import type { Polled, RoundResult } from "../../queue/poll-worker.ts";
import type { BegunSource } from "../../store/schedule/schedule-store.ts";

export interface QuarantineDeps {
  /** Notes that a poll that was interrupted before begins again; gives how often in a row. */
  readonly strike: (id: SourceId) => Promise<number>;
  readonly now: () => EpochMs;
}

/** Polls a source whose last poll was interrupted. */
export type PollSuspect = (
  source: Source,
  begun: BegunSource,
  poll: () => Promise<Polled>,
) => Promise<Polled>;

/** A suspect waits so long for the one before it, ms. */
const TURN_MS = 20_000;
/** Polls of one source that may end their worker before it is left alone. */
const MOST_STRIKES = 3;
/** The first time: whoever was killed three times by something else is not forgotten for long. Then for a day. */
const QUARANTINE_MS = [HOUR_MS, DAY_MS] as const;

/**
 * A document that ends every worker that reads it must not take all others down with it. Sources whose last poll was
 * interrupted are polled one at a time, so that it is told from those that were only read beside it; after three such
 * polls in a row it is left alone for a while.
 */
export function createQuarantine({ strike, now }: QuarantineDeps): PollSuspect {
  const suspects = createTurn(TURN_MS);
  return (source, begun, poll) =>
    suspects.run(async () =>
      (await strike(source.id)) >= MOST_STRIKES ? quarantined(source, begun, now()) : poll(),
    );
}

function quarantined(source: Source, { state }: BegunSource, now: EpochMs): Polled {
  const again = state?.nextReason === "quarantine";
  const failure: SourceFailure = {
    code: "PARSE_TOO_COMPLEX",
    message: `The worker ended ${MOST_STRIKES} times in a row while it polled ${source.url}.`,
    remedy: `It is left alone for ${again ? "a day" : "an hour"}. Look at the log of that time: if nothing else ended the worker, as a lack of memory does, report the feed.`,
    since: now,
  };
  const before = state ?? { url: source.url, validators: {}, failures: 0 };
  const next = {
    ...before,
    failures: before.failures + 1,
    failure,
    lastPollAt: now,
    nextPollAt: now + QUARANTINE_MS[again ? 1 : 0],
    nextReason: "quarantine",
  };
  const result: RoundResult = { kind: "failed", code: failure.code, message: failure.message };
  return {
    state: next,
    counters: { failed: 1, [`code:${failure.code}`]: 1 },
    result,
    holdMs: 0,
    newArticles: 0,
    failure,
  };
}
