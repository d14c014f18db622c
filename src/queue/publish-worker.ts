import type { Job, Worker } from "bullmq";
import type { Logger } from "pino";
import { limitedErrorLog } from "../store/connect.ts";
import { NotWriter, type Writer, type WriterLease } from "../store/writer-lease.ts";
import { openWorker, type WorkerGround } from "./open-worker.ts";
import { type PublishJob, type PublishResult, publishRetryMs } from "./queues.ts";

export interface PublishWorkerDeps extends WorkerGround {
  readonly lease: WriterLease;
  /** Builds the index anew from Redis: another process may have written since. */
  readonly takeOver: (writer: Writer) => Promise<void>;
  /** Redis lost its data: the index is of no more use. */
  readonly isLost: () => Promise<boolean>;
  readonly publish: (job: PublishJob, writer: Writer) => Promise<PublishResult>;
}

export interface Publishing {
  close(): Promise<void>;
}

const RENEW_MS = 5_000;

/**
 * Publishes while this process holds the writer's lease; waits for it otherwise, so that a second publish worker
 * is a stand-by that takes over within the lease's 15 seconds.
 */
export function startPublishing(deps: PublishWorkerDeps): Publishing {
  let worker: Worker<PublishJob, PublishResult> | undefined;
  let closing = false;
  let known: Writer | undefined;
  const beat = async () => {
    // A Redis that refuses says nothing of whose the lease is: it is asked again.
    const asked = await deps.lease.hold().then(
      (writer) => ({ writer }),
      () => undefined,
    );
    if (closing || !asked) return;
    const { writer } = asked;
    if (writer && worker && (await deps.isLost())) {
      deps.log.warn("redis lost its data; it is rebuilt from what is published");
      await deps.takeOver(writer);
    } else if (writer && writer !== known) {
      await deps.takeOver(writer);
      worker ??= createPublishWorker(deps);
      known = writer;
    } else if (!writer && worker) {
      const lost = worker;
      worker = known = undefined;
      deps.log.warn("another process publishes now");
      // What it has in hand ends when it next looks at the lease, and is the other's then: cut off, it would wait for its lock.
      await lost.close();
    }
  };
  let running = guarded(beat, deps.log);
  const timer = setInterval(() => {
    running = running.then(() => guarded(beat, deps.log));
  }, RENEW_MS);
  return {
    close: async () => {
      closing = true;
      clearInterval(timer);
      await running;
      await worker?.close();
      await deps.lease.release().catch(() => {}); // it expires by itself
    },
  };
}

async function guarded(beat: () => Promise<void>, log: Logger): Promise<void> {
  await beat().catch((err: Error) => log.error({ err }, "publishing could not be taken over; trying again"));
}

function createPublishWorker(deps: PublishWorkerDeps): Worker<PublishJob, PublishResult> {
  const { log, lease, publish } = deps;
  const work = async ({ data }: Job<PublishJob>) => {
    // A process that was stopped for a while, or whose lease went with all that Redis held, may not have noticed yet that
    // another has taken over: what it grouped, the other would not know of.
    const writer = await lease.hold();
    if (!writer) throw new NotWriter();
    return publish(data, writer);
  };
  const worker = openWorker<PublishJob, PublishResult>("publish", work, deps, {
    concurrency: 1,
    lockDuration: 30_000,
    maxStalledCount: 3,
    settings: { backoffStrategy: publishRetryMs },
  });
  const logFailure = limitedErrorLog(log, "publication", "publication failed");
  worker.on("failed", (_job, err) => logFailure(err));
  return worker;
}
