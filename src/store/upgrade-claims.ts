import type { Redis } from "ioredis";
import type { Keys } from "./keys.ts";
import { scanKeys } from "./scan-keys.ts";

/** `CLAIMS:SPAN:HHHH`: what was a bucket of keys in hexadecimal, of heads and urls alike. */
const OLD_BUCKET = /:(\d+):([0-9a-f]{4})$/;
/** Characters of the rest of an old key. */
const OLD_FIELD = 14;
/** Length of a url's value: the article's id, the source's hash, the title's signature. A head's is shorter. */
const URL_VALUE = 42;

/**
 * Claims of data version 2 become those of version 3. A key is the same 72 bits, written shorter. Whose head a head is
 * was not kept: heads go to buckets of their own, `CLAIMS:SPAN:old:BB`, where `claim-feed-1.lua` looks for what a
 * source does not have, until they expire.
 */
export async function upgradeClaims(redis: Redis, { prefix }: Keys): Promise<void> {
  const claims = `${prefix}:claims`;
  await redis.set(`${claims}:old`, "1");
  let longest = 0;
  for await (const found of scanKeys(redis, `${claims}:`))
    for (const key of found) longest = Math.max(longest, await moveBucket(redis, claims, key));
  if (Number.isFinite(longest)) await redis.pexpire(`${claims}:old`, longest);
}

/** @returns ms until what was moved expires; Infinity: never; 0: this was no old bucket */
async function moveBucket(redis: Redis, claims: string, key: string): Promise<number> {
  const [, span, bucket] = OLD_BUCKET.exec(key) ?? [];
  if (span === undefined || bucket === undefined || (await redis.type(key)) !== "hash") return 0;
  const [values, ttl] = await Promise.all([redis.hgetall(key), redis.pttl(key)]);
  const fields = Object.entries(values).filter(([field]) => field.length === OLD_FIELD);
  if (fields.length === 0) return 0; // a source whose hash looks like a bucket
  const writing = redis.multi().set(`${claims}:${span}`, "1");
  const touched = new Set([`${claims}:${span}`]);
  for (const [field, value] of fields) {
    const moved = Buffer.from(bucket + field, "hex").toString("base64url");
    const name = `${claims}:${span}:${value.length === URL_VALUE ? "" : "old:"}${moved.slice(0, 2)}`;
    writing.hsetnx(name, moved.slice(2), value);
    touched.add(name);
  }
  if (ttl > 0) for (const name of touched) writing.pexpire(name, ttl);
  await writing.del(key).exec();
  return ttl > 0 ? ttl : Number.POSITIVE_INFINITY;
}
