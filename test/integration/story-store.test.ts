import type { Redis } from "ioredis";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ArticleId, StoryId } from "../../src/model/brand.ts";
import { type ArticleStore, createArticleStore, entryOf } from "../../src/store/articles/article-store.ts";
import { createKeys, type Keys } from "../../src/store/keys.ts";
import { type Assignment, createStoryStore, type StoryStore } from "../../src/store/stories/story-store.ts";
import { createWriterLease, type Writer } from "../../src/store/writer-lease.ts";
import { draft } from "../support/drafts.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const LIFETIME_MS = 48 * 3_600_000;
// The first three were claimed in one second, the last in another.
const [A, B, C, D] = [
  "01M8C8W4583H8Q28A869V7C000",
  "01M8C8W4583H8Q28A869V7C001",
  "01M8C8W4583H8Q28A869V7C002",
  "01M8C8X0003H8Q28A869V7C000",
];
let redis: Redis;
let keys: Keys;
let articles: ArticleStore;
let stories: StoryStore;

beforeEach(async () => {
  redis = connectRedis();
  keys = createKeys(freshPrefix());
  articles = createArticleStore(redis, keys, LIFETIME_MS);
  stories = createStoryStore(redis, keys, LIFETIME_MS);
  await articles.add([A, B, C, D].map((id) => ({ ...draft({ guid: id }), id })));
});
afterEach(() => redis.disconnect());

const assignment = (articleId: ArticleId, storyId: StoryId, absorbed: StoryId[] = []): Assignment => ({
  storyId,
  membership: {
    articleId,
    joinedAt: 1,
    score: (storyId as string) === articleId ? undefined : 0.9,
    with: undefined,
    reasons: [],
  },
  absorbed,
});

async function membersOf(id: StoryId): Promise<readonly ArticleId[]> {
  return ((await stories.members([id])).get(id) ?? []).map(({ articleId }) => articleId);
}

async function storiesOf(ids: readonly ArticleId[]): Promise<readonly (StoryId | undefined)[]> {
  return (await articles.load(ids)).map((stored) => stored?.storyId);
}

test("a story has the article that it began with, and those that joined", async () => {
  await stories.assign([assignment(A, A), assignment(D, A), assignment(B, B)], []);
  expect(await membersOf(A)).toEqual([A, D]);
  expect(await membersOf(B)).toEqual([B]);
  expect(await membersOf(C)).toEqual([]);
  expect(await storiesOf([A, B, C, D])).toEqual([A, B, undefined, A]);
});

test("a story that is absorbed brings its members, be it as old as the one that it becomes, and written in the same call", async () => {
  const absorbing = [assignment(A, A), assignment(B, B), assignment(C, B), assignment(D, A, [B])];
  for (let times = 0; times < 2; times++) {
    await stories.assign(absorbing, [A, B, C, D]);
    expect(await membersOf(A)).toEqual([A, B, C, D]);
    expect(await membersOf(B)).toEqual([]);
    expect(await stories.resolve(B)).toBe(A);
  }
  expect(await storiesOf([A, B, D])).toEqual([A, A, A]);
  expect(await articles.incoming(10)).toEqual([]);
});

test("a story that is called after no article of its own has all its members", async () => {
  const restored = "01JD0000000000000000000000";
  await stories.assign([assignment(A, restored), assignment(B, restored)], []);
  expect(await membersOf(restored)).toEqual([A, B]);
  await stories.assign([assignment(C, C), assignment(D, restored, [C])], []);
  expect(await membersOf(restored)).toEqual([A, B, C, D]);
});

test("whatever is kept of articles and stories ends with their lifetime", async () => {
  await articles.setFullText(A, { kind: "none", code: "WALL", message: "", at: 1 } as never);
  await articles.addEntry(A, { sourceId: "post", url: "", title: "", guid: undefined, seenAt: 1 });
  await stories.assign([assignment(A, A), assignment(B, A), assignment(D, D)], []);
  const kept = await redis.keys(`${keys.prefix.replace("{", "\\{")}:*`);
  const own = kept.filter((key) => ![keys.articles, keys.incoming].includes(key));
  expect(own).toHaveLength(4);
  for (const key of own) {
    const ttl = await redis.pttl(key);
    expect(ttl, key).toBeGreaterThan(LIFETIME_MS - 60_000);
    expect(ttl, key).toBeLessThanOrEqual(LIFETIME_MS);
  }
});

test("what is there is kept as long as a wider window says, and never shorter", async () => {
  const seenAt = Date.now();
  await articles.add([A, D].map((id) => ({ ...draft({ guid: id, seenAt }), id })));
  await articles.addEntry(A, { ...entryOf({ ...draft({ sourceId: "roundup", seenAt }), id: A }) });
  await stories.assign([assignment(A, A), assignment(D, A)], [A, D]);
  const prolong = async (lifetime: number) =>
    createArticleStore(redis, keys, lifetime).prolong(
      (await articles.load([A, D])).filter((stored) => stored !== undefined),
    );
  const left = () =>
    Promise.all([keys.shelf(A), keys.shelf(D), keys.entries(A), keys.story(A)].map((key) => redis.pttl(key)));
  const MINUTE = 60_000;
  await prolong(5 * LIFETIME_MS);
  for (const ms of await left()) expect(Math.abs(ms - 5 * LIFETIME_MS)).toBeLessThan(MINUTE);
  await prolong(LIFETIME_MS);
  for (const ms of await left()) expect(Math.abs(ms - 5 * LIFETIME_MS)).toBeLessThan(MINUTE);
  await prolong(Number.POSITIVE_INFINITY);
  expect(await left()).toEqual([-1, -1, -1, -1]);
  await prolong(LIFETIME_MS);
  expect(await left()).toEqual([-1, -1, -1, -1]);
});

test.each([
  ["another process has the lease", async () => redis.set(keys.writer, "another")],
  ["the lease has ended", async () => redis.del(keys.writer)],
])("nothing is written, and nothing taken off the queue, when %s", async (_name, lose) => {
  const { token } = (await createWriterLease(redis, keys).hold()) as Writer;
  const waiting = await articles.incoming(10);
  await stories.assign([assignment(A, A)], waiting.slice(0, 1), token);
  await lose();
  const late = stories.assign([assignment(B, A), assignment(C, C, [A])], waiting.slice(1), token);
  await expect(late).rejects.toThrow("another process publishes now");
  expect(await storiesOf([A, B, C])).toEqual([A, undefined, undefined]);
  expect(await articles.incoming(10)).toEqual(waiting.slice(1));
  await stories.assign([assignment(B, B)], []);
  expect(await storiesOf([B])).toEqual([B]);
});
