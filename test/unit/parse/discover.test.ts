import { describe, expect, test } from "vitest";
import { announcedFeeds, sitemapsOf, usualFeedAddresses } from "../../../src/parse/discover.ts";

const found = (html: string) =>
  announcedFeeds(html, "https://site.example/news/today.html").map(({ url }) => url);

describe("announcedFeeds finds", () => {
  test.each([
    {
      name: "RSS",
      html: '<link rel="alternate" type="application/rss+xml" href="/rss">',
      urls: ["https://site.example/rss"],
    },
    {
      name: "Atom, whatever the case",
      html: "<LINK HREF=atom.xml TYPE='application/ATOM+XML' REL=Alternate>",
      urls: ["https://site.example/news/atom.xml"],
    },
    {
      name: "JSON Feed",
      html: '<link rel="alternate" type="application/feed+json" href="//cdn.example/f.json">',
      urls: ["https://cdn.example/f.json"],
    },
    {
      name: "a type with a charset",
      html: '<link rel="alternate" type="text/rss+xml; charset=utf-8" href="/r">',
      urls: ["https://site.example/r"],
    },
    {
      name: "entities in the address",
      html: '<link rel="alternate" type="application/rss+xml" href="/r?a=1&amp;b=2">',
      urls: ["https://site.example/r?a=1&b=2"],
    },
    {
      name: "addresses relative to the base element",
      html: '<base href="https://other.example/x/"><link rel="alternate" type="application/rss+xml" href="r">',
      urls: ["https://other.example/x/r"],
    },
    {
      name: "links in the text that look like feeds",
      html: '<a href="/about">a</a> <a href="/feeds/rss.xml">RSS</a>',
      urls: ["https://site.example/feeds/rss.xml"],
    },
    {
      name: "where the page sends its readers on to",
      html: '<meta http-equiv="Refresh" content="0; URL=/blog/feed/"><meta http-equiv="refresh" content="300; url=/x">',
      urls: ["https://site.example/blog/feed/"],
    },
    {
      name: "nothing in a page that loads itself again",
      html: `<meta http-equiv="refresh" content="5"><meta http-equiv="refresh" content="5;url='/news/today.html'">`,
      urls: [],
    },
    {
      name: "every address once",
      html: '<link rel="alternate" type="application/rss+xml" href="/rss"><a href="/rss">RSS</a>',
      urls: ["https://site.example/rss"],
    },
    {
      name: "nothing that no one can fetch",
      html: [
        "javascript:alert(1)",
        "feed://",
        "app://news",
        "data:application/rss+xml,x",
        "mailto:a@b.example",
        "file:///rss",
        "https://",
      ]
        .map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`)
        .join(""),
      urls: [],
    },
    {
      name: "addresses under the scheme of feeds",
      html: '<a href="feed:https://a.example/rss">r</a><link rel="alternate" type="application/atom+xml" href="feed://b.example/atom">',
      urls: ["http://b.example/atom", "https://a.example/rss"],
    },
    {
      name: "comments last",
      html: '<link rel="alternate" type="application/rss+xml" href="/comments/feed"><link rel="alternate" type="application/rss+xml" href="/feed">',
      urls: ["https://site.example/feed", "https://site.example/comments/feed"],
    },
  ])("$name", ({ html, urls }) => expect(found(html)).toEqual(urls));

  test("the title and type of a feed", () => {
    const html = '<link rel="alternate" type="application/rss+xml" title=" World\n news " href="/rss">';
    expect(announcedFeeds(html, "https://site.example/")).toEqual([
      { url: "https://site.example/rss", title: "World news", type: "application/rss+xml" },
    ]);
  });
});

describe("announcedFeeds passes over", () => {
  test.each([
    { name: "style sheets", html: '<link rel="stylesheet" type="text/css" href="/feed.css">' },
    { name: "translations", html: '<link rel="alternate" hreflang="fr" href="/fr">' },
    {
      name: "oEmbed and the like",
      html: '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">',
    },
    {
      name: "what is in comments",
      html: '<!-- <link rel="alternate" type="application/rss+xml" href="/rss"> -->',
    },
    {
      name: "addresses that are none of the web",
      html: '<a href="feed:rss">x</a><a href="javascript:rss()">x</a>',
    },
    { name: "links without an address", html: '<link rel="alternate" type="application/rss+xml"><a>rss</a>' },
  ])("$name", ({ html }) => expect(found(html)).toEqual([]));
});

test("usualFeedAddresses are those of the site, whatever the page", () => {
  expect(usualFeedAddresses("https://site.example/a/b?c")).toContain("https://site.example/feed");
  expect(usualFeedAddresses("no address")).toEqual([]);
});

describe("sitemapsOf", () => {
  test.each([
    { name: "a line", robots: "Sitemap: https://site.example/s.xml" },
    { name: "no space, capitals", robots: "User-agent: *\r\nSITEMAP:https://site.example/s.xml\r\n" },
    { name: "a mark of the encoding before it", robots: "\ufeffSitemap: https://site.example/s.xml" },
    { name: "brackets, a remark behind", robots: "Sitemap: <https://site.example/s.xml> # news" },
    { name: "old line ends", robots: "User-agent: *\rSitemap: /s.xml\rAllow: /" },
    { name: "a hyphen", robots: "Site-map : 'https://site.example/s.xml'" },
  ])("reads $name", ({ robots }) =>
    expect(sitemapsOf("https://site.example/", robots)[0]).toBe("https://site.example/s.xml"),
  );

  test("reads several in a line, those for news first", () => {
    const robots = "Sitemap: https://site.example/a.xml, https://site.example/news.xml";
    expect(sitemapsOf("https://site.example/", robots).slice(0, 2)).toEqual([
      "https://site.example/news.xml",
      "https://site.example/a.xml",
    ]);
  });
});
