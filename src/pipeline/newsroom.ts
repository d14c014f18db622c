import type { Config } from "../model/config.ts";
import type { PublishJob, PublishResult } from "../queue/queues.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { setUpStore } from "../runtime/set-up-store.ts";
import { isSetUp } from "../store/data-version.ts";
import { takeOver } from "./group/group-articles.ts";
import { openRoom, type Room } from "./group/room.ts";
import { windowOf } from "./group/window.ts";
import { publishEditions } from "./publish-editions.ts";

/** The one process that groups articles into stories and publishes them. */
export interface Newsroom {
  /** Sets Redis up from what is published, should it be empty, and builds the index from it. */
  takeOver(): Promise<void>;
  /** Redis lost its data since. */
  isLost(): Promise<boolean>;
  publish(job: PublishJob): Promise<PublishResult>;
}

/** @param open an empty room; given only by what measures this one without a part of it */
export function createNewsroom(runtime: Runtime, open: (config: Config) => Room = openRoom): Newsroom {
  let room = open(runtime.config);
  let pending: Promise<unknown> = Promise.resolve();
  /** A reload must not pull the index from under a publication. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = pending.then(work);
    pending = result.catch(() => {});
    return result;
  };
  const rebuild = async () => {
    room = open(runtime.config);
    await takeOver({ ...runtime, ...room }, runtime.now() - windowOf(runtime.config));
  };
  runtime.onReload(() => inTurn(rebuild));
  return {
    takeOver: () =>
      inTurn(async () => {
        await setUpStore(runtime);
        await rebuild();
      }),
    isLost: async () => !(await isSetUp(runtime.patient, runtime.keys)),
    publish: (job) => inTurn(() => publishEditions(runtime, room, job)),
  };
}
