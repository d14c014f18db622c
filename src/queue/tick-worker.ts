import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { insist } from "../ground/concurrency.ts";
import { limitedErrorLog } from "../store/connect.ts";
import type { ScheduleStore } from "../store/schedule/schedule-store.ts";
import type { Queues } from "./queues.ts";

export interface TickDeps {
  readonly connection: Redis;
  readonly prefix: string;
  readonly queues: Queues;
  readonly schedule: ScheduleStore;
  readonly log: Logger;
}

const TICK_MS = 1_000;
/** How long a Redis that is away is told of visits that were claimed; less than their lease. */
const TOLD_FOR_MS = 10_000;
/** ms between two looks whether the beat is there. */
const LOOK_MS = 10_000;
const SCHEDULER = "every-second";
/** Visits that may wait in the queue: claimed ones must begin before their lease ends. */
const MOST_WAITING = 500;
const MOST_PER_VISIT = 20;
/** Claims in one beat, while there is much to claim: two thousand visits a second at the most. */
const CLAIMS_A_BEAT = 4;

/** Moves what is due into the poll queue. Gives how many visits were claimed. */
export async function claimDue({ queues, schedule }: Pick<TickDeps, "queues" | "schedule">): Promise<number> {
  const room = MOST_WAITING - (await queues.poll.getWaitingCount());
  if (room <= 0) return 0;
  const visits = await schedule.claim(room, MOST_PER_VISIT);
  const jobs = visits.map((visit) => ({
    name: "poll",
    data: visit,
    opts: { jobId: visitJobId(visit), attempts: 2 },
  }));
  // What is claimed and in no queue waits for its lease, and its domain with it: a Redis that is away for a moment is
  // told again, and takes a job that it has already for the same.
  if (jobs.length > 0) await insist(() => queues.poll.addBulk(jobs), TOLD_FOR_MS);
  return visits.length;
}

/** Once a second is enough for most wires; a beat that finds a great deal due claims again as the queue empties. */
export async function claimOnBeat(
  deps: Pick<TickDeps, "queues" | "schedule">,
  isClosing = () => false,
): Promise<void> {
  for (let claims = 1; (await claimDue(deps)) >= MOST_WAITING / CLAIMS_A_BEAT; claims++) {
    if (claims === CLAIMS_A_BEAT) return;
    await sleep(TICK_MS / CLAIMS_A_BEAT);
    if (isClosing()) return; // nobody may be left to poll what is claimed now
  }
}

/** The same visit claimed is the same job, whoever adds it. */
function visitJobId(visit: { claims: readonly { sourceId: string; leaseEnd: number }[] }): string {
  const first = visit.claims[0];
  return `p-${first?.sourceId}-${first?.leaseEnd}`;
}

export interface Ticking {
  close(): Promise<void>;
}

/**
 * Claims due sources every second, for as long as at least one process ticks. The beat itself lives in Redis: it is
 * put back when Redis lost it, at every reconnection and every ten seconds.
 */
export async function startTicking(deps: TickDeps): Promise<Ticking> {
  const { connection, prefix, queues, log } = deps;
  let closing = false;
  const worker = new Worker("tick", () => claimOnBeat(deps, () => closing), {
    connection,
    prefix,
    concurrency: 1,
    lockDuration: 30_000,
    stalledInterval: 10_000,
    maxStalledCount: 3,
    removeOnComplete: { count: 5 },
    removeOnFail: { count: 50 },
    skipVersionCheck: true,
  });
  worker.on("error", limitedErrorLog(log, "tick worker"));
  const repair = () =>
    repairBeat(queues).catch((err: Error) => log.warn({ err }, "the scheduler could not be repaired yet"));
  connection.on("ready", repair);
  const timer = setInterval(repair, LOOK_MS);
  await repairBeat(queues);
  return {
    close: async () => {
      closing = true;
      clearInterval(timer);
      connection.off("ready", repair);
      await worker.close();
    },
  };
}

async function repairBeat(queues: Queues): Promise<void> {
  const found = await queues.tick.getJobScheduler(SCHEDULER);
  const late = Date.now() - (found?.next ?? 0);
  if (found && Math.abs(late) < 2 * TICK_MS) return;
  // Early: the clock was set back, and the next beat would be counted from the one that is far ahead.
  if (late < 0) await queues.tick.removeJobScheduler(SCHEDULER);
  await queues.tick.upsertJobScheduler(
    SCHEDULER,
    { every: TICK_MS },
    { name: "tick", opts: { removeOnComplete: true } },
  );
}
