import { afterAll, beforeAll, expect, test } from "vitest";
import { processesIn } from "../faults/processes.ts";
import { judgeStage } from "../faults/scenario.ts";
import { openStage, type Stage } from "../faults/stage.ts";
import { freePort } from "../support/free-port.ts";
import { until } from "../support/wire.ts";

// The short form of `npm run test:faults`: the faults that a wire meets most often, one after the other, on one stage.

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ outlets: 3, seed: 5, port: await freePort(), parts: [["run"]] });
});
afterAll(() => stage.close());

test("killed, cut off from Redis, and with a Redis that lost everything: no article is lost, none told twice", async () => {
  const { lede, line, redis, wire, judge } = stage;
  const growAll = () => wire.outlets.map((outlet) => wire.grow(outlet));
  const published = (articles: ReturnType<typeof growAll>) =>
    until("the articles", async () => (articles.every((one) => judge.has(one)) ? true : undefined));
  await published(growAll());
  const known = new Set(judge.ids());
  // All at once: the writer's lease goes with the data, so that nobody has to wait for its end.
  line.set("cut");
  lede.all[0]?.kill();
  await redis.kill();
  const meanwhile = growAll();
  await redis.start(false);
  line.set("open");
  await published(meanwhile);
  const verdict = await judgeStage(stage);
  expect(verdict).toMatchObject({ lost: [], twice: [], moved: [], broken: 0 });
  for (const id of known) expect(judge.ids()).toContain(id);
  expect(await stage.close()).toEqual([0]);
  expect(processesIn(stage.folder)).toEqual([]);
}, 240_000);
