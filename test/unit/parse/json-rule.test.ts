import { expect, test } from "vitest";
import { readJsonByRule } from "../../../src/parse/json-rule.ts";

const ARTICLE = { title: "Ferry returns", created: "2026-11-30T10:00:00Z" };

test.each([
  {
    name: "GraphQL's edges",
    document: { data: { posts: { edges: [{ cursor: "x", node: { ...ARTICLE, uri: "/a" } }] } } },
  },
  {
    name: "JSON:API",
    document: { data: [{ type: "article", id: "9", attributes: { ...ARTICLE, path: { alias: "/a" } } }] },
  },
  {
    name: "a search engine's hits",
    document: { hits: { total: 1, hits: [{ _id: "9", _source: { ...ARTICLE, canonical_url: "/a" } }] } },
  },
  {
    name: "articles by their ids",
    document: {
      articles: { "101": { ...ARTICLE, url: "/a" }, "102": { title: "Tunnel closes", url: "/b" } },
    },
  },
])("without a rule are found the articles of $name", ({ document }) => {
  const feed = readJsonByRule(JSON.stringify(document), {}, "https://api.example/v1");
  expect(feed?.entries[0]).toMatchObject({
    title: "Ferry returns",
    link: "https://api.example/a",
    published: Date.UTC(2026, 10, 30, 10),
  });
});

test("what is named beside the wrapper is not lost, what is within goes first", () => {
  const document = [{ url: "/outer", node: { title: "Ferry returns", url: "/a", link: "/x" } }];
  const feed = readJsonByRule(JSON.stringify(document), {}, "https://api.example/v1");
  expect(feed?.entries.map(({ link }) => link)).toEqual(["https://api.example/a"]);
});
