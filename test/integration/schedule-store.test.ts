import type { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SourceState } from "../../src/model/source-state.ts";
import { createKeys, type Keys } from "../../src/store/keys.ts";
import {
  type BegunSource,
  createScheduleStore,
  type ScheduleStore,
  type Visit,
} from "../../src/store/schedule/schedule-store.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const LEASE_MS = 60_000;
let redis: Redis;
let keys: Keys;
let schedule: ScheduleStore;

beforeEach(() => {
  redis = connectRedis();
  keys = createKeys(freshPrefix());
  schedule = createScheduleStore(redis, keys, LEASE_MS);
});
afterEach(() => redis.disconnect());

const past = Date.now() - 1_000;
const source = (id: string, host: string, firstDue = past) => ({ id, host, firstDue });
const stateDue = (nextPollAt: number): SourceState => ({
  url: "http://a.example/",
  validators: { etag: '"1"' },
  nextPollAt,
  nextReason: "interval",
  failures: 0,
});
const settled = (nextPollAt: number) => ({
  state: stateDue(nextPollAt),
  result: { kind: "ok" },
});

describe("claiming", () => {
  test("gives one visit a domain, with the sources that are due there", async () => {
    await schedule.sync([source("a1", "a.example"), source("a2", "a.example"), source("b1", "b.example")]);
    const visits = await schedule.claim(10, 10);
    expect(visits.map((v) => [v.host, v.claims.map((c) => c.sourceId).sort()]).sort()).toEqual([
      ["a.example", ["a1", "a2"]],
      ["b.example", ["b1"]],
    ]);
  });

  test("gives nothing twice while the lease lasts", async () => {
    await schedule.sync([source("a1", "a.example")]);
    expect(await schedule.claim(10, 10)).toHaveLength(1);
    expect(await schedule.claim(10, 10)).toHaveLength(0);
  });

  test("gives nothing before it is due", async () => {
    await schedule.sync([source("a1", "a.example", Date.now() + 60_000)]);
    expect(await schedule.isAnyDue()).toBe(false);
    expect(await schedule.claim(10, 10)).toEqual([]);
  });

  test("is worth a try as soon as anything is due, or asked for", async () => {
    expect(await schedule.isAnyDue()).toBe(false);
    await schedule.sync([source("a1", "a.example", Date.now() + 60_000)]);
    expect(await schedule.isAnyDue()).toBe(false);
    await schedule.force([{ id: "a1", host: "a.example" }], "round");
    expect(await schedule.isAnyDue()).toBe(true);
    await schedule.claim(10, 10);
    await schedule.sync([source("b1", "b.example")]);
    expect(await schedule.isAnyDue()).toBe(true);
  });

  test("opens a domain at once whose worker died after its last source was settled", async () => {
    await schedule.sync([source("a1", "a.example")]);
    const [visit] = (await schedule.claim(10, 10)) as [Visit];
    const [begun] = (await schedule.begin(visit)) as [BegunSource];
    await schedule.settle(visit, begun, settled(Date.now()));
    expect(await schedule.claim(10, 10)).toEqual([]); // nobody ended the visit
    expect(await schedule.begin(visit)).toEqual([]);
    expect(await schedule.claim(10, 10)).toHaveLength(1);
  });

  test("leaves a domain alone that was left again after the visit", async () => {
    await schedule.sync([source("a1", "a.example")]);
    const [visit] = (await schedule.claim(10, 10)) as [Visit];
    const [begun] = (await schedule.begin(visit)) as [BegunSource];
    await schedule.settle(visit, begun, settled(Date.now()));
    await schedule.end(visit, 60_000, 0);
    expect(await schedule.begin(visit)).toEqual([]);
    expect(await schedule.claim(10, 10)).toEqual([]); // the gap
  });

  test("gives a dead worker's sources to another after the lease", async () => {
    const hasty = createScheduleStore(redis, keys, 50);
    await hasty.sync([source("a1", "a.example")]);
    const [first] = await hasty.claim(10, 10);
    await new Promise((resolve) => setTimeout(resolve, 80));
    const [second] = await hasty.claim(10, 10);
    expect(second?.claims.map((c) => c.sourceId)).toEqual(["a1"]);
    expect(await hasty.begin(first as NonNullable<typeof first>)).toEqual([]);
  });

  test("keeps to the limit of sources in one visit and goes on after it ends", async () => {
    await schedule.sync([source("a1", "a.example"), source("a2", "a.example"), source("a3", "a.example")]);
    const [first] = await schedule.claim(10, 2);
    expect(first?.claims).toHaveLength(2);
    const visit = first as NonNullable<typeof first>;
    for (const claimed of await schedule.begin(visit))
      await schedule.settle(visit, claimed, settled(Date.now() + 60_000));
    expect(await schedule.end(visit, 0, 0)).toBe(true);
    expect((await schedule.claim(10, 2))[0]?.claims.map((c) => c.sourceId)).toEqual(["a3"]);
  });
});

describe("a visit", () => {
  test("reads the state that the last poll left, and settles the next one", async () => {
    await schedule.sync([source("a1", "a.example")]);
    const [visit] = await schedule.claim(10, 10);
    const [begun] = await schedule.begin(visit as NonNullable<typeof visit>);
    expect(begun).toMatchObject({ sourceId: "a1", state: undefined, interrupted: false });
    const due = Date.now() + 900_000;
    expect(
      await schedule.settle(
        visit as NonNullable<typeof visit>,
        begun as NonNullable<typeof begun>,
        settled(due),
      ),
    ).toBe(true);
    expect(await schedule.states(["a1"])).toEqual([stateDue(due)]);
  });

  test("that began and never settled says so to the next one", async () => {
    const hasty = createScheduleStore(redis, keys, 50);
    await hasty.sync([source("a1", "a.example")]);
    const [first] = await hasty.claim(10, 10);
    await hasty.begin(first as NonNullable<typeof first>);
    await new Promise((resolve) => setTimeout(resolve, 80));
    const [second] = await hasty.claim(10, 10);
    expect(await hasty.begin(second as NonNullable<typeof second>)).toMatchObject([
      { sourceId: "a1", interrupted: true },
    ]);
  });

  test("counts how often in a row a source's poll was interrupted, until one settles", async () => {
    await schedule.sync([source("a1", "a.example")]);
    expect([await schedule.strike("a1"), await schedule.strike("a1")]).toEqual([1, 2]);
    const [visit] = await schedule.claim(10, 10);
    const [begun] = await schedule.begin(visit as NonNullable<typeof visit>);
    await schedule.settle(visit as NonNullable<typeof visit>, begun as NonNullable<typeof begun>, settled(1));
    expect(await schedule.strike("a1")).toBe(1);
  });

  test("whose source was claimed by another meanwhile settles nothing", async () => {
    await schedule.sync([source("a1", "a.example")]);
    const [visit] = await schedule.claim(10, 10);
    const [begun] = await schedule.begin(visit as NonNullable<typeof visit>);
    await redis.zadd(keys.due("a.example"), Date.now() + LEASE_MS * 2, "a1");
    expect(
      await schedule.settle(
        visit as NonNullable<typeof visit>,
        begun as NonNullable<typeof begun>,
        settled(1),
      ),
    ).toBe(false);
    expect(await schedule.states(["a1"])).toEqual([undefined]);
  });

  test("that ends with a hold leaves the whole domain alone for so long", async () => {
    await schedule.sync([source("a1", "a.example"), source("a2", "a.example")]);
    const [visit] = await schedule.claim(10, 1);
    await schedule.end(visit as NonNullable<typeof visit>, 0, 60_000);
    expect(await schedule.claim(10, 10)).toEqual([]);
    const [held] = await schedule.holds(["a.example"]);
    expect(held).toBeGreaterThan(50_000);
    expect(await schedule.takeHost("a.example", "t", 2)).toBeGreaterThan(50_000);
  });
});

describe("a restart", () => {
  async function settleAll(nextPollAt: number) {
    for (const visit of await schedule.claim(1_000, 10)) {
      for (const claimed of await schedule.begin(visit))
        await schedule.settle(visit, claimed, settled(nextPollAt));
      await schedule.end(visit, 0, 0);
    }
  }

  test("makes nothing due that is not, however often", async () => {
    const sources = Array.from({ length: 100 }, (_, n) => source(`s${n}`, `h${n % 40}.example`));
    await schedule.sync(sources);
    await settleAll(Date.now() + 600_000);
    for (let restart = 0; restart < 5; restart += 1) {
      const again = createScheduleStore(redis, keys, LEASE_MS);
      await again.sync(sources);
      expect(await again.claim(1_000, 10)).toEqual([]);
    }
  });

  test("with another address for a source makes it due, whatever its old server asked for", async () => {
    const never = 8_640_000_000_000_000;
    await schedule.sync([source("gone", "a.example"), source("fine", "a.example")]);
    await settleAll(never);
    await schedule.sync([{ ...source("gone", "a.example"), isChanged: true }, source("fine", "a.example")]);
    const [visit] = await schedule.claim(10, 10);
    expect(visit?.claims.map(({ sourceId }) => sourceId)).toEqual(["gone"]);
  });
});

describe("a hold", () => {
  test("keeps visits and page requests away; a shorter one changes nothing, a longer one counts", async () => {
    await schedule.sync([source("a1", "a.example")]);
    await schedule.hold("a.example", 60_000);
    await schedule.hold("a.example", 1_000);
    expect(await schedule.claim(10, 10)).toEqual([]);
    expect(await schedule.takeHost("a.example", "t", 2)).toBeGreaterThan(50_000);
    await schedule.hold("a.example", 600_000);
    expect((await schedule.holds(["a.example"]))[0]).toBeGreaterThan(590_000);
  });
});

describe("places for article pages", () => {
  test("are as many as the limit, counted with the visit", async () => {
    await schedule.sync([source("a1", "a.example")]);
    await schedule.claim(10, 10);
    expect(await schedule.takeHost("a.example", "t1", 1)).toBe(200);
    expect(await schedule.takeHost("b.example", "t1", 1)).toBe(true);
    expect(await schedule.takeHost("b.example", "t2", 1)).toBe(200);
    await schedule.releaseHost("b.example", "t1");
    expect(await schedule.takeHost("b.example", "t2", 1)).toBe(true);
  });
});

describe("configuration changes", () => {
  test("add and remove sources and keep the due time of the others", async () => {
    await schedule.sync([source("a1", "a.example", 5_000), source("a2", "a.example", 6_000)]);
    expect(await schedule.sync([source("a2", "a.example", 9_999), source("b1", "b.example")])).toEqual({
      added: 1,
      removed: 1,
    });
    expect(await redis.zrange(keys.due("a.example"), 0, "-1", "WITHSCORES")).toEqual(["a2", "6000"]);
  });

  test("move a source to the queue of its new domain", async () => {
    await schedule.sync([source("a1", "a.example")]);
    await schedule.sync([source("a1", "new.example")]);
    expect(await redis.zrange(keys.due("a.example"), 0, "-1")).toEqual([]);
    expect((await schedule.claim(10, 10)).map((v) => v.host)).toEqual(["new.example"]);
  });
});

describe("a round", () => {
  test("polls what is not due and hears of every source", async () => {
    await schedule.sync([source("a1", "a.example", Date.now() + 900_000)]);
    await schedule.force([{ id: "a1", host: "a.example" }], "r1");
    // Due by whatever clock: that of Redis may be hours behind ours.
    expect(Number(await redis.zscore(keys.due("a.example"), "a1"))).toBeLessThanOrEqual(0);
    const [visit] = await schedule.claim(10, 10);
    const [begun] = await schedule.begin(visit as NonNullable<typeof visit>);
    expect(begun?.round).toBe("r1");
    await schedule.settle(
      visit as NonNullable<typeof visit>,
      begun as NonNullable<typeof begun>,
      settled(Date.now() + 1_000),
    );
    expect(await schedule.roundResults("r1")).toEqual(new Map([["a1", { kind: "ok" }]]));
  });
});
