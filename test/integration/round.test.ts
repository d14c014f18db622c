import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { pollRound } from "../../src/app/round.ts";
import { createQuarantine } from "../../src/pipeline/poll/quarantine.ts";
import { createPollWorker, type Polled } from "../../src/queue/poll-worker.ts";
import { createQueues } from "../../src/queue/queues.ts";
import { markSetUp } from "../../src/store/data-version.ts";
import { createKeys } from "../../src/store/keys.ts";
import { createScheduleStore } from "../../src/store/schedule/schedule-store.ts";
import { makeSource } from "../support/make.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const log = pino({ level: "silent" });

test("a round ends although the polls of one source never do", async () => {
  const redis = connectRedis();
  const prefix = freshPrefix();
  const keys = createKeys(prefix);
  const schedule = createScheduleStore(redis, keys, 500);
  const queues = createQueues({ connection: redis, prefix, log, publishDelay: 60_000 });
  await markSetUp(redis, keys);
  const sources = [
    makeSource({ id: "fine", url: "https://fine.example/f" }),
    makeSource({ id: "broken", url: "https://broken.example/f" }),
  ];
  const suspect = createQuarantine({ strike: schedule.strike, now: Date.now });
  const worker = createPollWorker({
    ...{ connection: redis, prefix, queues, schedule, log, now: Date.now, count: () => {} },
    ...{ concurrency: 2, perHost: 1, gap: () => 0 },
    poll: (begun) => {
      const source = sources.find(({ id }) => id === begun.sourceId);
      const poll = () =>
        begun.sourceId === "broken" ? Promise.reject(new Error("a fault")) : Promise.resolve(READ);
      return source && begun.interrupted ? suspect(source, begun, poll) : poll();
    },
  });
  onTestFinished(async () => {
    await worker.close();
    await queues.close();
    redis.disconnect();
  });
  const deps = { patient: redis, keys, queues, stores: { schedule }, now: Date.now, log, askAgain: 1_500 };
  const config = {
    sources,
    schedule: { every: 900_000, cron: undefined, timezone: undefined },
    websub: { hubs: [], callback: undefined },
  };
  const results = await pollRound(deps, config, () => {});
  expect(results.get("fine")).toMatchObject({ kind: "ok" });
  expect(results.get("broken")).toMatchObject({ kind: "failed", code: "PARSE_TOO_COMPLEX" });
});

const READ: Polled = {
  state: {
    url: "https://fine.example/f",
    validators: {},
    nextPollAt: Date.now() + 3_600_000,
    nextReason: "interval",
    failures: 0,
  },
  result: { kind: "ok", seen: 1, new: 1, duplicate: 0, dropped: 0 },
  holdMs: 0,
  counters: {},
  newArticles: 0,
};
