import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeDemoConfig } from "../../src/demo/prepare-demo.ts";
import { startWorld, type World } from "../../src/demo/serve-world.ts";
import { judgeDemoFeed, type PublishedFeed } from "../support/demo-verdict.ts";
import { makeWire, stop, until, type Wire } from "../support/wire.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld({ now: Date.now });
});
afterAll(() => world.close());

const demo = (port: number, folder: string) =>
  writeDemoConfig(world, { outputDir: path.join(folder, "public"), port, pollSeconds: 3_600 });
const complete = async (wire: Wire) => {
  const feed = await wire.feed();
  return feed && judgeDemoFeed(feed).missing.length === 0 ? feed : undefined;
};
/** Which articles stand together, whatever ids this run gave them, and whichever feed's address of one came first. */
const stories = (feed: PublishedFeed) =>
  feed.items
    .map(({ url, _also }) =>
      [url, ...(_also?.items ?? []).map((item) => item.url)].map(bare).sort().join(" "),
    )
    .sort();
const bare = (url: string) => url.replace(/\?utm_.*$/, "");

test("many workers on one Redis publish what one process publishes alone", async () => {
  const alone = await makeWire(demo);
  const process = alone.start("run");
  const one = await until("the feed of lede run", () => complete(alone));
  await stop(process);

  const many = await makeWire(demo);
  for (const args of [
    ["worker", "publish"],
    ["worker", "extract"],
    ["worker", "poll"],
    ["worker", "poll"],
    ["schedule"],
  ])
    many.start(...args);
  const other = await until("the feed of many workers", () => complete(many));
  expect(stories(other)).toEqual(stories(one));
}, 330_000);

test("workers killed at any moment lose no article and publish none twice", async () => {
  const wire = await makeWire((port, folder) => `${demo(port, folder)}lead: { fullText: never }\n`);
  wire.start("worker", "publish");
  wire.start("schedule");
  for (let n = 0; n < 4; n++) {
    const victims = [wire.start("worker", "poll"), wire.start("worker", "poll")];
    await sleep(400 + 700 * n); // from before it has begun to the middle of a visit
    await Promise.all(victims.map((victim) => stop(victim)));
  }
  wire.start("worker", "poll");
  const feed = await until("every article", () => complete(wire));
  expect(judgeDemoFeed(feed)).toMatchObject({ missing: [], repeated: [] });
}, 240_000);
