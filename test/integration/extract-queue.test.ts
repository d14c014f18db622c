import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import type { ArticleId } from "../../src/model/brand.ts";
import { createExtractWorker, type ExtractWorkerDeps } from "../../src/queue/extract-worker.ts";
import { createQueues } from "../../src/queue/queues.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const log = pino({ level: "silent" });
const ID = "01M8C8W4583H8Q28A869V7C000" as ArticleId;

function open(deps: Pick<ExtractWorkerDeps, "extract" | "giveUp">) {
  const connection = connectRedis();
  const prefix = freshPrefix();
  const queues = createQueues({ connection, prefix, log, publishDelay: 0 });
  const worker = createExtractWorker({ connection, prefix, log, concurrency: 1, ...deps });
  void worker.run();
  onTestFinished(async () => {
    await worker.close();
    await queues.close();
    connection.disconnect();
  });
  return queues;
}

test("a text that could not be asked for while Redis was away is asked for again, and not given up", async () => {
  const given: string[] = [];
  let tried = 0;
  const queues = open({
    extract: async () => {
      if (++tried < 3) throw new Error("command 3 of 12 failed: Command aborted due to connection close");
      return { kind: "done" };
    },
    giveUp: async (id) => void given.push(id),
  });
  await queues.requestFullText([ID]);
  await vi.waitFor(() => expect(tried).toBe(3), { timeout: 15_000, interval: 50 });
  await vi.waitFor(async () => expect(await queues.extract.getJobCountByTypes()).toBe(0));
  expect(given).toEqual([]);
}, 30_000);

test("a text that was asked for, in vain or not, can be asked for again at once", async () => {
  let tried = 0;
  const queues = open({
    extract: async () => {
      if (++tried % 2 === 0) return { kind: "done" };
      throw new Error("Connection is closed.");
    },
    giveUp: async () => {},
  });
  for (const times of [2, 4]) {
    await queues.requestFullText([ID]);
    await vi.waitFor(() => expect(tried).toBe(times), { timeout: 15_000, interval: 50 });
    await vi.waitFor(async () => expect(await queues.extract.getJobCountByTypes()).toBe(0));
  }
}, 30_000);
