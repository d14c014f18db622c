import type { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { defaultNetwork } from "../../src/config/defaults.ts";
import { createExtractor } from "../../src/extract/create-extractor.ts";
import { createFetcher } from "../../src/fetch/create-fetcher.ts";
import { domainOf } from "../../src/fetch/registrable-domain.ts";
import type { FullTextRule } from "../../src/model/source.ts";
import { type AttachDeps, attachFullText } from "../../src/pipeline/edition/attach-full-text.ts";
import { takeIn } from "../../src/pipeline/poll/take-in.ts";
import type { Extracted } from "../../src/queue/extract-worker.ts";
import { createArticleStore } from "../../src/store/articles/article-store.ts";
import { createClaims } from "../../src/store/claims/claims.ts";
import { createKeys } from "../../src/store/keys.ts";
import { createScheduleStore } from "../../src/store/schedule/schedule-store.ts";
import { createStatsStore } from "../../src/store/stats-store.ts";
import { inventPage } from "../support/invent-page.ts";
import { type Loopback, startLoopback } from "../support/loopback.ts";
import { makeEntry, makeFeed, makeSource } from "../support/make.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const extractor = createExtractor();
const fetcher = createFetcher({ ...defaultNetwork, allow: ["127.0.0.1/32"] });
const CANONICAL = "https://harbour.example/news/ferry-is-to-run-again";
let site: Loopback;
let redis: Redis;
let prefix: string;
let deps: AttachDeps & Parameters<typeof takeIn>[0];

/** What the site answers instead of a page, and its robots.txt. */
let refusal: { status: number; headers: Record<string, string> } | undefined;
let robots = "";

beforeAll(async () => {
  const page = inventPage(1).replace("</head>", `<link rel="canonical" href="${CANONICAL}"></head>`);
  site = await startLoopback((request, response) => {
    if (request.url === "/robots.txt") return response.end(robots);
    if (refusal) return response.writeHead(refusal.status, refusal.headers).end();
    return response.setHeader("content-type", "text/html").end(page);
  });
});
afterAll(() => Promise.all([site.close(), extractor.close(), fetcher.close()]));

beforeEach(() => {
  refusal = undefined;
  robots = "";
  redis = connectRedis();
  prefix = freshPrefix();
  const keys = createKeys(prefix);
  deps = {
    fetch: fetcher.fetch,
    extractor,
    articles: createArticleStore(redis, keys, 86_400_000),
    claims: createClaims(redis, keys.prefix, { windowMs: 86_400_000 }),
    schedule: createScheduleStore(redis, keys, 60_000),
    stats: createStatsStore(redis, keys),
    now: Date.now,
    perHost: 1,
    source: () => undefined,
    window: 86_400_000,
    feedUrl: () => undefined,
  };
});
afterEach(() => redis.disconnect());

function poll(id: string, link: string, title = "Ferry 1 to run again") {
  const entry = makeEntry({ id: link, link, title, published: Date.now() - 1_000 });
  const source = makeSource({ id });
  return takeIn(deps, { source, feed: makeFeed([entry]), now: Date.now(), interrupted: false, first: true });
}

test("an article that another feed has under the address its page names is the same article", async () => {
  await poll("roundup", site.url("/go/ferry-is-to-run-again"));
  const [id = ""] = await deps.articles.incoming(10);
  expect(await attachFullText(deps, id)).toEqual({ kind: "done" });
  const [stored] = await deps.articles.load([id]);
  expect(stored?.fullText).toMatchObject({ kind: "text", addresses: [CANONICAL] });
  expect(await poll("harbour", CANONICAL)).toMatchObject({ new: 0, duplicate: 1 });
});

test("a page is fetched once, however often its text is asked for", async () => {
  await poll("roundup", site.url("/go/ferry-is-to-run-again"));
  const [id = ""] = await deps.articles.incoming(10);
  const before = site.received.filter(({ path }) => path !== "/robots.txt").length;
  await attachFullText(deps, id);
  await attachFullText(deps, id);
  expect(site.received.filter(({ path }) => path !== "/robots.txt").length).toBe(before + 1);
});

type Done = Extract<Extracted, { kind: "done" }>;
const domain = () => domainOf(site.url("/"));

test("a page that answers 429 makes its domain be left alone, by polls too", async () => {
  refusal = { status: 429, headers: { "retry-after": "600" } };
  await poll("roundup", site.url("/go/one"));
  const [id = ""] = await deps.articles.incoming(10);
  await attachFullText(deps, id);
  const [held = 0] = await deps.schedule.holds([domain()]);
  expect(held).toBeGreaterThan(590_000);
  expect(await deps.schedule.takeHost(domain(), "t", 1)).toBeGreaterThan(590_000);
});

test("the delay that robots.txt asks for is kept between two pages", async () => {
  robots = "User-agent: *\nCrawl-delay: 20";
  const patient = createFetcher({ ...defaultNetwork, allow: ["127.0.0.1/32"] });
  await poll("roundup", site.url("/go/two"));
  const [id = ""] = await deps.articles.incoming(10);
  await attachFullText({ ...deps, fetch: patient.fetch }, id);
  await patient.close();
  const [held = 0] = await deps.schedule.holds([domain()]);
  expect(held).toBeGreaterThan(15_000);
  expect(held).toBeLessThanOrEqual(20_000);
});

/** A source whose print versions stand on another domain: `localhost`, the same server. */
function printedElsewhere() {
  const print = { address: /^http:\/\/127\.0\.0\.1(:\d+)\/go\//, replacement: "http://localhost$1/print/" };
  return makeSource({
    id: "printed",
    url: site.url("/feed"),
    headers: { "X-Api-Key": "key" },
    fullText: { mode: "always", print },
    network: { allow: ["127.0.0.1/32", "::1/128"], proxy: undefined },
  });
}

test("a print version on another host is asked for without credentials; the article keeps its address", async () => {
  await poll("printed", site.url("/go/ferry-is-to-run-again"));
  const [id = ""] = await deps.articles.incoming(10);
  const before = site.received.length;
  await attachFullText({ ...deps, source: printedElsewhere }, id);
  const asked = site.received.slice(before).filter(({ path }) => path !== "/robots.txt");
  expect(asked.map(({ path }) => path)).toEqual(["/print/ferry-is-to-run-again"]);
  expect(asked[0]?.headers.host).toMatch(/^localhost:/);
  expect(asked[0]?.headers["x-api-key"]).toBeUndefined();
  const [stored] = await deps.articles.load([id]);
  expect(stored?.article.url).toBe(site.url("/go/ferry-is-to-run-again"));
  expect(stored?.fullText).toMatchObject({ kind: "text", addresses: [CANONICAL] });
});

describe("how often a source's selector has matched nothing", () => {
  /** Reads one more article by this selector, and says what is known of it and of another then. */
  async function readBy(selector: string, link: string, rule: Partial<FullTextRule> = {}) {
    const before = new Set(await deps.articles.incoming(10));
    await poll("chosen", site.url(link), `The story of ${link}`);
    const id = (await deps.articles.incoming(10)).find((one) => !before.has(one)) ?? "";
    const fullText = { mode: "selector", selector, remove: [], ...rule } as FullTextRule;
    await attachFullText({ ...deps, source: () => makeSource({ id: "chosen", fullText }) }, id);
    return deps.stats.selectorMisses([
      { source: "chosen", selector },
      { source: "chosen", selector: "another" },
      { source: "another", selector },
    ]);
  }

  test("is counted a page, for this selector of this source, and goes when it matches", async () => {
    expect(await readBy(".renamed", "/go/slipway")).toEqual([1, 0, 0]);
    expect(await readBy(".renamed", "/go/crane")).toEqual([2, 0, 0]);
    expect(await readBy("body", "/go/dredger")).toEqual([0, 0, 0]);
    expect(await readBy(".renamed", "/go/quay")).toEqual([1, 0, 0]);
  });

  test("is not counted where the text is looked for the usual way, or no page could be had", async () => {
    expect(await readBy(".renamed", "/go/buoy", { mode: "always" })).toEqual([0, 0, 0]);
    refusal = { status: 404, headers: {} };
    expect(await readBy(".renamed", "/go/anchor")).toEqual([0, 0, 0]);
  });

  test("is forgotten after a week without another", async () => {
    await readBy(".renamed", "/go/lantern");
    const [key = ""] = await redis.keys(`${prefix}:selector-misses:*`);
    expect(await redis.ttl(key)).toBeGreaterThan(6 * 86_400);
    expect(await redis.ttl(key)).toBeLessThanOrEqual(7 * 86_400);
  });
});

test("a print version needs a place at its own host, and gives every place back", async () => {
  await poll("printed", site.url("/go/four"));
  const [id = ""] = await deps.articles.incoming(10);
  const elsewhere = domainOf(site.url("/").replace("127.0.0.1", "localhost"));
  const attach = () => attachFullText({ ...deps, source: printedElsewhere }, id);
  expect(await deps.schedule.takeHost(elsewhere, "another", 1)).toBe(true);
  const before = site.received.length;
  expect(await attach()).toMatchObject({ kind: "busy" });
  expect(site.received.length).toBe(before);
  expect(await deps.schedule.takeHost(domain(), "other", 1)).toBe(true);
  await deps.schedule.releaseHost(domain(), "other");
  await deps.schedule.releaseHost(elsewhere, "another");
  expect(await attach()).toEqual({ kind: "done" });
  expect(await deps.schedule.takeHost(elsewhere, "another", 1)).toBe(true);
});

test("a page whose fetch was given up is asked for again: nothing is kept of the attempt", async () => {
  await poll("stopped", site.url("/go/six"));
  const [id = ""] = await deps.articles.incoming(10);
  const stopped = createFetcher({ ...defaultNetwork, allow: ["127.0.0.1/32"] });
  await stopped.close();
  expect(await attachFullText({ ...deps, fetch: stopped.fetch }, id)).toEqual({ kind: "busy", waitMs: 0 });
  expect((await deps.articles.load([id]))[0]?.fullText).toBeUndefined();
  expect(await attachFullText(deps, id)).toEqual({ kind: "done" });
});

test("a server that answers 429 for the print version is not asked for the article's own page", async () => {
  refusal = { status: 429, headers: { "retry-after": "600" } };
  await poll("printed", site.url("/go/five"));
  const [id = ""] = await deps.articles.incoming(10);
  const print = { address: /\/go\//, replacement: "/print/" };
  const source = makeSource({ id: "printed", fullText: { mode: "always", print } });
  const before = site.received.length;
  const { failure } = (await attachFullText({ ...deps, source: () => source }, id)) as Done;
  expect(failure?.code).toBe("FETCH_RATE_LIMITED");
  const asked = site.received.slice(before).map(({ path }) => path);
  expect(asked.filter((path) => path !== "/robots.txt")).toEqual(["/print/five"]);
});

test.each([
  ["on the feed's own server", (url: string) => url, "key"],
  ["on another", () => "http://localhost.example/feed", undefined],
  [
    "on the feed's own server, but without its https",
    (url: string) => url.replace("http:", "https:"),
    undefined,
  ],
])("a source's credentials go to pages %s: %s", async (_name, feedOf, key) => {
  await poll("private", site.url("/go/three"));
  const [id = ""] = await deps.articles.incoming(10);
  const source = makeSource({
    id: "private",
    url: feedOf(site.url("/feed")),
    headers: { "X-Api-Key": "key" },
  });
  await attachFullText({ ...deps, source: () => source }, id);
  expect(site.received.at(-1)?.headers["x-api-key"]).toBe(key);
});
