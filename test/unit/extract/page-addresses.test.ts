import { expect, test } from "vitest";
import { pageAddresses } from "../../../src/extract/page-addresses.ts";

const asked = "https://outlet.example/2026/11/the-ferry-runs-again.html";

test.each([
  { name: "nothing of a page that is where it was asked for", page: {}, expected: [] },
  {
    name: "where redirects led",
    page: { url: "https://www.outlet.example/news/4711123" },
    expected: ["https://www.outlet.example/news/4711123"],
  },
  {
    name: "rel=canonical with the same title",
    page: { canonical: "https://outlet.example/coast/the-ferry-runs-again" },
    expected: ["https://outlet.example/coast/the-ferry-runs-again"],
  },
  {
    name: "rel=canonical with the same number",
    page: { url: `${asked}?id=4711123`, canonical: "https://outlet.example/a/4711123" },
    expected: [`${asked}?id=4711123`, "https://outlet.example/a/4711123"],
  },
  {
    name: "the AMP version",
    page: { amp: "https://amp.outlet.example/the-ferry-runs-again.amp.html" },
    expected: ["https://amp.outlet.example/the-ferry-runs-again.amp.html"],
  },
  {
    name: "no rel=canonical that every page of the site has",
    page: { canonical: "https://outlet.example/2026/11/bridge-closed-for-winter.html" },
    expected: [],
  },
  { name: "no section", page: { canonical: "https://outlet.example/2026/11/" }, expected: [] },
  {
    name: "titles in any script, encoded or not",
    page: {
      url: "https://o.example/%D0%BF%D0%B0-%D1%80%D0%BE-%D0%BC",
      canonical: "https://p.example/па-ро-м",
    },
    expected: ["https://o.example/%D0%BF%D0%B0-%D1%80%D0%BE-%D0%BC", "https://p.example/па-ро-м"],
  },
])("gives $name", ({ page, expected }) => {
  const fetched = { url: asked, canonical: undefined, amp: undefined, ...page };
  expect(pageAddresses(asked, fetched)).toEqual(expected);
});
