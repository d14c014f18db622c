import { access, constants } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Telemetry } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { inWords, makeFolder } from "../../ground/files.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Fetch } from "../../model/document.ts";
import type { Room } from "../../pipeline/group/room.ts";
import { createNewsroom, type NewsroomSettings } from "../../pipeline/newsroom.ts";
import { startPublishing } from "../../queue/publish-worker.ts";
import type { Queues } from "../../queue/queues.ts";
import type { Keys } from "../../store/keys.ts";
import { createWriterLease } from "../../store/writer-lease.ts";
import { type Part, Refused } from "../part.ts";
import type { Stores } from "./redis.ts";

export interface PublishDeps {
  readonly patient: Redis;
  readonly keys: Keys;
  readonly telemetry: Telemetry | undefined;
  readonly queues: Pick<Queues, "requestPublication" | "requestFullText" | "requestNotices">;
  readonly stores: Stores;
  readonly fetch: Fetch;
  readonly now: () => EpochMs;
  readonly log: Logger;
  /** Default: the real one. For what measures this part without the grouping. */
  readonly open?: (settings: NewsroomSettings) => Room;
}

const AGAIN_MS = 1_000;
/** ms between two looks whether the hour of an issue has come. */
const ISSUE_LOOK_MS = 5_000;

/** Groups articles into stories and writes the feeds. One process at a time; others stand by. */
export function publishPart(deps: PublishDeps): Part<keyof NewsroomSettings> {
  const { patient, keys, telemetry, stores, log, open } = deps;
  return {
    reads: [
      "sources",
      "feeds",
      "keep",
      "drop",
      "houses",
      "link",
      "edition",
      "lead",
      "cluster",
      "dedupe",
      "output",
      "serve",
      "websub",
      "network",
      "notify",
    ],
    works: true,
    start: async (config) => {
      const lease = createWriterLease(patient, keys);
      const newsroom = createNewsroom({ ...deps, ...stores }, config, open);
      const closing = new AbortController();
      const publishing = startPublishing({
        connection: patient,
        prefix: keys.prefix,
        log,
        telemetry,
        lease,
        takeOver: async (writer) => {
          await newsroom.takeOver(writer);
          // What was edited while nothing ran is published now.
          void askForPublication(deps, closing.signal);
        },
        isLost: newsroom.isLost,
        publish: newsroom.publish,
      });
      const looking = setInterval(() => {
        if (newsroom.isIssueDue()) void askForPublication(deps, closing.signal);
      }, ISSUE_LOOK_MS);
      let { dir } = config.output;
      return {
        gives: undefined,
        prepare: async (next) => {
          if (next.output.dir !== dir) await makeOutput(next.output.dir);
          return {
            commit: () => {
              dir = next.output.dir;
              newsroom.change(next);
              void askForPublication(deps, closing.signal);
            },
          };
        },
        close: async () => {
          closing.abort();
          clearInterval(looking);
          await publishing.close();
        },
      };
    },
  };
}

/** Until it is heard: Redis may be away for a while. Asked for twice is asked for once. */
async function askForPublication({ queues, log }: PublishDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const asked = await queues.requestPublication().then(
      () => true,
      (err: unknown) => log.debug({ err }, "publication could not be asked for yet"),
    );
    if (asked === true) return;
    await sleep(AGAIN_MS, undefined, { ref: false });
  }
}

/** @throws Refused when nothing could be published there */
async function makeOutput(dir: string): Promise<void> {
  try {
    await makeFolder(dir);
    await access(dir, constants.W_OK);
  } catch (error) {
    throw new Refused(["output.dir"], `${dir} cannot be written: ${inWords(error)}.`, error);
  }
}
