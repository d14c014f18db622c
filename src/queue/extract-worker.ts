import { DelayedError, type Job, UnrecoverableError, type Worker } from "bullmq";
import { createTurn, type Turn } from "../ground/concurrency.ts";
import type { ArticleId } from "../model/brand.ts";
import { openWorker, type WorkerGround } from "./open-worker.ts";
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

export interface ExtractWorkerDeps extends WorkerGround {
  readonly concurrency: number;
  readonly extract: (id: ArticleId) => Promise<Extracted>;
  /** A page that ended its worker every time: its article is published with the feed's text. */
  readonly giveUp: (id: ArticleId) => Promise<void>;
}

/** Workers that one page may end. */
const MOST_DEATHS = 3;

/** Takes nothing before its `run()`. The caller owns the returned worker and must `close()` it. */
export function createExtractWorker(deps: ExtractWorkerDeps): Worker<ExtractJob> {
  const { concurrency, log } = deps;
  const suspects = createTurn(SUSPECT_MS);
  const work = (job: Job<ExtractJob>, token?: string) => processExtract({ ...deps, suspects }, job, token);
  const worker = openWorker<ExtractJob>("extract", work, deps, {
    concurrency,
    autorun: false,
    lockDuration: 30_000,
    // A page that ended so many workers is not opened again.
    maxStalledCount: MOST_DEATHS - 1,
  });
  worker.on("failed", (job, err) => {
    log.warn({ err, articleId: job?.data.articleId }, "extraction failed");
    // Only of what stalled so often is nothing more expected; anything else is asked for again.
    if (job && err instanceof UnrecoverableError)
      deps.giveUp(job.data.articleId).catch((e: Error) => log.error({ err: e }, "giving up failed"));
  });
  return worker;
}

/** ms; the time that one page may take, and some. */
const SUSPECT_MS = 60_000;

/** Jobs that were in hand when their worker died come one at a time, so that only the one that ends it counts again. */
async function processExtract(
  { extract, log, suspects }: ExtractWorkerDeps & { readonly suspects: Turn },
  job: Job<ExtractJob>,
  token?: string,
): Promise<void> {
  const suspect = job.stalledCounter > 0;
  const result = await (suspect
    ? inTurn(suspects, () => extract(job.data.articleId))
    : extract(job.data.articleId));
  // The feed's own text is published in its place: nothing that a person has to look after.
  if (result.kind === "done" && result.failure) log.info({ ...result.failure }, "no full text");
  if (result.kind === "done") return;
  await job.moveToDelayed(Date.now() + result.waitMs, token);
  throw new DelayedError("the article's domain is busy");
}

/** Not waiting in the worker's hands, where the next death would count against it as well. */
async function inTurn(suspects: Turn, work: () => Promise<Extracted>): Promise<Extracted> {
  return suspects.taken ? { kind: "busy", waitMs: 500 } : suspects.run(work);
}
