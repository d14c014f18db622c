import { DelayedError, type Worker } from "bullmq";
import { openWorker, type WorkerGround } from "./open-worker.ts";
import type { NotifyJob } from "./queues.ts";

export interface NotifyWorkerDeps extends WorkerGround {
  /** Gives a notice; after how many ms to try again, or undefined when it is done with. */
  readonly give: (id: string) => Promise<number | undefined>;
}

/** To several receivers at a time: one that is slow holds up its own alone. */
const CONCURRENCY = 8;

/** Takes nothing before its `run()`. The caller owns the returned worker and must `close()` it. */
export function createNotifyWorker(deps: NotifyWorkerDeps): Worker<NotifyJob> {
  const { log, give } = deps;
  const worker = openWorker<NotifyJob>(
    "notify",
    async (job, token) => {
      const waitMs = await give(job.data.id);
      if (waitMs === undefined) return;
      await job.moveToDelayed(Date.now() + waitMs, token);
      throw new DelayedError("the receiver could not take it");
    },
    deps,
    {
      concurrency: CONCURRENCY,
      autorun: false,
      // What a dead process had in hand is looked at within seconds; nothing is sent twice by it.
      lockDuration: 10_000,
      maxStalledCount: 3,
    },
  );
  worker.on("failed", (_job, err) => log.warn({ err }, "a notice could not be looked after"));
  return worker;
}
