import { expect, onTestFinished, test } from "vitest";
import { createFetcher } from "../../../src/fetch/create-fetcher.ts";
import { settings } from "./network-settings.ts";
import { codeOf } from "./poller.ts";
import { type Reply, startRawServer } from "./raw-server.ts";

/** What a page comes to on a site with this robots.txt. */
async function askPage(robots: Reply, path: string) {
  const page = { headers: { "Content-Type": "text/html" }, body: "<html></html>" };
  const server = await startRawServer((request) => (request.target === "/robots.txt" ? robots : page));
  const fetcher = createFetcher(settings);
  onTestFinished(async () => {
    await fetcher.close();
    await server.close();
  });
  return fetcher.fetch({ url: server.url(path), kind: "page" });
}

const REFUSED = "EXTRACT_REFUSED";

test.each([
  ["User-agent: *\nDisallow: /", "/a", REFUSED],
  ["User-agent: *\nDisallow:", "/a", undefined],
  ["\ufeffUser-agent: *\nDisallow: /", "/a", REFUSED],
  ["user-agent:*\r\ndisallow:/p#all of it\r\n", "/p", REFUSED],
  ["User-agent: other\nDisallow: /", "/a", undefined],
  ["User-agent: LedeExtra\nDisallow: /", "/a", undefined],
  ["User-agent: *\nDisallow: /\n\nUser-agent: Lede\nAllow: /", "/a", undefined],
  ["User-agent: Lede\nUser-agent: Other\nDisallow: /p", "/p/1", REFUSED],
  ["User-agent: Lede/1.0\nDisallow: /p", "/p/1", REFUSED],
  ["User-agent: *\nDisallow: /p\nAllow: /p/open", "/p/open/1", undefined],
  ["User-agent: *\nAllow: /p\nDisallow: /p/shut", "/p/shut/1", REFUSED],
  ["User-agent: *\nDisallow: /p\nAllow: /p", "/p", undefined],
  ["User-agent: *\nAllow: /page\nDisallow: /*.html", "/page.html", REFUSED],
  ["User-agent: *\nDisallow: /*.php$", "/a.php", REFUSED],
  ["User-agent: *\nDisallow: /*.php$", "/a.php?x", undefined],
  ["User-agent: *\nDisallow: /search?q=", "/search?q=1", REFUSED],
  ["User-agent: *\nDisallow: /a%3cd", "/a%3Cd", REFUSED],
  ["User-agent: *\nDisallow: /caf\u00e9", "/caf%C3%A9", REFUSED],
  ["User-agent: *\nDisallow: /p\n\nUser-agent: *\nDisallow: /r", "/r", REFUSED],
  ["Sitemap: /x\nUser-agent: a\nDisallow: /p\nUser-agent: *\nDisallow: /q", "/q", REFUSED],
  ["<html>no rules</html>", "/a", undefined],
])("robots.txt %j, page %s: %s", async (body, path, code) => {
  expect(codeOf(await askPage({ body }, path))).toBe(code);
});

test.each([
  ["/a", undefined],
  ["/p", REFUSED],
])(
  "robots.txt of which only the beginning can be read counts as far as that, page %s: %s",
  async (path, code) => {
    const body = `User-agent: *\nDisallow: /p\n${"# words\n".repeat(80_000)}`;
    expect(codeOf(await askPage({ body }, path))).toBe(code);
  },
);

test.each([
  [401, undefined],
  [403, undefined],
  [404, undefined],
  [410, undefined],
  [429, REFUSED],
  [500, REFUSED],
  [503, REFUSED],
])("robots.txt answered with %i: %s", async (status, code) => {
  expect(codeOf(await askPage({ status }, "/a"))).toBe(code);
});

test.each([
  ["User-agent: *\nCrawl-delay: 5", 5_000],
  ["User-agent: *\nCrawl-delay: 0.5", 500],
  ["User-agent: *\nCrawl-delay: 86400", 30_000],
  ["User-agent: Lede\nCrawl-delay: 2\n\nUser-agent: *\nCrawl-delay: 20", 2_000],
  ["User-agent: *\nCrawl-delay: soon", undefined],
  ["User-agent: *\nCrawl-delay: -1", undefined],
  ["User-agent: other\nCrawl-delay: 5", undefined],
])("robots.txt %j asks to leave %s ms between pages", async (body, ms) => {
  const outcome = await askPage({ body }, "/a");
  expect(outcome.kind === "document" && outcome.crawlDelay).toBe(ms);
});
