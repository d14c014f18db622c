import { Queue, type Telemetry } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { ArticleId, FeedId } from "../model/brand.ts";
import type { QueueStatus } from "../model/status.ts";
import { limitedErrorLog } from "../store/connect.ts";
import type { Visit } from "../store/schedule/schedule-store.ts";

export const QUEUES = ["poll", "extract", "publish", "notify"] as const;
export type QueueName = (typeof QUEUES)[number];

/** Sources of one domain that are to be polled. */
export type PollJob = Visit;
/** The article whose full text is wanted. */
export interface ExtractJob {
  readonly articleId: ArticleId;
}
/** The id of a notice that waits. */
export interface NotifyJob {
  readonly id: string;
}
/** `all`: every feed; the grouping comes first in any case. */
export interface PublishJob {
  readonly feedId: FeedId | "all";
  /**
   * `usual`: a new story waits a little for its lead's text. `prepare`: group, choose, ask for texts, and write
   * nothing while any is awaited.
   * `now`: publish all that is there.
   */
  readonly mode: "usual" | "prepare" | "now";
}

/** What a publication came to: the job's return value. */
export interface PublishResult {
  /** Leads whose full text was asked for and is not there yet. */
  readonly awaited: readonly ArticleId[];
  readonly articles: number;
  readonly stories: number;
  readonly outputs: readonly { readonly path: string; readonly bytes: number; readonly changed: boolean }[];
}

export interface Queues {
  readonly poll: Queue<PollJob>;
  readonly extract: Queue<ExtractJob>;
  readonly publish: Queue<PublishJob, PublishResult>;
  readonly notify: Queue<NotifyJob>;
  /** Asks for a publication soon; many requests within the delay are one, and none is lost while one runs. */
  requestPublication(): Promise<void>;
  requestFullText(ids: readonly ArticleId[]): Promise<void>;
  /** Asks for notices to be given; one that is asked for already is not asked for twice. */
  requestNotices(ids: readonly string[]): Promise<void>;
  /** Everything that waits for its time comes now: the clock was set back. */
  hurry(): Promise<void>;
  /** A publication waits for a time that is far ahead: it was asked for before the clock was set back. */
  isStuck(): Promise<boolean>;
  status(): Promise<readonly QueueStatus[]>;
  close(): Promise<void>;
}

export interface QueuesDeps {
  /** Traces of its jobs, when somebody collects them. */
  readonly telemetry?: Telemetry | undefined;
  /** A connection whose commands fail at once while Redis is away. */
  readonly connection: Redis;
  readonly prefix: string;
  readonly log: Logger;
  /** ms that a publication waits for more to publish, where much happens. */
  readonly publishDelay: number;
}

/** What comes after so long a silence, ms, may be a single change: it waits less. */
const QUIET_MS = 10_000;
const SINGLE_DELAY_MS = 400;
/** No publication is put off for longer: neither by its delay nor for another attempt. */
const FAR_AHEAD_MS = 60_000;

/** Completed jobs are of no further use; failed ones are kept for a look, within bounds. */
const KEPT = { removeOnComplete: { count: 20 }, removeOnFail: { count: 200, age: 7 * 86_400 } } as const;
/** One that ended would stand in the way of the same job that is asked for again. What a job says goes before its worker's. */
const GONE = { removeOnComplete: true, removeOnFail: true } as const;

/**
 * The job's id is the article's: one that is kept would stand in the way of asking again. A worker that could not ask, as
 * without Redis, asks again within as many seconds as a story waits for its text.
 */
const FULL_TEXT = {
  removeOnComplete: true,
  removeOnFail: true,
  attempts: 5,
  backoff: { type: "exponential", delay: 1_000 },
} as const;

/** The caller owns the returned queues and must `close()` them. */
export function createQueues({ connection, prefix, log, publishDelay, telemetry }: QueuesDeps): Queues {
  const open = <Data, Result = unknown>(name: QueueName) => {
    const queue = new Queue<Data, Result>(name, {
      connection,
      prefix,
      defaultJobOptions: KEPT,
      skipVersionCheck: true,
      ...(telemetry && { telemetry }),
    });
    queue.on("error", limitedErrorLog(log, `queue ${name}`));
    return queue;
  };
  const poll = open<PollJob>("poll");
  const extract = open<ExtractJob>("extract");
  const publish = open<PublishJob, PublishResult>("publish");
  const notify = open<NotifyJob>("notify");
  let askedAt = performance.now(); // whoever has just started finds much
  const all: readonly Queue[] = [poll, extract, publish, notify] as unknown as Queue[];
  return {
    poll,
    extract,
    publish,
    notify,
    requestPublication: async () => {
      const deduplication = { id: "publish", keepLastIfActive: true };
      const now = performance.now();
      const delay = now - askedAt > QUIET_MS ? Math.min(SINGLE_DELAY_MS, publishDelay) : publishDelay;
      askedAt = now;
      await publish.add(
        "publish",
        { feedId: "all", mode: "usual" },
        { delay, deduplication, attempts: UNTIL_DONE, backoff: { type: "custom" } },
      );
    },
    requestFullText: async (ids) => {
      const jobs = ids.map((articleId) => ({
        name: "extract",
        data: { articleId },
        opts: { jobId: `x-${articleId}`, ...FULL_TEXT },
      }));
      if (jobs.length > 0) await extract.addBulk(jobs);
    },
    requestNotices: async (ids) => {
      const jobs = ids.map((id) => ({ name: "notify", data: { id }, opts: { jobId: id, ...GONE } }));
      if (jobs.length > 0) await notify.addBulk(jobs);
    },
    hurry: async () => {
      await Promise.all([poll, extract, publish, notify].map((queue) => queue.promoteJobs()));
    },
    isStuck: async () => {
      const [first] = await publish.getDelayed(0, 0);
      return first !== undefined && first.timestamp + first.delay > Date.now() + FAR_AHEAD_MS;
    },
    status: () => Promise.all(all.map(queueStatus)),
    close: async () => {
      await Promise.all(all.map((queue) => queue.close()));
    },
  };
}

/** What cannot be published now is published as soon as it can be: on a quiet night nobody else would ask for hours. */
const UNTIL_DONE = 1_000_000;
const LONGEST_RETRY_MS = 30_000;

/** ms until a publication that failed is tried again: Redis is away, or the disk is full. */
export function publishRetryMs(attemptsMade: number): number {
  return Math.min(1_000 * 2 ** (attemptsMade - 1), LONGEST_RETRY_MS);
}

async function queueStatus(queue: Queue): Promise<QueueStatus> {
  const counts = await queue.getJobCounts("waiting", "active", "delayed", "failed");
  const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
  return { name: queue.name, waiting, active, delayed, failed };
}
