import { expect, test } from "vitest";
import { readListing } from "../../../src/extract/listing/read-listing.ts";
import { FRONT_PAGES } from "./front-pages.ts";

test.each(FRONT_PAGES)("$name", ({ html, expected }) => {
  const answer = readListing({
    bytes: Buffer.from(html),
    url: "https://front.example/start",
    contentType: "text/html; charset=utf-8",
    rule: {},
  });
  const teasers = answer.kind === "listing" ? answer.teasers : [];
  const found = teasers.map(({ url }) => url.replace("https://front.example", ""));
  expect({
    missing: [...expected.keys()].filter((path) => !found.includes(path)),
    more: found.filter((path) => !expected.has(path)),
  }).toEqual({ missing: [], more: [] });
  // Pages in other scripts have headlines of their own, and one has short ones.
  const titled = teasers.filter(
    ({ title }) => !/[\p{sc=Han}\p{sc=Arabic}]/u.test(title) && title.split(" ").length > 3,
  );
  expect(titled.map(({ title }) => title)).toEqual(
    titled.map(({ url }) => expected.get(url.replace("https://front.example", ""))),
  );
});
