import { expect, test } from "vitest";
import { deriveId } from "../../../src/config/derive-id.ts";
import { parseConfig } from "../../../src/config/load.ts";

test.each([
  { url: "https://www.news.example/world/rss.xml", id: "news-example-world-rss" },
  { url: "https://feeds.bbci.co.uk/news/world/rss.xml", id: "feeds-bbci-co-uk-news-world-rss" },
  { url: "https://News.Example/", id: "news-example" },
  { url: "http://127.0.0.1:8080/a_b/C.rss", id: "127-0-0-1-8080-a-b-c" },
  { url: "https://a.example/feed?cat=5&lang=en", id: "a-example-feed-cat-5-lang-en" },
  { url: "https://a.example/%zz", id: "a-example-zz" },
])("$url is $id", ({ url, id }) => {
  expect(deriveId(url)).toBe(id);
});

test("addresses in another script keep apart", () => {
  const ids = ["https://a.example/日本/feed", "https://a.example/中国/feed"].map((url) =>
    deriveId(new URL(url).href),
  );
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(id).toMatch(/^a-example-feed-[0-9a-f]{6}$/);
});

test("a long address gives an id of at most 64 characters", () => {
  const url = `https://a.example/${"very-long/".repeat(20)}feed`;
  expect(deriveId(url)).toMatch(/^[a-z0-9-]{1,64}$/);
  expect(deriveId(url)).not.toBe(deriveId(`${url}s`));
});

test("of addresses that look alike each has its own, whatever is added later", async () => {
  const urls = ["https://a.example/x/y", "https://a.example/x-y", "http://a.example/x/y"];
  const idsOf = async (list: readonly string[]) => {
    const yaml = `sources: ${JSON.stringify([...list, { id: "a-example", url: "https://b.example/" }])}`;
    return (await parseConfig("/lede.yaml", yaml, {})).sources.map(({ id }) => id);
  };
  const ids = await idsOf(urls);
  expect(new Set(ids).size).toBe(4);
  expect((await idsOf([...urls, "https://a.example/"])).slice(0, 3)).toEqual(ids.slice(0, 3));
});
