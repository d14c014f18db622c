import { Queue, Worker } from "bullmq";
import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { openWorker } from "../../src/queue/open-worker.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

test("a wait for jobs that never ends does not keep a worker from its jobs", async () => {
  const [connection, prefix, log] = [connectRedis(), freshPrefix(), pino({ level: "silent" })];
  const other = new Worker("poll", null, { connection, prefix });
  // As the package waits when a node of a Redis Cluster was killed while it connected: seen in `npm run test:faults`.
  const waits = vi
    .spyOn(Object.getPrototypeOf(other["backend"]), "waitForJob")
    .mockImplementationOnce(() => new Promise(() => {}));
  const done = vi.fn(async () => {});
  const worker = openWorker(
    "poll",
    done,
    { connection, prefix, log },
    { concurrency: 1, lockDuration: 30_000, maxStalledCount: 3 },
  );
  const queue = new Queue("poll", { connection, prefix });
  onTestFinished(async () => {
    waits.mockRestore();
    await Promise.all([worker.close(true), other.close(), queue.close()]);
    connection.disconnect();
  });
  await vi.waitFor(() => expect(waits).toHaveBeenCalled(), { timeout: 10_000, interval: 20 });
  await queue.add("visit", {});
  await vi.waitFor(() => expect(done).toHaveBeenCalled(), { timeout: 40_000, interval: 100 });
}, 60_000);
