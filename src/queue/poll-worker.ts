import { setTimeout as sleep } from "node:timers/promises";
import type { Worker } from "bullmq";
import { insist } from "../ground/concurrency.ts";
import type { Counters } from "../ground/counters.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Failure } from "../model/failure.ts";
import { isRedisFailure } from "../store/batch.ts";
import type { BegunSource, ScheduleStore, Settlement, Visit } from "../store/schedule/schedule-store.ts";
import { claimDue } from "./claim-due.ts";
import { openWorker, type WorkerGround } from "./open-worker.ts";
import type { PollJob, Queues } from "./queues.ts";

/** What polling one source came to, and how long which domain asked to be left alone. */
export interface Polled extends Settlement {
  readonly holdMs: number;
  /** Default: the visit's own; another when a redirect led there. */
  readonly holdHost?: string;
  readonly counters: Counters;
  readonly newArticles: number;
  /** Why there is no feed: for the log. */
  readonly failure?: Pick<Failure, "code" | "message"> | undefined;
}

/** What `lede once` is told of a source. */
export type RoundResult =
  | {
      readonly kind: "ok" | "not-modified";
      readonly seen: number;
      readonly new: number;
      readonly duplicate: number;
      readonly dropped: number;
      /** The address that its server names for good, where that is another. */
      readonly movedTo?: string | undefined;
    }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

export interface PollWorkerDeps extends WorkerGround {
  readonly queues: Queues;
  readonly schedule: ScheduleStore;
  readonly now: () => EpochMs;
  readonly concurrency: number;
  /** Default: true. */
  readonly autorun?: boolean;
  /** Sources of one domain that are polled at the same time. */
  readonly perHost: number;
  /** ms between the end of one visit to a domain and the next. */
  readonly gap: (host: string) => number;
  readonly count: (counters: Counters) => void;
  /** Polls one source; undefined: it is configured no more. Throws only when the infrastructure fails. */
  readonly poll: (source: BegunSource) => Promise<Polled | undefined>;
}

/** Starts at once, unless it is not to. The caller owns the returned worker and must `close()` it. */
export function createPollWorker(deps: PollWorkerDeps): Worker<PollJob> {
  const { concurrency, autorun = true, log } = deps;
  const worker = openWorker<PollJob>(
    "poll",
    (job) => processVisit(deps, job.data, job.attemptsMade > 0),
    deps,
    { concurrency, autorun, lockDuration: 30_000, maxStalledCount: 3 },
  );
  worker.on("failed", (job, err) => log.warn({ err, host: job?.data.host }, "visit failed"));
  return worker;
}

/** For a round that waits: the domain answered 429 or 503 to one of its sources, so the others were not asked. */
const HELD: RoundResult = {
  kind: "failed",
  code: "FETCH_RATE_LIMITED",
  message: "not asked: its server wants to be left alone for a while",
};

const REMOVED: RoundResult = { kind: "failed", code: "CONFIG_INVALID", message: "it is configured no more" };

/** A domain that answers nothing must not hold a worker's place for as many timeouts as it has sources. */
const LONGEST_VISIT_MS = 60_000;

/** How long a Redis that is away is asked for a publication before the visit counts as failed, and is tried again. */
const ASKED_FOR_MS = 15_000;

/** @param again it was begun before: what that one found may not have been told */
async function processVisit(deps: PollWorkerDeps, visit: Visit, again: boolean): Promise<void> {
  const { schedule, queues, now, perHost, gap } = deps;
  const waiting = [...(await schedule.begin(visit))];
  const publish = () => insist(queues.requestPublication, ASKED_FOR_MS);
  if (again) await publish();
  if (waiting.length === 0) return;
  const outcome = { holdMs: 0, newArticles: 0 };
  const enough = now() + LONGEST_VISIT_MS;
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      // The sources that are left are claimed again when their lease ends, behind the domains that wait by then.
      if (now() > enough && next.round === undefined) continue;
      if (outcome.holdMs > 0) await schedule.answer(next, HELD);
      else await outlive(deps, next, pollOne(deps, { visit, source: next, outcome }));
    }
  };
  await Promise.all(Array.from({ length: perHost }, lane));
  if (outcome.newArticles > 0) await publish();
  const more = await schedule.end(visit, gap(visit.host), outcome.holdMs);
  if (more) await claimDue(deps);
}

/** What Redis failed is no sign that the source ends its workers; a fault of ours, met again and again, sets it aside. */
async function outlive({ schedule }: PollWorkerDeps, source: BegunSource, polling: Promise<void>) {
  try {
    await polling;
  } catch (error) {
    // Should this fail too, one strike stays of the three that it takes.
    if (source.interrupted && isRedisFailure(error))
      await schedule.takeBackStrikes(source.sourceId).catch(() => {});
    throw error;
  }
}

const SHORT_HOLD_MS = 5_000;

interface OnePoll {
  readonly visit: Visit;
  readonly source: BegunSource;
  readonly outcome: { holdMs: number; newArticles: number };
}

async function pollOne(
  { poll, schedule, count, log }: PollWorkerDeps,
  { visit, source, outcome }: OnePoll,
): Promise<void> {
  const polled = await poll(source);
  if (!polled) return schedule.answer(source, REMOVED);
  if (polled.failure) log.warn({ source: source.sourceId, ...polled.failure }, "poll failed");
  if (await schedule.settle(visit, source, polled)) count(polled.counters);
  const { holdMs, holdHost = visit.host } = polled;
  // A quota that was spent by a good answer and is renewed at once: the domain's other sources need not come later.
  if (!polled.failure && holdMs <= SHORT_HOLD_MS) await sleep(holdMs);
  else if (holdHost === visit.host) outcome.holdMs = Math.max(outcome.holdMs, holdMs);
  else if (holdMs > 0) await schedule.hold(holdHost, holdMs);
  outcome.newArticles += polled.newArticles;
}
