import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { createNewsroom } from "../../src/pipeline/newsroom.ts";
import { startPublishing } from "../../src/queue/publish-worker.ts";
import { createQueues } from "../../src/queue/queues.ts";
import { createKeys } from "../../src/store/keys.ts";
import { createWriterLease } from "../../src/store/writer-lease.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const log = pino({ level: "silent" });

test("who lost the right to publish publishes nothing more, although it has not noticed yet", async () => {
  const connection = connectRedis();
  const keys = createKeys(freshPrefix());
  const { prefix } = keys;
  const queues = createQueues({ connection, prefix, log, publishDelay: 0 });
  const published: string[] = [];
  const start = (name: string) =>
    startPublishing({
      ...{ connection, prefix, log },
      lease: createWriterLease(connection, keys),
      takeOver: async () => {},
      isLost: async () => false,
      publish: async () => {
        published.push(name);
        return { awaited: [], articles: 0, stories: 0, outputs: [] };
      },
    });
  const first = start("first");
  onTestFinished(async () => {
    await first.close();
    await queues.close();
    connection.disconnect();
  });
  await queues.requestPublication();
  await vi.waitFor(() => expect(published).toEqual(["first"]), 10_000);
  // As after a loss of all that Redis held: the next one finds the place free.
  await connection.set(keys.writer, "somebody else");
  await queues.requestPublication();
  await vi.waitFor(
    async () => expect((await queues.publish.getDelayed())[0]?.attemptsMade).toBeGreaterThan(0),
    10_000,
  );
  expect(published).toEqual(["first"]);
  await connection.del(keys.writer);
  const second = start("second");
  onTestFinished(() => second.close());
  await vi.waitFor(() => expect(published).toHaveLength(2), 30_000);
});

test("a publication that began before the lease was lost leaves its articles to the next", async () => {
  const room = await startNewsroom(
    'output: { dir: ./public, formats: [json] }\nlead: { fullText: never }\nsources: [{ id: a, url: "https://a.example/f" }]',
  );
  const lease = createWriterLease(room.redis, room.keys);
  const late = createNewsroom({ ...room, writer: lease.token }, room.config);
  await lease.hold();
  await late.takeOver();
  await room.takeIn("a", [makeEntry({ id: "1", published: room.now() })]);
  await room.redis.set(room.keys.writer, "the next one");
  await expect(late.publish({ feedId: "all", mode: "now" })).rejects.toThrow(
    "could not be given their stories",
  );
  expect(await room.articles.incoming(10)).toHaveLength(1);
  await room.publish();
  expect(await room.items()).toHaveLength(1);
});
