import type { Redis } from "ioredis";
import type { Counters } from "../ground/counters.ts";
import { HOUR_MS } from "../ground/time.ts";
import type { EpochMs, SourceId } from "../model/brand.ts";
import type { ExtractionStatus, HourStatus } from "../model/status.ts";
import { BatchError, inTransaction } from "./batch.ts";
import type { Keys } from "./keys.ts";

export interface StatsStore {
  /** Added up in memory and written once a second: a crash costs a second of counting. */
  count(now: EpochMs, counters: Counters): void;
  /** Writes what was counted; for a process that ends. */
  flush(): Promise<void>;
  /** Sums since the installation began. */
  running(): Promise<Readonly<Record<string, number>>>;
  /** Seconds from first sight to publication of stories published now. */
  lags(now: EpochMs, seconds: readonly number[]): Promise<void>;
  /** The last `hours` whole or begun hours, oldest first. */
  hours(now: EpochMs, hours: number): Promise<readonly HourStatus[]>;
  /** Sums of every counter over the same time. */
  totals(now: EpochMs, hours: number): Promise<Readonly<Record<string, number>>>;
  extractionFailed(status: ExtractionStatus): Promise<void>;
  extractionFailures(): Promise<readonly ExtractionStatus[]>;
  /** An article's page was read by the source's CSS selector. */
  selectorTried(source: SourceId, selector: string, matched: boolean): Promise<void>;
  /** On how many pages, the last ones one after another, each selector has matched nothing; 0 after a quiet week. */
  selectorMisses(
    asked: readonly { readonly source: SourceId; readonly selector: string }[],
  ): Promise<readonly number[]>;
}

const FLUSH_MS = 1_000;
const KEPT_FAILURES = 50;
const KEPT_LAGS = 500;
const HOUR_LIFETIME_S = 50 * 3_600;
const MISSES_LIFETIME_S = 7 * 24 * 3_600;

export function createStatsStore(redis: Redis, keys: Keys): StatsStore {
  let pending = new Map<string, Record<string, number>>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    const counted = pending;
    pending = new Map();
    try {
      await writeCounters(redis, keys, counted);
    } catch (error) {
      // What was refused as a whole was not counted; after a cut nobody knows, and twice is worse than never.
      if (error instanceof BatchError && error.refused)
        for (const [hour, sums] of counted) addUp(pending, hour, sums);
      throw error;
    }
  };
  const lagKey = (at: EpochMs) => `${keys.hour(at)}:lags`;
  return {
    count: (now, counters) => {
      addUp(pending, keys.hour(now), counters);
      timer ??= setTimeout(() => void flush().catch(() => {}), FLUSH_MS).unref();
    },
    flush,
    running: async () => numbersOf(await redis.hgetall(keys.running)),
    lags: async (now, seconds) => {
      if (seconds.length === 0) return;
      const key = lagKey(now);
      await inTransaction(redis, (batch) =>
        batch
          .lpush(key, ...seconds)
          .ltrim(key, 0, KEPT_LAGS - 1)
          .expire(key, HOUR_LIFETIME_S),
      );
    },
    hours: async (now, hours) => {
      const starts = hourStarts(now, hours);
      const counters = await loadHours(redis, keys, starts);
      const lags = await Promise.all(starts.map((at) => redis.lrange(lagKey(at), 0, -1)));
      return starts.map((startsAt, n) => hourStatus(startsAt, counters[n] ?? {}, lags[n]?.map(Number) ?? []));
    },
    totals: async (now, hours) => {
      const sums: Record<string, number> = {};
      for (const counters of await loadHours(redis, keys, hourStarts(now, hours))) {
        for (const [name, n] of Object.entries(counters)) sums[name] = (sums[name] ?? 0) + Number(n);
      }
      return sums;
    },
    extractionFailed: async (status) => {
      const key = keys.extractionFailures;
      await inTransaction(redis, (batch) =>
        batch.lpush(key, JSON.stringify(status)).ltrim(key, 0, KEPT_FAILURES - 1),
      );
    },
    extractionFailures: async () =>
      (await redis.lrange(keys.extractionFailures, 0, KEPT_FAILURES - 1)).map(
        (text) => JSON.parse(text) as ExtractionStatus,
      ),
    selectorTried: async (source, selector, matched) => {
      const key = keys.selectorMisses(source);
      if (matched) await redis.del(key);
      else
        await inTransaction(redis, (batch) => batch.hincrby(key, selector, 1).expire(key, MISSES_LIFETIME_S));
    },
    selectorMisses: async (asked) =>
      Promise.all(
        asked.map(async ({ source, selector }) =>
          Number((await redis.hget(keys.selectorMisses(source), selector)) ?? 0),
        ),
      ),
  };
}

function addUp(pending: Map<string, Record<string, number>>, hour: string, counters: Counters): void {
  const sums = pending.get(hour) ?? {};
  for (const [name, n] of Object.entries(counters)) sums[name] = (sums[name] ?? 0) + (n ?? 0);
  pending.set(hour, sums);
}

async function writeCounters(
  redis: Redis,
  keys: Keys,
  counted: ReadonlyMap<string, Record<string, number>>,
): Promise<void> {
  if (counted.size === 0) return;
  await inTransaction(redis, (batch) => {
    for (const [hour, sums] of counted) {
      for (const [name, n] of Object.entries(sums))
        batch.hincrbyfloat(hour, name, n).hincrbyfloat(keys.running, name, n);
      batch.expire(hour, HOUR_LIFETIME_S);
    }
  });
}

function numbersOf(texts: Readonly<Record<string, string>>): Record<string, number> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Number(text)]));
}

function hourStarts(now: EpochMs, hours: number): EpochMs[] {
  const current = Math.floor(now / HOUR_MS) * HOUR_MS;
  return Array.from({ length: hours }, (_, n) => current - (hours - 1 - n) * HOUR_MS);
}

async function loadHours(
  redis: Redis,
  keys: Keys,
  starts: readonly EpochMs[],
): Promise<Record<string, string>[]> {
  return Promise.all(starts.map((at) => redis.hgetall(keys.hour(at))));
}

function hourStatus(
  startsAt: EpochMs,
  counters: Record<string, string>,
  lags: readonly number[],
): HourStatus {
  const count = (name: string) => Number(counters[name] ?? 0);
  const sorted = [...lags].sort((a, b) => a - b);
  return {
    startsAt,
    newArticles: count("new"),
    documents: count("documents"),
    notModified: count("notModified"),
    failed: count("failed"),
    lag: sorted[Math.floor(sorted.length / 2)],
  };
}
