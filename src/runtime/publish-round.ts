import { setTimeout as sleep } from "node:timers/promises";
import { QueueEvents } from "bullmq";
import type { ArticleId } from "../model/brand.ts";
import type { PublishJob, PublishResult } from "../queue/queues.ts";
import { limitedErrorLog } from "../store/connect.ts";
import type { Runtime } from "./runtime.ts";

const LOOK_MS = 100;
/** Without any text arriving for so long, what is there is published. */
const PATIENCE_MS = 60_000;
/** Full text may change which article leads, and the new lead may want its own. */
const MOST_ROUNDS = 3;

/** Groups what is there, waits for the full text of the leads, and publishes. */
export async function publishRound(
  runtime: Runtime,
  progress: (left: number) => void,
): Promise<PublishResult> {
  // Its own: it blocks, and queue events leave a connection that they were given open.
  const connection = runtime.patient.duplicate();
  connection.on("error", limitedErrorLog(runtime.log, "publish events"));
  const events = new QueueEvents("publish", { connection, prefix: runtime.prefix, skipVersionCheck: true });
  try {
    await events.waitUntilReady();
    for (let n = 0; n < MOST_ROUNDS; n++) {
      const prepared = await publication(runtime, events, "prepare");
      if (prepared.awaited.length === 0) return prepared;
      await fullTexts(runtime, prepared.awaited, progress);
    }
    return await publication(runtime, events, "now");
  } finally {
    await events.close();
    connection.disconnect();
  }
}

async function publication(
  { queues }: Runtime,
  events: QueueEvents,
  mode: PublishJob["mode"],
): Promise<PublishResult> {
  const job = await queues.publish.add("publish", { feedId: "all", mode });
  return job.waitUntilFinished(events);
}

async function fullTexts(
  { articles }: Runtime,
  ids: readonly ArticleId[],
  progress: (left: number) => void,
): Promise<void> {
  let left = ids;
  let since = Date.now();
  while (left.length > 0 && Date.now() - since < PATIENCE_MS) {
    const loaded = await articles.load(left);
    const still = left.filter((_, n) => loaded[n] && !loaded[n]?.fullText);
    if (still.length < left.length) since = Date.now();
    left = still;
    progress(left.length);
    await sleep(LOOK_MS);
  }
}
