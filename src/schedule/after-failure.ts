import { DAY_MS, HOUR_MS, MINUTE_MS } from "../ground/time.ts";
import type { FetchOutcome } from "../model/document.ts";
import type { Failure } from "../model/failure.ts";
import type { SourceState } from "../model/source-state.ts";
import { timetableOf } from "./cron-wait.ts";
import { dueAfter, usualJitter, type Wait } from "./due.ts";
import type { PollResult } from "./given.ts";
import { LEAST_MS, MOST_MS, MOST_REFUSED_MS, NEVER, paceOf } from "./given.ts";
import { askedWait } from "./host-hold.ts";
import { habitOf } from "./publishing-habit.ts";
import { freshness, retryAfter } from "./server-hints.ts";
import { wishedWait } from "./wished-wait.ts";

/** Answers of the 400 kind. */
const REFUSALS = /^FETCH_(?:HTTP_4\d\d|RATE_LIMITED)$/;
/** Two 410s so far apart are meant. */
const GONE_APART_MS = HOUR_MS;
/** A server that takes conditions for demands would say so for ever: the next request makes none. */
const PRECONDITION_FAILED = "FETCH_HTTP_412";
/** A server that seems dead may only be restarting, so that a new address is not given up at once. */
const PATIENT_FAILURES = 3;

/** The state after anything but a feed: what was known stays, and the next try is later each time, but comes. */
export function afterFailure(result: PollResult, before: SourceState, failure: Failure): SourceState {
  const { now, outcome } = result;
  const redirectWait = isRedirectWait(outcome);
  const failures = redirectWait ? before.failures : before.failures + 1;
  const since = before.failure?.since ?? now;
  const { code, message, remedy } = failure;
  const given: SourceState = {
    ...before,
    lastPollAt: now,
    pace: paceOf(result.source, result.settings),
    failures,
    failure: redirectWait ? before.failure : { code, message, remedy, since },
    redirectWait: redirectWait || undefined,
    goneSince: code === "FETCH_GONE" ? (before.goneSince ?? now) : undefined,
    ...(code === PRECONDITION_FAILED ? { validators: {}, validatorsFor: undefined } : {}),
    ...dueAfterFailure(result, before, failures),
  };
  if (isGone(given, now)) return { ...given, goneAt: now, nextPollAt: NEVER, nextReason: "gone" };
  return before.movedTo !== undefined && pointsAtAddress(failure, failures)
    ? movedBack(given, result)
    : given;
}

function dueAfterFailure(result: PollResult, before: SourceState, failures: number) {
  const { now, random } = result;
  const hinted = refusalHints(result);
  const own = ownWait(result, before, failures, hinted.length > 0);
  const { most = MOST_MS } = result.settings;
  return dueAfter([own, ...hinted], {
    now,
    random,
    // What Lede waits of its own accord is, with what chance adds to it, no longer than the ceiling.
    jitter: (wait) =>
      wait.reason === "backoff"
        ? Math.min(usualJitter(wait), Math.max(0, most - wait.ms))
        : usualJitter(wait),
    most: Math.max(MOST_REFUSED_MS, own.ms),
    timetable: isRedirectWait(result.outcome) ? undefined : timetableOf(result.source),
    skipHours: before.document?.skipHours ?? [],
    skipDays: before.document?.skipDays ?? [],
  });
}

function refusalHints({ outcome, now, settings }: PollResult): Wait[] {
  const refused = askedWait(outcome, now);
  const most = isBusy(outcome) || refused ? MOST_REFUSED_MS : (settings.most ?? MOST_MS);
  const asked = [refused ?? retryAfter(outcome.headers, now), freshness(outcome.headers, now)];
  return asked.flatMap((wait) => (wait ? [{ ...wait, ms: Math.min(wait.ms, most) }] : []));
}

/** After a refusal that says for how long, a source is asked again as soon as that is over, but not every second. */
const AGAIN_MS = MINUTE_MS;

/** A server that says itself when to come back need not be guessed at. */
function ownWait(result: PollResult, before: SourceState, failures: number, hinted: boolean): Wait {
  const { source, settings, now, outcome, random } = result;
  const { least = LEAST_MS, most = MOST_MS } = settings;
  const wish = wishedWait({ ...source, every: source.every ?? settings.every }, habitOf(before), {
    now,
    settings,
    pushed: false,
    random,
  });
  if (isRedirectWait(outcome)) return { ms: least, reason: "minimum" };
  if (askedWait(outcome, now) && !isUnavailable(outcome))
    return { ms: Math.min(wish.ms, AGAIN_MS * failures), reason: "rate-limit" };
  if (hinted && isBusy(outcome)) return wish;
  const code = outcome.kind === "failure" ? outcome.code : "";
  return {
    ms: backedOff({ failures, code }, wish.ms, most * (1 - random * CEILING_SPREAD)),
    reason: "backoff",
  };
}

/** Sources that all fail would else all wait for the ceiling, and be asked together. */
const CEILING_SPREAD = 0.1;

/** Doubles with every failure up to a day. */
export function backedOff(
  { failures, code }: { readonly failures: number; readonly code: string },
  wishedMs: number,
  most: number,
): number {
  const start = Math.max(wishedMs, firstBackoff(code));
  return Math.max(Math.min(start * 2 ** Math.min(failures - 1, 30), most), wishedMs);
}

/** A refusal is a decision, which an hour may change; a fault may be over in minutes. */
function firstBackoff(code: string): number {
  if (code === "FETCH_GONE") return DAY_MS;
  return REFUSALS.test(code) ? HOUR_MS : 0;
}

function isBusy(outcome: FetchOutcome): boolean {
  return outcome.kind === "failure" && (outcome.status === 429 || outcome.status === 503);
}

/** The server itself is in trouble, whoever asks. */
function isUnavailable(outcome: FetchOutcome): boolean {
  return outcome.kind === "failure" && outcome.status === 503;
}

function isRedirectWait(outcome: FetchOutcome): boolean {
  if (outcome.kind !== "failure" || outcome.code !== "FETCH_RATE_LIMITED") return false;
  return outcome.status !== undefined && outcome.status >= 300 && outcome.status < 400;
}

/** 410 may be a mistake: it takes a second one, an hour later or more, and nothing else in between. */
function isGone({ goneSince, movedTo }: SourceState, now: number): boolean {
  return goneSince !== undefined && movedTo === undefined && now - goneSince >= GONE_APART_MS;
}

/** Whether a failure says that the address is wrong, rather than that the server has a bad day. */
function pointsAtAddress({ code }: Failure, failures: number): boolean {
  if (code === "FETCH_RATE_LIMITED") return false;
  return failures >= PATIENT_FAILURES || !/^FETCH_(HTTP_5|TIMEOUT|TRUNCATED)/.test(code);
}

/** A confirmed new address fails: the configured one is asked again, without delay, and watched from the beginning. */
function movedBack(state: SourceState, { now, random, source, settings }: PollResult): SourceState {
  const ms = Math.max(source.every ?? settings.every, settings.least ?? LEAST_MS);
  const nextPollAt = now + Math.ceil(ms + random * usualJitter({ ms, reason: "moved-back" }));
  return {
    ...state,
    movedTo: undefined,
    moved: undefined,
    goneSince: undefined,
    nextPollAt,
    nextReason: "moved-back",
  };
}
