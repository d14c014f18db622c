import type { Redis } from "ioredis";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Entry } from "../../src/model/entry.ts";
import { type TakeInDeps, takeIn } from "../../src/pipeline/poll/take-in.ts";
import { createArticleStore } from "../../src/store/articles/article-store.ts";
import { createClaims } from "../../src/store/claims/claims.ts";
import { createKeys, type Keys } from "../../src/store/keys.ts";
import { defineScript } from "../../src/store/script.ts";
import { makeEntry as makeEntryAtNoon, makeFeed, makeSource } from "../support/make.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

/** Keys expire by the clock of Redis, which is the real one. */
const NOON = Date.now();
const makeEntry = (changes: Partial<Entry> = {}) =>
  makeEntryAtNoon({ published: NOON - 3_600_000, ...changes });
const WINDOW_MS = 48 * 3_600_000;
let redis: Redis;
let keys: Keys;
let deps: TakeInDeps;

beforeEach(() => {
  redis = connectRedis();
  keys = createKeys(freshPrefix());
  deps = {
    claims: createClaims(redis, keys.prefix, { windowMs: 14 * 86_400_000 }),
    articles: createArticleStore(redis, keys, WINDOW_MS),
    window: WINDOW_MS,
    feedUrl: (id) =>
      id === "harbour" ? "https://feeds.harbour.example/rss" : "https://roundup.example/feed",
  };
});
afterEach(() => redis.disconnect());

const two = [
  makeEntry(),
  makeEntry({ id: "urn:2", link: "https://harbour.example/tunnel", title: "Tunnel closes" }),
];
const from = (
  entries: readonly Entry[],
  changes: { id?: string; interrupted?: boolean; skipped?: number } = {},
) =>
  takeIn(deps, {
    source: makeSource({ id: changes.id ?? "harbour" }),
    feed: makeFeed(entries, { skipped: changes.skipped ?? 0 }),
    now: NOON,
    interrupted: changes.interrupted ?? false,
    first: false,
  });

test("stores what is new and queues it for grouping", async () => {
  expect(await from(two)).toMatchObject({ seen: 2, new: 2, duplicate: 0, dropped: 0 });
  const ids = await deps.articles.incoming(10);
  const stored = await deps.articles.load(ids);
  expect(stored.map((s) => s?.article.title)).toEqual(["Ferry returns", "Tunnel closes"]);
});

test("takes the same document twice without a new article", async () => {
  await from(two);
  expect(await from(two)).toMatchObject({ seen: 2, new: 0, duplicate: 2 });
  expect(await deps.articles.incoming(10)).toHaveLength(2);
});

test("makes one article of the same address in two sources, with both entries", async () => {
  await from(two);
  const tracked = makeEntry({ id: "other", link: "https://www.harbour.example/ferry/?utm_source=x" });
  expect(await from([tracked], { id: "roundup" })).toMatchObject({ new: 0, duplicate: 1 });
  const [id] = await deps.articles.incoming(1);
  expect((await deps.articles.entries(id ?? "")).map((e) => e.sourceId).sort()).toEqual([
    "harbour",
    "roundup",
  ]);
});

test("lets the outlet that wrote it speak for an article that an aggregator had first", async () => {
  const tracked = makeEntry({ id: "other", link: "https://harbour.example/ferry?utm_source=roundup" });
  await from([tracked], { id: "roundup" });
  expect(await from(two)).toMatchObject({ new: 1, changed: 1 });
  const [id] = await deps.articles.incoming(1);
  expect((await deps.articles.load([id ?? ""]))[0]?.article).toMatchObject({
    sourceId: "harbour",
    url: "https://harbour.example/ferry",
  });
});

test("puts an edited title in the place of the old one and queues the article again", async () => {
  await from(two);
  expect(await from([makeEntry({ title: "Ferry returns at last" })])).toMatchObject({ new: 0, changed: 1 });
  const ids = await deps.articles.incoming(10);
  expect(ids).toHaveLength(3);
  expect((await deps.articles.load([ids[2] ?? ""]))[0]?.article.title).toBe("Ferry returns at last");
});

test("stores nothing that is older than every window, and counts it as dropped", async () => {
  const old = makeEntry({ published: NOON - 2 * WINDOW_MS });
  expect(await from([old])).toMatchObject({ seen: 1, new: 0, dropped: 1 });
  expect(await deps.articles.incoming(10)).toEqual([]);
});

test("counts entries that could not be read as dropped", async () => {
  expect(await from(two, { skipped: 3 })).toMatchObject({ seen: 5, new: 2, dropped: 3 });
});

test("stores what a poll had claimed when it was killed before storing it", async () => {
  const { keysOfFeed } = await import("../../src/dedupe/keys.ts");
  const { normalizeEntry } = await import("../../src/normalize/normalize-entry.ts");
  const drafts = two.map((entry) => {
    const normalized = normalizeEntry(entry, makeFeed(two), makeSource(), NOON);
    if (normalized.kind !== "article") throw new Error(normalized.reason);
    return normalized.draft;
  });
  await deps.claims.claimFeed("harbour", keysOfFeed(drafts), NOON); // killed here
  expect(await from(two, { interrupted: true })).toMatchObject({ new: 2 });
  expect(await deps.articles.incoming(10)).toHaveLength(2);
});

test("after a poll that was cut short, a further source and a correction are taken in all the same", async () => {
  await from(two);
  const [id = ""] = await deps.articles.incoming(1);
  const tracked = makeEntry({ id: "other", link: "https://harbour.example/ferry?utm_source=roundup" });
  const corrected = makeEntry({ title: "Ferry returns on Monday" });
  // The claims were made, and their worker ended before it wrote down what they told.
  const { articles } = deps;
  const unwritten = new Error("killed");
  deps = { ...deps, articles: { ...articles, load: () => Promise.reject(unwritten) } };
  await expect(from([tracked], { id: "roundup" })).rejects.toBe(unwritten);
  await expect(from([corrected])).rejects.toBe(unwritten);
  deps = { ...deps, articles };
  await from([tracked], { id: "roundup", interrupted: true });
  expect(await from([corrected], { interrupted: true })).toMatchObject({ changed: 1 });
  expect((await articles.entries(id)).map((e) => e.sourceId).sort()).toEqual(["harbour", "roundup"]);
  expect((await articles.load([id]))[0]?.article.title).toBe("Ferry returns on Monday");
});

test("hands an article over to the grouping of its own process once, and reads it from Redis otherwise", async () => {
  const { articles } = deps;
  await from([makeEntry()]);
  articles.handOver();
  await from(two);
  const ids = await articles.incoming(10);
  const fromRedis = await articles.load(ids);
  await redis.hdel(keys.shelf(ids[1] ?? ""), ids[1] ?? "");
  expect(await articles.loadIncoming(ids)).toEqual(fromRedis);
  expect(await articles.loadIncoming(ids)).toEqual([fromRedis[0], undefined]);
});

test("an article whose text was written, and that was not queued, is taken in by the next poll", async () => {
  await from([makeEntry()]);
  const [id = ""] = await deps.articles.incoming(10);
  await redis.del(keys.incoming, keys.articles);
  expect(await redis.hexists(keys.shelf(id), id)).toBe(1);
  expect(await from([makeEntry()], { interrupted: true })).toMatchObject({ new: 1 });
  expect(await deps.articles.incoming(10)).toEqual([id]);
});

test("an article that expired is not taken in again by a poll that was cut short", async () => {
  const undated = [makeEntry({ published: undefined })];
  await from(undated);
  const [id = ""] = await deps.articles.incoming(10);
  await redis.del(keys.incoming, keys.articles, keys.shelf(id));
  const later = {
    source: makeSource({ id: "harbour" }),
    feed: makeFeed(undated),
    now: NOON + WINDOW_MS + 60_000,
  };
  expect(await takeIn(deps, { ...later, interrupted: true, first: false })).toMatchObject({
    new: 0,
    duplicate: 1,
  });
});

test("articles that have expired are trimmed from the window's index", async () => {
  await from([makeEntry()]);
  await deps.articles.trim(NOON + WINDOW_MS - 1_000);
  expect(await deps.articles.count()).toBe(1);
  await deps.articles.trim(NOON + WINDOW_MS + 1_000);
  expect(await deps.articles.count()).toBe(0);
});

test("an article is not queued without its text", async () => {
  const { incoming } = keys;
  const add = defineScript(redis, "articles/add-articles-1");
  await expect(add([incoming], ["", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "1"])).rejects.toThrow("NOTEXT");
  expect(await redis.exists(incoming, keys.articles)).toBe(0);
});

test("a document that has an article twice does not change it each time a poll is cut short", async () => {
  const twins = [makeEntry(), makeEntry({ id: "urn:twin", title: "Ferry returns, says operator" })];
  await from(twins);
  await from(twins, { interrupted: true });
  expect(await from(twins, { interrupted: true })).toMatchObject({ new: 0, changed: 0 });
});
