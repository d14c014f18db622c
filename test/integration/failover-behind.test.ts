import { Redis } from "ioredis";
import { expect, onTestFinished, test, vi } from "vitest";
import { createNewsroom } from "../../src/pipeline/newsroom.ts";
import { createWriterLease } from "../../src/store/writer-lease.ts";
import { startProxy } from "../faults/proxy.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";
import { startRedis } from "../support/redis-instance.ts";

const YAML = `output: { dir: ./public, formats: [json] }
sources:
  - { id: a, url: "https://a.example/f" }
  - { id: b, url: "https://b.example/f" }
`;

/** A line to a server, and what puts another in its place that has stopped listening to it some time before. */
async function startPair() {
  const [old, heir] = [await startRedis(), await startRedis()];
  let { port } = old;
  const line = await startProxy(() => port);
  const redis = new Redis(line.port, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  redis.on("error", () => {});
  const heirs = new Redis(heir.url);
  onTestFinished(async () => {
    redis.disconnect();
    heirs.disconnect();
    await line.close();
  });
  return {
    redis,
    detach: async () => {
      await heirs.replicaof("127.0.0.1", old.port);
      await vi.waitFor(
        async () => expect(await heirs.info("replication")).toContain("link_status:up"),
        10_000,
      );
      await heirs.replicaof("NO", "ONE");
    },
    takeOver: async () => {
      port = heir.port;
      line.set("cut");
      line.set("open");
      await vi.waitFor(
        async () => expect(await redis.info("server")).toContain(`tcp_port:${heir.port}`),
        10_000,
      );
    },
  };
}

test.each([
  ["before any poll", []],
  ["after a poll has found it again", ["a"]],
  ["after every poll has found it again", ["a", "b"]],
])(
  "what a server lacks that takes over is put back under the ids that readers know, %s",
  async (_when, polled) => {
    const { redis, detach, takeOver } = await startPair();
    const room = await startNewsroom(YAML, redis);
    const lease = createWriterLease(redis, room.keys);
    const newsroom = createNewsroom(room, room.config);
    const told = ["A harbour is dredged", "Ferries stay in port", "A bridge is closed for the winter"];
    const poll = (source: string, until: number) =>
      room.takeIn(
        source,
        told
          .slice(0, until)
          .map((title, n) => makeEntry({ id: `${source}${n}`, title, published: room.now() })),
      );
    const publish = async (mode: "now" | "usual" = "now") => {
      await newsroom.publish({ feedId: "all", mode }, await lease.hold());
      return new Map((await room.items()).map(({ id, title }) => [title, id]));
    };
    for (const source of ["a", "b"]) await poll(source, 1);
    await publish();
    await detach();
    for (const source of ["a", "b"]) await poll(source, 2);
    const before = await publish();
    expect(before.size).toBe(2);
    await takeOver();
    for (const source of polled) await poll(source, 2);
    expect(await publish("usual")).toEqual(before); // a new story would wait for its text
    for (const source of ["a", "b"]) await poll(source, 3);
    const after = await publish();
    expect(after.size).toBe(3);
    for (const [title, id] of before) expect(after.get(title)).toBe(id);
  },
  60_000,
);

test("a publication in whose midst another server takes over is not written", async () => {
  const { redis, detach, takeOver } = await startPair();
  const room = await startNewsroom(YAML, redis);
  const lease = createWriterLease(redis, room.keys);
  let switches = 0;
  const incoming = async (most: number) => {
    if (switches > 0 && --switches === 0) {
      await takeOver();
      room.pass(5_000);
      await poll(2);
    }
    return room.articles.incoming(most);
  };
  const newsroom = createNewsroom({ ...room, articles: { ...room.articles, incoming } }, room.config);
  const poll = (until: number) =>
    room.takeIn(
      "a",
      ["A harbour is dredged", "Ferries stay in port"]
        .slice(0, until)
        .map((title, n) => makeEntry({ id: `a${n}`, title, published: room.now() })),
    );
  await poll(1);
  await newsroom.publish({ feedId: "all", mode: "now" }, await lease.hold());
  await detach();
  await poll(2);
  await newsroom.publish({ feedId: "all", mode: "now" }, await lease.hold());
  const before = await room.items();
  expect(before).toHaveLength(2);
  switches = 1;
  const late = newsroom.publish({ feedId: "all", mode: "usual" }, await lease.hold());
  await expect(late).rejects.toThrow("another process publishes now");
  expect(await room.items()).toEqual(before);
  await newsroom.publish({ feedId: "all", mode: "usual" }, await lease.hold());
  const ids = (items: typeof before) => items.map(({ id }) => id).sort();
  expect(ids(await room.items())).toEqual(ids(before));
}, 60_000);

test("who has the right to write is another writer on another server, and the same one on the same", async () => {
  const { redis, detach, takeOver } = await startPair();
  const room = await startNewsroom(YAML, redis);
  const lease = createWriterLease(redis, room.keys);
  const writer = await lease.hold();
  await detach();
  expect(await lease.hold()).toBe(writer);
  await takeOver();
  const next = await lease.hold();
  expect(next).not.toBe(writer);
  expect(await lease.hold()).toBe(next);
  await next?.confirm();
  await expect(writer?.confirm()).rejects.toThrow("another process publishes now");
}, 60_000);
