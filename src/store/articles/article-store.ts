import type { Redis } from "ioredis";
import type { Article, FullText } from "../../model/article.ts";
import type { ArticleId, EpochMs, SourceId, StoryId } from "../../model/brand.ts";
import { grouped, inPipeline, inTransaction } from "../batch.ts";
import { DATA_VERSION } from "../data-version.ts";
import type { Keys } from "../keys.ts";
import { defineScript } from "../script.ts";
import { createHandover, type Handover } from "./handover.ts";

/** An article's entry as it stands in one source. */
export interface StoredEntry {
  readonly sourceId: SourceId;
  readonly url: string;
  readonly title: string;
  readonly guid: string | undefined;
  readonly seenAt: EpochMs;
  /** What the source's rules are asked of beside title and address: of a further source. */
  readonly author?: string | undefined;
  readonly categories?: readonly string[];
  /** Its excerpt. */
  readonly text?: string;
}

export interface StoredArticle {
  readonly article: Article;
  /** Of all sources that carry it, that of `article` first. */
  readonly sourceIds: readonly SourceId[];
  readonly storyId: StoryId | undefined;
  readonly fullText: FullText | undefined;
}

export interface ArticleStore {
  /** Stores new articles and queues them for the grouping; none is queued without its text. */
  add(articles: readonly Article[]): Promise<void>;
  /** An article that a further source carries, stored already or about to be; queued again, for it counts as theirs too. */
  addEntry(id: ArticleId, entry: StoredEntry): Promise<void>;
  /** An edited text in place of the old one; queued again, so that its story is published anew. */
  replace(article: Article): Promise<void>;
  missing(ids: readonly ArticleId[]): Promise<ReadonlySet<ArticleId>>;
  load(ids: readonly ArticleId[]): Promise<readonly (StoredArticle | undefined)[]>;
  entries(id: ArticleId): Promise<readonly StoredEntry[]>;
  setFullText(id: ArticleId, text: FullText): Promise<void>;
  /** Ids in the window, oldest first. */
  since(from: EpochMs): Promise<readonly ArticleId[]>;
  /** Keeps articles and their stories for as long as new ones are kept: the windows may have been widened since. */
  prolong(articles: readonly StoredArticle[]): Promise<void>;
  /** Forgets the index entries of articles that have expired by now. */
  trim(now: EpochMs): Promise<void>;
  incoming(most: number): Promise<readonly ArticleId[]>;
  /** Queues articles once more that were left ungrouped. */
  requeue(ids: readonly ArticleId[]): Promise<void>;
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
  const addArticles = defineScript(redis, "articles/add-articles-1");
  const prolong = defineScript(redis, "articles/prolong-1");
  const lifetime = Number.isFinite(lifetimeMs) ? Math.ceil(lifetimeMs) : 0;
  const handover = createHandover();
  return {
    add: async (articles) => {
      for (const some of batches(articles)) {
        const texts = some.map((article) => [article.id, JSON.stringify(article)] as const);
        for (const [id, text] of texts) handover.put(id, text);
        try {
          // In this order on one connection; the script refuses what did not come before it.
          const shelves = grouped(texts, ([id]) => keys.shelf(id));
          await Promise.all([
            ...shelves.flatMap(([shelf, all]) => [
              redis.hset(shelf, ...all.flat()),
              lifetime > 0 ? redis.pexpire(shelf, lifetime) : undefined,
            ]),
            addArticles([keys.incoming], [guarded ? DATA_VERSION : "", ...idsAndTimes(some)]),
          ]);
        } catch (error) {
          for (const { id } of some) handover.take(id);
          throw error;
        }
      }
    },
    addEntry: async (id, entry) => {
      await inTransaction(redis, (batch) => {
        batch.hset(keys.entries(id), `${id}:${entry.sourceId}`, JSON.stringify(entry));
        if (lifetime > 0) batch.pexpire(keys.entries(id), lifetime);
        batch.rpush(keys.incoming, id);
      });
    },
    replace: async (article) => {
      const { id } = article;
      handover.take(id);
      await inTransaction(redis, (batch) =>
        batch.hset(keys.shelf(id), id, JSON.stringify(article)).rpush(keys.incoming, id),
      );
    },
    missing: (ids) => missingOf(redis, keys, ids),
    load: (ids) => loadArticles(redis, keys, ids),
    entries: async (id) => {
      const [own, others] = await Promise.all([
        redis.hget(keys.shelf(id), id),
        redis.hgetall(keys.entries(id)),
      ]);
      const further = Object.entries(others).filter(([field]) => field.startsWith(`${id}:`));
      const all = further.map(([, text]) => JSON.parse(text) as StoredEntry);
      if (own) all.push(entryOf(JSON.parse(own) as Article));
      return [...new Map(all.map((entry) => [entry.sourceId, entry])).values()];
    },
    setFullText: async (id, text) => {
      // Of an article that expired meanwhile nothing must come back.
      if (await redis.hexists(keys.shelf(id), id))
        await redis.hset(keys.shelf(id), `${id}:x`, JSON.stringify(text));
    },
    since: async (from) =>
      (await redis.zrange(
        keys.articles,
        Number.isFinite(from) ? from : "-inf",
        "+inf",
        "BYSCORE",
      )) as ArticleId[],
    prolong: async (articles) => {
      const ends = new Map<string, number>();
      for (const { article, storyId } of articles)
        for (const key of [
          keys.shelf(article.id),
          keys.entries(article.id),
          ...(storyId ? [keys.story(storyId)] : []),
        ])
          ends.set(key, Math.max(ends.get(key) ?? 0, article.seenAt + lifetime));
      const wanted = [...ends].flatMap(([key, end]) => [key, lifetime > 0 ? Math.ceil(end) : ""]);
      if (wanted.length > 0) await prolong([keys.articles], wanted);
    },
    trim: async (now) => {
      if (lifetime > 0) await redis.zremrangebyscore(keys.articles, "-inf", `(${now - lifetime}`);
    },
    incoming: async (most) => (await redis.lrange(keys.incoming, 0, most - 1)) as ArticleId[],
    requeue: async (ids) => {
      for (const some of batches(ids)) await redis.rpush(keys.incoming, ...some);
    },
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
  const { sourceId, url, title, guid, seenAt, author, categories, summary } = article;
  return { sourceId, url, title, guid, seenAt, author, categories, text: summary };
}

/** What is queued is told, not what has a text: a call that was cut short leaves texts that nobody will group. */
async function missingOf(redis: Redis, keys: Keys, ids: readonly ArticleId[]): Promise<Set<ArticleId>> {
  if (ids.length === 0) return new Set();
  const seenAt = await redis.zmscore(keys.articles, ...ids);
  return new Set(ids.filter((_, n) => seenAt[n] === null));
}

function idsAndTimes(articles: readonly Article[]): [ids: string, times: string] {
  return [articles.map(({ id }) => id).join(" "), articles.map(({ seenAt }) => seenAt).join(" ")];
}

async function loadArticles(
  redis: Redis,
  keys: Keys,
  ids: readonly ArticleId[],
): Promise<(StoredArticle | undefined)[]> {
  const loaded = new Map<ArticleId, StoredArticle | undefined>();
  for (const some of batches(ids)) {
    const shelves = grouped(some, keys.shelf);
    const found = await inPipeline(redis, (batch) => {
      for (const [shelf, there] of shelves)
        batch.hmget(shelf, ...there.flatMap(fieldsOf)).hkeys(keys.entries(there[0] as ArticleId));
    });
    for (const [n, [, there]] of shelves.entries()) {
      const fields = found[2 * n] as (string | null)[];
      const carriers = found[2 * n + 1] as string[];
      for (const [k, id] of there.entries())
        loaded.set(id, readArticle(fields.slice(3 * k, 3 * k + 3), carriersOf(id, carriers)));
    }
  }
  return ids.map((id) => loaded.get(id));
}

function fieldsOf(id: ArticleId): [string, string, string] {
  return [id, `${id}:s`, `${id}:x`];
}

async function loadIncoming(
  redis: Redis,
  keys: Keys,
  handover: Handover,
  ids: readonly ArticleId[],
): Promise<(StoredArticle | undefined)[]> {
  const atHand = ids.map(handover.take);
  const missing = ids.filter((_, n) => atHand[n] === undefined);
  const [others, carriers] = await Promise.all([
    loadArticles(redis, keys, missing),
    loadCarriers(redis, keys, ids),
  ]);
  const rest = others.values();
  return atHand.map((text, n) =>
    text === undefined
      ? rest.next().value
      : readArticle([text], carriersOf(ids[n] as ArticleId, carriers.get(keys.entries(ids[n] as ArticleId)))),
  );
}

/** Of each shelf the fields that tell which further sources carry its articles: another process may have told them. */
async function loadCarriers(
  redis: Redis,
  keys: Keys,
  ids: readonly ArticleId[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = [...new Set(ids.map(keys.entries))];
  const found = await inPipeline(redis, (batch) => {
    for (const name of names) batch.hkeys(name);
  });
  return new Map(names.map((name, n) => [name, found[n] as string[]]));
}

/** @param fields `ID:SOURCE`, of all articles of the shelf */
function carriersOf(id: ArticleId, fields: readonly string[] | undefined): readonly SourceId[] {
  if (fields === undefined || fields.length === 0) return NOBODY;
  const own = fields.filter((field) => field.startsWith(id));
  return own.map((field) => field.slice(id.length + 1) as SourceId).sort();
}

const NOBODY: readonly SourceId[] = [];

function readArticle(
  fields: readonly (string | null)[] | undefined,
  carriers: readonly SourceId[],
): StoredArticle | undefined {
  const [text, told, fullText] = fields ?? [];
  if (!text) return undefined;
  const article = JSON.parse(text) as Article;
  const { sourceId } = article;
  return {
    article,
    sourceIds: [sourceId, ...carriers.filter((id) => id !== sourceId)],
    storyId: (told?.split(" ", 1)[0] ?? undefined) as StoryId | undefined,
    fullText: fullText ? (JSON.parse(fullText) as FullText) : undefined,
  };
}
