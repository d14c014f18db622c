import type { Runtime } from "../src/runtime/runtime.ts";
import { startExtract } from "./extract.ts";
import { startPoll } from "./poll.ts";
import { startPublish } from "./publish.ts";
import type { Running } from "./running.ts";
import { startSchedule } from "./schedule.ts";
import { startServe } from "./serve.ts";

/** `lede run`: everything in one process. The server answers first, so that a person sees what is going on. */
export async function startAll(runtime: Runtime): Promise<Running> {
  const serve = await startServe(runtime);
  const working = [startPublish(runtime), startExtract(runtime), startPoll(runtime)];
  const schedule = await startSchedule(runtime);
  return {
    close: async () => {
      await schedule.close();
      await Promise.all(working.map((worker) => worker.close()));
      await serve.close();
    },
  };
}
