import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createMultibyteEncoder } from "@exodus/bytes/multi-byte.js";
import { windows1252fromString } from "@exodus/bytes/single-byte.js";
import { drawPicture } from "./draw-picture.ts";
import { paragraphsOf } from "./markup.ts";
import type { DemoArticle, DemoFeed, DemoOutlet, DemoPicture } from "./model.ts";
import { feeds, outlets } from "./outlets.ts";
import type { PlacedArticle } from "./placed-article.ts";
import { writeFeed } from "./write-feed.ts";
import { writeArticlePage, writeHomePage } from "./write-page.ts";

/** A feed of the running world, as the YAML wants it. */
export interface WorldSource {
  readonly id: string;
  readonly name: string;
  readonly outlet: string;
  readonly url: string;
  readonly tags: readonly string[];
  readonly weight: number | undefined;
  /** It has nothing but a page. */
  readonly page: Readonly<Record<string, never>> | undefined;
}

/** The invented outlets while they are served. */
export interface World {
  readonly sources: readonly WorldSource[];
  /** Address of an article's page by its slug. */
  readonly urlOf: (slug: string) => string;
  /** Time passes: further articles appear and a title is corrected, three times at most. */
  readonly advance: () => void;
  /** Ends every server; requests under way are cut off. */
  readonly close: () => Promise<void>;
}

interface Running extends WorldClock {
  readonly pictures: Map<string, Buffer>;
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/**
 * Starts a real HTTP server on 127.0.0.1 for every invented outlet, each on a free port of its own, so that every
 * outlet is an origin of its own.
 *
 * @param now milliseconds; the articles' dates are counted back from its first answer
 * @returns what was started; the caller must `close` it
 */
export async function startWorld({ now }: { now: () => number }): Promise<World> {
  const rounds = [now()];
  const origins = new Map<string, string>();
  const running: Running = { rounds, origins, pictures: new Map() };
  const servers = await Promise.all(
    outlets.map(async (outlet) => {
      const server = createServer((request, response) => answer(running, outlet, request, response));
      origins.set(outlet.id, await listen(server));
      return server;
    }),
  );
  return {
    sources: feeds.map((feed) => sourceOf(feed, origins)),
    urlOf: (slug) => placeArticles(running).find(({ article }) => article.slug === slug)?.url ?? "",
    advance: () => {
      if (rounds.length <= 3) rounds.push(now());
    },
    close: async () => {
      await Promise.all(servers.map(stop));
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function sourceOf(feed: DemoFeed, origins: WorldClock["origins"]): WorldSource {
  const outlet = outlets.find(({ id }) => id === feed.outlet);
  return {
    id: feed.id,
    name: feed.name,
    outlet: outlet?.name ?? feed.outlet,
    url: `${origins.get(feed.outlet)}${feed.path}`,
    tags: feed.tags,
    weight: feed.weight,
    page: feed.format === "page" ? {} : undefined,
  };
}

function answer(
  world: Running,
  outlet: DemoOutlet,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
  const feed = feeds.find((candidate) => candidate.outlet === outlet.id && candidate.path === path);
  const reply = feed ? replyWithFeed(world, outlet, feed, request) : replyWithPage(world, outlet, path);
  const body = typeof reply.body === "string" ? encode(reply.body, outlet.charset) : reply.body;
  response.writeHead(reply.status, { server: "demo", ...reply.headers, "content-length": body?.length ?? 0 });
  response.end(request.method === "HEAD" ? undefined : body);
}

function replyWithFeed(world: Running, outlet: DemoOutlet, feed: DemoFeed, request: IncomingMessage): Reply {
  if (feed.quirk === "answers-500")
    return { status: 500, headers: { "content-type": "text/plain" }, body: "the database is on holiday\n" };
  const placed = placeArticles(world);
  if (feed.quirk === "answers-a-page")
    return page(outlet, writeHomePage(outlet, [], announced(outlet, "/old-feed-has-moved")));
  const articles = articlesOf(feed, placed);
  const origin = world.origins.get(outlet.id) ?? "";
  const { text, contentType } = writeFeed({ feed, outlet, origin, articles });
  const headers = { "content-type": contentType, "cache-control": "no-cache" };
  if (feed.quirk === "never-304") return { status: 200, headers, body: text };
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  const changedAt = Math.max(...articles.map(({ updatedAt }) => updatedAt));
  const validators = { etag, "last-modified": new Date(changedAt).toUTCString() };
  if (isFresh(request, etag, changedAt)) return { status: 304, headers: { ...headers, ...validators } };
  return { status: 200, headers: { ...headers, ...validators }, body: text };
}

/** RFC 9110 section 13.2.2: the entity tag decides; the date counts only where no tag was sent. */
function isFresh({ headers }: IncomingMessage, etag: string, changedAt: number): boolean {
  const tags = headers["if-none-match"];
  if (tags !== undefined) return tags.split(/\s*,\s*/).some((tag) => tag.replace(/^W\//, "") === etag);
  const since = Date.parse(headers["if-modified-since"] ?? "");
  return since >= changedAt;
}

function replyWithPage(world: Running, outlet: DemoOutlet, path: string): Reply {
  const placed = placeArticles(world);
  const own = placed.filter((candidate) => candidate.outlet.id === outlet.id);
  if (path === "/") return page(outlet, writeHomePage(outlet, own, announced(outlet)));
  if (path === "/robots.txt") return plain(robots(outlet));
  if (path === "/favicon.svg")
    return { status: 200, headers: { "content-type": "image/svg+xml" }, body: icon(outlet) };
  const slug = path.replace(/^.*\//, "").replace(/\.png$/, "");
  const found = placed.find(({ article }) => article.slug === slug);
  if (found && path.startsWith("/~r/"))
    return { status: 302, headers: { location: `${found.url}?utm_source=feed&utm_medium=rss` } };
  if (found?.outlet !== outlet)
    return { status: 404, headers: { "content-type": "text/plain" }, body: "not here\n" };
  if (path.startsWith("/pictures/") && found.article.picture) {
    const headers = { "content-type": "image/png", "cache-control": "max-age=86400" };
    return { status: 200, headers, body: pictureOf(world, slug, found.article.picture) };
  }
  const others = own.filter((candidate) => candidate !== found);
  return page(outlet, writeArticlePage(found, others));
}

/** Drawn when it is first asked for, and kept. */
function pictureOf({ pictures }: Running, slug: string, { motif }: DemoPicture): Buffer {
  const seed = [...slug].reduce((sum, char) => sum + char.charCodeAt(0), 0) % 97;
  const drawn = pictures.get(slug) ?? drawPicture(motif, seed);
  pictures.set(slug, drawn);
  return drawn;
}

function page(outlet: DemoOutlet, body: string): Reply {
  return { status: 200, headers: { "content-type": `text/html; charset=${outlet.charset}` }, body };
}

function plain(body: string): Reply {
  return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}

function robots({ closed = [] }: DemoOutlet): string {
  return `User-agent: *\n${closed.map((path) => `Disallow: ${path}\n`).join("")}Allow: /\n`;
}

function icon({ colour, name }: DemoOutlet): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="${colour}"/><text x="16" y="23" font-size="20" text-anchor="middle" fill="#fff">${name.slice(0, 1)}</text></svg>`;
}

function announced(outlet: DemoOutlet, instead?: string): { name: string; path: string; type: string }[] {
  return feeds
    .filter(({ outlet: id, format }) => id === outlet.id && format !== "sitemap" && format !== "page")
    .map((feed) => ({
      name: feed.name,
      path: instead ?? feed.path,
      type: feed.format === "json" ? "application/feed+json" : "application/rss+xml",
    }));
}

/** The text in the bytes of that charset. Throws for a character that the charset does not have. */
function encode(text: string, charset: DemoOutlet["charset"]): Buffer {
  if (charset === "windows-1252") return Buffer.from(windows1252fromString(text));
  if (charset === "shift_jis") return Buffer.from(createMultibyteEncoder("shift_jis")(text));
  return Buffer.from(text, "utf8");
}

const HOUR_MS = 3_600_000;
/** A world that starts in the small hours tells the news of the day before. */
const DAWN_HOURS = 6;

/** When the world began, when its later rounds came, and where its outlets are served. */
interface WorldClock {
  /** ms; index 0 is the start, 1 the first `advance`, and so on. */
  readonly rounds: readonly number[];
  /** Origin of every outlet's server by its id, without a slash at the end. */
  readonly origins: ReadonlyMap<string, string>;
}

/** Every article that has appeared so far, newest first. */
export function placeArticles(clock: WorldClock): PlacedArticle[] {
  return outlets
    .flatMap((outlet) =>
      outlet.articles
        .filter((article) => (article.round ?? 0) < clock.rounds.length)
        .map((article) => placeArticle(clock, outlet, article)),
    )
    .sort((a, b) => b.publishedAt - a.publishedAt);
}

/** The articles that one feed lists. */
function articlesOf(feed: DemoFeed, placed: readonly PlacedArticle[]): PlacedArticle[] {
  return placed.filter(({ article, outlet }) => {
    if (feed.repeats?.includes(article.slug)) return true;
    return outlet.id === feed.outlet && (feed.sections?.includes(article.section) ?? true);
  });
}

function placeArticle(clock: WorldClock, outlet: DemoOutlet, article: DemoArticle): PlacedArticle {
  const origin = clock.origins.get(outlet.id) ?? "";
  const start = clock.rounds[article.round ?? 0] ?? 0;
  const publishedAt = wholeSecond(article.round ? start : start - article.hoursAgo * HOUR_MS);
  const corrected = article.correctedTitle !== undefined && clock.rounds[1] !== undefined;
  const paragraphs = paragraphsOf(textOf(article));
  const title = corrected ? (article.correctedTitle ?? article.title) : article.title;
  const newsDay = (clock.rounds[0] ?? 0) - DAWN_HOURS * HOUR_MS;
  const withDays = (text: string) => fillInDays(text, outlet.language, newsDay);
  return {
    article,
    outlet,
    url: `${origin}/${outlet.folder}/${article.slug}`,
    title: withDays(title),
    summary: withDays(article.summary ?? paragraphs[0] ?? ""),
    paragraphs: paragraphs.map(withDays),
    publishedAt,
    updatedAt: corrected ? wholeSecond(clock.rounds[1] ?? 0) : publishedAt,
    image: article.picture ? `${origin}/pictures/${article.slug}.png` : undefined,
  };
}

const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;

/** An agency copy has the words of the article that it was taken from. */
function textOf(article: DemoArticle): string {
  if (article.copyOf === undefined) return article.text;
  const original = outlets.flatMap((outlet) => outlet.articles).find(({ slug }) => slug === article.copyOf);
  if (!original) throw new Error(`no article ${article.copyOf} to copy`);
  return original.text;
}

const DAY_MS = 86_400_000;

/**
 * Puts weekdays where a text says `{day}` (that of the news), `{day-1}`, `{day+2}` and so on.
 *
 * @param language BCP 47: the language of the names
 * @param newsDay ms; its weekday, UTC, is `{day}`
 */
function fillInDays(text: string, language: string, newsDay: number): string {
  return text.replace(/\{day([+-]\d)?\}/g, (_, shift) =>
    weekdaysOf(language).format(newsDay + Number(shift ?? 0) * DAY_MS),
  );
}

/** By language: each holds 30 kB outside the heap, and every text is filled in whenever a page is asked for. */
const weekdays = new Map<string, Intl.DateTimeFormat>();

function weekdaysOf(language: string): Intl.DateTimeFormat {
  const known = weekdays.get(language);
  if (known) return known;
  const names = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  weekdays.set(language, names);
  return names;
}
