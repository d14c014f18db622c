import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { extractPage } from "../../../src/extract/extract-page.ts";
import { randomFrom } from "../parse/mutate.ts";
import { faultsOf, mutatePage } from "./mutate-page.ts";

const FIXTURES = path.resolve(import.meta.dirname, "../../fixtures/extract");
const seeds = readdirSync(FIXTURES).map((name) => readFileSync(path.join(FIXTURES, name)));

/** `npm run bench -- fuzz-extract` runs 100,000 of them. */
test("150 mutated pages end in an answer that is safe", () => {
  const random = randomFrom(20261126);
  for (let n = 0; n < 150; n++) {
    const bytes = mutatePage(seeds[n % seeds.length] as Buffer, seeds, random);
    const extraction = extractPage({ bytes, url: "https://fuzz.example/2026/11/22/story" });
    expect(faultsOf(extraction), bytes.toString("base64")).toEqual([]);
  }
}, 120_000);
