import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { canonicalUrl } from "../../../src/dedupe/canonical-url.ts";

test("remembering a host does not hold on to the document that its address was cut from", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = heap();
  for (let n = 0; n < 300; n++) {
    const document = `${"x".repeat(100_000)} https://www.outlet-${n}.example/news/ferry-returns `;
    expect(canonicalUrl(document.slice(100_001, -1))).toBe(`outlet-${n}.example/news/ferry-returns`);
  }
  expect(heap() - before).toBeLessThan(10_000_000); // 30,000,000 with the documents
});
