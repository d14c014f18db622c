import { setTimeout as sleep } from "node:timers/promises";
import { type Processor, type Telemetry, Worker, type WorkerOptions } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { limitedErrorLog } from "../store/connect.ts";
import type { QueueName } from "./queues.ts";

/** What every worker has of its process. */
export interface WorkerGround {
  readonly connection: Redis;
  readonly prefix: string;
  readonly log: Logger;
  /** Traces of its jobs, when somebody collects them. */
  readonly telemetry?: Telemetry | undefined;
}

type Rules = Pick<
  WorkerOptions,
  | "concurrency"
  | "autorun"
  | "lockDuration"
  | "maxStalledCount"
  | "removeOnComplete"
  | "removeOnFail"
  | "settings"
>;

/** ms between two looks for jobs whose worker died; a job's lock has to end first. */
const LOOK_MS = 10_000;
/** Seconds that a worker with nothing to do waits at Redis before it asks anew; as long as the package allows. */
const WAIT_S = 10;

/**
 * ms after which a wait at Redis has failed, whatever the package makes of it: it counts ten seconds and a little, and then
 * waits without an end for a connection to a Redis Cluster that it closed while it was being made.
 */
const LOST_MS = 2 * WAIT_S * 1_000;

/** A worker of a queue. The caller owns it and must `close()` it. */
export function openWorker<Data, Result = void>(
  name: QueueName,
  work: Processor<Data, Result>,
  { connection, prefix, log, telemetry }: WorkerGround,
  { autorun = true, ...rules }: Rules,
): Worker<Data, Result> {
  const worker = new QuietWorker<Data, Result>(name, work, {
    connection,
    prefix,
    drainDelay: WAIT_S,
    stalledInterval: LOOK_MS,
    skipVersionCheck: true,
    autorun: false,
    ...rules,
    ...(telemetry && { telemetry }),
  });
  worker.on("error", limitedErrorLog(log, `${name} worker`));
  worker.limitWaits();
  // Not by its constructor, which comes before there is anything of the class below.
  if (autorun) worker.run().catch((error: Error) => worker.emit("error", error));
  return worker;
}

/** What the package knows of the Redis at which a worker waits. */
interface Waiting {
  readonly capabilities: { canDoubleTimeout: boolean };
}

/**
 * Looks for jobs of dead workers only where any job is in hand: the package's own look writes each time that it looks,
 * and four workers that did nothing wrote megabytes an hour to the append-only file.
 */
class QuietWorker<Data, Result> extends Worker<Data, Result> {
  #timer: NodeJS.Timeout | undefined;

  override async startStalledCheckTimer(): Promise<void> {
    clearInterval(this.#timer);
    let looking = false;
    const look = async () => {
      if (looking || this.closing) return;
      looking = true;
      await this.#moveStalled().catch((error: Error) => this.emit("error", error));
      looking = false;
    };
    this.#timer = setInterval(look, LOOK_MS);
    await look();
  }

  async #moveStalled(): Promise<void> {
    const { connection } = this.opts as { readonly connection: Redis };
    if ((await connection.llen(this.toKey("active"))) > 0) await this.backend.moveStalledJobsToWait();
  }

  /** What waits for ever does not keep the worker from asking for jobs anew. */
  limitWaits(): void {
    const wait = this.backend.waitForJob.bind(this.backend);
    this.backend.waitForJob = async (seconds) => {
      this.#waitExactly();
      const late = new AbortController();
      try {
        return await Promise.race([wait(seconds), sleep(LOST_MS, null, { signal: late.signal })]);
      } finally {
        late.abort();
      }
    };
  }

  /**
   * The package takes a Redis whose version it was told not to ask for the oldest there is, and waits whole seconds: a job
   * that is due in 400 ms would be begun after 1,000.
   */
  #waitExactly(): void {
    const { blockingConnection } = this.backend as { readonly blockingConnection?: Waiting };
    if (blockingConnection) blockingConnection.capabilities.canDoubleTimeout = true;
  }

  override close(force?: boolean): Promise<void> {
    clearInterval(this.#timer);
    return super.close(force);
  }
}
