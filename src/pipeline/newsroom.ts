import { isDeepStrictEqual } from "node:util";
import { createTurn } from "../ground/concurrency.ts";
import type { EpochMs } from "../model/brand.ts";
import { describeRule } from "../normalize/rules.ts";
import { clearUnfinished, OutputError } from "../publish/write-outputs.ts";
import type { PublishJob, PublishResult } from "../queue/queues.ts";
import { isSetUp } from "../store/data-version.ts";
import type { TroubleStore } from "../store/trouble-store.ts";
import type { Writer } from "../store/writer-lease.ts";
import { createDigestWatch } from "./edition/issue-digests.ts";
import { createLastEditions } from "./edition/last-editions.ts";
import { takeOver as fillAnew, judgeAnew } from "./group/group-articles.ts";
import { openRoom, type Room, StaleRoom } from "./group/room.ts";
import { createRulebook, type Rulebook } from "./group/rulebook.ts";
import { windowOf } from "./group/window.ts";
import { type PublishDeps, type PublishSettings, publishEditions } from "./publish-editions.ts";
import { type SetUpDeps, type SetUpSettings, setUpStore } from "./restore/set-up-store.ts";

/** The one process that groups articles into stories and publishes them. */
export interface Newsroom {
  /**
   * Sets Redis up from what is published, should it be empty, and builds the index from it.
   *
   * @param writer who writes from now on, here and below; default: nobody else does
   */
  takeOver(writer?: Writer): Promise<void>;
  /** Redis lost its data since. */
  isLost(): Promise<boolean>;
  /** By another writer than before it takes over first. @throws NotWriter when another process has done so meanwhile */
  publish(job: PublishJob, writer?: Writer): Promise<PublishResult>;
  /** A stated hour of a feed of issues has come, and this one has not kept it yet. */
  isIssueDue(): boolean;
  /** Other settings, for whatever begins from now on: a publication that is under way ends with those it began with. */
  change(settings: NewsroomSettings): void;
}

export type NewsroomSettings = PublishSettings & SetUpSettings;
export type NewsroomDeps = Omit<PublishDeps & SetUpDeps, "writer"> & {
  readonly troubles: Pick<TroubleStore, "tell">;
};

/** @param open an empty room; given only by what measures this one without a part of it */
export function createNewsroom(
  deps: NewsroomDeps,
  initial: NewsroomSettings,
  open: (settings: NewsroomSettings) => Room = openRoom,
): Newsroom {
  let settings = initial;
  let room = open(initial);
  /** What the room is for: it was made, and lets go of articles, by these. undefined: it is not to be relied on. */
  let made: NewsroomSettings | undefined;
  /** Who filled it: whoever has the right to write once more does not know what others wrote meanwhile. */
  let writer: Writer | undefined;
  const last = createLastEditions(deps);
  const watch = createDigestWatch();
  const failure = createFailure(deps);
  const slowRules = createSlowRules(deps);
  /** The index must not be pulled from under a publication. */
  const { run: inTurn } = createTurn();
  /** What was there stays in use until the new one is whole. */
  const rebuild = async (now: NewsroomSettings) => {
    const fresh = open(now);
    await fillAnew({ ...deps, ...fresh, writer }, deps.now() - windowOf(now));
    room = fresh;
    made = now;
  };
  const publish = async (job: PublishJob) => {
    const now = settings;
    if (made === undefined) await setUpStore({ ...deps, writer }, now);
    if (made === undefined || needsAnother(made, now)) await rebuild(now);
    else if (!room.rulebook.isOf(now)) {
      made = undefined; // until all is judged, the room is half by these rules and half by those
      room = { ...room, rulebook: createRulebook(now) };
      await judgeAnew({ ...deps, ...room }, deps.now() - windowOf(now));
    }
    made = now;
    return publishEditions({ ...deps, writer }, now, { room, last, watch }, job);
  };
  const takeOver = async (next: Writer | undefined) => {
    made = undefined;
    writer = next;
    const now = settings;
    await clearUnfinished(now.output.dir);
    await setUpStore({ ...deps, writer }, now);
    await rebuild(now);
  };
  return {
    takeOver: (next) => inTurn(() => takeOver(next)),
    isIssueDue: () => made !== undefined && watch.isDue(settings.feeds, deps.now()),
    isLost: async () => !(await isSetUp(deps.patient, deps.keys)),
    publish: (job, by) =>
      inTurn(async () => {
        try {
          if (by !== writer) await takeOver(by);
          const result = await publish(job);
          await failure.over();
          await slowRules.tell(room.rulebook);
          return result;
        } catch (error) {
          if (error instanceof StaleRoom) made = undefined;
          await writer?.confirm(); // whatever went wrong: of what another publishes by now, nothing is told here
          await failure.of(error);
          throw error;
        }
      }),
    change: (next) => {
      settings = next;
    },
  };
}

/** Under which the troubles of publishing are told: one process publishes at a time. */
const TELLER = "publication";
/** A failure that nobody repeats any more is forgotten, ms; attempts are half a minute apart at the most. */
const TROUBLE_LIFE_MS = 120_000;

/** Tells `/status`, `lede status` and the metrics that publications fail, and since when. */
function createFailure({ troubles, stats, now, log }: NewsroomDeps) {
  let since: EpochMs | undefined;
  const tell = (sentences: readonly string[]) =>
    troubles.tell(TELLER, sentences, TROUBLE_LIFE_MS).catch((err: unknown) => {
      log.debug({ err }, "the state of publication could not be told"); // Redis is away, and that is seen anyway
    });
  return {
    of: async (error: unknown) => {
      since ??= now();
      stats.count(now(), { publicationsFailed: 1 });
      const what =
        error instanceof OutputError
          ? `The output cannot be written: ${error.reason}`
          : `The feeds cannot be published: ${(error as Error).message}`;
      await tell([`${what}, since ${new Date(since).toISOString().slice(11, 16)} UTC.`]);
    },
    over: async () => {
      if (since === undefined) return;
      since = undefined;
      await tell([]);
    },
  };
}

/** A rule that takes too long is told again with every publication, and for so long without one, ms. */
const SLOW_LIFE_MS = 86_400_000;

/** Tells which rules are left aside because they take too long on some text. */
function createSlowRules({ troubles, log }: NewsroomDeps) {
  let told = 0;
  return {
    tell: async ({ slow }: Rulebook) => {
      if (slow.size === 0 && told === 0) return;
      const rules = [...slow].map(describeRule);
      if (slow.size > told) log.warn({ rules }, "rules that take too long are left aside");
      told = slow.size;
      const sentences = rules.map(
        (rule) => `A rule takes too long on some text and is left aside until it is edited: ${rule}.`,
      );
      await troubles.tell("rules", sentences, SLOW_LIFE_MS).catch((err: unknown) => {
        log.debug({ err }, "slow rules could not be told"); // Redis is away, and that is seen anyway
      });
    },
  };
}

/** Other rules of grouping, or articles that the room has let go of. */
function needsAnother(made: NewsroomSettings, now: NewsroomSettings): boolean {
  const isOther = (made.sources.length === 1) !== (now.sources.length === 1);
  return isOther || !isDeepStrictEqual(made.cluster, now.cluster) || windowOf(now) > windowOf(made);
}
