import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultNetwork } from "../../../src/config/defaults.ts";
import { createExtractor } from "../../../src/extract/create-extractor.ts";
import { fetchFullText, wantsFullText } from "../../../src/extract/fetch-full-text.ts";
import { createFetcher } from "../../../src/fetch/create-fetcher.ts";
import type { Article, FullText } from "../../../src/model/article.ts";
import type { FullTextRule } from "../../../src/model/source.ts";
import { inventPage, inventParagraph } from "../../support/invent-page.ts";
import { type Loopback, startLoopback } from "../../support/loopback.ts";

const extractor = createExtractor();
const fetcher = createFetcher({ ...defaultNetwork, allow: ["127.0.0.1/32"] });
let site: Loopback;

const part = (n: number, more: string) =>
  `<!doctype html><html lang="en"><title>The long ferry</title><article><h1>The long ferry</h1>${Array.from({ length: 5 }, (_, i) => `<p>Part ${n}: ${inventParagraph(n * 10 + i)}</p>`).join("")}<a href="/pic/${n}"><img src="pic${n}.jpg"></a></article>${more}`;
const PAGES: Record<string, string> = {
  "/one": inventPage(1),
  "/long": part(1, '<a href="/long?page=2">2</a> <a href="/long?page=3">3</a>'),
  "/long?page=2": part(2, '<a href="/long">1</a> <a href="/long?page=3">3</a>'),
  "/long?page=3": part(3, '<a href="/long">1</a> <a href="/long?page=2">2</a>'),
  "/endless": part(1, '<link rel=next href="/endless?page=2">'),
  "/endless?page=2": part(1, '<link rel=next href="/endless?page=3">'),
  "/endless?page=3": part(1, ""),
  "/the-ferry-runs-again": part(
    4,
    '<link rel=canonical href="https://outlet.example/news/the-ferry-runs-again">',
  ),
  "/wall": "<!doctype html><title>Log in</title><p>Please log in to continue.</p><input type=password>",
  "/article/12345": part(5, '<link rel=next href="/article/12345?page=2">'),
  "/article/12345?page=2": part(6, ""),
  "/print/12345": part(7, '<link rel=next href="/print/12345?page=2">'),
  "/print/12345?page=2": part(8, ""),
  "/print/67890":
    "<!doctype html><title>Log in</title><p>Please log in to continue.</p><input type=password>",
  "/article/67890": part(9, ""),
  "/article/24680": part(9, ""),
  "/print/odd": `<!doctype html><title>Odd</title><div id=x><p>${inventParagraph(1, 9)}</p><p class=promo>Buy a boat.</p></div>`,
  "/article/odd": part(9, ""),
  "/odd": `<!doctype html><title>Odd</title><div id=x><p>${inventParagraph(1, 9)}</p><p class=promo>Buy a boat.</p></div>`,
};

beforeAll(async () => {
  site = await startLoopback((request, response) => {
    if (request.url === "/moved")
      return void response.writeHead(302, { location: "/the-ferry-runs-again" }).end();
    if (request.url === "/tagged-wall") {
      const known = request.headers["if-none-match"] === '"w1"';
      return void response.writeHead(known ? 304 : 200, { etag: '"w1"' }).end(known ? "" : PAGES["/wall"]);
    }
    const html = PAGES[request.url ?? ""];
    response.writeHead(html ? 200 : 404, { "content-type": "text/html; charset=utf-8" }).end(html ?? "gone");
  });
});
afterAll(() => Promise.all([site.close(), extractor.close(), fetcher.close()]));

function articleAt(path: string, more: Partial<Article> = {}): Article {
  const nothing = {
    summary: "",
    content: undefined,
    author: undefined,
    publishedAt: undefined,
    updatedAt: undefined,
  };
  const rest = {
    language: undefined,
    categories: [],
    image: undefined,
    enclosures: [],
    rights: undefined,
    origin: undefined,
  };
  const url = site.url(path);
  return {
    id: "A",
    sourceId: "s",
    outlet: "o",
    url,
    addresses: [url],
    guid: undefined,
    title: "",
    seenAt: 0,
    ...nothing,
    ...rest,
    ...more,
  };
}

type Before = Extract<FullText, { kind: "none" }>;

const read = (
  path: string,
  rule: FullTextRule = { mode: "always" },
  before?: Before,
  more: Partial<Article> = {},
) =>
  fetchFullText(
    { fetch: fetcher.fetch, extractor, now: () => 1234 },
    { article: articleAt(path, more), rule, before },
  );

const TRIED: Before = { kind: "none", code: "EXTRACT_EMPTY", message: "", at: 0, attempts: 1 };

test("gives the text of a page, with what the page says of it", async () => {
  expect(await read("/one")).toMatchObject({
    kind: "text",
    title: "Ferry 1 to run again",
    author: "Ada Quill",
    publishedAt: Date.parse("2026-11-22T08:00:00Z"),
    language: "en",
    at: 1234,
  });
});

test("follows an article over its pages, in order, with every address absolute", async () => {
  const text = await read("/long");
  const html = text.kind === "text" ? text.html : "";
  expect(
    [...html.matchAll(/Part (\d): /g)].map((match) => match[1]).filter((n, i, all) => n !== all[i - 1]),
  ).toEqual(["1", "2", "3"]);
  expect(html).toContain(site.url("/pic2.jpg"));
});

test("stops where a further page says what the one before has said", async () => {
  const text = await read("/endless");
  expect(text.kind === "text" && text.html.match(/Part 1/g)?.length).toBe(5);
});

test.each([
  { name: "a wall", path: "/wall", code: "EXTRACT_WALL" },
  { name: "a page that is not there", path: "/nowhere", code: "FETCH_HTTP_404" },
])("says why there is none behind $name, and counts the attempt", async ({ path, code }) => {
  expect(await read(path, { mode: "auto" }, TRIED)).toMatchObject({
    kind: "none",
    code,
    attempts: 2,
    at: 1234,
  });
});

test("asks a page that held no text whether it has changed, and reads it no second time", async () => {
  const first = (await read("/tagged-wall")) as Before;
  expect(first).toMatchObject({ code: "EXTRACT_WALL", validators: { etag: '"w1"' } });
  expect(await read("/tagged-wall", { mode: "always" }, first)).toEqual({ ...first, attempts: 2 });
  expect(site.received.at(-1)?.headers["if-none-match"]).toBe('"w1"');
});

test("tells the addresses that the page has for itself", async () => {
  expect(await read("/moved")).toMatchObject({
    kind: "text",
    addresses: [site.url("/the-ferry-runs-again"), "https://outlet.example/news/the-ferry-runs-again"],
  });
});

test("takes the text from where the source's own rule says that it is", async () => {
  const text = await read("/odd", { mode: "selector", selector: "#x", remove: [".promo"] });
  expect(text).toMatchObject({ kind: "text" });
  expect(text.kind === "text" && text.html).not.toContain("boat");
});

test("believes such a rule where the page shares no word with the feed", async () => {
  const told = {
    title: "Nine beekeepers elected councillors",
    summary: "Votes were counted twice yesterday.",
  };
  const rule = { mode: "selector", selector: "#x", remove: [] } as const;
  expect(await read("/odd", { mode: "always" }, undefined, told)).toMatchObject({ code: "EXTRACT_WALL" });
  expect(await read("/odd", rule, undefined, told)).toMatchObject({ kind: "text" });
});

const PRINT = { address: /\/article\/(\w+)$/, replacement: "/print/$1" };
const askedFor = () => site.received.map(({ path }) => path).filter((path) => path !== "/robots.txt");
const partsOf = (text: FullText) =>
  text.kind === "text" ? [...new Set(text.html.match(/Part \d/g))] : [text.code];

test.each([
  {
    name: "from the print version, which is all of it",
    path: "/article/12345",
    parts: ["Part 7"],
    asked: ["/print/12345"],
  },
  {
    name: "from its own page, where the print version is a wall",
    path: "/article/67890",
    parts: ["Part 9"],
    asked: ["/print/67890", "/article/67890"],
  },
  {
    name: "from its own page, where there is no print version",
    path: "/article/24680",
    parts: ["Part 9"],
    asked: ["/print/24680", "/article/24680"],
  },
  {
    name: "from its own page, where the rule does not match",
    path: "/long",
    parts: ["Part 1", "Part 2", "Part 3"],
    asked: ["/long", "/long?page=2", "/long?page=3"],
  },
  {
    name: "not at all, where neither is there",
    path: "/article/none",
    parts: ["FETCH_HTTP_404"],
    asked: ["/print/none", "/article/none"],
  },
])("has an article's text $name", async ({ path, parts, asked }) => {
  const before = askedFor().length;
  const text = await read(path, { mode: "always", print: PRINT });
  expect(askedFor().slice(before)).toEqual(asked);
  expect(partsOf(text)).toEqual(parts);
  if (text.kind === "text") expect(text.addresses).toEqual([]);
});

test("reads the print version by the source's own selectors", async () => {
  const rule = { mode: "selector", selector: "#x", remove: [".promo"], print: PRINT } as const;
  const text = await read("/article/odd", rule);
  expect(text).toMatchObject({ kind: "text" });
  expect(text.kind === "text" && text.html).not.toMatch(/boat|Part 9/);
});

test("does not believe a print version that is another article's", async () => {
  const told = { title: "Nine beekeepers elected", summary: "Votes of nine beekeepers were counted twice." };
  const print = { address: /\/article\/\w+$/, replacement: "/print/12345" };
  const before = askedFor().length;
  expect(await read("/article/67890", { mode: "always", print }, undefined, told)).toMatchObject({
    code: "EXTRACT_WALL",
  });
  expect(askedFor().slice(before)).toEqual(["/print/12345", "/article/67890"]);
});

test("asks only whether the article's own page has changed, and for the print version anew", async () => {
  const rule: FullTextRule = { mode: "always", print: { address: /\/tagged-(\w+)$/, replacement: "/$1" } };
  const first = (await read("/tagged-wall", rule)) as Before;
  expect(first.validatorsFor).toBe(site.url("/tagged-wall"));
  await read("/tagged-wall", rule, first);
  const [print, own] = site.received.slice(-2).map(({ headers }) => headers["if-none-match"]);
  expect([print, own]).toEqual([undefined, '"w1"']);
});

const long = inventParagraph(1, 20);
test.each([
  { name: "a feed with summaries only", content: undefined, mode: "auto", wanted: true },
  { name: "a feed whose text breaks off", content: `<p>${long} [&#8230;]</p>`, mode: "auto", wanted: true },
  {
    name: "a feed whose text ends in a link to the rest",
    content: `<p>${long} <a href="/x">Read more</a></p>`,
    mode: "auto",
    wanted: true,
  },
  { name: "a feed with whole articles", content: `<p>${long}</p>`, mode: "auto", wanted: false },
  { name: "a source that always wants it", content: `<p>${long}</p>`, mode: "always", wanted: true },
  { name: "a source that never wants it", content: undefined, mode: "never", wanted: false },
  { name: "a source with a rule of its own", content: `<p>${long}</p>`, mode: "selector", wanted: true },
] as const)("asks for the page of $name: $wanted", ({ content, mode, wanted }) => {
  const article = { content, summary: "", url: "https://site.example/a", enclosures: [] };
  expect(wantsFullText(article, mode)).toBe(wanted);
});

test.each([
  { url: "https://cdn.example/1.mp3", files: [] },
  { url: "https://cdn.example/t/episode.M4A?token=x.y", files: [] },
  { url: "https://cdn.example/film.mp4#t=10", files: [] },
  { url: "https://cdn.example/play/12", files: [{ url: "https://cdn.example/play/12" }] },
  { url: "https://cdn.example/play/12", files: [{ url: "https://cdn.example/play/12", type: "audio/mpeg" }] },
])("asks for no page at $url, which is a sound or film", ({ url, files }) => {
  const enclosures = files.map((file) => ({ type: undefined, length: undefined, ...file }));
  for (const mode of ["auto", "always"] as const)
    expect(wantsFullText({ content: undefined, summary: "", url, enclosures }, mode)).toBe(false);
});

test.each([
  { url: "https://site.example/how-to-play.mp3/", type: "audio/mpeg" },
  { url: "https://site.example/talk?file=1.mp3", type: "audio/mpeg" },
  { url: "https://site.example/own", type: "text/html" },
])("asks for the page at $url", ({ url, type }) => {
  const enclosures = [{ url: "https://site.example/own", type, length: undefined }];
  expect(wantsFullText({ content: undefined, summary: "", url, enclosures }, "auto")).toBe(true);
});
