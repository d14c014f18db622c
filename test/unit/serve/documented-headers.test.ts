import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PAGE_HEADERS } from "../../../src/serve/security-headers.ts";

test("docs/serving.md gives static hosts the policy that Lede sends itself", () => {
  const told = [...readFileSync("docs/serving.md", "utf8").matchAll(/Content-Security-Policy "([^"]*)"/g)];
  expect(told.map((match) => match[1])).toEqual(Array(3).fill(PAGE_HEADERS["content-security-policy"]));
});
