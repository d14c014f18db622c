import type { Redis } from "ioredis";
import type { ArticleId } from "../model/brand.ts";
import { grouped } from "./grouped.ts";
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
  for await (const found of scanKeys(redis, articles)) {
    const shelves = grouped(found, (key) => keys.shelf(key.slice(articles.length)));
    await Promise.all(shelves.map(([shelf, all]) => moveArticles(redis, keys, shelf, all)));
  }
}

/** Until the last span ends in which there is one. */
async function keepOldAddresses(redis: Redis, claims: string): Promise<void> {
  await redis.set(`${claims}:old-urls`, "1");
  const spans: string[] = [];
  for await (const found of scanKeys(redis, `${claims}:`))
    spans.push(...found.filter((key) => /^\d+$/.test(key.slice(claims.length + 1))));
  if (spans.length === 0) await redis.del(`${claims}:old-urls`);
  else {
    const ends = (await Promise.all(spans.map((key) => redis.pttl(key)))).map(endOf);
    const last = Math.max(...ends);
    if (Number.isFinite(last)) await redis.pexpire(`${claims}:old-urls`, Math.max(1, last));
  }
}

/** One after the other, for they share a shelf, which ends with the last of them. */
async function moveArticles(
  redis: Redis,
  keys: Keys,
  shelf: string,
  found: readonly string[],
): Promise<void> {
  let end = endOf(await redis.pttl(shelf));
  for (const key of found) {
    end = Math.max(end, endOf(await redis.pttl(key)));
    await moveArticle(redis, keys, { key, shelf, end });
  }
}

/** @param ttl ms; -1: never, -2: there is nothing */
function endOf(ttl: number): number {
  return ttl === -1 ? Number.POSITIVE_INFINITY : ttl;
}

interface Move {
  readonly key: string;
  readonly shelf: string;
  /** ms until the shelf ends. */
  readonly end: number;
}

/** Puts an article on its shelf that a process of version 3 wrote after the upgrade. */
export async function adoptArticle(redis: Redis, keys: Keys, id: ArticleId): Promise<void> {
  await moveArticles(redis, keys, keys.shelf(id), [`${keys.prefix}:article:${id}`]);
}

/** `a`, `s`, `x`, `e:SOURCE` of one article. */
async function moveArticle(redis: Redis, keys: Keys, { key, shelf, end }: Move): Promise<void> {
  const id = key.slice(key.lastIndexOf(":") + 1);
  const { a: article, s: story, x: text, ...rest } = await redis.hgetall(key);
  if (!article) return; // another process has moved it, or it has expired
  const writing = redis.multi();
  writing.hsetnx(shelf, id, article);
  if (story) writing.hsetnx(shelf, `${id}:s`, story);
  if (text) writing.hsetnx(shelf, `${id}:x`, text);
  for (const [field, entry] of Object.entries(rest))
    if (field.startsWith("e:")) writing.hsetnx(keys.entries(id), field.slice(2), entry);
  for (const name of [shelf, keys.entries(id)])
    if (Number.isFinite(end)) writing.pexpire(name, Math.max(1, end));
    else writing.persist(name);
  await writing.del(key).exec();
}
