import { expect, test } from "vitest";
import { createPlaces, createTurn } from "../../../src/ground/concurrency.ts";

/** Work that ends when it is told to, and what has begun of it. */
function works() {
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  const work = (n: number) => () => {
    begun.push(n);
    return new Promise<number>((resolve) => ends.set(n, () => resolve(n)));
  };
  return { begun, work, end: (n: number) => ends.get(n)?.() };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test("a few at a time, the others in the order in which they came", async () => {
  const { begun, work, end } = works();
  const inPlace = createPlaces(2);
  const results = [1, 2, 3, 4].map((n) => inPlace(work(n)));
  await settled();
  expect(begun).toEqual([1, 2]);
  end(2);
  await settled();
  expect(begun).toEqual([1, 2, 3]);
  for (const n of [1, 3]) end(n);
  await settled();
  end(4);
  expect(await Promise.all(results)).toEqual([1, 2, 3, 4]);
});

test("work that fails gives its place back", async () => {
  const inPlace = createPlaces(1);
  const failed = inPlace(() => Promise.reject(new Error("no")));
  const next = inPlace(async () => "next");
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe("next");
  expect(await inPlace(async () => "another")).toBe("another");
});

test("one at a time, but nobody waits longer than patience lasts", async () => {
  const { begun, work, end } = works();
  const turn = createTurn(30);
  const first = turn.run(work(1));
  const second = turn.run(work(2));
  await settled();
  expect(begun).toEqual([1]);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(begun).toEqual([1, 2]);
  expect(turn.taken).toBe(true);
  for (const n of [1, 2]) end(n);
  expect(await Promise.all([first, second])).toEqual([1, 2]);
  expect(turn.taken).toBe(false);
});
