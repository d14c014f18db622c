import type { Redis } from "ioredis";
import { readFeed } from "../../../src/parse/read-feed.ts";
import { takeIn } from "../../../src/pipeline/poll/take-in.ts";
import { createArticleStore } from "../../../src/store/articles/article-store.ts";
import { createClaims } from "../../../src/store/claims/claims.ts";
import { createKeys } from "../../../src/store/keys.ts";
import { makeSource } from "../../support/make.ts";
import { asRss, type History, pollTime, type Written } from "./histories.ts";

/** What became of the true items of a history. */
export interface Verdict {
  readonly items: number;
  /** No article has it. */
  readonly lost: number;
  /** Articles beyond the first. */
  readonly doubled: number;
  /** Its article has a link, or a title, that the item never had. */
  readonly wrong: number;
  /** Articles that were told under one id and are another item now. */
  readonly changed: number;
}

const WINDOW_MS = 60 * 86_400_000;

/** Polls a history document by document, as `lede` would, and looks at each poll which item each article is. */
export async function judgeHistory(redis: Redis, prefix: string, history: History): Promise<Verdict> {
  const keys = createKeys(prefix);
  const articles = createArticleStore(redis, keys, WINDOW_MS);
  const claims = createClaims(redis, keys.prefix, { windowMs: 14 * 86_400_000 });
  const source = makeSource({ id: "feed", url: "https://feed.example/feed.xml" });
  const deps = { claims, articles, window: WINDOW_MS, feedUrl: () => source.url };
  const toldAs = new Map<string, number>();
  const changed = new Set<string>();
  for (const [n, items] of history.polls.entries()) {
    const read = await readFeed(new TextEncoder().encode(asRss(items)), {
      url: source.url,
      now: pollTime(n),
    });
    if (read.kind !== "feed") throw new Error(read.message);
    await takeIn(deps, { source, feed: read.feed, now: pollTime(n), interrupted: false, first: n === 0 });
    for (const { id, truth } of await truths()) {
      if ((toldAs.get(id) ?? truth) !== truth) changed.add(id);
      toldAs.set(id, toldAs.get(id) ?? truth);
    }
  }
  const all = history.polls.flat();
  const items = new Set(all.map(({ truth }) => truth));
  const found = await truths();
  const counts = new Map<number, number>();
  for (const { truth } of found) counts.set(truth, (counts.get(truth) ?? 0) + 1);
  const verdict = {
    items: items.size,
    lost: [...items].filter((truth) => !counts.has(truth)).length,
    doubled: [...counts.values()].reduce((sum, count) => sum + count - 1, 0),
    wrong: found.filter((one) => !isOf(one, all)).length,
    changed: changed.size,
  };
  const used = await redis.keys(`${prefix.replace("{", "\\{")}*`);
  if (used.length > 0) await redis.unlink(...used);
  return verdict;

  async function truths() {
    const stored = await articles.load(await articles.since(Number.NEGATIVE_INFINITY));
    return stored.flatMap((one) => {
      const truth = Number(/truth (\d+)/.exec(one?.article.categories.join() ?? "")?.[1]);
      return one ? [{ id: one.article.id, truth, title: one.article.title, url: one.article.url }] : [];
    });
  }
}

function isOf(
  { truth, title, url }: { readonly truth: number; readonly title: string; readonly url: string },
  all: readonly Written[],
): boolean {
  const own = all.filter((one) => one.truth === truth);
  const links = own.map(({ link }) => link);
  return own.some((one) => one.title === title) && (links.every((link) => !link) || links.includes(url));
}
