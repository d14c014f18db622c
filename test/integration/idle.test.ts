import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { openWorker } from "../../src/queue/open-worker.ts";
import { createKeys } from "../../src/store/keys.ts";
import { createScheduleStore } from "../../src/store/schedule/schedule-store.ts";
import { startRedis } from "../support/redis-instance.ts";

const log = pino({ level: "silent" });

async function setUp() {
  const { url } = await startRedis(["--appendonly", "yes"]);
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  onTestFinished(() => redis.disconnect());
  const written = async () =>
    Number(/^aof_current_size:(\d+)/m.exec(await redis.info("persistence"))?.[1] ?? 0);
  return { redis, written, keys: createKeys("{lede}") };
}

test("what is renewed while nothing happens is not written to the disk", async () => {
  const { redis, written, keys } = await setUp();
  const schedule = createScheduleStore(redis, keys, 45_000);
  const nextMinute = 60_000 - (Date.now() % 60_000);
  if (nextMinute < 500) await sleep(nextMinute);
  await schedule.clockSetBack();
  const before = await written();
  for (let n = 0; n < 10; n++) expect(await schedule.clockSetBack()).toBe(0);
  expect(await schedule.silentFor()).toBeLessThan(5_000);
  expect(await written()).toBe(before);
});

test("a worker looks for jobs of dead ones without a trace, until there is one", async () => {
  const { redis, written, keys } = await setUp();
  const worker = openWorker(
    "poll",
    async () => {},
    { connection: redis, prefix: keys.prefix, log },
    { concurrency: 1, lockDuration: 30_000, maxStalledCount: 3 },
  );
  onTestFinished(() => worker.close(true));
  await worker.waitUntilReady();
  const before = await written();
  await worker.startStalledCheckTimer();
  expect(await written()).toBe(before);
  await redis.lpush(worker.toKey("active"), "of-a-dead-one");
  await worker.startStalledCheckTimer();
  expect(await redis.smembers(worker.toKey("stalled"))).toEqual(["of-a-dead-one"]);
});
