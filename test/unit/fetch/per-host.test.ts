import { expect, test } from "vitest";
import { Cancellation } from "../../../src/fetch/cancellation.ts";
import { createPerHost } from "../../../src/fetch/per-host.ts";

const tick = () => new Promise((resolve) => setImmediate(resolve));

test("domains that wait are served in turn, so that a busy one does not crowd out the others", async () => {
  const slots = createPerHost({ perHost: 1, total: 1 });
  const first = await slots.take("first", new Cancellation());
  const order: string[] = [];
  const take = (domain: string) =>
    slots.take(domain, new Cancellation()).then((release) => {
      order.push(domain);
      setImmediate(release);
    });
  const all = Promise.all(["busy", "busy", "busy", "a", "b"].map(take));
  first();
  await all;
  expect(order).toEqual(["busy", "a", "b", "busy", "busy"]);
});

test("giving a turn back twice gives it back once", async () => {
  const slots = createPerHost({ perHost: 1, total: 9 });
  const release = await slots.take("a", new Cancellation());
  release();
  release();
  expect(slots.inFlight()).toBe(0);
});

test("who stops waiting leaves the queue to the others", async () => {
  const slots = createPerHost({ perHost: 1, total: 9 });
  const release = await slots.take("a", new Cancellation());
  const stopped = new Cancellation();
  const refused = slots.take("a", stopped);
  const next = slots.take("a", new Cancellation());
  stopped.stop();
  await expect(refused).rejects.toMatchObject({ aborted: true });
  release();
  (await next)();
  await tick();
  expect(slots.inFlight()).toBe(0);
});
