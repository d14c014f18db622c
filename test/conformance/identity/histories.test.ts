import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { connectRedis, freshPrefix } from "../../support/redis.ts";
import { MUTATIONS, type Mutation, stableEvidence, writeHistory } from "./histories.ts";
import { judgeHistory } from "./judge-history.ts";

const redis = connectRedis();
afterAll(() => redis.disconnect());

const RIGHT = { lost: 0, doubled: 0, wrong: 0, changed: 0 };
const POLLS = 14;

const judge = (seed: number, mutations: readonly Mutation[], polls = POLLS) =>
  judgeHistory(redis, freshPrefix(), writeHistory(seed, mutations, polls));

test("a well-behaved feed is told once, item by item", async () => {
  expect(await judge(1, [], 40)).toMatchObject(RIGHT);
});

test.each(MUTATIONS)(
  "every item of a feed with %s is told once, under one id, with its own title and link",
  async (mutation) => {
    expect(await judge(MUTATIONS.indexOf(mutation) + 1, [mutation])).toMatchObject(RIGHT);
  },
);

test("so it is with any two mutations that leave a stable guid, link, or title and date", async () => {
  const pair = fc
    .uniqueArray(fc.constantFrom(...MUTATIONS), { minLength: 2, maxLength: 2 })
    .filter((mutations) => stableEvidence(mutations).length > 0);
  const holds = fc.asyncProperty(fc.nat(1e6), pair, async (seed, mutations) => {
    expect(await judge(seed, mutations), mutations.join(" + ")).toMatchObject(RIGHT);
  });
  await fc.assert(holds, { seed: 17, numRuns: 40, endOnFailure: true });
});
