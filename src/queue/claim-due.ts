import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { insist } from "../ground/concurrency.ts";
import { limitedErrorLog } from "../store/connect.ts";
import type { ScheduleStore } from "../store/schedule/schedule-store.ts";
import type { Queues } from "./queues.ts";

export interface TickDeps {
  readonly queues: Pick<Queues, "poll">;
  readonly schedule: Pick<ScheduleStore, "claim" | "isAnyDue">;
  readonly log: Logger;
}

const TICK_MS = 1_000;
/** A Redis that refuses for some seconds (full, busy, without replicas) costs no lease: these are 15 s in all, of 45. */
const TRIES = { attempts: 5, backoff: { type: "exponential", delay: 1_000 } } as const;

/** How long a Redis that is away is told of visits that were claimed; less than their lease. */
const TOLD_FOR_MS = 10_000;
const CLOSING_MS = 2_000;
/** Visits that may wait in the queue: claimed ones must begin before their lease ends. */
const MOST_WAITING = 500;
const MOST_PER_VISIT = 20;
/** Claims in one beat, while there is much to claim: two thousand visits a second at the most. */
const CLAIMS_A_BEAT = 4;

interface ClaimDeps {
  readonly queues: Pick<Queues, "poll">;
  readonly schedule: Pick<ScheduleStore, "claim">;
}

/** Moves what is due into the poll queue. Gives how many visits were claimed. */
export async function claimDue({ queues, schedule }: ClaimDeps): Promise<number> {
  const room = MOST_WAITING - (await queues.poll.getWaitingCount());
  if (room <= 0) return 0;
  const visits = await schedule.claim(room, MOST_PER_VISIT);
  const jobs = visits.map((visit) => ({
    name: "poll",
    data: visit,
    opts: { jobId: visitJobId(visit), ...TRIES },
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
  if (!(await deps.schedule.isAnyDue())) return;
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
 * Claims due sources every second, for as long as it is open. Whoever keeps a schedule does so: a claim is one step in
 * Redis, so that several are as one, and when one ends the others go on. While nothing is due Redis only reads, and
 * writes nothing to its file.
 */
export function startTicking(deps: TickDeps): Ticking {
  const closing = new AbortController();
  const logFailure = limitedErrorLog(deps.log, "claiming what is due");
  const beats = async () => {
    while (!closing.signal.aborted) {
      await claimOnBeat(deps, () => closing.signal.aborted).catch(logFailure);
      await sleep(TICK_MS, undefined, { signal: closing.signal, ref: false }).catch(() => {});
    }
  };
  const beating = beats();
  return {
    close: async () => {
      closing.abort();
      // A Redis that is away answers nobody: what a claim of its last moment took is polled after its lease.
      await Promise.race([beating, sleep(CLOSING_MS, undefined, { ref: false })]);
    },
  };
}
