import { setTimeout as sleep } from "node:timers/promises";
import type { Telemetry } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { Config } from "../../model/config.ts";
import { lifetimeOf } from "../../pipeline/group/window.ts";
import { createQueues, type Queues } from "../../queue/queues.ts";
import { type ArticleStore, createArticleStore } from "../../store/articles/article-store.ts";
import { type Claims, createClaims } from "../../store/claims/claims.ts";
import { connect } from "../../store/connect.ts";
import { refuseLaterData } from "../../store/data-version.ts";
import { createIssueStore, type IssueStore } from "../../store/issue-store.ts";
import { createKeys, type Keys } from "../../store/keys.ts";
import { createListStore, type ListStore } from "../../store/list-store.ts";
import { createNoticeStore, type NoticeStore } from "../../store/notices/notice-store.ts";
import { resolveRedis } from "../../store/redis-server/resolve-redis.ts";
import { createScheduleStore, type ScheduleStore } from "../../store/schedule/schedule-store.ts";
import { createStatsStore, type StatsStore } from "../../store/stats-store.ts";
import { createStoryStore, type StoryStore } from "../../store/stories/story-store.ts";
import { createSubscriptionStore, type SubscriptionStore } from "../../store/subscription-store.ts";
import { createTroubleStore, type TroubleStore } from "../../store/trouble-store.ts";
import type { Part } from "../part.ts";
import { dataFolder } from "../redis-in-use.ts";
import { startTelemetry } from "../telemetry.ts";

/** What is kept in Redis, by subject, all on one connection. */
export interface Stores {
  readonly schedule: ScheduleStore;
  readonly articles: ArticleStore;
  readonly stories: StoryStore;
  readonly stats: StatsStore;
  readonly subscriptions: SubscriptionStore;
  readonly claims: Claims;
  readonly troubles: TroubleStore;
  readonly notices: NoticeStore;
  readonly lists: ListStore;
  readonly issues: IssueStore;
}

/** A Redis, and the ways of a process to it. */
export interface OpenedRedis {
  /** Where it is; may hold a password. */
  readonly url: string;
  readonly prefix: string;
  readonly keys: Keys;
  /** Sentences about what happened to it before this process came. */
  readonly warnings: () => Promise<readonly string[]>;
  /** Commands wait while Redis is away: for workers. */
  readonly patient: Redis;
  /** Commands fail at once: for adding jobs and answering people. */
  readonly hasty: Redis;
  readonly queues: Queues;
  /** For the workers of this process; undefined: nobody collects traces. */
  readonly telemetry: Telemetry | undefined;
  /** On the patient connection. */
  readonly stores: Stores;
  /** The same on the hasty one: for whoever answers a person. */
  readonly answering: Stores;
}

type Reads = "redis" | "edition" | "cluster" | "dedupe" | "network";
type Settings = Pick<Config, Reads>;

const PUBLISH_DELAY_MS = 2_000;
/** What was counted in the last second is written within so long when the process ends, or not at all. */
const COUNTS_MS = 1_000;

/**
 * The connections to Redis, the queues, and the stores. How long things are kept follows the windows; another Redis takes
 * effect at the next start.
 *
 * @throws an error with code REDIS_UNAVAILABLE when no Redis can be had
 */
export function redisPart({ log }: { readonly log: Logger }): Part<Reads, OpenedRedis> {
  return {
    reads: ["redis", "edition", "cluster", "dedupe", "network"],
    fixed: ["redis"],
    start: async (config) => {
      const found = await resolveRedis({
        ...config.redis,
        dataDir: dataFolder("redis"),
        log,
        env: process.env,
      });
      log.info({ redis: found.describe }, "using redis");
      const prefix = process.env["LEDE_PREFIX"] ?? "{lede}";
      const keys = createKeys(prefix);
      const patient = connect(found, "waits", log);
      const hasty = connect(found, "fails", log);
      const disconnect = async () => {
        patient.disconnect();
        hasty.disconnect();
        await found.release();
      };
      await ready(hasty);
      await refuseLaterData(hasty, keys).catch(async (error: Error) => {
        await disconnect();
        throw error;
      });
      const traced = await startTelemetry(process.env);
      const telemetry = traced?.telemetry;
      const queues = createQueues({
        connection: hasty,
        prefix,
        log,
        telemetry,
        publishDelay: PUBLISH_DELAY_MS,
      });
      const waiting = openStores(patient, keys, config);
      const answering = openStores(hasty, keys, config);
      return {
        gives: {
          url: found.url,
          prefix,
          keys,
          warnings: found.warnings,
          patient,
          hasty,
          queues,
          telemetry,
          stores: waiting.stores,
          answering: answering.stores,
        },
        prepare: (next) => ({
          commit: () => {
            waiting.keep(next);
            answering.keep(next);
          },
        }),
        close: async () => {
          // Counts are worth no delay: a Redis that is away would be waited for, for good.
          await Promise.race([waiting.stores.stats.flush().catch(() => {}), sleep(COUNTS_MS)]);
          await queues.close();
          await traced?.close().catch(() => {}); // a collector that is away must not hold up the end
          await disconnect();
        },
      };
    },
  };
}

/** The stores, which are the same for everybody who has them while what they are told of windows changes. */
function openStores(redis: Redis, keys: Keys, config: Settings) {
  let settings = config;
  const schedule = follow(
    () => leaseOf(settings),
    (lease) => createScheduleStore(redis, keys, lease),
  );
  const articles = follow(
    () => lifetimeOf(settings),
    (ms) => createArticleStore(redis, keys, ms, true),
  );
  const stories = follow(
    () => lifetimeOf(settings),
    (ms) => createStoryStore(redis, keys, ms),
  );
  const claims = follow(
    () => settings.dedupe.window,
    (windowMs) => createClaims(redis, keys.prefix, { windowMs, guarded: true }),
  );
  const stores: Stores = {
    schedule,
    articles,
    stories,
    claims,
    stats: createStatsStore(redis, keys),
    subscriptions: createSubscriptionStore(redis, keys),
    troubles: createTroubleStore(redis, keys),
    notices: createNoticeStore(redis, keys),
    lists: createListStore(redis, keys),
    issues: createIssueStore(redis, keys),
  };
  const keep = (next: Settings) => {
    settings = next;
  };
  return { stores, keep };
}

/** A store that is made anew, behind what its users have of it, when the number that it was made with changes. */
function follow<Store extends object>(number: () => number, make: (number: number) => Store): Store {
  let made = { number: number(), store: make(number()) };
  return new Proxy(made.store, {
    get: (_first, name) => {
      if (made.number !== number()) made = { number: number(), store: make(number()) };
      return made.store[name as keyof Store];
    },
  });
}

/** A worker renews its lease after every source, each of which takes the whole timeout at most. */
function leaseOf({ network }: Settings): number {
  return Math.max(45_000, network.timeout + 15_000);
}

/** With `enableOfflineQueue: false` a command before the first connection would fail. */
function ready(redis: Redis): Promise<void> {
  if (redis.status === "ready") return Promise.resolve();
  return new Promise((resolve) => redis.once("ready", () => resolve()));
}
