import type { Redis } from "ioredis";
import type { ArticleId } from "../model/brand.ts";
import type { Keys } from "./keys.ts";
import { scanKeys } from "./scan-keys.ts";

/**
 * Data of version 3 become those of version 4: articles move from hashes of their own to shelves, and addresses that
 * were claimed stay where they are, in buckets by the first characters of their key, where `claim-feed-1.lua` looks for
 * what a host's own hash does not have, until they expire.
 */
export async function upgradeShelves(redis: Redis, keys: Keys): Promise<void> {
  await keepOldAddresses(redis, `${keys.prefix}:claims`);
  const articles = `${keys.prefix}:article:`;
  for await (const found of scanKeys(redis, articles))
    await Promise.all(found.map((key) => moveArticle(redis, keys, key, key.slice(articles.length))));
}

/** Until the last span ends in which there is one. */
async function keepOldAddresses(redis: Redis, claims: string): Promise<void> {
  await redis.set(`${claims}:old-urls`, "1");
  const spans: string[] = [];
  for await (const found of scanKeys(redis, `${claims}:`))
    spans.push(...found.filter((key) => /^\d+$/.test(key.slice(claims.length + 1))));
  const ttls = await Promise.all(spans.map((key) => redis.pttl(key)));
  if (ttls.every((ttl) => ttl !== -1)) await redis.pexpire(`${claims}:old-urls`, Math.max(1, ...ttls));
}

/** `a`, `s`, `x`, `e:SOURCE` of one article. Moved already: nothing is left to move. */
async function moveArticle(redis: Redis, keys: Keys, key: string, id: ArticleId): Promise<void> {
  const [{ a: article, s: story, x: text, ...rest }, ttl] = await Promise.all([
    redis.hgetall(key),
    redis.pttl(key),
  ]);
  const shelf = keys.shelf(id);
  const writing = redis.multi();
  if (article) writing.hsetnx(shelf, id, article);
  if (story) writing.hsetnx(shelf, `${id}:s`, story);
  if (text) writing.hsetnx(shelf, `${id}:x`, text);
  for (const [field, entry] of Object.entries(rest))
    if (field.startsWith("e:")) writing.hsetnx(keys.entries(id), field.slice(2), entry);
  if (ttl > 0) for (const name of [shelf, keys.entries(id)]) writing.pexpire(name, ttl);
  await writing.del(key).exec();
}
