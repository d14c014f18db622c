import { setTimeout as sleep } from "node:timers/promises";
import { Queue, Worker } from "bullmq";
import pino from "pino";
import { expect, onTestFinished, test } from "vitest";
import { keysOfFeed } from "../../src/dedupe/keys.ts";
import type { FullText } from "../../src/model/article.ts";
import { runOnceSetUp } from "../../src/runtime/run-once-set-up.ts";
import { createArticleStore } from "../../src/store/article-store.ts";
import { createClaims } from "../../src/store/claims.ts";
import {
  clearRemnants,
  isSetUp,
  markSetUp,
  refuseLaterData,
  upgradeData,
} from "../../src/store/data-version.ts";
import { createKeys } from "../../src/store/keys.ts";
import { createStoryStore } from "../../src/store/story-store.ts";
import { draft } from "../support/drafts.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const ID = "01M8C8W4583H8Q28A869V7C000";

function setUp() {
  const redis = connectRedis();
  onTestFinished(() => redis.disconnect());
  return { redis, keys: createKeys(freshPrefix()) };
}

test("nothing is claimed or stored before the data are brought forward", async () => {
  const { redis, keys } = setUp();
  await redis.hset(keys.meta, "data", 3);
  expect(await isSetUp(redis, keys)).toBe(false);
  await refuseLaterData(redis, keys);
  const claims = createClaims(redis, keys.prefix, { windowMs: 86_400_000, guarded: true });
  const claim = () => claims.claimFeed("herald", keysOfFeed([draft({})]), Date.now());
  await expect(claim()).rejects.toThrow("NOTSETUP");
  const articles = createArticleStore(redis, keys, 86_400_000, true);
  await expect(articles.add([{ ...draft({}), id: ID }])).rejects.toThrow("NOTSETUP");
  await upgradeData(redis, keys);
  expect(await claim()).toMatchObject([{ kind: "new" }]);
});

test("what a poll worker of version 3 writes after the upgrade is read", async () => {
  const { redis, keys } = setUp();
  await redis.hset(`${keys.prefix}:article:${ID}`, "a", JSON.stringify({ ...draft({}), id: ID }));
  await redis.rpush(keys.incoming, ID);
  const articles = createArticleStore(redis, keys, 86_400_000);
  expect(await articles.loadIncoming(await articles.incoming(1))).toMatchObject([{ article: { id: ID } }]);
  await createStoryStore(redis, keys, 86_400_000).assign(
    [
      {
        storyId: ID,
        membership: { articleId: ID, joinedAt: 1, score: undefined, with: undefined, reasons: [] },
        absorbed: [],
      },
    ],
    [ID],
  );
  await articles.setFullText(ID, { kind: "none", code: "FETCH_STATUS", message: "404", at: 1 } as FullText);
  expect(await articles.load([ID])).toMatchObject([
    { article: { id: ID }, storyId: ID, fullText: { kind: "none" } },
  ]);
});

test("two processes that bring the same data forward leave every article", async () => {
  const { redis, keys } = setUp();
  const ids = Array.from(
    { length: 600 },
    (_, n) => `01M8C8W4${String(n % 20).padStart(4, "0")}H8Q28A869V${String(n).padStart(4, "0")}`,
  );
  for (const id of ids) {
    await redis.hset(`${keys.prefix}:article:${id}`, "a", JSON.stringify({ ...draft({}), id }));
    await redis.pexpire(`${keys.prefix}:article:${id}`, 3_600_000);
  }
  const other = connectRedis();
  onTestFinished(() => other.disconnect());
  await redis.hset(keys.meta, "data", 3);
  await Promise.all([upgradeData(redis, keys), upgradeData(other, keys)]);
  const articles = createArticleStore(redis, keys, 86_400_000);
  expect((await articles.load(ids)).filter((stored) => stored === undefined)).toHaveLength(0);
  for (const id of ids) expect(await redis.pttl(keys.shelf(id)), id).toBeGreaterThan(3_500_000);
});

test("a restoration that was cut short is not cleared away by the next one", async () => {
  const { redis, keys } = setUp();
  await redis.rpush(keys.incoming, "remnant");
  await clearRemnants(redis, keys);
  expect(await redis.exists(keys.incoming)).toBe(0);
  await redis.zadd(keys.articles, 1, ID);
  await clearRemnants(redis, keys);
  expect(await redis.zcard(keys.articles)).toBe(1);
  await markSetUp(redis, keys);
  expect(await redis.hgetall(keys.meta)).toEqual({ data: "4" });
});

test("a worker takes jobs as soon as the store is set up, and closes without", async () => {
  const { redis, keys } = setUp();
  const connection = connectRedis();
  onTestFinished(() => connection.disconnect());
  connection.options.maxRetriesPerRequest = null;
  const done: string[] = [];
  const start = () => {
    const work = async (job: { name: string }) => void done.push(job.name);
    const worker = new Worker("gate", work, { connection, prefix: keys.prefix, autorun: false });
    return runOnceSetUp({ patient: redis, keys, log: pino({ level: "silent" }) }, worker);
  };
  const queue = new Queue("gate", { connection, prefix: keys.prefix });
  onTestFinished(() => queue.close());
  await start().close();
  const running = start();
  onTestFinished(running.close);
  await queue.add("poll", {});
  await sleep(400);
  expect(done).toEqual([]);
  await markSetUp(redis, keys);
  await expect.poll(() => done, { timeout: 5_000 }).toEqual(["poll"]);
});

test("articles of version 3 keep their story, text, entries and end", async () => {
  const { redis, keys } = setUp();
  const ids = ["01M8C8W4583H8Q28A869V7C000", "01M8C8W4583H8Q28A869V7C001", "01M8C8X0003H8Q28A869V7C000"];
  const fullText = { kind: "none", code: "FETCH_STATUS", message: "404", at: 1 };
  const entry = { sourceId: "post", url: "https://post.example/1", title: "Post", seenAt: 2 };
  for (const id of ids) {
    const key = `${keys.prefix}:article:${id}`;
    await redis.hset(key, "a", JSON.stringify({ ...draft({}), id }), "s", ids[0] ?? "");
    await redis.hset(key, "x", JSON.stringify(fullText), "e:post", JSON.stringify(entry));
    await redis.pexpire(key, id === ids[0] ? 60_000 : 3_600_000);
    await redis.hset(keys.story(ids[0] ?? ""), id, "5 - -");
  }
  await redis.hset(keys.meta, "data", 3);
  for (let times = 0; times < 2; times++) {
    await redis.hset(keys.meta, "data", 3);
    expect(await upgradeData(redis, keys)).toBe("set-up");
  }

  const articles = createArticleStore(redis, keys, 86_400_000);
  for (const stored of await articles.load(ids)) expect(stored).toMatchObject({ storyId: ids[0], fullText });
  expect((await articles.entries(ids[1] ?? "")).map(({ sourceId }) => sourceId)).toEqual(["post", "herald"]);
  const stories = createStoryStore(redis, keys, 86_400_000);
  expect((await stories.members([ids[0] ?? ""])).get(ids[0] ?? "")).toHaveLength(3);
  expect(await redis.keys(`${keys.prefix.replace("{", "\\{")}:article:*`)).toEqual([]);
  for (const id of ids) {
    expect(await redis.pttl(keys.shelf(id)), id).toBeGreaterThan(3_500_000);
    expect(await redis.pttl(keys.shelf(id)), id).toBeLessThanOrEqual(3_600_000);
    expect(await redis.pttl(keys.entries(id)), id).toBeLessThanOrEqual(3_600_000);
  }
});
