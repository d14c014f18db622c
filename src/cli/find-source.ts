import { plainSource } from "../config/build-config.ts";
import { decodeText } from "../ground/charset/decode.ts";
import { DAY_MS } from "../ground/time.ts";
import type { Fetch, FetchOutcome } from "../model/document.ts";
import type { ParsedFeed } from "../model/entry.ts";
import type { Failure } from "../model/failure.ts";
import { sitemapsOf, usualFeedAddresses } from "../parse/discover.ts";
import { feedsNamedIn, feedsOfPlace, feedsOfProgram } from "../parse/known-places.ts";
import type { ReadOutcome } from "../parse/read-document.ts";
import { completeListing } from "../pipeline/listing/complete-listing.ts";
import { readSource } from "../pipeline/listing/read-source.ts";

/** The best source behind an address. */
export interface FoundSource {
  readonly kind: "found";
  /** Where it is to be polled. */
  readonly url: string;
  readonly feed: ParsedFeed;
  /** It is a page, to be read by `page: {}`. */
  readonly isPage: boolean;
  /** Further feeds that the page names. */
  readonly others: readonly string[];
  readonly tried: readonly Tried[];
}

/** An address that was asked, why, and what came of it. */
export interface Tried {
  readonly url: string;
  readonly as: string;
  readonly outcome: string;
}

export type Search = FoundSource | (Failure & { readonly tried: readonly Tried[] });

/** Announced feeds that are tried before other addresses are. */
const MOST_ANNOUNCED = 5;
/** Articles that make a page a list of them. */
const LEAST_TEASERS = 3;
/** Pages of a sitemap that are asked whether they are articles. */
const MOST_PAGES = 3;

/** What is asked while one search goes on: each address once. */
interface Run {
  readonly fetch: Fetch;
  readonly tried: Tried[];
  readonly asked: Map<string, Promise<FetchOutcome>>;
}

/**
 * Finds the best source behind an address: the feeds of places that are known by the form of the address, the address
 * itself, the feeds that its page announces, those that programs have at such addresses, the usual addresses, those that
 * its page names in passing; then a sitemap of the site that has news; at last the page itself, if it lists articles. Each
 * is read before it counts.
 *
 * @returns the failure of the address itself when there is none
 */
export async function findSource(address: string, fetch: Fetch): Promise<Search> {
  const run: Run = { fetch, tried: [], asked: new Map() };
  const known = await firstFeed(run, feedsOfPlace(address), "the form of the address");
  if (known) return { ...known, tried: run.tried };
  const first = await tryFeed(run, address, "the address itself");
  if (first.kind === "found") return { ...first, tried: run.tried };
  // A server that cannot be reached has nothing else either.
  if (UNREACHABLE.test(first.code)) return { ...first, tried: run.tried };
  const isPage = first.code === "PARSE_HTML";
  const announced = first.announced.map(({ url }) => url);
  const found = await searchOn(run, address, {
    announced,
    html: isPage ? await htmlOf(run, address) : undefined,
  });
  if (found) return { ...found, others: announced.filter((other) => other !== found.url), tried: run.tried };
  const { code, message, remedy } = first;
  return { kind: "failure", code, message, remedy, tried: run.tried };
}

const UNREACHABLE = /^FETCH_(?:DNS|BLOCKED|CONNECT|TLS|TIMEOUT)$/;

interface Page {
  readonly announced: readonly string[];
  /** Undefined: the address is no page. */
  readonly html: string | undefined;
}

type Found = Omit<FoundSource, "tried">;

async function searchOn(run: Run, address: string, { announced, html }: Page): Promise<Found | undefined> {
  const feeds =
    (await firstFeed(run, announced.slice(0, MOST_ANNOUNCED), "announced by the page")) ??
    (await firstFeed(run, feedsNamedIn(html ?? "", address), "named in the page")) ??
    (await firstFeed(run, feedsOfProgram(address), "the form of the address"));
  if (feeds || html === undefined) return feeds;
  return (
    (await firstFeed(run, usualFeedAddresses(address), "a usual place")) ??
    (await firstSitemap(run, address)) ??
    (await asPage(run, address))
  );
}

async function firstFeed(run: Run, addresses: readonly string[], as: string): Promise<Found | undefined> {
  for (const url of addresses) {
    if (run.asked.has(url)) continue;
    const found = await tryFeed(run, url, as);
    if (found.kind === "found") return found;
  }
  return undefined;
}

type Attempt = Found | Extract<ReadOutcome, { kind: "failure" }>;

/** A sitemap counts as a feed where it has headlines: one without is tried as such later. */
async function tryFeed(run: Run, url: string, as: string): Promise<Attempt> {
  const read = await readAt(run, url);
  if (read.kind === "failure") return told(run, { url, as }, read);
  const isBare =
    read.feed.format === "sitemap" && !read.feed.entries.some(({ title }) => title !== undefined);
  if (isBare) return trySitemap(run, url, as);
  return told(
    run,
    { url: read.url, as },
    { kind: "found", url: read.url, feed: read.feed, isPage: false, others: [] },
  );
}

type Read =
  | { readonly kind: "feed"; readonly feed: ParsedFeed; readonly url: string }
  | Extract<ReadOutcome, { kind: "failure" }>;

async function readAt(run: Run, url: string): Promise<Read> {
  const outcome = await ask(run, url);
  if (outcome.kind === "failure") return { ...outcome, announced: [] };
  if (outcome.kind === "not-modified") return unasked(url);
  const read = await readSource(outcome, {}, Date.now());
  return read.kind === "failure" ? read : { kind: "feed", feed: read.feed, url: outcome.permanentUrl ?? url };
}

/** Each address is asked once. */
function ask({ fetch, asked }: Run, url: string): Promise<FetchOutcome> {
  const known = asked.get(url) ?? fetch({ url, kind: "feed" });
  asked.set(url, known);
  return known;
}

function unasked(url: string): Extract<ReadOutcome, { kind: "failure" }> {
  const message = `${url} answered 304 to a request without conditions.`;
  return { kind: "failure", code: "FETCH_HTTP_304", message, remedy: "Try again later.", announced: [] };
}

function told<T extends Attempt>(run: Run, { url, as }: Pick<Tried, "url" | "as">, attempt: T): T {
  const outcome = attempt.kind === "found" ? attempt.feed.format : attempt.code;
  run.tried.push({ url, as, outcome });
  return attempt;
}

/** The page as text: large ones as far as a feed may be named. */
async function htmlOf(run: Run, url: string): Promise<string> {
  const outcome = await ask(run, url);
  if (outcome.kind !== "document") return "";
  return decodeText(outcome.bytes, { contentType: outcome.headers["content-type"], kind: "html" }).text;
}

async function firstSitemap(run: Run, address: string): Promise<Found | undefined> {
  const robots = await run.fetch({
    url: new URL("/robots.txt", address).href,
    kind: "hub",
    maxBytes: 2 ** 20,
  });
  const rules = robots.kind === "document" ? Buffer.from(robots.bytes).toString("utf8") : "";
  for (const url of sitemapsOf(address, rules)) {
    if (run.asked.has(url)) continue;
    const found = await trySitemap(
      run,
      url,
      /^\s*sitemap/im.test(rules) && rules.includes(url) ? "named in robots.txt" : "a usual place",
    );
    if (found.kind === "found") return found;
  }
  return undefined;
}

/** One that has news: articles with a title and a date within a month. */
async function trySitemap(run: Run, url: string, as: string): Promise<Attempt> {
  const read = await readAt(run, url);
  if (read.kind === "failure") return told(run, { url, as }, read);
  const deps = { fetch: run.fetch, now: Date.now, mostPages: MOST_PAGES, window: 30 * DAY_MS };
  const before = { parts: [], first: true, interrupted: false };
  const list = await completeListing(deps, plainSource(url), read.feed, before);
  if ("code" in list) return told(run, { url, as }, { ...list, announced: [] });
  const entries = list.feed.entries.filter(({ title, passed }) => title !== undefined && !passed);
  if (entries.length === 0) return told(run, { url, as }, noNews(url));
  const feed = { ...list.feed, entries };
  return told(run, { url, as }, { kind: "found", url: read.url, feed, isPage: false, others: [] });
}

function noNews(url: string): Extract<ReadOutcome, { kind: "failure" }> {
  const message = `${url} lists no article of the last month.`;
  return {
    kind: "failure",
    code: "PARSE_NO_ITEMS",
    message,
    remedy: "Look for another source.",
    announced: [],
  };
}

async function asPage(run: Run, url: string): Promise<Found | undefined> {
  const outcome = await run.fetch({ url, kind: "page" });
  if (outcome.kind !== "document") return undefined;
  const read = await readSource(outcome, { page: {} }, Date.now());
  const isList = read.kind === "feed" && read.feed.entries.length >= LEAST_TEASERS;
  run.tried.push({ url, as: "a page of teasers", outcome: isList ? "page" : "PARSE_NO_ITEMS" });
  return isList ? { kind: "found", url, feed: read.feed, isPage: true, others: [] } : undefined;
}
