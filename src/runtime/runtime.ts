import type { Telemetry } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { Veil } from "../config/veil.ts";
import { createFetcher } from "../fetch/create-fetcher.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Config } from "../model/config.ts";
import type { Fetch } from "../model/document.ts";
import type { Source } from "../model/source.ts";
import { windowOf } from "../pipeline/group/window.ts";
import { createQueues, type Queues } from "../queue/queues.ts";
import { type ArticleStore, createArticleStore } from "../store/articles/article-store.ts";
import { type Claims, createClaims } from "../store/claims/claims.ts";
import { connect } from "../store/connect.ts";
import { refuseLaterData } from "../store/data-version.ts";
import { createKeys, type Keys } from "../store/keys.ts";
import { resolveRedis } from "../store/redis-server/resolve-redis.ts";
import { createScheduleStore, type ScheduleStore } from "../store/schedule/schedule-store.ts";
import { createStatsStore, type StatsStore } from "../store/stats-store.ts";
import { createStoryStore, type StoryStore } from "../store/stories/story-store.ts";
import { createSubscriptionStore, type SubscriptionStore } from "../store/subscription-store.ts";
import { dataFolder } from "./data-folder.ts";
import { startTelemetry } from "./telemetry.ts";

/** What one process of Lede holds while it runs. Made once, at start; `workers/` hand it around. */
export interface Stores {
  readonly schedule: ScheduleStore;
  readonly articles: ArticleStore;
  readonly stories: StoryStore;
  readonly stats: StatsStore;
  readonly subscriptions: SubscriptionStore;
}

export interface Runtime extends Stores {
  /** The configuration in force. Replaced as a whole when the YAML changes. */
  readonly config: Config;
  /** Of the configuration in force, by id. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Puts another configuration in force and tells those who asked to be told. */
  reload(config: Config): Promise<void>;
  onReload(listener: () => void | Promise<void>): void;
  /** What is wrong with an edit of the YAML that could not be put in force: a sentence for `/status`. */
  trouble: string | undefined;
  readonly log: Logger;
  /** What is secret in the YAML: over everything that is shown. */
  readonly veil: Veil;
  readonly now: () => EpochMs;
  readonly prefix: string;
  readonly keys: Keys;
  /** Commands wait while Redis is away: for workers. */
  readonly patient: Redis;
  /** Commands fail at once: for adding jobs and answering people. */
  readonly hasty: Redis;
  readonly queues: Queues;
  /** For the workers of this process; undefined: nobody collects traces. */
  readonly telemetry: Telemetry | undefined;
  readonly claims: Claims;
  /** The same stores on the hasty connection: for whoever answers a person. */
  readonly answering: Stores;
  readonly fetch: Fetch;
  /** Ends what was opened, in the reverse order. */
  close(): Promise<void>;
}

const PUBLISH_DELAY_MS = 2_000;
/** Kept longer than the windows, so that a window can be widened and a lead's coverage does not vanish under it. */
const MARGIN_MS = 24 * 3_600_000;

/** @throws an error with code REDIS_UNAVAILABLE when no Redis can be had */
export async function openRuntime(config: Config, log: Logger, veil: Veil): Promise<Runtime> {
  const found = await resolveRedis({
    url: config.redis.url,
    allowEviction: config.redis.allowEviction,
    dataDir: dataFolder("redis"),
    log,
    env: process.env,
  });
  log.info({ redis: found.describe }, "using redis");
  const prefix = process.env["LEDE_PREFIX"] ?? "{lede}";
  const keys = createKeys(prefix);
  const patient = connect(found, "waits", log);
  const hasty = connect(found, "fails", log);
  await ready(hasty);
  await refuseLaterData(hasty, keys).catch(async (error: Error) => {
    patient.disconnect();
    hasty.disconnect();
    await found.release();
    throw error;
  });
  const fetcher = createFetcher(config.network);
  const traced = await startTelemetry(process.env);
  const telemetry = traced?.telemetry;
  const queues = createQueues({ connection: hasty, prefix, log, telemetry, publishDelay: PUBLISH_DELAY_MS });
  const stores = openStores(patient, keys, config);
  let current = { config, sources: byId(config) };
  const listeners: (() => void | Promise<void>)[] = [];
  return {
    get config() {
      return current.config;
    },
    get sources() {
      return current.sources;
    },
    reload: async (next) => {
      current = { config: next, sources: byId(next) };
      for (const listener of listeners) await listener();
    },
    onReload: (listener) => listeners.push(listener),
    trouble: undefined,
    log,
    veil,
    now: Date.now,
    prefix,
    keys,
    patient,
    hasty,
    queues,
    telemetry,
    ...stores,
    answering: openStores(hasty, keys, config),
    claims: createClaims(patient, prefix, { windowMs: config.dedupe.window, guarded: true }),
    fetch: fetcher.fetch,
    close: async () => {
      await stores.stats.flush().catch(() => {}); // counts are worth no delay when Redis is away
      await queues.close();
      await traced?.close().catch(() => {}); // a collector that is away must not hold up the end
      await fetcher.close();
      patient.disconnect();
      hasty.disconnect();
      await found.release();
    },
  };
}

function openStores(redis: Redis, keys: Keys, config: Config): Stores {
  const lifetime = lifetimeOf(config);
  return {
    schedule: createScheduleStore(redis, keys, leaseOf(config)),
    articles: createArticleStore(redis, keys, lifetime, true),
    stories: createStoryStore(redis, keys, lifetime),
    stats: createStatsStore(redis, keys),
    subscriptions: createSubscriptionStore(redis, keys),
  };
}

/** ms that articles and stories are kept. */
export function lifetimeOf(config: Config): number {
  return windowOf(config) + MARGIN_MS;
}

function byId(config: Config): ReadonlyMap<string, Source> {
  return new Map(config.sources.map((source) => [source.id, source]));
}

/** A worker renews its lease after every source, each of which takes the whole timeout at most. */
function leaseOf(config: Config): number {
  return Math.max(45_000, config.network.timeout + 15_000);
}

/** With `enableOfflineQueue: false` a command before the first connection would fail. */
function ready(redis: Redis): Promise<void> {
  if (redis.status === "ready") return Promise.resolve();
  return new Promise((resolve) => redis.once("ready", () => resolve()));
}
