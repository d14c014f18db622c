import type { Telemetry } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { createTokens } from "../../ground/tokens.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Fetch } from "../../model/document.ts";
import { noticeSources } from "../../pipeline/notices/decide-notices.ts";
import { createGiver } from "../../pipeline/notices/give-notice.ts";
import { createNotifyWorker } from "../../queue/notify-worker.ts";
import type { Queues } from "../../queue/queues.ts";
import type { Keys } from "../../store/keys.ts";
import { handed, type Part } from "../part.ts";
import { dataFolder } from "../redis-in-use.ts";
import { runOnceSetUp } from "../run-once-set-up.ts";
import type { Stores } from "./redis.ts";

export interface NotifyDeps {
  readonly patient: Redis;
  readonly keys: Keys;
  readonly telemetry: Telemetry | undefined;
  readonly queues: Pick<Queues, "requestNotices">;
  readonly stores: Stores;
  readonly fetch: Fetch;
  readonly now: () => EpochMs;
  readonly log: Logger;
}

type Reads = "notify" | "sources" | "network";

/** ms between two looks at what waits, and at sources that fail. */
const LOOK_MS = 5_000;

/** Gives the notices that publications and failing sources called for. Several of it do no harm. */
export function notifyPart(deps: NotifyDeps): Part<Reads> {
  const { patient, keys, telemetry, stores, queues, log } = deps;
  const tokens = createTokens(dataFolder("notices"));
  return {
    reads: ["notify", "sources", "network"],
    works: true,
    start: async (initial) => {
      let config = initial;
      const give = createGiver({ ...deps, ...stores, tokens, config: () => config });
      const worker = createNotifyWorker({ connection: patient, prefix: keys.prefix, log, telemetry, give });
      const running = runOnceSetUp(deps, worker);
      const look = () => lookOnce({ ...deps, ...stores, queues }, config);
      const timer = setInterval(() => void look(), LOOK_MS);
      void look();
      return handed(
        undefined,
        (next) => {
          config = next;
          void look();
        },
        async () => {
          clearInterval(timer);
          await running.close();
        },
      );
    },
  };
}

/** What was decided and is in no queue, since whoever decided it died or Redis lost the queue, is asked for again. */
async function lookOnce(
  deps: NotifyDeps & Pick<Stores, "notices" | "schedule">,
  config: Pick<Config, Reads>,
): Promise<void> {
  try {
    await noticeSources(deps, config);
    await deps.queues.requestNotices(await deps.notices.waiting());
  } catch (err) {
    deps.log.debug({ err }, "notices could not be looked after yet");
  }
}
