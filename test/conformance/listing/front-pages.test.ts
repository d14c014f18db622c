import { expect, test } from "vitest";
import { readListing } from "../../../src/extract/listing/read-listing.ts";
import { CROWDED_PAGES } from "./crowded-pages.ts";
import type { FrontPage } from "./desk.ts";
import { FRONT_PAGES } from "./front-pages.ts";
import { FURTHER_PAGES } from "./further-pages.ts";
import { LAST_PAGES } from "./last-pages.ts";
import { REMOTE_PAGES } from "./remote-pages.ts";
import { STRANGE_PAGES } from "./strange-pages.ts";
import { UNLIKE_PAGES } from "./unlike-pages.ts";

const SITE = "https://front.example";

function read({ html, expected }: FrontPage) {
  const answer = readListing({
    bytes: Buffer.from(html),
    url: `${SITE}/start`,
    contentType: "text/html; charset=utf-8",
    rule: {},
  });
  const teasers = answer.kind === "listing" ? answer.teasers : [];
  const found = new Map(teasers.map(({ url, title }) => [url.replace(SITE, ""), title]));
  return {
    found,
    missing: [...expected.keys()].filter((path) => !found.has(path)),
    more: [...found.keys()].filter((path) => !expected.has(path)),
  };
}

test.each(FRONT_PAGES)("$name", (page) => {
  const { found, ...wrong } = read(page);
  expect(wrong).toEqual({ missing: [], more: [] });
  // Pages in other scripts have headlines of their own, and one has short ones.
  const titled = [...found].filter(
    ([, title]) => !/[\p{sc=Han}\p{sc=Arabic}]/u.test(title) && title.split(" ").length > 3,
  );
  expect(titled).toEqual(titled.map(([path]) => [path, page.expected.get(path)]));
});

test.each([
  ...FURTHER_PAGES,
  ...CROWDED_PAGES,
  ...UNLIKE_PAGES,
  ...STRANGE_PAGES,
  ...REMOTE_PAGES,
  ...LAST_PAGES,
])("$name", (page) => {
  const { found, ...wrong } = read(page);
  expect(wrong).toEqual({ missing: [], more: [] });
  expect([...found].sort()).toEqual([...page.expected].sort());
});
