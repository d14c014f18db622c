import { Cluster, type Redis } from "ioredis";
import { inTransaction } from "./batch.ts";
import type { Keys } from "./keys.ts";

/** What a Lede knows of the data in Redis. */
export interface DataFormat {
  /** Kept in `data` of the `meta` hash, and only once what readers know is there: a lost Redis is told from a new one. */
  readonly version: number;
  /** `steps[n]` makes version n + 2 of version n + 1. Each may run again after a crash, and beside itself. Forward only. */
  readonly steps: readonly ((redis: Redis, keys: Keys) => Promise<void>)[];
}

/** The data as this Lede writes and reads them (docs/decisions/012). */
const FORMAT: DataFormat = { version: 1, steps: [] };
/** Whoever claims or stores says this one; the scripts compare it with what Redis says. */
export const DATA_VERSION = FORMAT.version;

/** The data are of a later Lede than this one. */
export class DataVersionError extends Error {
  override readonly name = "DataVersionError";
  /** There is a Redis, and none for this Lede. */
  readonly code = "REDIS_UNAVAILABLE";
  constructor(found: string, prefix: string, known: number) {
    super(
      `Redis holds data of a later Lede under ${prefix} (version ${found}, this one knows ${known}). Run that later Lede, or give this one a Redis of its own.`,
    );
  }
}

/** `empty`: nobody has set it up; `set-up`: of this version. */
export type DataState = "empty" | "set-up";

/**
 * Whoever does not publish leaves the data as they are: processes of the version before may still be at work.
 *
 * @throws DataVersionError when they are of a later one
 */
export async function refuseLaterData(redis: Redis, keys: Keys, { version } = FORMAT): Promise<void> {
  const found = await redis.hget(keys.meta, "data");
  if (found !== null && !(Number(found) <= version)) throw new DataVersionError(found, keys.prefix, version);
}

/**
 * Brings the data in Redis to this version: what a process does first that publishes. Two processes that do it at the
 * same time do the same.
 *
 * @param format default: this Lede's own
 * @throws DataVersionError when they are of a later one
 */
export async function upgradeData(redis: Redis, keys: Keys, format = FORMAT): Promise<DataState> {
  await refuseLaterData(redis, keys, format);
  const found = await redis.hget(keys.meta, "data");
  if (found === null) return "empty";
  const steps = format.steps.slice(Number(found) - 1);
  for (const step of steps) await step(redis, keys);
  if (Number(found) < format.version) await markSetUp(redis, keys, format);
  return "set-up";
}

/** From now on polls may claim and workers may store. */
export async function markSetUp(redis: Redis, keys: Keys, { version } = FORMAT): Promise<void> {
  await inTransaction(redis, (batch) => batch.hset(keys.meta, "data", version).hdel(keys.meta, RESTORING));
}

/** A field of `meta`: somebody has begun to put back what was published. */
const RESTORING = "restoring";

/** By this version: nobody claims or stores before what there is was brought forward. */
export async function isSetUp(redis: Redis, keys: Keys): Promise<boolean> {
  return (await redis.hget(keys.meta, "data")) === String(DATA_VERSION);
}

/**
 * Forgets what an unfinished write may have left in a Redis that lost everything else. Once: what a restoration that was
 * cut short has put back stays.
 */
export async function clearRemnants(redis: Redis, keys: Keys): Promise<void> {
  if (await redis.hexists(keys.meta, RESTORING)) return;
  await inTransaction(redis, (batch) =>
    batch.del(keys.incoming, keys.articles, keys.sources).hset(keys.meta, RESTORING, "1"),
  );
}

/** Keys that Redis is asked for at a time. */
const PAGE = 1_000;

/** For a step: all keys that begin so, in pages; one may come twice. Of a cluster, those of every node. */
export async function* scanKeys(redis: Redis, beginning: string): AsyncGenerator<readonly string[]> {
  const client = redis as Redis | Cluster;
  const nodes = client instanceof Cluster ? client.nodes("master") : [client];
  for (const node of nodes) yield* scanNode(node, beginning);
}

async function* scanNode(redis: Redis, beginning: string): AsyncGenerator<readonly string[]> {
  const pattern = `${beginning.replace(/[\\{}[\]*?^]/g, "\\$&")}*`;
  let cursor = "0";
  do {
    const [next, found] = await redis.scan(cursor, "MATCH", pattern, "COUNT", PAGE);
    yield found;
    cursor = next;
  } while (cursor !== "0");
}
