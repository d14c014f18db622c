import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
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

test("a worker waits for a job that is due in a while for so long, not for whole seconds", async () => {
  const [connection, prefix, log] = [connectRedis(), freshPrefix(), pino({ level: "silent" })];
  const sent = vi.spyOn(Redis.prototype, "sendCommand");
  const rules = { concurrency: 1, lockDuration: 30_000, maxStalledCount: 3 };
  const worker = openWorker("poll", async () => {}, { connection, prefix, log }, rules);
  const queue = new Queue("poll", { connection, prefix });
  onTestFinished(async () => {
    sent.mockRestore();
    await Promise.all([worker.close(true), queue.close()]);
    connection.disconnect();
  });
  const waits = () =>
    sent.mock.calls.flatMap(([{ name, args }]) => (name === "bzpopmin" ? [Number(args[1])] : []));
  await queue.add("visit", {}, { delay: 2_500 });
  await vi.waitFor(() => expect(waits().some((seconds) => seconds % 1 !== 0)).toBe(true), {
    timeout: 10_000,
  });
});
