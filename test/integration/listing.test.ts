import { describe, expect, test } from "vitest";
import { HOUR, inventSite, type Page, pollerOf } from "../support/invented-site.ts";

const iso = (hoursAgo: number) => new Date(Date.now() - hoursAgo * HOUR).toISOString();
const urlset = (...urls: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">${urls.join("")}</urlset>`;
const news = (url: string, title: string, hoursAgo: number) =>
  `<url><loc>${url}</loc><news:news><news:publication><news:name>Quay Post</news:name><news:language>en</news:language></news:publication><news:publication_date>${iso(hoursAgo)}</news:publication_date><news:title>${title}</news:title></news:news></url>`;
const plain = (url: string, hoursAgo?: number) =>
  `<url><loc>${url}</loc>${hoursAgo === undefined ? "" : `<lastmod>${iso(hoursAgo)}</lastmod>`}</url>`;
const index = (...parts: (readonly [url: string, hoursAgo?: number])[]) =>
  `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${parts.map(([url, hoursAgo]) => `<sitemap><loc>${url}</loc>${hoursAgo === undefined ? "" : `<lastmod>${iso(hoursAgo)}</lastmod>`}</sitemap>`).join("")}</sitemapindex>`;
const article = (title: string, hoursAgo: number): Page =>
  `<html lang="en"><head><title>${title} | Quay Post</title><meta property="og:type" content="article"><meta property="og:title" content="${title}"><meta name="description" content="What is known of it: ${title}."><meta property="article:published_time" content="${iso(hoursAgo)}"><meta property="og:image" content="/pictures/one.jpg"></head><body><h1>${title}</h1></body></html>`;
const titles = (articles: readonly { readonly title: string }[]) => articles.map(({ title }) => title).sort();

describe("a news sitemap", () => {
  test("gives what lies in the window, once, and is asked for conditionally", async () => {
    const site = await inventSite();
    site.pages.set(
      "/news.xml",
      urlset(news(site.url("/a"), "Ferry returns &amp; stays", 1), news(site.url("/old"), "Long ago", 400)),
    );
    const poller = pollerOf({ url: site.url("/news.xml") });
    expect((await poller.poll())?.result).toMatchObject({ kind: "ok", new: 1 });
    expect(await poller.taken()).toMatchObject([
      { title: "Ferry returns & stays", url: site.url("/a"), language: "en" },
    ]);
    expect((await poller.poll())?.result).toMatchObject({ kind: "not-modified" });
    site.pages.set(
      "/news.xml",
      urlset(news(site.url("/b"), "Tunnel closes", 0.5), news(site.url("/a"), "Ferry returns at last", 1)),
    );
    await poller.poll();
    expect(titles(await poller.taken())).toEqual(["Ferry returns at last", "Tunnel closes"]);
    expect(site.asked()).toEqual(["/news.xml", "/news.xml", "/news.xml"]);
    expect(poller.state()?.document).toMatchObject({ title: "Quay Post", format: "sitemap" });
  });

  test("that breaks off is read as far as it goes and asked for whole again", async () => {
    const site = await inventSite();
    const whole = urlset(news(site.url("/a"), "Ferry returns", 1), news(site.url("/b"), "Tunnel closes", 1));
    site.pages.set("/news.xml", whole.slice(0, whole.indexOf("Tunnel")));
    const poller = pollerOf({ url: site.url("/news.xml") });
    await poller.poll();
    expect(titles(await poller.taken())).toEqual(["Ferry returns"]);
    expect(poller.state()?.hash).toBeUndefined();
  });
});

describe("a plain sitemap", () => {
  test("has its titles from the pages, the newest first, and each page is asked once", async () => {
    const site = await inventSite({ "/": "<title>Front</title>" });
    const urls = Array.from({ length: 30 }, (_, n) => `/story-${n}`);
    for (const [n, url] of urls.entries()) site.pages.set(url, article(`Story number ${n}`, n + 1));
    site.pages.set("/about", "<title>About us</title><p>We are a paper.</p>");
    const listed = [
      ...urls.map((url, n) => plain(site.url(url), n + 1)),
      plain(site.url("/about"), 0.1),
      plain(site.url("/"), 0),
    ];
    site.pages.set("/sitemap.xml", urlset(...listed, plain(site.url("/ancient"), 5_000)));
    const poller = pollerOf({ url: site.url("/sitemap.xml") });
    await poller.poll();
    const first = await poller.taken();
    expect(first).toHaveLength(19);
    expect(first.find(({ title }) => title === "Story number 0")).toMatchObject({
      summary: "What is known of it: Story number 0.",
      image: site.url("/pictures/one.jpg"),
    });
    await poller.poll();
    expect(await poller.taken()).toHaveLength(11);
    await poller.poll();
    expect(await poller.taken()).toEqual([]);
    const asked = site.asked().filter((path) => path !== "/sitemap.xml");
    expect(asked).toHaveLength(new Set(asked).size);
    expect(asked).not.toContain("/ancient");
  });

  test("of a site that publishes more than may be asked: the newest, over some polls, and then no more", async () => {
    const site = await inventSite();
    const urls = Array.from({ length: 150 }, (_, n) => `/story-${n}`);
    for (const [n, url] of urls.entries()) site.pages.set(url, article(`Story number ${n}`, n / 10));
    site.pages.set("/sitemap.xml", urlset(...urls.map((url, n) => plain(site.url(url), n / 10))));
    const poller = pollerOf({ url: site.url("/sitemap.xml") });
    for (let n = 0; n < 6; n++) await poller.poll();
    expect(await poller.taken()).toHaveLength(100);
    expect(site.asked().filter((path) => path !== "/sitemap.xml")).toHaveLength(100);
    expect(poller.state()?.hash).toBeDefined();
  });

  test("asks no page that robots.txt closes", async () => {
    const site = await inventSite({
      "/robots.txt": { body: "User-agent: *\nDisallow: /closed", type: "text/plain" },
    });
    site.pages.set("/closed/a", article("Closed", 1));
    site.pages.set("/open/b", article("Open", 1));
    site.pages.set("/sitemap.xml", urlset(plain(site.url("/closed/a"), 1), plain(site.url("/open/b"), 1)));
    const poller = pollerOf({ url: site.url("/sitemap.xml") });
    await poller.poll();
    expect(titles(await poller.taken())).toEqual(["Open"]);
    expect(site.asked()).not.toContain("/closed/a");
  });

  test("without dates: what is there at first is an archive, what comes later is news", async () => {
    const site = await inventSite();
    const old = Array.from({ length: 100 }, (_, n) => `/archive/${n}`);
    for (const url of old) site.pages.set(url, article(`Old ${url}`, 3_000));
    site.pages.set("/sitemap.xml", urlset(...old.map((url) => plain(site.url(url)))));
    const poller = pollerOf({ url: site.url("/sitemap.xml") });
    await poller.poll();
    expect(await poller.taken()).toEqual([]);
    site.asked();
    site.pages.set("/fresh", article("Fresh", 1));
    site.pages.set(
      "/sitemap.xml",
      urlset(...old.map((url) => plain(site.url(url))), plain(site.url("/fresh"))),
    );
    await poller.poll();
    expect(titles(await poller.taken())).toEqual(["Fresh"]);
    expect(site.asked()).toEqual(["/sitemap.xml", "/fresh"]);
  });

  test("stops asking a server that fails, and comes back to what is left", async () => {
    const site = await inventSite({ "/a": 503, "/b": 503, "/c": 503 });
    const listed = ["/a", "/b", "/c"].map((url, n) => plain(site.url(url), n + 1));
    site.pages.set("/sitemap.xml", urlset(...listed));
    const poller = pollerOf({ url: site.url("/sitemap.xml") });
    await poller.poll();
    expect(site.asked()).toEqual(["/sitemap.xml", "/a"]);
    for (const url of ["/a", "/b", "/c"]) site.pages.set(url, article(`Back ${url}`, 1));
    await poller.poll();
    expect(await poller.taken()).toHaveLength(3);
  });

  test("a page that asks for fewer requests holds its host", async () => {
    const site = await inventSite({ "/a": 429 });
    site.pages.set("/sitemap.xml", urlset(plain(site.url("/a"), 1)));
    expect((await pollerOf({ url: site.url("/sitemap.xml") }).poll())?.holdMs).toBeGreaterThan(60_000);
  });
});

describe("a sitemap index", () => {
  test("of which only the newest parts are asked for, packed or not, and those that are as they were not again", async () => {
    const site = await inventSite();
    site.pages.set("/old.xml", urlset(news(site.url("/x"), "Old", 2_000)));
    site.pages.set("/new.xml.gz", {
      body: urlset(news(site.url("/a"), "Packed", 1)),
      gzip: true,
      type: "application/gzip",
    });
    site.pages.set("/undated.xml", urlset(news(site.url("/b"), "Undated part", 1)));
    site.pages.set(
      "/index.xml",
      index([site.url("/old.xml"), 2_000], [site.url("/new.xml.gz"), 1], [site.url("/undated.xml")]),
    );
    const poller = pollerOf({ url: site.url("/index.xml") });
    await poller.poll();
    expect(titles(await poller.taken())).toEqual(["Packed", "Undated part"]);
    expect(site.asked()).toEqual(["/index.xml", "/new.xml.gz", "/undated.xml"]);
    site.pages.set("/undated.xml", urlset(news(site.url("/c"), "Later", 0.5)));
    await poller.poll();
    expect(titles(await poller.taken())).toEqual(["Later"]);
    expect(site.asked()).toEqual(["/index.xml", "/undated.xml"]);
    await poller.poll();
    expect(site.received.at(-1)?.headers["if-none-match"]).toBeDefined();
  });

  test("of parts with 50,000 addresses each gives what is new, in a fraction of their size", async () => {
    const site = await inventSite();
    const one = news(site.url("/N"), "Story N of the day", 0);
    const many = (folder: string, hours: number, length: number) => {
      const rows = Array.from({ length }, (_, n) =>
        one
          .replace("/N", `/${folder}/${n}`)
          .replace("Story N", `Story ${n} of ${folder}`)
          .replace(/\d{4}-[^<]*Z/, iso(hours + n + 0.01)),
      );
      return { body: urlset(...rows), gzip: true, type: "application/gzip" };
    };
    site.pages.set("/new.xml.gz", many("new", 0, 50_000));
    site.pages.set("/other.xml.gz", many("other", 24, 5_000));
    site.pages.set(
      "/index.xml",
      index(
        [site.url("/new.xml.gz"), 0],
        [site.url("/other.xml.gz"), 24],
        [site.url("/past.xml.gz"), 50_000],
      ),
    );
    const poller = pollerOf({ url: site.url("/index.xml") });
    await poller.poll();
    // One an hour: two days of the one, one day of the other.
    expect(await poller.taken()).toHaveLength(48 + 24);
    expect(site.asked()).toEqual(["/index.xml", "/new.xml.gz", "/other.xml.gz"]);
  }, 60_000);

  test("that tells days of its parts has them asked for again on the same day", async () => {
    const site = await inventSite();
    const day = iso(0).slice(0, 10);
    site.pages.set(
      "/index.xml",
      `<sitemapindex>${["/a.xml", "/b.xml"].map((path, n) => `<sitemap><loc>${site.url(path)}</loc><lastmod>${n === 0 ? day : "2020-01-01"}</lastmod></sitemap>`).join("")}</sitemapindex>`,
    );
    site.pages.set("/a.xml", urlset(news(site.url("/a1"), "Ferry returns", 1)));
    const poller = pollerOf({ url: site.url("/index.xml") });
    await poller.poll();
    await poller.taken();
    site.pages.set("/a.xml", urlset(news(site.url("/a2"), "Tunnel closes", 0.5)));
    await poller.poll();
    expect(titles(await poller.taken())).toEqual(["Tunnel closes"]);
  });

  test("that lists itself, and addresses beside its parts, gives both and asks for itself once", async () => {
    const site = await inventSite();
    site.pages.set(
      "/index.xml",
      `<sitemapindex><sitemap><loc>${site.url("/index.xml")}</loc></sitemap><sitemap><loc>${site.url("/a.xml")}</loc></sitemap>${news(site.url("/b1"), "Tunnel closes", 0.5)}</sitemapindex>`,
    );
    site.pages.set("/a.xml", urlset(news(site.url("/a1"), "Ferry returns", 1)));
    const poller = pollerOf({ url: site.url("/index.xml") });
    await poller.poll();
    expect(titles(await poller.taken())).toEqual(["Ferry returns", "Tunnel closes"]);
    expect(site.asked()).toEqual(["/index.xml", "/a.xml"]);
  });

  test("none of whose parts can be had is a failure", async () => {
    const site = await inventSite();
    site.pages.set("/index.xml", index([site.url("/gone.xml"), 1]));
    const polled = await pollerOf({ url: site.url("/index.xml") }).poll();
    expect(polled?.result).toMatchObject({ kind: "failed", code: "FETCH_HTTP_404" });
  });
});

const teaser = (url: string, title: string, hoursAgo?: number) =>
  `<article class="teaser"><h2><a href="${url}">${title}</a></h2>${hoursAgo === undefined ? "" : `<time datetime="${iso(hoursAgo)}">today</time>`}<p class="dek">${title}, and what else there is to be said of it this morning.</p></article>`;
const front = (...teasers: string[]) =>
  `<html lang="en"><title>Club</title><body><main>${teasers.join("")}</main></body></html>`;

describe("a page", () => {
  const rule = {
    items: "article.teaser",
    title: "h2",
    link: "a@href",
    date: "time@datetime",
    summary: ".dek",
  };

  test("by its rule; an undated teaser is dated by its own page, which is asked once", async () => {
    const site = await inventSite();
    site.pages.set("/b", article("Tunnel closes", 5));
    site.pages.set("/news", front(teaser("/a", "Ferry returns", 1), teaser("/b", "Tunnel closes")));
    const poller = pollerOf({ url: site.url("/news"), page: rule });
    await poller.poll();
    const found = await poller.taken();
    expect(titles(found)).toEqual(["Ferry returns", "Tunnel closes"]);
    const tunnel = found.find(({ title }) => title === "Tunnel closes");
    expect(Date.now() - (tunnel?.publishedAt ?? 0)).toBeGreaterThan(4 * HOUR);
    expect(site.asked()).toEqual(["/news", "/b"]);
    site.pages.set(
      "/news",
      front(
        teaser("/c", "Swans return", 0.1),
        teaser("/a", "Ferry returns", 1),
        teaser("/b", "Tunnel closes"),
      ),
    );
    await poller.poll();
    expect(titles(await poller.taken())).toEqual(["Swans return"]);
    expect(site.asked()).toEqual(["/news"]);
  });

  test("that was built anew is a failure of its own; what was read stays, and the next rule reads it", async () => {
    const site = await inventSite();
    site.pages.set("/news", front(teaser("/a", "Ferry returns", 1)));
    const poller = pollerOf({ url: site.url("/news"), page: rule });
    await poller.poll();
    await poller.taken();
    site.pages.set("/news", front(teaser("/b", "Tunnel closes", 1).replaceAll("article", "section")));
    expect((await poller.poll())?.result).toMatchObject({ kind: "failed", code: "PARSE_NO_ITEMS" });
    expect(poller.state()?.failure?.remedy).toContain("page");
    poller.change({ page: { ...rule, items: "section.teaser" } });
    expect((await poller.poll())?.result).toMatchObject({ kind: "ok" });
    expect(titles(await poller.taken())).toEqual(["Tunnel closes"]);
  });

  test("another rule reads the same bytes anew", async () => {
    const site = await inventSite();
    site.pages.set("/news", front(teaser("/a", "Ferry returns", 1)));
    const poller = pollerOf({ url: site.url("/news"), page: rule });
    await poller.poll();
    await poller.taken();
    poller.change({ page: { ...rule, title: ".dek" } });
    await poller.poll();
    expect(titles(await poller.taken())).toEqual([
      "Ferry returns, and what else there is to be said of it this morning.",
    ]);
  });

  test("that robots.txt closes is not asked for", async () => {
    const site = await inventSite({
      "/robots.txt": { body: "User-agent: *\nDisallow: /", type: "text/plain" },
    });
    site.pages.set("/news", front(teaser("/a", "Ferry returns", 1)));
    const polled = await pollerOf({ url: site.url("/news"), page: rule }).poll();
    expect(polled?.result).toMatchObject({ kind: "failed", code: "EXTRACT_REFUSED" });
    expect(site.asked()).toEqual([]);
  });
});

describe("JSON by dotted paths", () => {
  const rule = { items: "data.articles", title: "headline", link: "url", date: "publishedAt" };
  const api = (...articles: object[]): Page => ({
    body: JSON.stringify({ data: { articles } }),
    type: "application/json",
  });

  test("is a list of articles", async () => {
    const site = await inventSite({
      "/api": api(
        { headline: "Ferry returns", url: "/a", publishedAt: iso(1) },
        { headline: "No address" },
        { headline: "Tunnel closes", url: "/b", publishedAt: Date.now() - HOUR },
      ),
    });
    const poller = pollerOf({ url: site.url("/api"), json: rule });
    expect((await poller.poll())?.result).toMatchObject({ kind: "ok", seen: 3, new: 2, dropped: 1 });
    expect(titles(await poller.taken())).toEqual(["Ferry returns", "Tunnel closes"]);
    expect(site.received[0]?.headers["accept"]).toMatch(/^application\/json/);
  });

  test.each([
    { name: "another shape", body: '{"data":{"items":[{"headline":"x","url":"/a"}]}}' },
    { name: "a page", body: "<html><body>Maintenance</body></html>" },
    { name: "an empty list", body: '{"data":{"articles":[]}}' },
  ])("$name is PARSE_NO_ITEMS", async ({ body }) => {
    const site = await inventSite({ "/api": { body, type: "application/json" } });
    const polled = await pollerOf({ url: site.url("/api"), json: rule }).poll();
    expect(polled?.result).toMatchObject({ kind: "failed", code: "PARSE_NO_ITEMS" });
  });
});

describe("nothing is asked for with less care than a feed", () => {
  const inside = "http://10.1.2.3/inner";

  test.each([
    { name: "an index's part", path: "/index.xml", body: () => index([inside, 1]) },
    { name: "a sitemap's page", path: "/sitemap.xml", body: () => urlset(plain(inside, 1)) },
  ])("$name in a network of others is not reached", async ({ path, body }) => {
    const site = await inventSite({ [path]: body() });
    const polled = await pollerOf({ url: site.url(path) }).poll();
    expect(polled?.result).toMatchObject(
      path === "/index.xml" ? { kind: "failed", code: "FETCH_BLOCKED" } : { kind: "ok", new: 0 },
    );
    expect(site.asked()).toEqual([path]);
  });

  test("a source's headers go to its own origin alone, to parts and pages as well", async () => {
    const site = await inventSite();
    const other = await inventSite({ "/there": article("There", 1) });
    site.pages.set("/here", article("Here", 1));
    site.pages.set("/part.xml", urlset(plain(site.url("/here"), 1), plain(other.url("/there"), 1)));
    site.pages.set("/index.xml", index([site.url("/part.xml"), 1]));
    const poller = pollerOf({ url: site.url("/index.xml"), headers: { authorization: "Bearer quay" } });
    await poller.poll();
    expect(titles(await poller.taken())).toEqual(["Here", "There"]);
    const own = site.received.filter(({ path }) => path !== "/robots.txt");
    expect(own.map(({ headers }) => headers["authorization"])).toEqual(Array(3).fill("Bearer quay"));
    expect(other.received.map(({ headers }) => headers["authorization"])).toEqual([undefined, undefined]);
  });

  test.each([
    { name: "a page", source: { page: {} } },
    { name: "JSON", source: { json: { items: "a" } } },
    { name: "a sitemap", source: {} },
  ])("$name that is gone, limited or away is treated as a feed is", async ({ source }) => {
    const site = await inventSite({ "/x": 410 });
    const poller = pollerOf({ url: site.url("/x"), ...source });
    expect((await poller.poll())?.result).toMatchObject({ code: "FETCH_GONE" });
    site.pages.set("/x", 429);
    expect((await poller.poll())?.holdMs).toBeGreaterThan(60_000);
    site.pages.set("/x", 500);
    expect((await poller.poll())?.result).toMatchObject({ code: "FETCH_HTTP_500" });
    expect(poller.state()?.failures).toBe(3);
  });

  test("every further request of a poll waits as two polls of a host do", async () => {
    const site = await inventSite();
    const hosts: string[] = [];
    const gap = (host: string) => {
      hosts.push(host);
      return 1;
    };
    site.pages.set("/index.xml", index([site.url("/a.xml"), 1], [site.url("/b.xml"), 1]));
    site.pages.set("/a.xml", urlset(plain(site.url("/1"), 1), plain(site.url("/2"), 1)));
    site.pages.set("/b.xml", urlset(plain(site.url("/3"), 1)));
    await pollerOf({ url: site.url("/index.xml") }, gap).poll();
    expect(site.asked()).toHaveLength(6);
    expect(hosts).toEqual(Array(5).fill(new URL(site.url("/")).host));
  });

  test("requests follow one another, at most so many a poll", async () => {
    const site = await inventSite();
    const all = Array.from({ length: 60 }, (_, n) => `/story-number-${n}`);
    for (const url of all) site.pages.set(url, article(`Told ${url}`, 3));
    site.pages.set("/news", front(...all.map((url, n) => teaser(url, `What happened on day ${n} of it`))));
    const poller = pollerOf({ url: site.url("/news"), page: {} });
    await poller.poll();
    expect(await poller.taken()).toHaveLength(60);
    expect(site.asked()).toHaveLength(21);
    await poller.poll();
    expect(site.asked()).toEqual(["/news"]);
  });
});
