import { describe, expect, test } from "vitest";
import { canonicalUrl } from "../../../src/dedupe/canonical-url.ts";

const PAGE = "https://www.herald.example/world/2026/harbour-strike?id=42";

/** Ways in which one page is spelled; each must have the key of the plain address. */
const SPELLINGS = [
  { name: "http", url: "http://www.herald.example/world/2026/harbour-strike?id=42" },
  { name: "no www", url: "https://herald.example/world/2026/harbour-strike?id=42" },
  { name: "a numbered www", url: "https://www2.herald.example/world/2026/harbour-strike?id=42" },
  { name: "a host in capitals", url: "HTTPS://WWW.Herald.Example/world/2026/harbour-strike?id=42" },
  { name: "a dot after the host", url: "https://www.herald.example./world/2026/harbour-strike?id=42" },
  { name: "the default port", url: "https://www.herald.example:443/world/2026/harbour-strike?id=42" },
  {
    name: "the other scheme's default port",
    url: "http://www.herald.example:443/world/2026/harbour-strike?id=42",
  },
  { name: "a mobile host", url: "https://m.herald.example/world/2026/harbour-strike?id=42" },
  { name: "a mobile host behind www", url: "https://www.m.herald.example/world/2026/harbour-strike?id=42" },
  { name: "an AMP host", url: "https://amp.herald.example/world/2026/harbour-strike?id=42" },
  { name: "a trailing slash", url: "https://www.herald.example/world/2026/harbour-strike/?id=42" },
  { name: "two slashes", url: "https://www.herald.example//world/2026//harbour-strike?id=42" },
  { name: "an AMP path", url: "https://www.herald.example/world/2026/harbour-strike/amp?id=42" },
  { name: "an AMP folder", url: "https://www.herald.example/amp/world/2026/harbour-strike?id=42" },
  { name: "an AMP parameter", url: `${PAGE}&outputType=amp` },
  { name: "utm parameters", url: `${PAGE}&utm_source=rss&utm_medium=feed&utm_campaign=all` },
  { name: "utm parameters in capitals", url: `${PAGE}&UTM_Source=rss` },
  { name: "gclid", url: `${PAGE}&gclid=Cj0KCQiA` },
  { name: "fbclid", url: `${PAGE}&fbclid=IwAR0abc` },
  { name: "Mailchimp", url: `${PAGE}&mc_cid=1&mc_eid=2` },
  { name: "BBC at_", url: `${PAGE}&at_medium=RSS&at_campaign=KARANGA` },
  { name: "cmpid", url: `${PAGE}&cmpid=rss` },
  { name: "ocid", url: `${PAGE}&ocid=global_rss` },
  { name: "Matomo", url: `${PAGE}&pk_campaign=feed` },
  { name: "rss=1", url: `${PAGE}&rss=1` },
  { name: "from=rss", url: `${PAGE}&from=rss` },
  { name: "Medium's source", url: `${PAGE}&source=rss----8fca399d4de---4` },
  { name: "partner and smid", url: `${PAGE}&partner=rss&smid=tw-share` },
  { name: "a session", url: "https://www.herald.example/world/2026/harbour-strike;jsessionid=0A1B2C?id=42" },
  { name: "a parameter twice", url: `${PAGE}&id=42` },
  { name: "an empty fragment", url: `${PAGE}#` },
  { name: "a text fragment", url: `${PAGE}#:~:text=dockers` },
  { name: "AT Internet's fragment", url: `${PAGE}#xtor=RSS-3208` },
  { name: "AddThis's fragment", url: `${PAGE}#.VtCA1eS6FaQ` },
  { name: "the comments", url: `${PAGE}#comments` },
  { name: "a feed's fragment", url: `${PAGE}#tk.rss_all` },
  { name: "spaces around", url: `  ${PAGE}\n` },
  { name: "needless escapes", url: "https://www.herald.example/world/2026/harbour%2Dstrike?id=42" },
  {
    name: "Google's redirect",
    url: `https://www.google.com/url?rct=j&sa=t&url=${encodeURIComponent(PAGE)}&ct=ga`,
  },
  { name: "Facebook's redirect", url: `https://l.facebook.com/l.php?u=${encodeURIComponent(PAGE)}&h=AT0` },
  {
    name: "Outlook's safe link",
    url: `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(PAGE)}&data=1`,
  },
  {
    name: "a wrapper in a wrapper",
    url: `https://www.google.com/url?q=${encodeURIComponent(`https://l.facebook.com/l.php?u=${encodeURIComponent(PAGE)}`)}`,
  },
  { name: "an archived copy", url: `https://web.archive.org/web/20260301000000/${PAGE}` },
  {
    name: "Google's AMP viewer",
    url: "https://www.google.com/amp/s/www.herald.example/world/2026/harbour-strike?id=42",
  },
];

test.each(SPELLINGS)("$name leads to the same page", ({ url }) => {
  expect(canonicalUrl(url)).toBe(canonicalUrl(PAGE));
});

test.each([
  { name: "an index page", a: "https://herald.example/live/index.html", b: "https://herald.example/live/" },
  {
    name: "an index script",
    a: "https://herald.example/live/index.php?p=7",
    b: "https://herald.example/live?p=7",
  },
  {
    name: "the order of the query",
    a: "https://herald.example/a?x=1&y=2",
    b: "https://herald.example/a?y=2&x=1",
  },
  { name: "an AMP file", a: "https://herald.example/a/b.amp.html", b: "https://herald.example/a/b.html" },
  {
    name: "AMP's cache",
    a: "https://herald-example.cdn.ampproject.org/c/s/herald.example/a/b",
    b: "https://herald.example/a/b",
  },
  {
    name: "a short video address",
    a: "https://youtu.be/abcdefghijk?si=qwertyuiopasdfgh",
    b: "https://www.youtube.com/watch?v=abcdefghijk",
  },
  {
    name: "a mobile video address",
    a: "https://m.youtube.com/watch?v=abcdefghijk&feature=youtu.be",
    b: "https://www.youtube.com/watch?v=abcdefghijk",
  },
  {
    name: "the mobile encyclopedia",
    a: "https://en.m.wikipedia.org/wiki/Lede",
    b: "https://en.wikipedia.org/wiki/Lede",
  },
  {
    name: "a podcast's counter",
    a: "https://dts.podtrac.com/redirect.mp3/cast.example/one.mp3",
    b: "https://cast.example/one.mp3",
  },
  {
    name: "escapes in lower case",
    a: "https://herald.example/caf%c3%a9",
    b: "https://herald.example/caf%C3%A9",
  },
  {
    name: "composed and decomposed letters",
    a: "https://herald.example/cafe%CC%81",
    b: "https://herald.example/caf%C3%A9",
  },
])("$name makes no difference", ({ a, b }) => {
  expect(canonicalUrl(a)).toBe(canonicalUrl(b));
  expect(canonicalUrl(a)).toBeDefined();
});

test.each([
  {
    name: "fragments of a link blog",
    a: "https://blog.example/2026/03/01.html#a101",
    b: "https://blog.example/2026/03/01.html#a102",
  },
  {
    name: "ids in the query",
    a: "https://herald.example/story?id=1",
    b: "https://herald.example/story?id=2",
  },
  { name: "pages", a: "https://herald.example/list?page=2", b: "https://herald.example/list?page=3" },
  {
    name: "a source that is a number",
    a: "https://herald.example/x?source=42",
    b: "https://herald.example/x?source=43",
  },
  { name: "paths by case", a: "https://short.example/aBc", b: "https://short.example/abC" },
  { name: "other ports", a: "http://127.0.0.1:8001/x", b: "http://127.0.0.1:8002/x" },
  {
    name: "subdomains that are sites",
    a: "https://north.herald.example/x",
    b: "https://south.herald.example/x",
  },
  {
    name: "branches of a forge",
    a: "https://github.com/o/r/tree?ref=main",
    b: "https://github.com/o/r/tree?ref=dev",
  },
  {
    name: "videos",
    a: "https://www.youtube.com/watch?v=abcdefghijk",
    b: "https://www.youtube.com/watch?v=abcdefghijl",
  },
  {
    name: "the part behind a hash bang",
    a: "https://app.example/#!/story/1",
    b: "https://app.example/#!/story/2",
  },
])("keeps $name apart", ({ a, b }) => {
  expect(canonicalUrl(a)).not.toBe(canonicalUrl(b));
});

describe("what identifies nothing", () => {
  test.each([
    "https://herald.example",
    "https://herald.example/",
    "http://www.herald.example/index.html",
    "https://herald.example/?utm_source=rss",
    "https://herald.example/#top",
    "mailto:desk@herald.example",
    "tag:herald.example,2026:1",
    "not an address",
    "",
    "https://",
  ])("has no key: %s", (url) => expect(canonicalUrl(url)).toBeUndefined());
});
