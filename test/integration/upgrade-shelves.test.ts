import { expect, onTestFinished, test } from "vitest";
import { createArticleStore } from "../../src/store/article-store.ts";
import { upgradeData } from "../../src/store/data-version.ts";
import { createKeys } from "../../src/store/keys.ts";
import { createStoryStore } from "../../src/store/story-store.ts";
import { draft } from "../support/drafts.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

test("articles of version 3 keep their story, text, entries and end", async () => {
  const redis = connectRedis();
  onTestFinished(() => redis.disconnect());
  const keys = createKeys(freshPrefix());
  const ids = ["01M8C8W4583H8Q28A869V7C000", "01M8C8W4583H8Q28A869V7C001", "01M8C8X0003H8Q28A869V7C000"];
  const fullText = { kind: "none", code: "FETCH_STATUS", message: "404", at: 1 };
  const entry = { sourceId: "post", url: "https://post.example/1", title: "Post", seenAt: 2 };
  for (const id of ids) {
    const key = `${keys.prefix}:article:${id}`;
    await redis.hset(key, "a", JSON.stringify({ ...draft({}), id }), "s", ids[0] ?? "");
    await redis.hset(key, "x", JSON.stringify(fullText), "e:post", JSON.stringify(entry));
    await redis.pexpire(key, 3_600_000);
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
  for (const id of ids)
    for (const key of [keys.shelf(id), keys.entries(id)]) {
      expect(await redis.pttl(key), key).toBeGreaterThan(3_500_000);
      expect(await redis.pttl(key), key).toBeLessThanOrEqual(3_600_000);
    }
});
