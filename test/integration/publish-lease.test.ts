import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { createNewsroom } from "../../src/pipeline/newsroom.ts";
import { startPublishing } from "../../src/queue/publish-worker.ts";
import { createQueues } from "../../src/queue/queues.ts";
import { createKeys } from "../../src/store/keys.ts";
import { createWriterLease, type Writer } from "../../src/store/writer-lease.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";
import { startRedis } from "../support/redis-instance.ts";

const log = pino({ level: "silent" });
const YAML = `output: { dir: ./public, formats: [json] }
lead: { fullText: never }
sources: [{ id: a, url: "https://a.example/f" }]
`;

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

test("what a publisher has in hand that lost the right to publish is taken on by the next at once", async () => {
  const connection = connectRedis();
  const keys = createKeys(freshPrefix());
  const { prefix } = keys;
  const queues = createQueues({ connection, prefix, log, publishDelay: 0 });
  const done = { awaited: [], articles: 0, stories: 0, outputs: [] };
  const start = (publish: (writer: Writer) => Promise<typeof done>) =>
    startPublishing({
      ...{ connection, prefix, log },
      lease: createWriterLease(connection, keys),
      takeOver: async () => {},
      isLost: async () => false,
      publish: (_job, writer) => publish(writer),
    });
  let begun = false;
  const first = start(async (writer) => {
    begun = true;
    for (;;) {
      await writer.confirm();
      await sleep(6_000); // longer than it takes to notice
    }
  });
  const second = vi.fn(async () => done);
  onTestFinished(async () => {
    await queues.close();
    connection.disconnect();
  });
  onTestFinished(() => first.close());
  await queues.requestPublication();
  await vi.waitFor(() => expect(begun).toBe(true), 10_000);
  await connection.del(keys.writer); // as after a restart of Redis, when it was the first to ask
  const next = start(second);
  onTestFinished(() => next.close());
  await vi.waitFor(() => expect(second).toHaveBeenCalled(), 25_000);
}, 60_000);

type Newsroom = Awaited<ReturnType<typeof startNewsroom>>;
type Stop = () => Promise<void>;
const JOB = { feedId: "all", mode: "now" } as const;
const takeInOne = (room: Newsroom, n: string) =>
  room.takeIn("a", [makeEntry({ id: n, title: TITLES[n], published: room.now() })]);
const TITLES: Readonly<Record<string, string>> = { 1: "A harbour is dredged", 2: "Ferries stay in port" };
const titlesOf = async (room: Newsroom) => (await room.items()).map(({ title }) => title);

/** Where a publisher may be stopped: by the system, by a debugger, with its machine. */
const STOPS: readonly [string, (room: Newsroom, stop: Stop, writer: Writer) => object][] = [
  ["its stories were chosen", ({ queues }, stop) => ({ queues: { ...queues, requestFullText: stop } })],
  [
    "ids and dates were kept",
    ({ stories }, stop) => ({ stories: { ...stories, isSetUp: () => stop().then(stories.isSetUp) } }),
  ],
  [
    "it was seen to have the right to write, with everything written under other names",
    (_room, stop, writer) => ({ writer: { ...writer, confirm: () => writer.confirm().then(stop) } }),
  ],
  ["the files were in their places", (_room, stop) => ({ fetch: () => stop().then(() => ({})) })], // a hub is told
];

test.each(STOPS)("who was stopped after %s brings no older edition back", async (_when, stopped) => {
  const room = await startNewsroom(`${YAML}link: https://wire.example/\n`);
  let stops = 0;
  const stop = async () => {
    if (stops++ > 0) return;
    await room.redis.del(room.keys.writer);
    room.pass(20_000);
    await room.restart(await createWriterLease(room.redis, room.keys).hold());
    await takeInOne(room, "2");
    await room.publish();
  };
  const held = (await createWriterLease(room.redis, room.keys).hold()) as Writer;
  const { writer = held, ...deps } = { ...room, ...stopped(room, stop, held) } as Newsroom & {
    writer?: Writer;
  };
  const hubs = ["https://hub.example/"];
  const late = createNewsroom(deps, { ...room.config, websub: { ...room.config.websub, hubs } });
  await takeInOne(room, "1");
  const end = await late.publish(JOB, writer).catch((error: Error) => error.message);
  expect(stops).toBeGreaterThan(0);
  expect(await titlesOf(room)).toEqual([TITLES["2"], TITLES["1"]]);
  expect((await room.stories.statuses()).map(({ stories, at }) => [stories, at])).toEqual([[2, room.now()]]);
  expect(await room.troubles.all()).toEqual([]);
  expect(end).toBe("another process publishes now");
});

test("who has the right to write once more knows what was written meanwhile", async () => {
  const room = await startNewsroom(YAML);
  const lease = createWriterLease(room.redis, room.keys);
  const other = createWriterLease(room.redis, room.keys);
  const first = createNewsroom(room, room.config);
  await takeInOne(room, "1");
  await first.publish(JOB, await lease.hold());
  await room.redis.del(room.keys.writer); // it was stopped for longer than its lease
  await room.restart(await other.hold());
  await takeInOne(room, "2");
  await room.publish();
  await other.release();
  await first.publish(JOB, await lease.hold());
  expect((await titlesOf(room)).sort()).toEqual([TITLES["1"], TITLES["2"]]);
});

test("the right to write is renewed while Redis takes nothing more", async () => {
  const { url } = await startRedis(["--maxmemory-policy", "noeviction"]);
  const redis = new Redis(url);
  onTestFinished(() => redis.disconnect());
  const keys = createKeys(freshPrefix());
  const [lease, other] = [createWriterLease(redis, keys), createWriterLease(redis, keys)];
  const [writer, asked] = await Promise.all([lease.hold(), lease.hold()]);
  expect(asked).toBe(writer);
  await redis.config("SET", "maxmemory", "1");
  await redis.pexpire(keys.writer, 5_000);
  expect(await lease.hold()).toBe(writer);
  expect(await redis.pttl(keys.writer)).toBeGreaterThan(5_000);
  expect(await other.hold()).toBe(undefined);
  await other.release();
  await writer?.confirm();
  await lease.release();
  await expect(writer?.confirm()).rejects.toThrow("another process publishes now");
});

test("a publication that began before the lease was lost leaves its articles to the next", async () => {
  const room = await startNewsroom(YAML);
  const late = createNewsroom(room, room.config);
  const writer = await createWriterLease(room.redis, room.keys).hold();
  await late.takeOver(writer);
  await takeInOne(room, "1");
  await room.redis.set(room.keys.writer, "the next one");
  await expect(late.publish(JOB, writer)).rejects.toThrow("another process publishes now");
  expect(await room.articles.incoming(10)).toHaveLength(1);
  await room.publish();
  expect(await room.items()).toHaveLength(1);
});
