import { startTicking } from "../src/queue/tick-worker.ts";
import type { Runtime } from "../src/runtime/runtime.ts";
import { syncSources } from "../src/runtime/sync-sources.ts";
import { watchSchedule } from "../src/runtime/watch-schedule.ts";
import type { Running } from "./running.ts";

const LOOK_MS = 10_000;

/** `lede schedule`: decides what is polled when. One is enough; several do no harm. */
export async function startSchedule(runtime: Runtime): Promise<Running> {
  const { patient: connection, prefix, queues, schedule, log } = runtime;
  const sync = async () => {
    await syncSources(runtime).catch((err: Error) => log.warn({ err }, "sources could not be scheduled yet"));
  };
  const look = () => watchSchedule(runtime, sync);
  await syncSources(runtime);
  runtime.onReload(sync);
  // A Redis that came back without its data has no sources either.
  connection.on("ready", sync);
  const looking = setInterval(() => void look(), LOOK_MS);
  const ticking = await startTicking({ connection, prefix, queues, schedule, log });
  return {
    close: async () => {
      connection.off("ready", sync);
      clearInterval(looking);
      await ticking.close();
    },
  };
}
