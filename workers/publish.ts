import { createNewsroom } from "../src/pipeline/newsroom.ts";
import { startPublishing } from "../src/queue/publish-worker.ts";
import type { Runtime } from "../src/runtime/runtime.ts";
import { createWriterLease } from "../src/store/writer-lease.ts";
import type { Running } from "./running.ts";

/** `lede worker publish`: groups articles into stories and writes the feeds. One at a time; others stand by. */
export function startPublish(runtime: Runtime): Running {
  const { patient: connection, prefix, log, keys } = runtime;
  const newsroom = createNewsroom(runtime);
  const lease = createWriterLease(connection, keys);
  return startPublishing({
    connection,
    prefix,
    log,
    telemetry: runtime.telemetry,
    lease,
    takeOver: newsroom.takeOver,
    isLost: newsroom.isLost,
    publish: newsroom.publish,
  });
}
