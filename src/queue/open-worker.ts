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
  // Not by its constructor, which comes before there is anything of the class below.
  if (autorun) worker.run().catch((error: Error) => worker.emit("error", error));
  return worker;
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

  override close(force?: boolean): Promise<void> {
    clearInterval(this.#timer);
    return super.close(force);
  }
}
