import { startTicking } from "../src/queue/tick-worker.ts";
import type { Runtime } from "../src/runtime/runtime.ts";
import { syncSources } from "../src/runtime/sync-sources.ts";
import type { Running } from "./running.ts";

/** `lede schedule`: decides what is polled when. One is enough; several do no harm. */
export async function startSchedule(runtime: Runtime): Promise<Running> {
  await syncSources(runtime);
  runtime.onReload(() => syncSources(runtime));
  const { patient: connection, prefix, queues, schedule, log } = runtime;
  return startTicking({ connection, prefix, queues, schedule, log });
}
