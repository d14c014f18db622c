import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { watchSchedule } from "../../src/app/parts/schedule.ts";
import { createQueues } from "../../src/queue/queues.ts";
import { createKeys } from "../../src/store/keys.ts";
import { createScheduleStore } from "../../src/store/schedule/schedule-store.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const TWO_HOURS = 2 * 3_600_000;
const log = pino({ level: "silent" });

function setUp() {
  const redis = connectRedis();
  const prefix = freshPrefix();
  const keys = createKeys(prefix);
  const schedule = createScheduleStore(redis, keys, 45_000);
  const queues = createQueues({ connection: redis, prefix, log, publishDelay: TWO_HOURS });
  onTestFinished(async () => {
    await queues.close();
    redis.disconnect();
  });
  return { redis, keys, schedule, queues };
}

test("a clock that is set back by two hours takes everything that waits with it", async () => {
  const { redis, keys, schedule, queues } = setUp();
  await schedule.sync([{ id: "a", host: "a.example", firstDue: Date.now() }]);
  // As if all this had been written before the clock was set back.
  await redis.zadd(keys.due("a.example"), Date.now() + TWO_HOURS, "a");
  await redis.zadd(keys.hosts, Date.now() + TWO_HOURS, "a.example");
  await redis.set(keys.clock, Date.now() + TWO_HOURS);
  await redis.zadd(keys.inFlight("a.example"), Date.now() + TWO_HOURS, "v:1:a");
  await queues.requestPublication();
  expect(await schedule.claim(10, 10)).toEqual([]);

  await watchSchedule({ schedule, queues, log }, async () => {});
  await expect.poll(() => schedule.claim(10, 10), { timeout: 5_000 }).toHaveLength(1);
  expect(await queues.publish.getDelayedCount()).toBe(0);
  expect(await queues.publish.getWaitingCount()).toBe(1);

  await watchSchedule({ schedule, queues, log }, async () => {});
  expect(await schedule.clockSetBack()).toBe(0);
});

test("a clock that goes its way is left alone", async () => {
  const { redis, keys, schedule, queues } = setUp();
  const due = Date.now() + TWO_HOURS;
  await schedule.sync([{ id: "a", host: "a.example", firstDue: due }]);
  for (let n = 0; n < 3; n++) await watchSchedule({ schedule, queues, log }, async () => {});
  expect(Number(await redis.zscore(keys.due("a.example"), "a"))).toBe(due);
});

test("a Redis that forgot its sources is told them again", async () => {
  const { redis, keys, schedule, queues } = setUp();
  const sources = [{ id: "a", host: "a.example", firstDue: Date.now() }];
  await schedule.sync(sources);
  await redis.del(keys.sources, keys.hosts, keys.due("a.example"));
  await watchSchedule({ schedule, queues, log }, async () => {
    await schedule.sync(sources);
  });
  expect(await redis.zscore(keys.hosts, "a.example")).not.toBeNull();
});
