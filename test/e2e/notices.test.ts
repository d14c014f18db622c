import { expect, test } from "vitest";
import { killAmidNotices } from "../faults/notices.ts";

// The short form of `npm run test:notices`.

test("a wire that is killed while it tells a receiver tells nothing twice, loses no more than dies with it, and nothing forged is believed", async () => {
  const verdict = await killAmidNotices(4, 7, () => {});
  expect(verdict).toMatchObject({ twice: [], forgedAccepted: 0, orphans: 0 });
  expect(verdict.lost.length).toBeLessThanOrEqual(verdict.kills);
  expect(verdict.accepted + verdict.lost.length).toBe(2 * verdict.stories);
}, 240_000);
