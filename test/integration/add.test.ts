import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { add } from "../../src/cli/commands/add.ts";
import { check } from "../../src/cli/commands/check.ts";
import { parse } from "../../src/cli/commands/parse.ts";
import { loadConfig } from "../../src/config/load.ts";
import { HOUR, type InventedSite, inventSite, type Page } from "../support/invented-site.ts";
import { invoke } from "../support/invoke.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const NETWORK = "network: { allow: [127.0.0.1/32] }\n";
const now = () => new Date(Date.now() - HOUR).toISOString();
const front: Page = `<html lang="en"><head><title>Quay Post</title></head><body><nav><a href="/w">World</a></nav><main>${["Ferry returns after the storm", "Tunnel closes for the winter", "Swans return to the moat", "Bakery wins a medal again"].map((title, n) => `<article><h2><a href="/story/${n}-${title.toLowerCase().replaceAll(" ", "-")}">${title}</a></h2><p>${title}, and what is known of it so far this morning.</p></article>`).join("")}</main></body></html>`;
const rss: Page = {
  body: `<rss version="2.0"><channel><title>Quay Post</title><item><title>Ferry returns</title><guid>1</guid></item></channel></rss>`,
  type: "application/rss+xml",
};
const article: Page = `<html><head><title>Ferry returns</title><meta property="og:type" content="article"><meta property="article:published_time" content="${now()}"></head><h1>Ferry returns</h1></html>`;
const newsMap = (site: InventedSite): Page =>
  `<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>${site.url("/story/1")}</loc><n:news><n:publication><n:name>Quay Post</n:name></n:publication><n:publication_date>${now()}</n:publication_date><n:title>Ferry returns</n:title></n:news></url></urlset>`;
const plainMap = (site: InventedSite, at: string): Page =>
  `<urlset><url><loc>${site.url(at)}</loc><lastmod>${now()}</lastmod></url></urlset>`;

async function addTo(yaml: string, address: string) {
  const file = path.join(await temporaryFolder(), "lede.yaml");
  await writeFile(file, NETWORK + yaml);
  const { status, stdout } = await invoke(add, { config: file, args: [address], options: { json: true } });
  return { status, answer: JSON.parse(stdout), text: await readFile(file, "utf8"), file };
}

test.each<{
  name: string;
  pages: (site: InventedSite) => Readonly<Record<string, Page>>;
  asked?: string;
  found: string;
  format: string;
}>([
  {
    name: "a profile of a server of the fediverse",
    pages: () => ({ "/@ida": "<html><div>Ida</div></html>", "/@ida.rss": rss }),
    asked: "/@ida",
    found: "/@ida.rss",
    format: "rss",
  },
  {
    name: "a category of a forum",
    pages: () => ({ "/c/boats/5": "<html><div>Boats</div></html>", "/c/boats/5.rss": rss }),
    asked: "/c/boats/5",
    found: "/c/boats/5.rss",
    format: "rss",
  },
  {
    name: "a profile that shows itself to browsers alone",
    pages: () => ({ "/users/ida": 403, "/users/ida.rss": rss }),
    asked: "/users/ida",
    found: "/users/ida.rss",
    format: "rss",
  },
  {
    name: "a feed below the page",
    pages: () => ({ "/blog/": front, "/blog/feed.xml": rss }),
    asked: "/blog/",
    found: "/blog/feed.xml",
    format: "rss",
  },
  {
    name: "a news sitemap that robots.txt names",
    pages: (site) => ({
      "/": front,
      "/robots.txt": { body: `Sitemap: ${site.url("/maps/7.xml")}`, type: "text/plain" },
      "/maps/7.xml": newsMap(site),
    }),
    found: "/maps/7.xml",
    format: "sitemap",
  },
  {
    name: "a news sitemap at a usual place",
    pages: (site) => ({
      "/": front,
      "/sitemap-news.xml": newsMap(site),
      "/sitemap.xml": plainMap(site, "/story/1"),
      "/story/1": article,
    }),
    found: "/sitemap-news.xml",
    format: "sitemap",
  },
  {
    name: "a plain sitemap of articles",
    pages: (site) => ({
      "/": "<html><div>Nothing</div></html>",
      "/sitemap.xml": plainMap(site, "/story/1"),
      "/story/1": article,
    }),
    found: "/sitemap.xml",
    format: "sitemap",
  },
  {
    name: "the page, where the sitemap has no news",
    pages: (site) => ({
      "/": front,
      "/sitemap.xml": plainMap(site, "/about"),
      "/about": "<html><title>About</title></html>",
    }),
    found: "/",
    format: "page",
  },
])("lede add finds $name", async ({ pages, asked = "/", found, format }) => {
  const site = await inventSite();
  for (const [at, page] of Object.entries(pages(site))) site.pages.set(at, page);
  const { answer, file } = await addTo("sources: []\n", site.url(asked));
  expect(answer).toMatchObject({ added: true, url: site.url(found), format });
  expect(answer.tried.at(-1)).toMatchObject({ url: site.url(found), outcome: format });
  expect((await loadConfig(file)).sources).toMatchObject([
    { url: site.url(found), ...(format === "page" && { page: {} }) },
  ]);
});

test.each(["sources:\n  - https://a.example/feed # mine\n", "sources: [https://a.example/feed]\n"])(
  "lede add writes a page's rule into %j, and shows what it finds",
  async (yaml) => {
    const site = await inventSite({ "/news": front });
    const { status, answer, text } = await addTo(yaml, site.url("/news"));
    expect(status).toBe(0);
    expect(answer).toMatchObject({ page: {}, entries: 4 });
    expect(answer.titles).toContain("Tunnel closes for the winter");
    expect(text).toMatch(/page: \{\}/);
  },
);

test("lede add that finds nothing says what it tried, and asks no address twice", async () => {
  const site = await inventSite({ "/": "<html><div>Nothing</div></html>" });
  const { status, answer, text } = await addTo("sources: []\n", site.url("/"));
  expect(status).toBe(1);
  expect(answer).toMatchObject({ failure: { code: "PARSE_HTML" } });
  expect(answer.tried).toContainEqual({
    url: site.url("/sitemap.xml"),
    as: "a usual place",
    outcome: "FETCH_HTTP_404",
  });
  expect(text).toBe(`${NETWORK}sources: []\n`);
  const asked = site.asked().filter((at) => at !== "/");
  expect(asked).toHaveLength(new Set(asked).size);
});

test.each(["", "feed://", "feed:"])(
  "a site that has http alone is found behind '%s' and its host",
  async (scheme) => {
    const site = await inventSite({ "/feed": rss });
    const { status, answer, text } = await addTo(
      "sources: []\n",
      scheme + site.url("/feed").replace("http://", ""),
    );
    expect(status).toBe(0);
    expect(answer).toMatchObject({
      url: site.url("/feed"),
      tried: [{ outcome: "FETCH_TLS" }, { outcome: "rss" }],
    });
    expect(text).toContain(site.url("/feed"));
  },
);

test("a name and password that were typed open the source, and stand in the YAML", async () => {
  const site = await inventSite({
    "/": '<html><link rel="alternate" type="application/rss+xml" href="/feed"></html>',
    "/feed": rss,
  });
  const { status, answer, text, file } = await addTo(
    "sources: []\n",
    site.url("/").replace("//", "//ida:quay@"),
  );
  expect(status).toBe(0);
  expect(answer.url).toBe(site.url("/feed"));
  expect(text).toContain(site.url("/feed").replace("//", "//ida:quay@"));
  const basic = `Basic ${Buffer.from("ida:quay").toString("base64")}`;
  expect(site.received.map(({ headers }) => headers["authorization"])).toEqual([basic, basic]);
  expect((await loadConfig(file)).sources[0]).toMatchObject({ headers: { authorization: basic } });
});

describe("what a rule finds is shown", () => {
  async function configured(rule: string) {
    const site = await inventSite({ "/news": front });
    const file = path.join(await temporaryFolder(), "lede.yaml");
    await writeFile(file, `${NETWORK}sources:\n  - url: ${site.url("/news")}\n    ${rule}\n`);
    return { site, config: file };
  }

  test("by lede check --probe", async () => {
    const { config } = await configured("page: {}");
    const { status, stdout } = await invoke(check, { config, options: { probe: true } });
    expect(status).toBe(0);
    expect(stdout).toContain(
      '4 entries, "Quay Post": "Ferry returns after the storm", "Tunnel closes for the winter"',
    );
  });

  test("by lede check --probe, that it finds nothing", async () => {
    const { config } = await configured('page: { items: ".gone" }');
    const { status, stdout } = await invoke(check, { config, options: { probe: true, json: true } });
    expect(status).toBe(1);
    expect(JSON.parse(stdout).probes[0]).toMatchObject({ ok: false, code: "PARSE_NO_ITEMS" });
  });

  test("by lede parse, of an address and of a file", async () => {
    const { site, config } = await configured('page: { items: article, title: "h2 a" }');
    const file = path.join(await temporaryFolder(), "page.html");
    await writeFile(file, front as string);
    for (const target of [site.url("/news"), file]) {
      const { status, stdout } = await invoke(parse, { config, args: [target], options: { json: true } });
      expect(status).toBe(0);
      const { feed, items } = JSON.parse(stdout);
      expect(feed).toMatchObject({ format: "page", title: "Quay Post", language: "en" });
      expect(items).toHaveLength(4);
      expect(items[0].link).toBe(site.url("/story/0-ferry-returns-after-the-storm"));
    }
  });

  test.each([
    ['page: { items: "a[" }', "not a CSS selector"],
    ['page: { title: "h2[x@href" }', "not a CSS selector"],
    ["page: {}\n    json: { items: a }", "either page or json"],
    ["page: { item: a }", "item"],
  ])("a rule that is none is a mistake: %s", async (rule, said) => {
    const { config } = await configured(rule);
    const { status, stdout } = await invoke(check, { config, options: { json: true } });
    expect(status).toBe(2);
    expect(stdout).toContain(said);
  });
});
