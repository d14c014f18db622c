import { domainOf } from "../fetch/registrable-domain.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Fetch, FetchOutcome } from "../model/document.ts";
import type { Source } from "../model/source.ts";
import { readFeed } from "../parse/read-feed.ts";
import { type Poll, pollSource } from "../poll.ts";
import type { Polled, RoundResult } from "../queue/poll-worker.ts";
import { hostHold } from "../schedule/host-hold.ts";
import { isNetworkDown, type NetworkSign, networkSign, withSign } from "../schedule/network-down.ts";
import type { ScheduleSettings } from "../schedule/poll-settings.ts";
import type { BegunSource } from "../store/schedule-store.ts";
import { type TakeInDeps, type TakenIn, takeIn } from "./take-in.ts";

export interface PollOneDeps extends TakeInDeps {
  readonly fetch: Fetch;
  readonly now: () => EpochMs;
  readonly random: () => number;
  readonly settings: ScheduleSettings;
  readonly source: (id: string) => Source | undefined;
}

/** Polls claimed sources, one call each; remembers among them whether the network itself is down. */
export function createPollOne(deps: PollOneDeps): (begun: BegunSource) => Promise<Polled | undefined> {
  let signs: readonly NetworkSign[] = [];
  const networkDown = (outcome: FetchOutcome) => {
    signs = withSign(signs, networkSign(outcome, domainOf(outcome.url), deps.now()));
    return isNetworkDown(signs, deps.now());
  };
  return async (begun) => {
    const source = deps.source(begun.sourceId);
    if (!source) return undefined;
    let taken: TakenIn = NOTHING;
    const poll = await pollSource(
      {
        ...deps,
        networkDown,
        readFeed: async (bytes, { url, headers, now }) => {
          const read = await readFeed(bytes, { url, headers, now, reader: source.reader });
          return read.kind === "feed" ? read.feed : read;
        },
        accept: async (feed, now) => {
          taken = await takeIn(deps, { source, feed, now, interrupted: begun.interrupted });
          return { newEntries: taken.new };
        },
      },
      source,
      begun.state,
    );
    return polled(poll, taken, deps.now());
  };
}

const NOTHING: TakenIn = { seen: 0, new: 0, duplicate: 0, dropped: 0, changed: 0 };

function polled(poll: Poll, taken: TakenIn, now: EpochMs): Polled {
  const hold = hostHold(poll.outcome, now);
  return {
    state: poll.state,
    now,
    counters: countersOf(poll, taken),
    result: resultOf(poll, taken),
    holdMs: hold ? Math.max(0, hold.until - now) : 0,
    newArticles: taken.new + taken.changed,
  };
}

function countersOf({ outcome, parseFailure }: Poll, taken: TakenIn): Record<string, number> {
  const failure = parseFailure ?? (outcome.kind === "failure" ? outcome : undefined);
  const kind = failure ? "failed" : outcome.kind === "not-modified" ? "notModified" : "documents";
  return {
    [kind]: 1,
    ms: Math.round(outcome.ms),
    ...(failure && { [`code:${failure.code}`]: 1 }),
    ...(taken.new > 0 && { new: taken.new }),
  };
}

function resultOf({ outcome, parseFailure, feed }: Poll, taken: TakenIn): RoundResult {
  const failure = parseFailure ?? (outcome.kind === "failure" ? outcome : undefined);
  if (failure) return { kind: "failed", code: failure.code, message: failure.message };
  const { changed: _changed, ...counts } = taken;
  // The same bytes as the last time are as good as a 304, whatever the server calls it.
  return { kind: feed ? "ok" : "not-modified", ...counts };
}
