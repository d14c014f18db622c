import { expect, test } from "vitest";
import { evidenceOf, tellEvidence } from "../../../src/cluster/evidence.ts";
import { FEATURES } from "../../../src/cluster/pair-features.ts";

test.each([
  { name: "namesApart", contribution: -1.2, words: "both name no one in common -1.20" },
  { name: "conflictingNumbers", contribution: -0.4, words: "they give different numbers -0.40" },
  { name: "rarestShared", contribution: 2, words: "they share rare words +2.00" },
  { name: "ownForms", contribution: -2, words: "what they share is a form of that outlet -2.00" },
])("$name is told in words: $words", ({ name, contribution, words }) =>
  expect(evidenceOf([{ name, value: 1, contribution }]).map(tellEvidence)).toEqual([words]),
);

test("what decides by itself is told in words alone", () => {
  for (const name of ["correction", "takenApart"]) {
    const told = evidenceOf([{ name, value: 1, contribution: 0 }]).map(tellEvidence);
    expect(told, name).toEqual([expect.not.stringMatching(/\d/)]);
  }
});

test("what measures the same is told once, the weightiest first, what hardly counts not at all", () => {
  const reasons = [
    { name: "rarestShared", value: 0.8, contribution: 1 },
    { name: "secondRarest", value: 0.7, contribution: 1.5 },
    { name: "sameOutlet", value: 1, contribution: -3 },
    { name: "hoursApart", value: 0.1, contribution: 0.01 },
  ];
  expect(evidenceOf(reasons).map(tellEvidence)).toEqual([
    "one outlet tells both -3.00",
    "they share rare words +2.50",
  ]);
});

test("there are words for every feature", () => {
  for (const name of FEATURES)
    expect(evidenceOf([{ name, value: 1, contribution: -1 }]), name).toHaveLength(1);
});
