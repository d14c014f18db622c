import { DelayedError, type Job, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { ArticleId } from "../model/brand.ts";
import { limitedErrorLog } from "../store/connect.ts";
import type { ExtractJob } from "./queues.ts";

/** Done, perhaps in vain, or the domain is busy: after how many ms to come back. */
export type Extracted =
  | { readonly kind: "done"; readonly failure?: ExtractFailed | undefined }
  | { readonly kind: "busy"; readonly waitMs: number };

/** Why an article has no full text: for the log. */
export interface ExtractFailed {
  readonly url: string;
  readonly code: string;
  readonly message: string;
}

export interface ExtractWorkerDeps {
  readonly connection: Redis;
  readonly prefix: string;
  readonly log: Logger;
  readonly concurrency: number;
  readonly extract: (id: ArticleId) => Promise<Extracted>;
  /** A page that ended its worker every time: its article is published with the feed's text. */
  readonly giveUp: (id: ArticleId, message: string) => Promise<void>;
}

/** Starts at once. The caller owns the returned worker and must `close()` it. */
export function createExtractWorker(deps: ExtractWorkerDeps): Worker<ExtractJob> {
  const { connection, prefix, concurrency, log } = deps;
  const worker = new Worker<ExtractJob>("extract", (job, token) => processExtract(deps, job, token), {
    connection,
    prefix,
    concurrency,
    lockDuration: 30_000,
    stalledInterval: 10_000,
    maxStalledCount: 3,
    // The job's id is the article's: a finished job would stand in the way of trying again later.
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
    skipVersionCheck: true,
  });
  worker.on("failed", (job, err) => {
    log.warn({ err, articleId: job?.data.articleId }, "extraction failed");
    if (job)
      deps
        .giveUp(job.data.articleId, err.message)
        .catch((e: Error) => log.error({ err: e }, "giving up failed"));
  });
  worker.on("error", limitedErrorLog(log, "extract worker"));
  return worker;
}

async function processExtract(
  { extract, log }: ExtractWorkerDeps,
  job: Job<ExtractJob>,
  token?: string,
): Promise<void> {
  const result = await extract(job.data.articleId);
  // The feed's own text is published in its place: nothing that a person has to look after.
  if (result.kind === "done" && result.failure) log.info({ ...result.failure }, "no full text");
  if (result.kind === "done") return;
  await job.moveToDelayed(Date.now() + result.waitMs, token);
  throw new DelayedError("the article's domain is busy");
}
