import type { Redis } from "ioredis";
import type { Article, FullText } from "../model/article.ts";
import type { ArticleId, EpochMs, SourceId, StoryId } from "../model/brand.ts";
import { createHandover, type Handover } from "./handover.ts";
import type { Keys } from "./keys.ts";
import { defineScript } from "./script.ts";

/** An article's entry as it stands in one source. */
export interface StoredEntry {
  readonly sourceId: SourceId;
  readonly url: string;
  readonly title: string;
  readonly guid: string | undefined;
  readonly seenAt: EpochMs;
}

export interface StoredArticle {
  readonly article: Article;
  readonly storyId: StoryId | undefined;
  readonly fullText: FullText | undefined;
}

export interface ArticleStore {
  /** Stores new articles and queues them for the grouping, in one transaction: neither happens without the other. */
  add(articles: readonly Article[]): Promise<void>;
  /** An article that a further source carries. */
  addEntry(id: ArticleId, entry: StoredEntry): Promise<void>;
  /** An edited text in place of the old one; queued again, so that its story is published anew. */
  replace(article: Article): Promise<void>;
  missing(ids: readonly ArticleId[]): Promise<ReadonlySet<ArticleId>>;
  load(ids: readonly ArticleId[]): Promise<readonly (StoredArticle | undefined)[]>;
  entries(id: ArticleId): Promise<readonly StoredEntry[]>;
  setFullText(id: ArticleId, text: FullText): Promise<void>;
  /** Ids in the window, oldest first. */
  since(from: EpochMs): Promise<readonly ArticleId[]>;
  /** Forgets the index entries of articles that expired. */
  trim(before: EpochMs): Promise<void>;
  incoming(most: number): Promise<readonly ArticleId[]>;
  /** As `load`, for ids of `incoming`: what this process added itself since `handOver` is at hand, once. */
  loadIncoming(ids: readonly ArticleId[]): Promise<readonly (StoredArticle | undefined)[]>;
  /** This process groups articles from now on. */
  handOver(): void;
  count(): Promise<number>;
}

/** Articles in one batch of commands. */
const BATCH = 500;

/**
 * @param lifetimeMs how long an article is kept after it was seen; Infinity: for ever
 * @param guarded nothing is added while nobody has set the store up
 */
export function createArticleStore(
  redis: Redis,
  keys: Keys,
  lifetimeMs: number,
  guarded = false,
): ArticleStore {
  const addArticles = defineScript(redis, "add-articles-1");
  const lifetime = Number.isFinite(lifetimeMs) ? Math.ceil(lifetimeMs) : 0;
  const handover = createHandover();
  return {
    add: async (articles) => {
      for (const some of batches(articles)) {
        const triples = some.flatMap((article) => {
          const text = JSON.stringify(article);
          handover.put(article.id, text);
          return [article.id, article.seenAt, text];
        });
        try {
          await addArticles([keys.incoming], [lifetime, guarded ? 1 : 0, ...triples]);
        } catch (error) {
          for (const { id } of some) handover.take(id);
          throw error;
        }
      }
    },
    addEntry: async (id, entry) => {
      await redis.hset(keys.article(id), `e:${entry.sourceId}`, JSON.stringify(entry));
    },
    replace: async (article) => {
      const { id } = article;
      handover.take(id);
      await redis
        .multi()
        .hset(keys.article(id), "a", JSON.stringify(article))
        .rpush(keys.incoming, id)
        .exec();
    },
    missing: (ids) => missingOf(redis, keys, ids),
    load: (ids) => loadArticles(redis, keys, ids),
    entries: async (id) => {
      const { a: own, ...fields } = await redis.hgetall(keys.article(id));
      const others = Object.entries(fields)
        .filter(([field]) => field.startsWith("e:"))
        .map(([, text]) => JSON.parse(text) as StoredEntry);
      const all = own ? [...others, entryOf(JSON.parse(own) as Article)] : others;
      return [...new Map(all.map((entry) => [entry.sourceId, entry])).values()];
    },
    setFullText: async (id, text) => {
      // An article that expired meanwhile must not come back as a hash without its text.
      if (await redis.exists(keys.article(id))) await redis.hset(keys.article(id), "x", JSON.stringify(text));
    },
    since: async (from) =>
      (await redis.zrange(
        keys.articles,
        Number.isFinite(from) ? from : "-inf",
        "+inf",
        "BYSCORE",
      )) as ArticleId[],
    trim: async (before) => {
      await redis.zremrangebyscore(keys.articles, "-inf", `(${before}`);
    },
    incoming: async (most) => (await redis.lrange(keys.incoming, 0, most - 1)) as ArticleId[],
    loadIncoming: (ids) => loadIncoming(redis, keys, handover, ids),
    handOver: handover.open,
    count: () => redis.zcard(keys.articles),
  };
}

function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < all.length; i += BATCH) yield all.slice(i, i + BATCH);
}

/** The entry that an article was made of. */
export function entryOf(article: Article): StoredEntry {
  const { sourceId, url, title, guid, seenAt } = article;
  return { sourceId, url, title, guid, seenAt };
}

/** `exec` reports a refused command (out of memory, read only) in its results instead of throwing. */
export function failOnError(results: [Error | null, unknown][] | null): void {
  const failed = results?.find(([error]) => error);
  if (failed?.[0]) throw failed[0];
}

async function missingOf(redis: Redis, keys: Keys, ids: readonly ArticleId[]): Promise<Set<ArticleId>> {
  const batch = redis.pipeline();
  for (const id of ids) batch.exists(keys.article(id));
  const found = (await batch.exec()) ?? [];
  return new Set(ids.filter((_, n) => found[n]?.[1] === 0));
}

async function loadArticles(
  redis: Redis,
  keys: Keys,
  ids: readonly ArticleId[],
): Promise<(StoredArticle | undefined)[]> {
  const loaded: (StoredArticle | undefined)[] = [];
  for (const some of batches(ids)) {
    const batch = redis.pipeline();
    for (const id of some) batch.hmget(keys.article(id), "a", "s", "x");
    for (const [, fields] of (await batch.exec()) ?? [])
      loaded.push(readArticle(fields as (string | null)[] | undefined));
  }
  return loaded;
}

async function loadIncoming(
  redis: Redis,
  keys: Keys,
  handover: Handover,
  ids: readonly ArticleId[],
): Promise<(StoredArticle | undefined)[]> {
  const atHand = ids.map(handover.take);
  const missing = ids.filter((_, n) => atHand[n] === undefined);
  const others = (await loadArticles(redis, keys, missing)).values();
  return atHand.map((text) => (text === undefined ? others.next().value : readArticle([text])));
}

function readArticle(fields: readonly (string | null)[] | undefined): StoredArticle | undefined {
  const [article, storyId, fullText] = fields ?? [];
  if (!article) return undefined;
  return {
    article: JSON.parse(article) as Article,
    storyId: (storyId ?? undefined) as StoryId | undefined,
    fullText: fullText ? (JSON.parse(fullText) as FullText) : undefined,
  };
}
