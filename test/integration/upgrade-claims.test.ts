import { afterAll, beforeEach, expect, test } from "vitest";
import { keysOfFeed } from "../../src/dedupe/keys.ts";
import { type Claims, createClaims } from "../../src/store/claims.ts";
import { upgradeData } from "../../src/store/data-version.ts";
import { createKeys, type Keys } from "../../src/store/keys.ts";
import { draft } from "../support/drafts.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const DAY = 86_400_000;
const redis = connectRedis();
let keys: Keys;
let claims: Claims;

beforeEach(() => {
  keys = createKeys(freshPrefix());
  claims = createClaims(redis, keys.prefix, { windowMs: 14 * DAY });
});
afterAll(() => redis.disconnect());

const entriesOf = (sourceId: string) =>
  keysOfFeed(
    Array.from({ length: 30 }, (_, n) =>
      draft({
        sourceId,
        guid: `guid-${n}`,
        title: `Report ${n} about the river`,
        url: `https://herald.example/story/${n}`,
        addresses: [`https://proxy.example/${sourceId}/${n}`],
      }),
    ),
  );

/** Writes every claim as version 2 did: one hash per bucket of four hexadecimal digits, heads and urls alike. */
async function writeAsBefore(): Promise<void> {
  const pattern = `${keys.prefix.replace("{", "\\{")}:claims:*`;
  for (const name of await redis.keys(pattern)) {
    const [, span = "", place] = /:(\d+)(?::([^:]+))?$/.exec(name) ?? [];
    const [values, ttl] = [place ? await redis.hgetall(name) : {}, await redis.pttl(name)];
    await redis.del(name);
    for (const [field, value] of Object.entries(values)) {
      const key = Buffer.from(place?.length === 2 ? place + field : field, "base64url").toString("hex");
      const bucket = `${keys.prefix}:claims:${span}:${key.slice(0, 4)}`;
      await redis.hset(bucket, key.slice(4), value);
      await redis.pexpire(bucket, ttl);
    }
  }
  await redis.hset(keys.meta, "data", 2);
}

test("what an earlier version claimed is known after the upgrade, as the same articles, and expires as before", async () => {
  const now = Date.now();
  const first = await claims.claimFeed("herald", entriesOf("herald"), now);
  const joined = await claims.claimFeed("gazette", entriesOf("gazette"), now);
  expect(new Set(joined.map(({ kind }) => kind))).toEqual(new Set(["joined"]));
  await writeAsBefore();
  expect(await upgradeData(redis, keys)).toBe("set-up");

  const ids = first.map(({ articleId }) => articleId);
  const seen = ids.map((articleId) => ({ kind: "seen", articleId }));
  expect(await claims.claimFeed("gazette", entriesOf("gazette"), now + DAY)).toEqual(seen);
  expect(await claims.claimFeed("herald", entriesOf("herald"), now + 15 * DAY)).toEqual(seen);
  const others = await claims.claimFeed("post", entriesOf("post"), now + DAY);
  expect(others).toEqual(ids.map((articleId) => ({ kind: "joined", articleId })));
  for (const name of await redis.keys(`${keys.prefix.replace("{", "\\{")}:claims:*`))
    expect(await redis.pttl(name), name).toBeGreaterThan(0);
});

test("an upgrade that runs again, after polls went on, changes nothing", async () => {
  const now = Date.now();
  const first = await claims.claimFeed("herald", entriesOf("herald"), now);
  await writeAsBefore();
  await upgradeData(redis, keys);
  await claims.claimFeed("gazette", entriesOf("gazette"), now);
  await redis.hset(keys.meta, "data", 2);
  await upgradeData(redis, keys);
  const again = await claims.claimFeed("herald", entriesOf("herald"), now);
  expect(again).toEqual(first.map(({ articleId }) => ({ kind: "seen", articleId })));
});
