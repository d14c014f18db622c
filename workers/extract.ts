import { createExtractor } from "../src/extract/create-extractor.ts";
import { attachFullText, giveUpFullText } from "../src/pipeline/edition/attach-full-text.ts";
import { createExtractWorker } from "../src/queue/extract-worker.ts";
import { runOnceSetUp } from "../src/runtime/run-once-set-up.ts";
import type { Runtime } from "../src/runtime/runtime.ts";
import type { Running } from "./running.ts";

const THREADS = 2;
const CONCURRENCY = 8;

/** `lede worker extract`: fetches the pages of lead articles and reads their text. */
export function startExtract(runtime: Runtime): Running {
  const extractor = createExtractor({ threads: THREADS });
  const { patient: connection, prefix, log, fetch, articles, claims, schedule, stats, now, queues } = runtime;
  const deps = {
    fetch,
    extractor,
    articles,
    claims,
    schedule,
    stats,
    now,
    perHost: runtime.config.network.perHost,
    source: (id: string) => runtime.sources.get(id),
  };
  const worker = createExtractWorker({
    connection,
    prefix,
    log,
    telemetry: runtime.telemetry,
    concurrency: CONCURRENCY,
    extract: async (id) => {
      const extracted = await attachFullText(deps, id);
      if (extracted.kind === "done") await queues.requestPublication();
      return extracted;
    },
    giveUp: (id, message) => giveUpFullText(deps, id, message),
  });
  const running = runOnceSetUp(runtime, worker);
  return {
    close: async () => {
      await running.close();
      await extractor.close();
    },
  };
}
