import { expect, test } from "vitest";
import { datedAt } from "../../../src/cluster/url-date.ts";

const NOON = Date.UTC(2026, 2, 14, 12);
const at = (url: string) => datedAt({ id: "a", title: "", url });

test.each([
  { name: "year, month and day as folders", url: "https://herald.example/2026/03/14/ferries" },
  { name: "a day without its zero", url: "https://herald.example/2026/3/14/ferries" },
  { name: "the month's name", url: "https://herald.example/world/2026/mar/14/ferries" },
  { name: "dashes", url: "https://herald.example/ferries-2026-03-14" },
  { name: "eight digits", url: "https://herald.example/id/20260314/ferries" },
])("an address tells its day by $name", ({ url }) => expect(at(url)).toBe(NOON));

test.each([
  { name: "a day that no calendar has", url: "https://herald.example/2026/02/31/ferries" },
  { name: "a long number", url: "https://herald.example/news/920260314223" },
  { name: "nothing", url: "https://herald.example/ferries" },
])("$name is no date", ({ url }) => expect(at(url)).toBeNaN());

test("an article's own date comes first, its address before the time it was seen", () => {
  const doc = { id: "a", title: "", url: "https://herald.example/2026/03/14/x", seenAt: 7 };
  expect(datedAt({ ...doc, publishedAt: 5 })).toBe(5);
  expect(datedAt(doc)).toBe(NOON);
  expect(datedAt({ ...doc, url: undefined })).toBe(7);
});
