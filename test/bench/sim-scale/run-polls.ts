import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { claimDue, startTicking } from "../../../src/queue/claim-due.ts";
import { createPollWorker, type Polled } from "../../../src/queue/poll-worker.ts";
import { createQueues } from "../../../src/queue/queues.ts";
import type { BegunSource, ScheduleStore } from "../../../src/store/schedule/schedule-store.ts";
import type { PrivateRedis } from "../support/private-redis.ts";

export interface PollRun {
  readonly prefix: string;
  readonly schedule: ScheduleStore;
  readonly poll: (begun: BegunSource) => Promise<Polled>;
  readonly concurrency: number;
  readonly gap: number;
  /** Tick once a second as Lede does, or claim again as soon as the queue has room. */
  readonly pace: "ticks" | "flat out";
  /** ms */
  readonly lasts: number;
}

export interface PollCost {
  readonly polls: number;
  readonly seconds: number;
  readonly nodeMsPerPoll: number;
  readonly redisMsPerPoll: number;
  /** Share of one core that Redis had. */
  readonly redisShare: number;
}

/** Polls through the real queue and the real worker for a while, and says what each poll cost. */
export async function runPolls({ redis, cpuMs }: PrivateRedis, run: PollRun): Promise<PollCost> {
  const log = pino({ level: "error" });
  const connection = redis.duplicate({ maxRetriesPerRequest: null });
  const queues = createQueues({ connection: redis, prefix: run.prefix, log, publishDelay: 2_000 });
  let polls = 0;
  const counted = async (begun: BegunSource) => {
    polls++;
    return run.poll(begun);
  };
  const deps = { connection, prefix: run.prefix, queues, schedule: run.schedule, log };
  const worker = createPollWorker({
    ...deps,
    now: Date.now,
    concurrency: run.concurrency,
    perHost: 1,
    gap: () => run.gap,
    poll: counted,
    count: () => {},
  });
  const before = { redis: await cpuMs(), node: process.cpuUsage(), at: performance.now() };
  if (run.pace === "ticks") {
    const ticking = startTicking(deps);
    await sleep(run.lasts);
    await ticking.close();
  } else await claimFor(run.lasts, deps);
  const ended = { polls, redis: await cpuMs(), node: process.cpuUsage(before.node), at: performance.now() };
  await worker.close();
  await queues.close();
  connection.disconnect();
  const seconds = (ended.at - before.at) / 1_000;
  const redisMs = ended.redis - before.redis;
  return {
    polls: ended.polls,
    seconds,
    nodeMsPerPoll: (ended.node.user + ended.node.system) / 1_000 / ended.polls,
    redisMsPerPoll: redisMs / ended.polls,
    redisShare: redisMs / 1_000 / seconds,
  };
}

/** Until nothing is due any more, or the time is over. */
async function claimFor(ms: number, deps: Parameters<typeof claimDue>[0]): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    await claimDue(deps);
    await sleep(10);
  }
}
