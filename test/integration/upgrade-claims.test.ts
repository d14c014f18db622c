import { afterAll, beforeEach, expect, test } from "vitest";
import { keysOfFeed, PLACE_LENGTH } from "../../src/dedupe/keys.ts";
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

const urlKeys = new Set(
  ["herald", "gazette"].flatMap((sourceId) =>
    entriesOf(sourceId).flatMap(({ urls }) => urls.map((url) => url.slice(PLACE_LENGTH))),
  ),
);

/** Version 3 had urls in buckets of their keys' first two characters, heads by source, as they are now. */
const asVersion3 = (place: string, key: string) =>
  urlKeys.has(key) ? { bucket: key.slice(0, 2), field: key.slice(2) } : { bucket: place, field: key };

/** Version 2 had one hash per bucket of four hexadecimal digits, heads and urls alike. */
const asVersion2 = (_place: string, key: string) => {
  const digits = Buffer.from(key, "base64url").toString("hex");
  return { bucket: digits.slice(0, 4), field: digits.slice(4) };
};

const versions = [
  { version: 2, layout: asVersion2 },
  { version: 3, layout: asVersion3 },
];

async function writeAsBefore({ version, layout }: (typeof versions)[number]): Promise<void> {
  const pattern = `${keys.prefix.replace("{", "\\{")}:claims:*`;
  for (const name of await redis.keys(pattern)) {
    const [, span = "", place] = /:(\d+)(?::([^:]+))?$/.exec(name) ?? [];
    if (!place) {
      if (version === 2) await redis.del(name);
      continue;
    }
    const [values, ttl] = [await redis.hgetall(name), await redis.pttl(name)];
    await redis.del(name);
    for (const [before, value] of Object.entries(values)) {
      const { bucket, field } = layout(place, before);
      const hash = `${keys.prefix}:claims:${span}:${bucket}`;
      await redis.hset(hash, field, value);
      await redis.pexpire(hash, ttl);
    }
  }
  await redis.hset(keys.meta, "data", version);
}

test.each(versions)(
  "what version $version claimed is known after the upgrade, as the same articles, and expires as before",
  async (before) => {
    const now = Date.now();
    const first = await claims.claimFeed("herald", entriesOf("herald"), now);
    const joined = await claims.claimFeed("gazette", entriesOf("gazette"), now);
    expect(new Set(joined.map(({ kind }) => kind))).toEqual(new Set(["joined"]));
    await writeAsBefore(before);
    expect(await upgradeData(redis, keys)).toBe("set-up");

    const ids = first.map(({ articleId }) => articleId);
    const seen = ids.map((articleId) => ({ kind: "seen", articleId }));
    expect(await claims.claimFeed("gazette", entriesOf("gazette"), now + DAY)).toEqual(seen);
    expect(await claims.claimFeed("herald", entriesOf("herald"), now + 15 * DAY)).toEqual(seen);
    const others = await claims.claimFeed("post", entriesOf("post"), now + DAY);
    expect(others).toEqual(ids.map((articleId) => ({ kind: "joined", articleId })));
    for (const name of await redis.keys(`${keys.prefix.replace("{", "\\{")}:claims:*`))
      expect(await redis.pttl(name), name).toBeGreaterThan(0);
  },
);

test.each(versions)(
  "an upgrade from version $version that runs again, after polls went on, changes nothing",
  async (before) => {
    const now = Date.now();
    const first = await claims.claimFeed("herald", entriesOf("herald"), now);
    await writeAsBefore(before);
    await upgradeData(redis, keys);
    await claims.claimFeed("gazette", entriesOf("gazette"), now);
    await redis.hset(keys.meta, "data", before.version);
    await upgradeData(redis, keys);
    const again = await claims.claimFeed("herald", entriesOf("herald"), now);
    expect(again).toEqual(first.map(({ articleId }) => ({ kind: "seen", articleId })));
  },
);
