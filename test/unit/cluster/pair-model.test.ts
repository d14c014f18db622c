import { expect, test } from "vitest";
import { FEATURE_COUNT, FEATURES } from "../../../src/cluster/pair-features.ts";
import { createPairModel, type PairSum } from "../../../src/cluster/pair-model.ts";

const WEIGHTS: PairSum = {
  bias: -1,
  linear: { conflictingCountries: -2 },
  trees: [["cosTitle", 0.5, -0.5, ["cosAll", 0.25, 0.25, 1.5]], 0.125],
};
const model = createPairModel(WEIGHTS);
const score = (given: Float64Array) => model.score(given);
const features = (given: Partial<Record<(typeof FEATURES)[number], number>>) =>
  Float64Array.from(
    { length: FEATURE_COUNT },
    (_, f) => given[FEATURES[f] as (typeof FEATURES)[number]] ?? 0,
  );

test.each([
  { name: "the left leaf at the edge itself", given: { cosTitle: 0.5 }, expected: -1 - 0.5 + 0.125 },
  { name: "the inner left leaf", given: { cosTitle: 0.6, cosAll: 0.1 }, expected: -1 + 0.25 + 0.125 },
  { name: "the inner right leaf", given: { cosTitle: 0.6, cosAll: 0.3 }, expected: -1 + 1.5 + 0.125 },
  { name: "what counts by the unit", given: { conflictingCountries: 0.5 }, expected: -1 - 0.5 + 0.125 - 1 },
])("a score adds up $name", ({ given, expected }) => expect(score(features(given))).toBeCloseTo(expected));

test("what features contributed differs between two pairs by just as much as their scores", () => {
  const [a, b] = [features({ cosTitle: 0.6, cosAll: 0.3 }), features({ conflictingCountries: 1 })];
  const sum = (of: Float64Array) =>
    model.explain(of).reduce((total, { contribution }) => total + contribution, 0);
  expect(sum(a) - sum(b)).toBeCloseTo(score(a) - score(b));
});

test("the plain sum leaves out the trees", () =>
  expect(model.plain(features({ cosTitle: 0.6, conflictingCountries: 0.5 }))).toBeCloseTo(-2));
