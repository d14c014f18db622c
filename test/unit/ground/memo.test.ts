import { expect, test } from "vitest";
import { createMemo } from "../../../src/ground/memo.ts";

/** What is made of a text is the text twice; tells how often it was made. */
function openMemo(most: number) {
  const made: string[] = [];
  const memo = createMemo<string>(most, (text) => text.length);
  const ask = (key: string) =>
    memo(key, () => {
      made.push(key);
      return key + key;
    });
  return { ask, made };
}

test("makes of a text once what it makes of it", () => {
  const { ask, made } = openMemo(100);
  expect([ask("a"), ask("b"), ask("a"), ask("")]).toEqual(["aa", "bb", "aa", ""]);
  expect([ask("b"), ask("")]).toEqual(["bb", ""]);
  expect(made).toEqual(["a", "b", ""]);
});

test("forgets what was not asked for longest, and never holds more than it may", () => {
  const { ask, made } = openMemo(9);
  for (const key of ["a", "b", "c", "a", "d"]) ask(key); // room for three: the second is forgotten
  expect(made).toEqual(["a", "b", "c", "d"]);
  for (const key of ["a", "c", "d"]) ask(key);
  expect(made).toHaveLength(4);
  ask("b");
  expect(made).toHaveLength(5);
  expect(ask("longer than that")).toBe("longer than thatlonger than that");
  ask("b");
  expect(made.slice(5)).toEqual(["longer than that", "b"]);
});
