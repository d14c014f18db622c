import { availableParallelism } from "node:os";
import type { Telemetry } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { createExtractor } from "../../extract/create-extractor.ts";
import { MEMORY } from "../../ground/machine.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Fetch } from "../../model/document.ts";
import { type AttachDeps, attachFullText, giveUpFullText } from "../../pipeline/edition/attach-full-text.ts";
import { createExtractWorker } from "../../queue/extract-worker.ts";
import type { Queues } from "../../queue/queues.ts";
import type { Keys } from "../../store/keys.ts";
import { handed, type Part } from "../part.ts";
import { runOnceSetUp } from "../run-once-set-up.ts";
import { byId } from "./poll.ts";
import type { Stores } from "./redis.ts";

export interface ExtractDeps {
  readonly patient: Redis;
  readonly keys: Keys;
  readonly telemetry: Telemetry | undefined;
  readonly queues: Pick<Queues, "requestPublication">;
  readonly stores: Stores;
  readonly fetch: Fetch;
  readonly now: () => EpochMs;
  readonly log: Logger;
}

type Reads = "sources" | "network";

/** One is enough where there is little to share: each holds 40 MB while there are pages to read. */
const THREADS = availableParallelism() > 2 && MEMORY > 2 ** 30 ? 2 : 1;
const CONCURRENCY = 8;

/** Fetches the pages of lead articles and reads their text. */
export function extractPart(deps: ExtractDeps): Part<Reads> {
  const { patient, keys, telemetry, queues, stores, fetch, now, log } = deps;
  return {
    reads: ["sources", "network"],
    works: true,
    start: async (config) => {
      const extractor = createExtractor({ threads: THREADS });
      const attaching = ({ network, sources }: Pick<Config, Reads>): AttachDeps => {
        const known = byId(sources);
        return { ...stores, fetch, extractor, now, perHost: network.perHost, source: (id) => known.get(id) };
      };
      let attach = attaching(config);
      const worker = createExtractWorker({
        connection: patient,
        prefix: keys.prefix,
        log,
        telemetry,
        concurrency: CONCURRENCY,
        extract: async (id) => {
          const extracted = await attachFullText(attach, id);
          if (extracted.kind === "done") await queues.requestPublication();
          return extracted;
        },
        giveUp: (id) => giveUpFullText(attach, id),
      });
      const running = runOnceSetUp(deps, worker);
      const set = (next: Pick<Config, Reads>) => {
        attach = attaching(next);
      };
      return handed(undefined, set, async () => {
        await running.close();
        await extractor.close();
      });
    },
  };
}
