import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import { startTicking, type Ticking } from "../../queue/claim-due.ts";
import type { Queues } from "../../queue/queues.ts";
import type { Keys } from "../../store/keys.ts";
import type { ScheduleStore } from "../../store/schedule/schedule-store.ts";
import { handed, type Part } from "../part.ts";
import { awaitSetUp } from "../run-once-set-up.ts";
import { syncSources } from "../sync-sources.ts";
import type { Stores } from "./redis.ts";

export interface ScheduleDeps {
  readonly patient: Redis;
  readonly keys: Keys;
  readonly queues: Queues;
  readonly stores: Pick<Stores, "schedule">;
  readonly now: () => EpochMs;
  readonly log: Logger;
}

type Reads = "sources" | "schedule" | "websub";

const LOOK_MS = 10_000;
const AGAIN_MS = 1_000;

/** Decides what is polled when. One in a wire is enough; several do no harm. */
export function schedulePart(deps: ScheduleDeps): Part<Reads> {
  const { patient, queues, stores, log } = deps;
  return {
    reads: ["sources", "schedule", "websub"],
    start: async (config) => {
      const closing = new AbortController();
      const keeper = keepInSync({ ...deps, ...stores }, config, closing.signal);
      // A Redis that came back without its data has no sources either.
      const look = () => void watchSchedule({ ...deps, ...stores }, keeper.sync);
      const comeBack = () => void keeper.sync().then(look);
      patient.on("ready", comeBack);
      const looking = setInterval(look, LOOK_MS);
      let ticking: Ticking | undefined;
      const tick = async () => {
        await keeper.sync();
        if (closing.signal.aborted) return;
        look();
        ticking = startTicking({ queues, log, ...stores });
      };
      tick().catch((err: unknown) => log.error({ err }, "nothing is scheduled"));
      return handed(undefined, keeper.change, async () => {
        closing.abort();
        patient.off("ready", comeBack);
        clearInterval(looking);
        await ticking?.close();
      });
    },
  };
}

/** One synchronization at a time, and another after it when the sources have changed meanwhile: the last edit counts. */
function keepInSync(
  deps: ScheduleDeps & Pick<Stores, "schedule">,
  initial: Pick<Config, Reads>,
  closing: AbortSignal,
) {
  let config = initial;
  let wanted = false;
  let running: Promise<void> | undefined;
  const once = async () => {
    wanted = false;
    try {
      await awaitSetUp(deps, closing);
      if (!closing.aborted) await syncSources(deps, config);
    } catch (err) {
      if (closing.aborted) return;
      deps.log.warn({ err }, "sources could not be scheduled yet; trying again");
      wanted = true;
      await sleep(AGAIN_MS, undefined, { ref: false });
    }
  };
  const work = async () => {
    while (wanted && !closing.aborted) await once();
    running = undefined; // at once: what is wanted from now on begins anew
  };
  const sync = (): Promise<void> => {
    wanted = true;
    running ??= work();
    return running;
  };
  const change = (next: Pick<Config, Reads>) => {
    config = next;
    void sync();
  };
  return { sync, change };
}

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
