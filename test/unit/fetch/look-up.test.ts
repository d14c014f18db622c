import { expect, test } from "vitest";
import { createLookUp } from "../../../src/fetch/look-up.ts";

const lookUp = createLookUp();

test.each(["localhost", "LOCALHOST."])("%s is asked of the system", async (name) => {
  const addresses = await lookUp(name);
  expect(addresses.length).toBeGreaterThan(0);
  for (const address of addresses) expect(address).toMatch(/^(127\.|::1$)/);
});
