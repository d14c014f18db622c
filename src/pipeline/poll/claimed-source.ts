import { unlessAborted } from "../../fetch/fetch-error.ts";
import { domainOf } from "../../fetch/registrable-domain.ts";
import { createPlaces } from "../../ground/concurrency.ts";
import { type Counters, observation } from "../../ground/counters.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Failure } from "../../model/failure.ts";
import type { Source } from "../../model/source.ts";
import { IN_PLACE_BYTES } from "../../parse/limits.ts";
import type { Polled, RoundResult } from "../../queue/poll-worker.ts";
import { hostHold } from "../../schedule/host-hold.ts";
import type { BegunSource } from "../../store/schedule/schedule-store.ts";
import { type CompleteDeps, completeListing } from "../listing/complete-listing.ts";
import { readSource } from "../listing/read-source.ts";
import { type KeepSubscribedDeps, keepSubscribed } from "./keep-subscribed.ts";
import { type Poll, type PollDeps, pollSource, type TakeDocumentDeps } from "./poll-source.ts";
import { createQuarantine, type QuarantineDeps } from "./quarantine.ts";
import { type TakeInDeps, takeIn } from "./take-in.ts";

export interface PollOneDeps
  extends TakeInDeps,
    QuarantineDeps,
    Pick<PollDeps, "fetch" | "settings" | "random" | "network">,
    Pick<CompleteDeps, "gap"> {
  readonly source: (id: string) => Source | undefined;
  /** Where hubs reach us, when they can. */
  readonly websub?: Omit<KeepSubscribedDeps, "fetch" | "now"> | undefined;
}

/**
 * Documents that are read and taken in at a time, whatever number is fetched: of each, some five times its size is
 * alive until Redis has its articles, and what is alive the garbage collector copies.
 */
const DOCUMENTS_AT_ONCE = 8;

/** How documents become articles here: read by the source's own reader, taken into these stores, a few at a time. */
export function documentsInto(deps: TakeInDeps & { readonly now: () => EpochMs }): TakeDocumentDeps {
  const places = createPlaces(DOCUMENTS_AT_ONCE);
  return {
    now: deps.now,
    read: async (document, source, now) => {
      const outcome = await readSource(document, source, now);
      return outcome.kind === "feed" ? outcome.feed : outcome;
    },
    takeIn: (document) => takeIn(deps, document),
    // Large ones wait for one another anyway, and must not hold up the others.
    inPlace: (bytes, work) => (bytes > IN_PLACE_BYTES ? work() : places(work)),
  };
}

/**
 * Polls claimed sources, one call each; remembers among them which sources are suspected of ending their worker.
 *
 * @returns what came of it; undefined: the source is configured no more
 */
export function createPollOne(deps: PollOneDeps): (begun: BegunSource) => Promise<Polled | undefined> {
  const { websub, now } = deps;
  // Neither a success nor a fault of the source's: the visit begins again, here or elsewhere.
  const fetch = unlessAborted(deps.fetch);
  const polling: PollDeps = {
    ...deps,
    ...documentsInto(deps),
    fetch,
    complete: (source, read, before) =>
      completeListing({ ...deps, fetch, known: deps.claims.known }, source, read, before),
    subscription: async (id) => {
      const found = await websub?.subscriptions.of(id);
      return found?.callback === websub?.callback ? found : undefined; // nobody listens where it delivers
    },
  };
  const pollSuspect = createQuarantine(deps);
  const pollNow = async (source: Source, begun: BegunSource) => {
    const same = begun.same.flatMap((id) => deps.source(id) ?? []);
    const poll = await pollSource(polling, source, { ...begun, same });
    if (websub) await keepSubscribed({ ...deps, ...websub }, source, poll);
    return settlementOf(poll, now());
  };
  return async (begun) => {
    const source = deps.source(begun.sourceId);
    if (!source) return undefined;
    const poll = () => pollNow(source, begun);
    return begun.interrupted ? pollSuspect(source, begun, poll) : poll();
  };
}

function settlementOf(poll: Poll, now: EpochMs): Polled {
  const { outcome, taken } = poll;
  // Of two servers that want to be left alone the source's own counts, which is most often the other one too.
  const busy = poll.refused && !hostHold(outcome, now) ? poll.refused : outcome;
  const hold = hostHold(busy, now);
  return {
    state: poll.state,
    counters: countersOf(poll),
    result: resultOf(poll),
    holdMs: hold ? Math.max(0, hold.until - now) : 0,
    holdHost: domainOf(busy.url),
    newArticles: taken.new + taken.changed,
    // That nothing can be reached is said once, and not of each source.
    failure: poll.state.nextReason === "network-down" ? undefined : spoken(failureOf(poll)),
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

function countersOf(poll: Poll): Counters {
  const { outcome, taken } = poll;
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

function resultOf(poll: Poll): RoundResult {
  const failure = spoken(failureOf(poll));
  if (failure) return { kind: "failed", ...failure };
  const { changed: _changed, ...counts } = poll.taken;
  // The same bytes as the last time are as good as a 304, whatever the server calls it.
  const movedTo = poll.state.movedTo ?? poll.state.moved?.to;
  return { kind: poll.feed ? "ok" : "not-modified", ...counts, movedTo };
}
