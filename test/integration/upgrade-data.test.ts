import { setTimeout as sleep } from "node:timers/promises";
import { Queue, Worker } from "bullmq";
import type { Redis } from "ioredis";
import pino from "pino";
import { expect, onTestFinished, test } from "vitest";
import { runOnceSetUp } from "../../src/app/run-once-set-up.ts";
import { keysOfFeed } from "../../src/dedupe/keys.ts";
import { createArticleStore } from "../../src/store/articles/article-store.ts";
import { createClaims } from "../../src/store/claims/claims.ts";
import {
  clearRemnants,
  isSetUp,
  markSetUp,
  refuseLaterData,
  upgradeData,
} from "../../src/store/data-version.ts";
import { createKeys, type Keys } from "../../src/store/keys.ts";
import { draft } from "../support/drafts.ts";
import { NEXT_FORMAT } from "../support/next-data-format.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const ID = "01M8C8W4583H8Q28A869V7C000";

function setUp() {
  const redis = connectRedis();
  onTestFinished(() => redis.disconnect());
  return { redis, keys: createKeys(freshPrefix()) };
}

/** Articles of version 1, on twenty shelves. */
async function store({ redis, keys }: ReturnType<typeof setUp>, count: number): Promise<readonly string[]> {
  const ids = Array.from(
    { length: count },
    (_, n) => `01M8C8W4${String(n % 20).padStart(4, "0")}H8Q28A869V${String(n).padStart(4, "0")}`,
  );
  await createArticleStore(redis, keys, 3_600_000).add(ids.map((id) => ({ ...draft({}), id })));
  await markSetUp(redis, keys);
  return ids;
}

const onRack = async (redis: Redis, { prefix }: Keys, id: string) =>
  redis.hexists(`${prefix}:rack:${id.slice(0, 8)}`, id);

test("what there is comes to the next version step by step, once, and expires as before", async () => {
  const { redis, keys } = setUp();
  const ids = await store({ redis, keys }, 60);
  expect(await upgradeData(redis, keys, NEXT_FORMAT)).toBe("set-up");
  expect(await redis.hget(keys.meta, "data")).toBe("2");
  for (const id of ids) expect(await onRack(redis, keys, id), id).toBe(1);
  expect(await redis.pttl(`${keys.prefix}:rack:${ids[0]?.slice(0, 8)}`)).toBeGreaterThan(3_500_000);
  let steps = 0;
  const counted = async () => {
    steps += 1;
  };
  await upgradeData(redis, keys, { version: 2, steps: [counted] });
  expect(steps).toBe(0);
  await upgradeData(redis, keys, { version: 4, steps: [counted, counted, counted] });
  expect(steps).toBe(2);
});

test("an upgrade that was cut short runs again, and two at the same time leave every article", async () => {
  const { redis, keys } = setUp();
  const ids = await store({ redis, keys }, 600);
  const stopped = new Error("the machine stopped");
  const halfWay = async () => {
    await redis.rename(keys.shelf(ids[0] ?? ""), `${keys.prefix}:rack:${ids[0]?.slice(0, 8)}`);
    throw stopped;
  };
  await expect(upgradeData(redis, keys, { version: 2, steps: [halfWay] })).rejects.toThrow(stopped);
  expect(await redis.hget(keys.meta, "data")).toBe("1");
  const other = connectRedis();
  onTestFinished(() => other.disconnect());
  await Promise.all([upgradeData(redis, keys, NEXT_FORMAT), upgradeData(other, keys, NEXT_FORMAT)]);
  for (const id of ids) expect(await onRack(redis, keys, id), id).toBe(1);
});

test("this Lede refuses the data of the next, and neither claims nor stores there", async () => {
  const { redis, keys } = setUp();
  await store({ redis, keys }, 20);
  await upgradeData(redis, keys, NEXT_FORMAT);
  expect(await isSetUp(redis, keys)).toBe(false);
  await expect(refuseLaterData(redis, keys)).rejects.toThrow("data of a later Lede");
  await expect(upgradeData(redis, keys)).rejects.toThrow("data of a later Lede");
  const claims = createClaims(redis, keys.prefix, { windowMs: 86_400_000, guarded: true });
  const claim = () => claims.claimFeed("herald", keysOfFeed([draft({})]), Date.now());
  await expect(claim()).rejects.toThrow("NOTSETUP");
  const articles = createArticleStore(redis, keys, 86_400_000, true);
  await expect(articles.add([{ ...draft({}), id: ID }])).rejects.toThrow("NOTSETUP");
});

test("a store that nobody set up is empty, whatever a write that was cut short left there", async () => {
  const { redis, keys } = setUp();
  await redis.zadd(keys.articles, 1, ID);
  await redis.sadd(keys.sources, "herald");
  expect(await upgradeData(redis, keys, NEXT_FORMAT)).toBe("empty");
  expect(await redis.exists(keys.meta)).toBe(0);
});

test("a restoration that was cut short is not cleared away by the next one", async () => {
  const { redis, keys } = setUp();
  await redis.rpush(keys.incoming, "remnant");
  await clearRemnants(redis, keys);
  expect(await redis.exists(keys.incoming)).toBe(0);
  await redis.zadd(keys.articles, 1, ID);
  await clearRemnants(redis, keys);
  expect(await redis.zcard(keys.articles)).toBe(1);
  await markSetUp(redis, keys);
  expect(await redis.hgetall(keys.meta)).toEqual({ data: "1" });
});

test("a worker takes jobs as soon as the store is set up, and closes without", async () => {
  const { redis, keys } = setUp();
  const connection = connectRedis();
  onTestFinished(() => connection.disconnect());
  connection.options.maxRetriesPerRequest = null;
  const done: string[] = [];
  const start = () => {
    const work = async (job: { name: string }) => void done.push(job.name);
    const worker = new Worker("gate", work, { connection, prefix: keys.prefix, autorun: false });
    return runOnceSetUp({ patient: redis, keys, log: pino({ level: "silent" }) }, worker);
  };
  const queue = new Queue("gate", { connection, prefix: keys.prefix });
  onTestFinished(() => queue.close());
  await start().close();
  const running = start();
  onTestFinished(running.close);
  await queue.add("poll", {});
  await sleep(400);
  expect(done).toEqual([]);
  await markSetUp(redis, keys);
  await expect.poll(() => done, { timeout: 5_000 }).toEqual(["poll"]);
});
