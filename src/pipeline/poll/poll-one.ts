import { domainOf, registrableDomain } from "../../fetch/registrable-domain.ts";
import { createPlaces, createTurn } from "../../ground/concurrency.ts";
import { type Counters, observation } from "../../ground/counters.ts";
import { DAY_MS, HOUR_MS } from "../../ground/time.ts";
import type { EpochMs, SourceId } from "../../model/brand.ts";
import type { FetchOutcome } from "../../model/document.ts";
import type { Failure } from "../../model/failure.ts";
import type { Source } from "../../model/source.ts";
import type { SourceFailure } from "../../model/source-state.ts";
import { IN_PLACE_BYTES } from "../../parse/limits.ts";
import type { Polled, RoundResult } from "../../queue/poll-worker.ts";
import { hostHold } from "../../schedule/host-hold.ts";
import { isNetworkDown, type NetworkSign, networkSign, withSign } from "../../schedule/network-down.ts";
import type { BegunSource } from "../../store/schedule/schedule-store.ts";
import { isPushed, renewalIn } from "../../websub/subscription.ts";
import { type KeepSubscribedDeps, keepSubscribed } from "./keep-subscribed.ts";
import type { Poll } from "./poll-source.ts";
import { type TakeInSourceDeps, takeInSource } from "./poll-source.ts";
import type { TakenIn } from "./take-in.ts";

export type PollOneDeps = Omit<TakeInSourceDeps, "networkDown"> & {
  readonly source: (id: string) => Source | undefined;
  /** How often in a row a poll of the source was interrupted. */
  readonly strike: (id: SourceId) => Promise<number>;
  /** Where hubs reach us, when they can. */
  readonly websub?: Omit<KeepSubscribedDeps, "fetch" | "now"> | undefined;
};

/** A suspect waits so long for the one before it, ms. */
const TURN_MS = 20_000;
/**
 * Documents that are read and taken in at a time, whatever number is fetched: of each, some five times its size is
 * alive until Redis has its articles, and what is alive the garbage collector copies.
 */
const DOCUMENTS_AT_ONCE = 8;

/**
 * Polls claimed sources, one call each; remembers among them whether the network itself is down. Sources whose last
 * poll was interrupted are polled one at a time, so that a document that ends its worker is told from those that were
 * only read beside it.
 */
export function createPollOne(deps: PollOneDeps): (begun: BegunSource) => Promise<Polled | undefined> {
  let signs: readonly NetworkSign[] = [];
  const networkDown = (outcome: FetchOutcome) => {
    signs = withSign(signs, networkSign(outcome, machineOf(outcome.url), deps.now()));
    return isNetworkDown(signs, deps.now());
  };
  const suspects = createTurn(TURN_MS);
  const places = createPlaces(DOCUMENTS_AT_ONCE);
  // Large ones wait for one another anyway, and must not hold up the others.
  const inPlace: TakeInSourceDeps["inPlace"] = (bytes, work) =>
    bytes > IN_PLACE_BYTES ? work() : places(work);
  const pollSuspect = async (source: Source, begun: BegunSource) => {
    const strikes = await deps.strike(source.id);
    return strikes >= MOST_STRIKES ? quarantined(source, begun, deps.now()) : pollNow(source, begun);
  };
  const pollNow = async (source: Source, begun: BegunSource) => {
    const subscription = await deps.websub?.subscriptions.of(source.id);
    const lease = {
      pushed: isPushed(subscription, deps.now()),
      renewalIn: renewalIn(subscription, deps.now()),
    };
    const { poll, taken } = await takeInSource({ ...deps, inPlace, networkDown, ...lease }, source, begun);
    // Neither a success nor a fault of the source's: the visit begins again, here or elsewhere.
    if (poll.outcome.kind === "failure" && poll.outcome.aborted) throw new Error(poll.outcome.message);
    if (deps.websub) await keepSubscribed({ ...deps, ...deps.websub }, source, poll);
    return polled(poll, taken, deps.now());
  };
  return async (begun) => {
    const source = deps.source(begun.sourceId);
    if (!source) return undefined;
    return begun.interrupted ? suspects.run(() => pollSuspect(source, begun)) : pollNow(source, begun);
  };
}

/** Several dead servers on one machine say nothing about the network. */
function machineOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? registrableDomain(parsed.hostname) : url;
}

/** Polls of one source that may end their worker before it is left alone. */
const MOST_STRIKES = 3;
/** The first time: whoever was killed three times by something else is not forgotten for long. Then for a day. */
const QUARANTINE_MS = [HOUR_MS, DAY_MS] as const;

/** A document that ends every worker that reads it must not take all others down with it. */
function quarantined(source: Source, { state }: BegunSource, now: EpochMs): Polled {
  const again = state?.nextReason === "quarantine";
  const failure: SourceFailure = {
    code: "PARSE_TOO_COMPLEX",
    message: `Reading ${source.url} ended the worker ${MOST_STRIKES} times in a row.`,
    remedy: `It is left alone for ${again ? "a day" : "an hour"}; look at the log of that time, and report the feed.`,
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

function polled(poll: Poll, taken: TakenIn, now: EpochMs): Polled {
  const hold = hostHold(poll.outcome, now);
  return {
    state: poll.state,
    counters: countersOf(poll, taken),
    result: resultOf(poll, taken),
    holdMs: hold ? Math.max(0, hold.until - now) : 0,
    holdHost: domainOf(poll.outcome.url),
    newArticles: taken.new + taken.changed,
    failure: spoken(failureOf(poll)),
  };
}

/** What is said of a failure in results and logs. */
function spoken(failure: Failure | undefined): Pick<Failure, "code" | "message"> | undefined {
  return failure && { code: failure.code, message: failure.message };
}

/** What went wrong, with the document or with having it. */
function failureOf({ outcome, parseFailure }: Poll): Failure | undefined {
  return parseFailure ?? (outcome.kind === "failure" ? outcome : undefined);
}

function countersOf(poll: Poll, taken: TakenIn): Counters {
  const { outcome } = poll;
  const failure = failureOf(poll);
  const kind = failure ? "failed" : outcome.kind === "not-modified" ? "notModified" : "documents";
  return {
    [kind]: 1,
    ...observation("fetchSeconds", outcome.ms / 1_000),
    ...(failure && { [`code:${failure.code}`]: 1 }),
    new: taken.new,
    duplicate: taken.duplicate,
    dropped: taken.dropped,
    changed: taken.changed,
  };
}

function resultOf(poll: Poll, taken: TakenIn): RoundResult {
  const failure = spoken(failureOf(poll));
  if (failure) return { kind: "failed", ...failure };
  const { changed: _changed, ...counts } = taken;
  // The same bytes as the last time are as good as a 304, whatever the server calls it.
  return { kind: poll.feed ? "ok" : "not-modified", ...counts };
}
