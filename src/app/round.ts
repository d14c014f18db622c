import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { ArticleId, EpochMs } from "../model/brand.ts";
import type { Config } from "../model/config.ts";
import { claimDue } from "../queue/claim-due.ts";
import type { RoundResult } from "../queue/poll-worker.ts";
import type { PublishJob, PublishResult, Queues } from "../queue/queues.ts";
import { limitedErrorLog } from "../store/connect.ts";
import type { Keys } from "../store/keys.ts";
import type { ScheduleStore } from "../store/schedule/schedule-store.ts";
import type { Stores } from "./parts/redis.ts";
import { awaitSetUp } from "./run-once-set-up.ts";
import { type PolledSource, syncSources } from "./sync-sources.ts";

export interface PollRoundDeps {
  readonly patient: Redis;
  readonly keys: Keys;
  readonly queues: Queues;
  readonly stores: Pick<Stores, "schedule">;
  readonly now: () => EpochMs;
  readonly log: Logger;
  /** ms after which sources are asked for again: a worker may have died with its claim. Default: a minute. */
  readonly askAgain?: number;
}

export interface PublishRoundDeps {
  readonly patient: Redis;
  readonly keys: Keys;
  readonly queues: Pick<Queues, "publish">;
  readonly stores: Pick<Stores, "articles">;
  readonly log: Logger;
}

const LOOK_MS = 50;
const TEXT_LOOK_MS = 100;
/** By then the lease of a worker that died is over. */
const ASK_AGAIN_MS = 60_000;

/**
 * Polls every source now, through the queue, and waits for the results. A domain that asked to be left alone is not
 * asked: its sources count as failed.
 */
export async function pollRound(
  deps: PollRoundDeps,
  config: Pick<Config, "sources" | "schedule" | "websub">,
  progress: (done: number, total: number) => void,
): Promise<ReadonlyMap<string, RoundResult>> {
  const { askAgain = ASK_AGAIN_MS } = deps;
  const { schedule } = deps.stores;
  await awaitSetUp(deps);
  const began = deps.now();
  const { polled, same } = await syncSources({ ...deps, schedule }, config);
  const round = randomUUID();
  const held = new Map<string, RoundResult>();
  let waiting: readonly PolledSource[] = polled;
  let askedAt = 0;
  let results: ReadonlyMap<string, RoundResult> = new Map();
  while (waiting.length > 0) {
    // Also one that asks for it while the round goes on: who waits in its queue would wait for as long.
    for (const [id, result] of await heldBack(schedule, waiting, deps.now(), askedAt > 0))
      held.set(id, result);
    waiting = waiting.filter(({ id }) => !held.has(id));
    progress(results.size + held.size + same.size, config.sources.length);
    if (Date.now() - askedAt > askAgain) {
      for (const [id, result] of await leftAlone(schedule, waiting, began)) held.set(id, result);
      const asked = waiting.filter(({ id }) => !held.has(id));
      await schedule.force(asked, round);
      askedAt = Date.now();
    }
    await claimDue({ ...deps, schedule });
    await sleep(LOOK_MS);
    if ((await schedule.roundSize(round)) === results.size) continue;
    results = (await schedule.roundResults(round)) as ReadonlyMap<string, RoundResult>;
    waiting = waiting.filter(({ id }) => !results.has(id));
  }
  const all = new Map([...held, ...results]);
  for (const [id, other] of same) all.set(id, asReadFor(all.get(other)));
  return all;
}

/** The same feed under another address: it was read once, or could not be. */
function asReadFor(result: RoundResult | undefined): RoundResult {
  return result?.kind === "failed"
    ? result
    : { kind: "not-modified", seen: 0, new: 0, duplicate: 0, dropped: 0 };
}

/** Sources whose polls never came to an end, so that nobody answered the round for them. */
async function leftAlone(
  schedule: ScheduleStore,
  waiting: readonly PolledSource[],
  since: EpochMs,
): Promise<ReadonlyMap<string, RoundResult>> {
  const states = await schedule.states(waiting.map(({ id }) => id));
  return new Map(
    waiting.flatMap(({ id }, n): [string, RoundResult][] => {
      const { failure, nextReason, lastPollAt = 0 } = states[n] ?? {};
      if (!failure || nextReason !== "quarantine" || lastPollAt < since) return [];
      return [[id, { kind: "failed", code: failure.code, message: failure.message }]];
    }),
  );
}

/** Sources of domains that want to be left alone, as far as nobody has begun to poll them. */
async function heldBack(
  schedule: ScheduleStore,
  waiting: readonly PolledSource[],
  now: EpochMs,
  areAsked: boolean,
): Promise<ReadonlyMap<string, RoundResult>> {
  const hosts = [...new Set(waiting.map(({ host }) => host))];
  const holds = new Map((await schedule.holds(hosts)).map((ms, n) => [hosts[n] as string, ms]));
  const held = waiting.filter(({ host }) => (holds.get(host) ?? 0) > 0);
  const ids = held.map(({ id }) => id);
  const free = new Set(areAsked ? await schedule.release(ids) : ids);
  return new Map(
    held
      .filter(({ id }) => free.has(id))
      .map(({ id, host }) => [id, rateLimited(host, now + (holds.get(host) ?? 0))]),
  );
}

function rateLimited(host: string, until: number): RoundResult {
  const message = `not asked: ${host} wants to be left alone until ${new Date(until).toISOString()}`;
  return { kind: "failed", code: "FETCH_RATE_LIMITED", message };
}

/** Without any text arriving for so long, what is there is published. */
const PATIENCE_MS = 60_000;
/** Full text may change which article leads, and the new lead may want its own. */
const MOST_ROUNDS = 3;

/** Groups what is there, waits for the full text of the leads, and publishes. */
export async function publishRound(
  deps: PublishRoundDeps,
  progress: (left: number) => void,
): Promise<PublishResult> {
  // Its own: it blocks, and queue events leave a connection that they were given open.
  const connection = deps.patient.duplicate();
  connection.on("error", limitedErrorLog(deps.log, "publish events"));
  const events = new QueueEvents("publish", { connection, prefix: deps.keys.prefix, skipVersionCheck: true });
  try {
    await events.waitUntilReady();
    for (let n = 0; n < MOST_ROUNDS; n++) {
      const prepared = await publication(deps, events, "prepare");
      if (prepared.awaited.length === 0) return prepared;
      await fullTexts(deps.stores, prepared.awaited, progress);
    }
    return await publication(deps, events, "now");
  } finally {
    await events.close();
    connection.disconnect();
  }
}

/** A receiver that does not take a notice within this gets it in the next round, ms. */
const NOTICES_MS = 15_000;

/** Waits until each notice was given, or is put off since its receiver could not take it. */
export async function noticeRound({
  queues,
  stores: { notices },
}: {
  readonly queues: Pick<Queues, "notify">;
  readonly stores: Pick<Stores, "notices">;
}): Promise<void> {
  for (const until = Date.now() + NOTICES_MS; Date.now() < until; await sleep(LOOK_MS)) {
    const [waiting, putOff] = await Promise.all([notices.waiting(), queues.notify.getDelayed()]);
    const tried = new Set(putOff.map((job) => job?.data.id));
    if (waiting.every((id) => tried.has(id))) return;
  }
}

/** A line that is cut in the middle of a reply fails one; a disk that is full fails them all. */
const ATTEMPTS = 3;

async function publication(
  { queues }: PublishRoundDeps,
  events: QueueEvents,
  mode: PublishJob["mode"],
): Promise<PublishResult> {
  const job = await queues.publish.add(
    "publish",
    { feedId: "all", mode },
    { attempts: ATTEMPTS, backoff: { type: "custom" } },
  );
  return job.waitUntilFinished(events);
}

async function fullTexts(
  { articles }: Pick<Stores, "articles">,
  ids: readonly ArticleId[],
  progress: (left: number) => void,
): Promise<void> {
  let left = ids;
  let since = Date.now();
  while (left.length > 0 && Date.now() - since < PATIENCE_MS) {
    const loaded = await articles.load(left);
    const still = left.filter((_, n) => loaded[n] && !loaded[n]?.fullText);
    if (still.length < left.length) since = Date.now();
    left = still;
    progress(left.length);
    await sleep(TEXT_LOOK_MS);
  }
}
