import { DAY_MS, HOUR_MS, MINUTE_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { FetchOutcome, Validators } from "../model/document.ts";
import type { SourceState } from "../model/source-state.ts";
import { afterFailure } from "./after-failure.ts";
import { timetableOf } from "./cron-wait.ts";
import { dueAfter, usualJitter, type Wait } from "./due.ts";
import { LEAST_MS, MOST_MS, type PollResult, paceOf } from "./given.ts";
import { habitOf, learnHabit } from "./publishing-habit.ts";
import { quotaOf } from "./rate-limit.ts";
import { freshness, type Hint, retryAfter } from "./server-hints.ts";
import { wishedWait } from "./wished-wait.ts";

/**
 * How soon each source looks again whether the network is back: among all of them somebody looks every few seconds, and
 * whoever is answered first calls the others. Where only the silence of the servers speaks for an outage, they may all
 * be dead: after an hour they are asked less often.
 */
const LEAST_OFFLINE_MS = 20_000;
const OFFLINE_MS_A_SOURCE = 1_000;
const MOST_OFFLINE_MS = 2 * MINUTE_MS;

function offlineWait({ networkDown, now, random, settings }: PollResult): number {
  const doubtful = networkDown && !networkDown.local && now - networkDown.since > HOUR_MS;
  const all = (settings.sources ?? 0) * OFFLINE_MS_A_SOURCE;
  const wait = doubtful ? MOST_OFFLINE_MS : Math.min(Math.max(all, LEAST_OFFLINE_MS), MOST_OFFLINE_MS);
  return Math.ceil(wait * (1 + random));
}

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
      nextPollAt: now + offlineWait(result),
      nextReason: "network-down",
    };
  return afterFailure(result, before, failure);
}

/** What chance may add after a first poll, so that sources that were added together drift apart. */
const MOST_FIRST_JITTER_MS = 6 * HOUR_MS;

/** The state after a 200 or 304. */
function afterSuccess(result: PollResult, before: SourceState): SourceState {
  const { source, outcome, now, random, settings, document, entryTimes = [] } = result;
  const { least = LEAST_MS, most = MOST_MS } = settings;
  const described = document ?? before.document;
  const fresh = freshFor(outcome, before, now);
  const habit = learnHabit(habitOf(before), {
    now,
    newEntries: result.newEntries,
    entryTimes,
    lastPollAt: before.lastPollAt,
  });
  const { pushed = false, renewalIn } = result;
  const wish = wishedWait(source, habit, { now, settings, pushed, renewalIn, random });
  const first = before.lastPollAt === undefined && wish.reason !== "cron";
  const due = dueAfter(
    [{ ms: least, reason: "minimum" }, wish, ...hints(result, fresh, described?.minInterval)],
    {
      now,
      random,
      jitter: first ? () => Math.min(wish.ms, MOST_FIRST_JITTER_MS) : usualJitter,
      most: Math.max(most, wish.ms),
      timetable: timetableOf(source),
      skipHours: described?.skipHours ?? [],
      skipDays: described?.skipDays ?? [],
    },
  );
  return {
    url: source.url,
    ...remembered(result, before),
    maxAge: fresh?.reason === "max-age" ? fresh.ms : undefined,
    lastPollAt: now,
    lastSuccessAt: now,
    ...due,
    pace: paceOf(source, settings),
    callback: pushed ? settings.callback : undefined,
    failures: 0,
    ...watchRedirect(before, outcome.kind === "failure" ? undefined : outcome.permanentUrl, now),
    ...habit,
    document: described,
  };
}

/** A 304 freshens the stored answer, whose own `max-age` counts when the 304 has none (RFC 9111 section 4.3.4). */
function freshFor({ kind, headers }: FetchOutcome, { maxAge }: SourceState, now: EpochMs): Hint | undefined {
  const silent = headers["cache-control"] === undefined && headers["expires"] === undefined;
  if (kind === "not-modified" && silent && maxAge !== undefined) return { ms: maxAge, reason: "max-age" };
  return freshness(headers, now);
}

/** What the server and the document ask for; each is a floor, and none reaches beyond the ceiling. */
function hints(
  { outcome, now, settings }: PollResult,
  fresh: Wait | undefined,
  minInterval: number | undefined,
): Wait[] {
  const most = settings.most ?? MOST_MS;
  const asked: (Wait | undefined)[] = [
    fresh,
    retryAfter(outcome.headers, now),
    quotaOf(outcome.headers, now).spent,
    minInterval === undefined ? undefined : { ms: minInterval, reason: "ttl" },
  ];
  return asked.flatMap((wait) => (wait ? [{ ...wait, ms: Math.min(wait.ms, most) }] : []));
}

type Remembered = Pick<SourceState, "validators" | "validatorsFor" | "hash" | "lastFullAt">;

/** Validators and hash of the last complete document: of a broken one they would turn one accident into many 304s. */
function remembered({ outcome, now, complete = true }: PollResult, before: SourceState): Remembered {
  const { validators, validatorsFor, hash, lastFullAt } = before;
  if (outcome.kind === "document" && complete)
    return {
      validators: outcome.validators,
      validatorsFor: outcome.url,
      hash: outcome.hash,
      lastFullAt: now,
    };
  return { validators: merged(validators, outcome), validatorsFor, hash, lastFullAt };
}

/** A 304 replaces the fields that it carries (RFC 9111 section 3.2). */
function merged(validators: Validators, outcome: FetchOutcome): Validators {
  return outcome.kind === "not-modified" ? { ...validators, ...outcome.validators } : validators;
}

const POLLS = 3;

type Moved = Pick<SourceState, "moved" | "movedTo">;

/**
 * Follows a permanent redirect (301, 308) over time. It is believed, and asked directly from then on, after three
 * polls over at least a day that each ended in a feed: captive portals and mistakes are gone by then.
 *
 * @param target where this poll's chain of permanent redirects ended; undefined when there was none
 */
function watchRedirect(state: Moved | undefined, target: string | undefined, now: EpochMs): Moved {
  const movedTo = state?.movedTo;
  if (target === undefined) return { movedTo };
  const same = state?.moved?.to === target ? state.moved : undefined;
  const moved = { to: target, since: same?.since ?? now, polls: (same?.polls ?? 0) + 1 };
  return moved.polls >= POLLS && now - moved.since >= DAY_MS ? { movedTo: target } : { moved, movedTo };
}
