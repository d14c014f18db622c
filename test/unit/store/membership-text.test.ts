import { expect, test } from "vitest";
import type { Membership } from "../../../src/model/story.ts";
import { readMembership, writeMembership } from "../../../src/store/stories/story-store.ts";

const JOINED: Membership = {
  articleId: "01B",
  joinedAt: 1_780_000_000_000,
  score: 0.9931,
  with: "01A",
  reasons: [
    { name: "cosAll", value: 0.9713, contribution: 0.7707 },
    { name: "conflictingNumbers", value: 0, contribution: -1.25 },
  ],
};
const FIRST: Membership = { ...JOINED, score: undefined, with: undefined, reasons: [] };

test.each([
  { name: "who joined a story", membership: JOINED },
  { name: "who began one", membership: FIRST },
])("the membership of $name is read as it was written", ({ membership }) => {
  expect(readMembership("01B", writeMembership(membership))).toEqual(membership);
});

test("numbers are kept to four digits", () => {
  const [reason] = readMembership(
    "01B",
    writeMembership({ ...JOINED, reasons: [{ name: "crowd", value: 1 / 3, contribution: 2e-7 }] }),
  ).reasons;
  expect(reason).toEqual({ name: "crowd", value: 0.3333, contribution: 0 });
});
