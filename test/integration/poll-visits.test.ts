import type { Worker } from "bullmq";
import type { Redis } from "ioredis";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { claimDue, claimOnBeat } from "../../src/queue/claim-due.ts";
import { createPollWorker, type Polled } from "../../src/queue/poll-worker.ts";
import { createQueues, type Queues } from "../../src/queue/queues.ts";
import { createKeys } from "../../src/store/keys.ts";
import { createScheduleStore, type ScheduleStore } from "../../src/store/schedule/schedule-store.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const log = pino({ level: "silent" });
let redis: Redis;
let prefix: string;
let schedule: ScheduleStore;
let queues: Queues;
let worker: Worker | undefined;

beforeEach(() => {
  redis = connectRedis();
  prefix = freshPrefix();
  schedule = createScheduleStore(redis, createKeys(prefix), 2_000);
  queues = createQueues({ connection: redis, prefix, log, publishDelay: 60_000 });
});
afterEach(async () => {
  await worker?.close();
  await queues.close();
  redis.disconnect();
});

const ids = ["a1", "a2", "a3", "a4", "a5"];
const inAnHour = (): Polled => ({
  state: {
    url: "http://a.example/",
    validators: {},
    nextPollAt: Date.now() + 3_600_000,
    nextReason: "interval",
    failures: 0,
  },
  result: { kind: "not-modified" },
  holdMs: 0,
  counters: {},
  newArticles: 0,
});

/** Each poll takes `pollMs` of the worker's own clock. Gives which sources were polled, as they are. */
function startSlowPolls(pollMs: number): string[] {
  let clock = 0;
  const polled: string[] = [];
  const poll = async ({ sourceId }: { sourceId: string }) => {
    clock += pollMs;
    polled.push(sourceId);
    return inAnHour();
  };
  const limits = { concurrency: 1, perHost: 1, gap: () => 0 };
  worker = createPollWorker({
    connection: redis,
    prefix,
    queues,
    schedule,
    log,
    now: () => clock,
    count: () => {},
    poll,
    ...limits,
  });
  return polled;
}

test("a visit to a domain that answers slowly ends, and the sources that are left come later", async () => {
  await schedule.sync(ids.map((id) => ({ id, host: "a.example", firstDue: Date.now() - 1_000 })));
  const polled = startSlowPolls(40_000);
  await claimDue({ queues, schedule });
  await vi.waitFor(() => expect(polled).toHaveLength(2));
  await vi.waitFor(async () => expect(await queues.poll.getActiveCount()).toBe(0));
  expect(polled).toHaveLength(2);
  await vi.waitFor(
    async () => {
      await claimDue({ queues, schedule });
      expect([...polled].sort()).toEqual(ids);
    },
    { timeout: 8_000, interval: 100 },
  );
});

test("a redirect to a domain that answers 429 makes that domain be left alone, not the source's own", async () => {
  await schedule.sync(ids.map((id) => ({ id, host: "a.example", firstDue: Date.now() - 1_000 })));
  const polled: string[] = [];
  worker = createPollWorker({
    ...{ connection: redis, prefix, queues, schedule, log, now: () => 0, count: () => {} },
    ...{ concurrency: 1, perHost: 1, gap: () => 0 },
    poll: async ({ sourceId }) => {
      polled.push(sourceId);
      return { ...inAnHour(), holdMs: 600_000, holdHost: "b.example" };
    },
  });
  await claimDue({ queues, schedule });
  await vi.waitFor(() => expect(polled).toHaveLength(ids.length));
  await vi.waitFor(async () => expect(await queues.poll.getActiveCount()).toBe(0));
  const [own, other] = await schedule.holds(["a.example", "b.example"]);
  expect(own).toBe(0);
  expect(other).toBeGreaterThan(500_000);
});

test("a round that waits for its sources has them all in one visit", async () => {
  const sources = ids.map((id) => ({ id, host: "a.example", firstDue: Date.now() + 3_600_000 }));
  await schedule.sync(sources);
  await schedule.force(sources, "r1");
  const polled = startSlowPolls(40_000);
  await claimDue({ queues, schedule });
  await vi.waitFor(() => expect([...polled].sort()).toEqual(ids));
});

test("a source that fails is in the log, with its code and a sentence", async () => {
  const lines: string[] = [];
  const heard = pino({ level: "warn" }, { write: (line) => lines.push(line) });
  await schedule.sync([{ id: "a1", host: "a.example", firstDue: Date.now() - 1_000 }]);
  const failure = { code: "FETCH_DNS", message: "There is no host named a.example." } as const;
  worker = createPollWorker({
    connection: redis,
    prefix,
    queues,
    schedule,
    log: heard,
    now: Date.now,
    concurrency: 1,
    perHost: 1,
    gap: () => 0,
    count: () => {},
    poll: async () => ({ ...inAnHour(), failure }),
  });
  await claimDue({ queues, schedule });
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ source: "a1", ...failure, msg: "poll failed" });
});

test("a beat that finds more due than may wait claims again as the queue empties", async () => {
  const due = Array.from({ length: 700 }, (_, n) => ({ id: `s${n}`, host: `d${n}.example`, firstDue: 0 }));
  const patient = createScheduleStore(redis, createKeys(prefix), 60_000);
  await patient.sync(due);
  const emptied = setInterval(() => void queues.poll.drain(), 50);
  await claimOnBeat({ queues, schedule: patient });
  clearInterval(emptied);
  expect(await patient.claim(1_000, 1)).toEqual([]);
});

test("a Redis that is away while visits are queued, and while news is to be published, costs no lease", async () => {
  await schedule.sync([{ id: "a1", host: "a.example", firstDue: Date.now() - 1_000 }]);
  let refusals = 2;
  const refusing =
    <Args extends readonly unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
    (...args: Args): Promise<Result> =>
      refusals-- > 0 ? Promise.reject(new Error("redis is away")) : work(...args);
  const away = {
    ...queues,
    poll: Object.assign(Object.create(queues.poll) as Queues["poll"], {
      addBulk: refusing(queues.poll.addBulk.bind(queues.poll)),
    }),
  };
  expect(await claimDue({ queues: away, schedule })).toBe(1);
  expect(await queues.poll.getWaitingCount()).toBe(1);
  const limits = { concurrency: 1, perHost: 1, gap: () => 0 };
  refusals = 2;
  worker = createPollWorker({
    ...{ connection: redis, prefix, schedule, log, now: Date.now, count: () => {}, ...limits },
    queues: { ...queues, requestPublication: refusing(queues.requestPublication) },
    poll: async () => ({ ...inAnHour(), newArticles: 1 }),
  });
  await vi.waitFor(async () => expect(await queues.publish.getDelayedCount()).toBe(1), 5_000);
  await vi.waitFor(
    async () => expect(await redis.zcard(createKeys(prefix).inFlight("a.example"))).toBe(0),
    5_000,
  );
});

test("a visit that is begun again asks for the publication that the first one may not have asked for", async () => {
  await schedule.sync([{ id: "a1", host: "a.example", firstDue: Date.now() - 1_000 }]);
  await claimDue({ queues, schedule });
  let ends = 0;
  worker = createPollWorker({
    ...{ connection: redis, prefix, queues, log, now: Date.now, count: () => {} },
    ...{ concurrency: 1, perHost: 1, gap: () => 0 },
    schedule: {
      ...schedule,
      end: async (...args) => {
        ends += 1;
        if (ends === 1) throw new Error("the worker ends here");
        return schedule.end(...args);
      },
    },
    poll: async () => ({ ...inAnHour(), newArticles: 0 }),
  });
  await vi.waitFor(async () => expect(await queues.publish.getDelayedCount()).toBe(1), 5_000);
});

test("a source is not suspected of ending workers for polls that failed with the worker alive", async () => {
  const host = "a.example";
  await schedule.sync([{ id: "a1", host, firstDue: Date.now() - 1_000 }]);
  let polls = 0;
  const strikes: number[] = [];
  worker = createPollWorker({
    ...{ connection: redis, prefix, queues, schedule, log, now: () => 0, count: () => {} },
    ...{ concurrency: 1, perHost: 1, gap: () => 0 },
    poll: async ({ sourceId, interrupted }) => {
      if (interrupted) strikes.push(await schedule.strike(sourceId));
      if (++polls < 5) throw new Error("Connection is closed.");
      return inAnHour();
    },
  });
  await vi.waitFor(
    async () => {
      await claimDue({ queues, schedule });
      expect(polls).toBe(5);
    },
    { timeout: 20_000, interval: 100 },
  );
  expect(strikes).toEqual([1, 1, 1, 1]);
}, 30_000);

test("a visit that a Redis refuses for some seconds is tried again before its lease ends", async () => {
  const longer = createScheduleStore(redis, createKeys(prefix), 60_000);
  await longer.sync([{ id: "a1", host: "a.example", firstDue: Date.now() - 1_000 }]);
  let tries = 0;
  worker = createPollWorker({
    ...{ connection: redis, prefix, queues, log, now: () => 0, count: () => {} },
    ...{ schedule: longer, concurrency: 1, perHost: 1, gap: () => 0 },
    poll: async () => {
      if (++tries < 4) throw new Error("BUSY Redis is busy running a script.");
      return inAnHour();
    },
  });
  await claimDue({ queues, schedule: longer });
  await vi.waitFor(() => expect(tries).toBe(4), { timeout: 25_000, interval: 100 });
}, 40_000);
