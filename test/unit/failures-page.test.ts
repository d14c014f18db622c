import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { documentedCodes, failuresPage, givenCodes } from "../support/failures-page.ts";

test("docs/failures.md is what the code says: npm run failures", () => {
  expect(readFileSync("docs/failures.md", "utf8")).toBe(failuresPage());
});

test("every code that is given is explained, with its cause and what to do, and every explained one is given", () => {
  const codes = documentedCodes();
  expect(codes.filter(({ cause, remedy }) => cause === "" || remedy === "")).toEqual([]);
  expect(codes.map(({ code }) => code).sort()).toEqual([...givenCodes().keys()].sort());
});
