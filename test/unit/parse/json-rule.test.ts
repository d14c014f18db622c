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

const AT = Date.UTC(2026, 10, 30, 10);

test.each([
  { name: "seconds", date: AT / 1000 },
  { name: "seconds as text", date: String(AT / 1000) },
  { name: "milliseconds", date: AT },
  { name: "milliseconds as text", date: String(AT) },
  { name: "microseconds", date: AT * 1000 },
  { name: "as .NET writes it", date: `/Date(${AT}+0100)/` },
  { name: "an object with the text", date: { iso: "2026-11-30T10:00:00Z", __type: "Date" } },
  { name: "a database's object", date: { $date: "2026-11-30T10:00:00Z" } },
  { name: "an object of seconds", date: { _seconds: AT / 1000, _nanoseconds: 0 } },
])("a date in $name", ({ date }) => {
  const feed = readJsonByRule(
    JSON.stringify([{ title: "Ferry", url: "/a", date }]),
    {},
    "https://api.example/v1",
  );
  expect(feed?.entries[0]?.published).toBe(AT);
});

const ITEM = { title: "Ferry", url: "/a" };

test.each([
  { name: "brackets", document: { data: { list: [ITEM] } }, rule: { items: "data['list']" } },
  { name: "JSONPath", document: { data: [ITEM] }, rule: { items: "$.data[*]" } },
  { name: "a place in a list", document: { data: [[ITEM], 3] }, rule: { items: "data[0]" } },
  { name: "a name with a dot", document: { "data.list": [ITEM] }, rule: { items: "data.list" } },
  { name: "members of a map", document: { by: { x: { all: [ITEM] } } }, rule: { items: "by.*.all" } },
  {
    name: "a title by language",
    document: [{ ...ITEM, title: { de: "Ferry" } }],
    rule: { title: "title.de" },
  },
  {
    name: "a link among several",
    document: [{ title: "Ferry", links: [{ href: "/a" }] }],
    rule: { link: "links.href" },
  },
  { name: "a name of nobody's", document: [{ h: "Ferry", url: "/a" }], rule: { title: "h" } },
])("a path through $name", ({ document, rule }) => {
  const feed = readJsonByRule(JSON.stringify(document), rule, "https://api.example/v1");
  expect(feed?.entries).toMatchObject([{ title: "Ferry", link: "https://api.example/a" }]);
});

test.each([
  { name: "a guard", text: `)]}',\n${JSON.stringify([ITEM])}` },
  { name: "a loop", text: `while(1);${JSON.stringify([ITEM])}` },
  { name: "a call", text: `callback(${JSON.stringify([ITEM])});` },
  { name: "a variable", text: `var articles = ${JSON.stringify([ITEM])};` },
  { name: "lines", text: `${JSON.stringify(ITEM)}\n${JSON.stringify({ title: "Tunnel", url: "/b" })}\n` },
])("JSON behind $name", ({ text }) => {
  const feed = readJsonByRule(text, {}, "https://api.example/v1");
  expect(feed?.entries[0]).toMatchObject({ title: "Ferry", link: "https://api.example/a" });
});
