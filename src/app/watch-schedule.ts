import type { Logger } from "pino";
import type { Queues } from "../queue/queues.ts";
import type { ScheduleStore } from "../store/schedule/schedule-store.ts";

export interface WatchScheduleDeps {
  readonly schedule: Pick<ScheduleStore, "isEmpty" | "clockSetBack" | "turnBack">;
  readonly queues: Pick<Queues, "isStuck" | "hurry">;
  readonly log: Logger;
}

/** A clock that is corrected by less needs no repair: everything comes that much later, once. */
const STEP_MS = 5_000;

/** What nothing else would notice: a Redis that was emptied while it ran, and a clock that was set back. */
export async function watchSchedule(
  { schedule, queues, log }: WatchScheduleDeps,
  sync: () => Promise<void>,
): Promise<void> {
  try {
    if (await schedule.isEmpty()) await sync();
    const ms = await schedule.clockSetBack();
    if (ms >= STEP_MS) {
      log.warn({ ms }, "the clock was set back; what waits is moved with it");
      await schedule.turnBack(ms);
    } else if (await queues.isStuck())
      log.warn("a publication waited for a time that is far ahead; what waits comes now");
    else return;
    await queues.hurry();
  } catch (err) {
    log.warn({ err }, "the schedule could not be looked after; trying again");
  }
}
