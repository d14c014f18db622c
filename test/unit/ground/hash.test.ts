import { expect, test } from "vitest";
import { FNV_START, fnv1a, fnvStep } from "../../../src/ground/hash.ts";

test.each([
  { text: "", hash: 0x811c9dc5 },
  { text: "a", hash: 0xe40c292c },
  { text: "foobar", hash: 0xbf9cf968 },
])("FNV-1a of '$text' is that of its authors", ({ text, hash }) => {
  expect(fnv1a(text) >>> 0).toBe(hash);
});

test("what is hashed unit by unit comes to the same", () => {
  let hash = FNV_START;
  for (const unit of [0x66, 0x2019, 0xd83d]) hash = fnvStep(hash, unit);
  expect(hash).toBe(fnv1a("f\u2019\ud83d"));
});
