import type { Redis } from "ioredis";
import type { Keys } from "./keys.ts";
import { upgradeClaims } from "./upgrade-claims.ts";
import { upgradeShelves } from "./upgrade-shelves.ts";

/**
 * What the data in Redis look like. 1: Lede 0.1.0, which did not say so. 2: says so, in `data` of the `meta` hash, and
 * only once what readers know is there: a Redis that was lost is told from a new one by what is published. 3: heads of
 * claims are kept by source, keys are written shorter; memberships are written as text. 4: articles that were claimed at
 * about the same time share a hash, so do claimed addresses of one host (docs/decisions/012).
 */
export const DATA_VERSION = 4;

/** The data are of a later Lede than this one. */
export class DataVersionError extends Error {
  override readonly name = "DataVersionError";
  /** There is a Redis, and none for this Lede. */
  readonly code = "REDIS_UNAVAILABLE";
  constructor(found: string, prefix: string) {
    super(
      `Redis holds data of a later Lede under ${prefix} (version ${found}, this one knows ${DATA_VERSION}). Run that later Lede, or give this one a Redis of its own.`,
    );
  }
}

type Step = (redis: Redis, keys: Keys) => Promise<void>;

/** `STEPS[n]` makes version n + 2 of version n + 1. Each may run again after a crash. Forward only. */
const STEPS: readonly Step[] = [
  // 1 to 2: nothing moved. A round's leftovers and a beat of another version do no harm.
  async () => {},
  upgradeClaims,
  upgradeShelves,
];

/** `empty`: nobody has set it up; `set-up`: of this version. */
export type DataState = "empty" | "set-up";

/**
 * Whoever does not publish leaves the data as they are: processes of the version before may still be at work.
 *
 * @throws DataVersionError when they are of a later one
 */
export async function refuseLaterData(redis: Redis, keys: Keys): Promise<void> {
  const found = await redis.hget(keys.meta, "data");
  if (found !== null && !(Number(found) <= DATA_VERSION)) throw new DataVersionError(found, keys.prefix);
}

/**
 * Brings the data in Redis to this version: what a process does first that publishes. Two processes that do it at the same time do the same.
 *
 * @throws DataVersionError when they are of a later one
 */
export async function upgradeData(redis: Redis, keys: Keys): Promise<DataState> {
  await refuseLaterData(redis, keys);
  const found = await redis.hget(keys.meta, "data");
  const version = found === null ? await unmarked(redis, keys) : Number(found);
  if (version === undefined) return "empty";
  for (const step of STEPS.slice(version - 1)) await step(redis, keys);
  if (version < DATA_VERSION) await markSetUp(redis, keys);
  return "set-up";
}

/** Version 1 has sources and articles; what an unfinished write leaves in an emptied Redis are never both. */
async function unmarked(redis: Redis, keys: Keys): Promise<1 | undefined> {
  return (await redis.exists(keys.articles, keys.sources)) === 2 ? 1 : undefined;
}

/** From now on polls may claim and workers may store. */
export async function markSetUp(redis: Redis, keys: Keys): Promise<void> {
  await redis.multi().hset(keys.meta, "data", DATA_VERSION).hdel(keys.meta, RESTORING).exec();
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
  await redis.multi().del(keys.incoming, keys.articles, keys.sources).hset(keys.meta, RESTORING, "1").exec();
}
