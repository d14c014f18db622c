import type { Socket } from "node:net";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { codeOf, type PollerOptions, startPoller } from "./poller.ts";
import type { RawRequest, RawServer, Reply } from "./raw-server.ts";

const head = (fields: string) => `HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function endsItself(server: RawServer): Promise<void> {
  for (let i = 0; i < 50 && server.open() > 0; i += 1) await pause(10);
  expect(server.open()).toBe(0);
}

type Behave = (socket: Socket) => Reply | undefined;

const zeros = Buffer.alloc(16_000_000);
/** Packed beforehand: while this process packs, its server is silent. */
const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const brotli = brotliCompressSync(zeros, QUICKLY);
const gzipped = gzipSync(zeros);
const eightFold = Array.from({ length: 8 }).reduce<Buffer>((body) => gzipSync(body), Buffer.from("<html>"));
const endless: Behave = (socket) => {
  socket.write(head("Transfer-Encoding: chunked"));
  const chunk = `4000\r\n${"<item/>".repeat(2_341).slice(0, 0x4000)}\r\n`;
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on("drain", more);
  more();
  return undefined;
};
const drip =
  (start: string, each: string): Behave =>
  (socket) => {
    socket.write(start);
    const timer = setInterval(() => socket.write(each), 20);
    socket.on("close", () => clearInterval(timer));
    return undefined;
  };
const heads =
  (fields: string): Behave =>
  (socket) => {
    socket.write(head(`${fields}\r\nContent-Length: 0`));
    return undefined;
  };

const TOO_LARGE: readonly (readonly [name: string, behave: Behave])[] = [
  ["F70 br that unpacks to 16 MB", () => ({ headers: { "Content-Encoding": "br" }, body: brotli })],
  ["F70 gzip that unpacks to 16 MB", () => ({ headers: { "Content-Encoding": "gzip" }, body: gzipped })],
  [
    "F70 eight codings",
    () => ({ headers: { "Content-Encoding": Array(8).fill("gzip").join(", ") }, body: eightFold }),
  ],
  ["F71 endless plain body", endless],
  ["F74 40 kB header", heads(`X-Big: ${"a".repeat(40_000)}`)],
  ["F74 10k headers", heads(Array.from({ length: 10_000 }, (_, i) => `X-${i}: a`).join("\r\n"))],
  ["F74 64 kB Set-Cookie", heads(`Set-Cookie: a=${"b".repeat(64_000)}`)],
];
const TOO_SLOW: readonly (readonly [name: string, behave: Behave])[] = [
  ["F72 slow-loris body", drip(head("Transfer-Encoding: chunked"), "1\r\nx\r\n")],
  ["F73 headers dripped", drip("HTTP/1.1 200 OK\r\n", "X-A: b\r\n")],
  ["F73 accept then silence", () => undefined],
];
const QUICK: PollerOptions = { network: { timeout: 300 }, fetcher: { headersTimeout: 200 } };

/** A site whose further documents, but the last, behave badly. */
function siteOf(documents: Readonly<Record<string, (host: string) => string>>, behave: Behave) {
  return (request: RawRequest, _n: number, socket: Socket) => {
    const write = documents[request.target];
    return write ? { body: write(`http://${request.headers["host"]}`) } : behave(socket);
  };
}

const news = (link: string) =>
  `<?xml version="1.0"?><urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>${link}</loc><n:news><n:title>Ferry returns</n:title><n:publication_date>2026-01-07T06:00:00Z</n:publication_date></n:news></url></urlset>`;
const index = (...parts: string[]) =>
  `<?xml version="1.0"?><sitemapindex>${parts.map((part) => `<sitemap><loc>${part}</loc></sitemap>`).join("")}</sitemapindex>`;
const site = {
  "/feed": (host: string) => index(`${host}/news-bad.xml`, `${host}/news-good.xml`),
  "/news-good.xml": (host: string) => news(`${host}/a`),
};
const alone = { "/feed": (host: string) => index(`${host}/news-bad.xml`) };

describe("a part of an index of sitemaps", () => {
  test.each(TOO_LARGE)("%s costs the part, not the others", async (_name, behave) => {
    const poller = await startPoller(siteOf(site, behave));
    await poller.poll();
    expect(poller.accepted[0]?.entries.map(({ title }) => title)).toEqual(["Ferry returns"]);
    expect(poller.server.requests.map(({ target }) => target)).toContain("/news-bad.xml");
  });

  test.each(TOO_LARGE)("%s is said where there is no other", async (_name, behave) => {
    const poller = await startPoller(siteOf(alone, behave));
    const poll = await poller.poll();
    expect(poll.parseFailure?.code).toBe("FETCH_TOO_LARGE");
  });

  test.each(TOO_SLOW)("%s ends at its time, and is said", async (_name, behave) => {
    const poller = await startPoller(siteOf(alone, behave), QUICK);
    const poll = await poller.poll();
    expect(poll.parseFailure?.code).toBe("FETCH_TIMEOUT");
    await endsItself(poller.server);
  });
});

const list = {
  "/feed": (host: string) =>
    `<!doctype html><html><body>${["bad", "good"].map((name) => `<article><h2><a href="${host}/${name}">Ferry to ${name} returns</a></h2></article>`).join("")}</body></html>`,
  "/good": () =>
    `<html><head><title>Ferry</title><meta property="og:type" content="article"><meta property="article:published_time" content="2026-01-07T06:00:00Z"></head><body><p>x</p></body></html>`,
};
const PAGE = { page: { items: "article" } };
/** Pages are larger than feeds may be in these tests. */
const bomb = Buffer.alloc(12_000_000);
const packed = { br: brotliCompressSync(bomb, QUICKLY), gzip: gzipSync(bomb) };
const BOMBS: readonly (readonly [name: string, behave: Behave])[] = [
  ["F70 br bomb", () => ({ headers: { "Content-Encoding": "br" }, body: packed.br })],
  ["F70 gzip bomb", () => ({ headers: { "Content-Encoding": "gzip" }, body: packed.gzip })],
  ...TOO_LARGE.filter(([name]) => !name.includes("16 MB")),
];

describe("the page of an article", () => {
  test.each(BOMBS)("%s leaves it undated; the next page is asked", async (_name, behave) => {
    const poller = await startPoller(siteOf(list, behave), { source: PAGE });
    const { outcome } = await poller.poll();
    expect(codeOf(outcome)).toBeUndefined();
    expect(poller.accepted[0]?.entries.map(({ title, published }) => [title, published])).toEqual([
      ["Ferry to bad returns", undefined],
      ["Ferry to good returns", Date.UTC(2026, 0, 7, 6)],
    ]);
  });

  test.each(TOO_SLOW)("%s ends at its time; the server is not asked further", async (_name, behave) => {
    const poller = await startPoller(siteOf(list, behave), { source: PAGE, ...QUICK });
    await poller.poll();
    expect(poller.accepted[0]?.entries.map(({ published }) => published)).toEqual([undefined, undefined]);
    expect(poller.server.requests.map(({ target }) => target)).toEqual(["/feed", "/bad"]);
    await endsItself(poller.server);
  });
});
