import { isDeepStrictEqual } from "node:util";
import type { PublishJob, PublishResult } from "../queue/queues.ts";
import { isSetUp } from "../store/data-version.ts";
import { takeOver } from "./group/group-articles.ts";
import { openRoom, type Room } from "./group/room.ts";
import { windowOf } from "./group/window.ts";
import { type PublishDeps, type PublishSettings, publishEditions } from "./publish-editions.ts";
import { type SetUpDeps, type SetUpSettings, setUpStore } from "./restore/set-up-store.ts";

/** The one process that groups articles into stories and publishes them. */
export interface Newsroom {
  /** Sets Redis up from what is published, should it be empty, and builds the index from it. */
  takeOver(): Promise<void>;
  /** Redis lost its data since. */
  isLost(): Promise<boolean>;
  publish(job: PublishJob): Promise<PublishResult>;
  /** Other settings, for whatever begins from now on: a publication that is under way ends with those it began with. */
  change(settings: NewsroomSettings): void;
}

export type NewsroomSettings = PublishSettings & SetUpSettings;
export type NewsroomDeps = PublishDeps & SetUpDeps;

/** @param open an empty room; given only by what measures this one without a part of it */
export function createNewsroom(
  deps: NewsroomDeps,
  initial: NewsroomSettings,
  open: (settings: Pick<NewsroomSettings, "cluster">) => Room = openRoom,
): Newsroom {
  let settings = initial;
  let room = open(initial);
  /** What the room is for: it was made, and lets go of articles, by these. */
  let made = initial;
  let pending: Promise<unknown> = Promise.resolve();
  /** The index must not be pulled from under a publication. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = pending.then(work);
    pending = result.catch(() => {});
    return result;
  };
  /** What was there stays in use until the new one is whole. */
  const rebuild = async (now: NewsroomSettings) => {
    const fresh = open(now);
    await takeOver({ ...deps, ...fresh }, deps.now() - windowOf(now));
    room = fresh;
  };
  return {
    takeOver: () =>
      inTurn(async () => {
        const now = settings;
        await setUpStore(deps, now);
        await rebuild(now);
        made = now;
      }),
    isLost: async () => !(await isSetUp(deps.patient, deps.keys)),
    publish: (job) =>
      inTurn(async () => {
        const now = settings;
        if (needsAnother(made, now)) await rebuild(now);
        made = now;
        return publishEditions(deps, now, room, job);
      }),
    change: (next) => {
      settings = next;
    },
  };
}

/** Other rules of grouping, or articles that the room has let go of. */
function needsAnother(made: NewsroomSettings, now: NewsroomSettings): boolean {
  return !isDeepStrictEqual(made.cluster, now.cluster) || windowOf(now) > windowOf(made);
}
