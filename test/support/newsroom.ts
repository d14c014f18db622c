import { readFile } from "node:fs/promises";
import path from "node:path";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { takeInDeps } from "../../src/app/parts/poll.ts";
import { parseConfig } from "../../src/config/load.ts";
import { createTokens } from "../../src/ground/tokens.ts";
import type { ArticleId } from "../../src/model/brand.ts";
import type { Config } from "../../src/model/config.ts";
import type { Entry } from "../../src/model/entry.ts";
import { readFeed } from "../../src/parse/read-feed.ts";
import { lifetimeOf, windowOf } from "../../src/pipeline/group/window.ts";
import { createNewsroom } from "../../src/pipeline/newsroom.ts";
import { takeIn } from "../../src/pipeline/poll/take-in.ts";
import { createArticleStore } from "../../src/store/articles/article-store.ts";
import { createClaims } from "../../src/store/claims/claims.ts";
import { createIssueStore } from "../../src/store/issue-store.ts";
import { createKeys } from "../../src/store/keys.ts";
import { createNoticeStore } from "../../src/store/notices/notice-store.ts";
import { createScheduleStore } from "../../src/store/schedule/schedule-store.ts";
import { createStatsStore } from "../../src/store/stats-store.ts";
import { createStoryStore } from "../../src/store/stories/story-store.ts";
import { createTroubleStore } from "../../src/store/trouble-store.ts";
import type { Writer } from "../../src/store/writer-lease.ts";
import { makeFeed } from "./make.ts";
import { connectRedis, freshPrefix } from "./redis.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** An item of `feed.json`, as far as tests look at it. */
export interface PublishedItem {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly date_published: string;
  readonly content_html: string;
  readonly _story: { readonly id: string };
  readonly tags?: readonly string[];
  readonly authors: readonly { readonly name: string; readonly url?: string }[];
  readonly _source: {
    readonly title: string;
    readonly feed_url?: string;
    readonly home_page_url?: string;
    readonly outlet?: string;
    readonly carrier?: { readonly title: string; readonly feed_url?: string };
  };
  readonly _also?: {
    readonly items: readonly { readonly title: string; readonly url: string; readonly outlet: string }[];
  };
}

/**
 * The publishing half of a wire on real stores and a folder of its own, without queues, network and processes: documents
 * are taken in by hand, publications asked for by hand.
 *
 * @param yaml its `./public` is in that folder
 * @param redis another connection to the run's Redis
 */
export async function startNewsroom(yaml: string, redis = connectRedis()) {
  const folder = await temporaryFolder();
  onTestFinished(() => redis.disconnect());
  const keys = createKeys(freshPrefix());
  const configOf = (text: string): Promise<Config> =>
    parseConfig(path.join(folder, "lede.yaml"), text.replace("./public", path.join(folder, "public")), {});
  let config = await configOf(yaml);
  let clock = Date.now();
  const articles = createArticleStore(redis, keys, lifetimeOf(config));
  const stories = createStoryStore(redis, keys, lifetimeOf(config));
  const claims = createClaims(redis, keys.prefix, { windowMs: config.dedupe.window });
  const deps = {
    ...{ articles, stories, keys, patient: redis },
    schedule: createScheduleStore(redis, keys, 60_000),
    stats: createStatsStore(redis, keys),
    troubles: createTroubleStore(redis, keys),
    notices: createNoticeStore(redis, keys),
    tokens: createTokens(path.join(folder, "tokens")),
    issues: createIssueStore(redis, keys),
    queues: {
      requestPublication: async () => {},
      requestFullText: async (_ids: readonly ArticleId[]) => {},
      requestNotices: async (_ids: readonly string[]) => {},
    },
    fetch: () => Promise.reject(new Error("no hub is configured")),
    now: () => clock,
    log: pino({ level: "silent" }),
  };
  const open = () => createNewsroom(deps, config);
  let writer: Writer | undefined;
  let newsroom = open();
  await newsroom.takeOver();
  return {
    ...deps,
    folder,
    claims,
    redis,
    get config() {
      return config;
    },
    /** ms */
    pass: (ms: number) => {
      clock += ms;
    },
    /** What a poll of the source would take in. @param interrupted the poll before it did not end */
    takeIn: (id: string, entries: readonly Entry[], interrupted = false) => {
      const source = config.sources.find((one) => one.id === id);
      if (!source) throw new Error(`no source ${id}`);
      const feedUrl = (one: string) => config.sources.find((other) => other.id === one)?.url;
      const document = { source, feed: makeFeed(entries), now: clock, interrupted, first: false };
      return takeIn({ claims, articles, feedUrl, window: windowOf(config) }, document);
    },
    /** What a poll of the source would make of that document. */
    takeDocument: async (id: string, document: string) => {
      const source = config.sources.find((one) => one.id === id);
      if (!source) throw new Error(`no source ${id}`);
      const read = await readFeed(Buffer.from(document), { url: source.url, headers: {}, now: clock });
      if (read.kind !== "feed") throw new Error(read.message);
      const known = { now: clock, interrupted: false, first: false };
      return takeIn({ ...takeInDeps({ claims, articles }, config) }, { source, feed: read.feed, ...known });
    },
    configOf,
    edit: async (text: string) => {
      config = await configOf(text);
      newsroom.change(config);
    },
    /** Another process takes over, under the same or another YAML. @param by default: nobody else writes */
    restart: async (by?: Writer) => {
      writer = by;
      newsroom = open();
      await newsroom.takeOver(writer);
    },
    publish: (mode: "usual" | "now" = "now") => newsroom.publish({ feedId: "all", mode }, writer),
    /** The items of a feed as published. */
    items: async (feed = ""): Promise<readonly PublishedItem[]> => {
      const text = await readFile(path.join(folder, "public", feed, "feed.json"), "utf8");
      return (JSON.parse(text) as { items: readonly PublishedItem[] }).items;
    },
  };
}
