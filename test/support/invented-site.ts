import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { onTestFinished } from "vitest";
import { createFetcher } from "../../src/fetch/create-fetcher.ts";
import type { Source } from "../../src/model/source.ts";
import type { SourceState } from "../../src/model/source-state.ts";
import { createPollOne } from "../../src/pipeline/poll/claimed-source.ts";
import { createArticleStore } from "../../src/store/articles/article-store.ts";
import { createClaims } from "../../src/store/claims/claims.ts";
import { createKeys } from "../../src/store/keys.ts";
import { settings } from "../conformance/fetch/network-settings.ts";
import { type Loopback, startLoopback } from "./loopback.ts";
import { makeSource } from "./make.ts";
import { connectRedis, freshPrefix } from "./redis.ts";

/** What a path of the site answers: text with an ETag of its own, or a status. */
export type Page =
  | string
  | number
  | { readonly body: string; readonly type?: string; readonly gzip?: boolean };

export interface InventedSite {
  readonly url: Loopback["url"];
  /** To be changed while it is polled. */
  readonly pages: Map<string, Page>;
  /** Paths that were asked for, in order, without robots.txt; emptied by the call. */
  readonly asked: () => string[];
  readonly received: Loopback["received"];
}

/** A site on 127.0.0.1 that ends with the test. What it does not have is 404. */
export async function inventSite(pages: Readonly<Record<string, Page>> = {}): Promise<InventedSite> {
  const all = new Map(Object.entries(pages));
  const site = await startLoopback((request, response) => {
    const page = all.get(request.url ?? "");
    if (page === undefined || typeof page === "number") return response.writeHead(page ?? 404).end();
    const { body, type, gzip } =
      typeof page === "string" ? { body: page, type: undefined, gzip: false } : page;
    const etag = `"${createHash("md5").update(body).digest("hex")}"`;
    if (request.headers["if-none-match"] === etag) return response.writeHead(304, { etag }).end();
    response.writeHead(200, {
      etag,
      "content-type": type ?? (/<(?:urlset|sitemapindex)/.test(body) ? "application/xml" : "text/html"),
    });
    return response.end(gzip ? gzipSync(body) : body);
  });
  onTestFinished(site.close);
  let told = 0;
  return {
    url: site.url,
    pages: all,
    received: site.received,
    asked: () => {
      const paths = site.received.slice(told).map(({ path }) => path);
      told = site.received.length;
      return paths.filter((path) => path !== "/robots.txt");
    },
  };
}

export const HOUR = 3_600_000;

/**
 * Polls a source as a wire does, with real stores. `taken`: what became articles since the last call.
 *
 * @param gap ms between two requests of a poll to a host
 */
export function pollerOf(given: Partial<Source>, gap?: (host: string) => number) {
  const redis = connectRedis();
  const keys = createKeys(freshPrefix());
  const window = 48 * HOUR;
  const fetcher = createFetcher({ ...settings, allow: ["127.0.0.1/32"], maxBytes: 32 * 2 ** 20 });
  onTestFinished(async () => {
    await fetcher.close();
    redis.disconnect();
  });
  let source = makeSource(given);
  let state: SourceState | undefined;
  const articles = createArticleStore(redis, keys, window);
  let told = 0;
  const pollOne = createPollOne({
    claims: createClaims(redis, keys.prefix, { windowMs: 14 * 24 * HOUR }),
    articles,
    window,
    feedUrl: () => source.url,
    fetch: fetcher.fetch,
    now: Date.now,
    gap,
    random: () => 0.5,
    settings: { every: 900_000 },
    source: () => source,
    strike: async () => ({ strikes: 0 }) as never,
  });
  return {
    state: () => state,
    change: (changes: Partial<Source>) => {
      source = { ...source, ...changes };
    },
    poll: async () => {
      const polled = await pollOne({
        sourceId: source.id,
        leaseEnd: 0,
        round: undefined,
        state,
        interrupted: false,
        same: [],
      } as never);
      state = polled?.state;
      return polled;
    },
    taken: async () => {
      const ids = await articles.incoming(1_000);
      const found = (await articles.load(ids.slice(told))).map((one) => one?.article);
      told = ids.length;
      return found.filter((article) => article !== undefined);
    },
  };
}
