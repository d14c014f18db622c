import { pino } from "pino";
import { expect, inject, onTestFinished, test } from "vitest";
import { keysOfFeed } from "../../src/dedupe/keys.ts";
import { createClaims } from "../../src/store/claims/claims.ts";
import { connect } from "../../src/store/connect.ts";
import { createKeys } from "../../src/store/keys.ts";
import { createScheduleStore } from "../../src/store/schedule/schedule-store.ts";
import { createStoryStore } from "../../src/store/stories/story-store.ts";
import { startCuttingProxy } from "../faults/cutting-proxy.ts";
import { draft } from "../support/drafts.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

// A connection that breaks after Redis has run a command and before its answer arrived: the client sends it again.

/** The call of the script alone, without the look before it. */
const SENT_AGAIN = { first: true };

function setUp() {
  const redis = connectRedis();
  onTestFinished(() => redis.disconnect());
  return { redis, prefix: freshPrefix() };
}

test("a claim that is sent again is told once more what it made new", async () => {
  const { redis, prefix } = setUp();
  const claims = createClaims(redis, prefix, { windowMs: 86_400_000, random: () => "0123456789AB" });
  const keys = keysOfFeed([
    draft({ guid: "1", url: "https://herald.example/1" }),
    draft({ guid: "2", url: "https://herald.example/2", title: "Another report" }),
  ]);
  const first = await claims.claimFeed("herald", keys, 1_780_000_000_000);
  expect(first.map(({ kind }) => kind)).toEqual(["new", "new"]);
  expect(await claims.claimFeed("herald", keys, 1_780_000_000_000, SENT_AGAIN)).toEqual(first);
  const later = createClaims(redis, prefix, { windowMs: 86_400_000 });
  const kinds = (await later.claimFeed("herald", keys, 1_780_000_000_000)).map(({ kind }) => kind);
  expect(kinds).toEqual(["seen", "seen"]);
});

test("a claim that is sent again is told once more what joined and what was edited", async () => {
  const { redis, prefix } = setUp();
  const options = { windowMs: 86_400_000 };
  const now = 1_780_000_000_000;
  const report = { guid: "1", url: "https://herald.example/1", title: "Ferry returns" };
  await createClaims(redis, prefix, options).claimFeed("herald", keysOfFeed([draft(report)]), now);

  const joining = createClaims(redis, prefix, { ...options, random: () => "0123456789AB" });
  const copy = keysOfFeed([draft({ ...report, guid: "other", sourceId: "roundup" })]);
  const joined = await joining.claimFeed("roundup", copy, now);
  expect(joined.map(({ kind }) => kind)).toEqual(["joined"]);
  expect(await joining.claimFeed("roundup", copy, now, SENT_AGAIN)).toEqual(joined);

  const editing = createClaims(redis, prefix, { ...options, random: () => "0123456789AD" });
  const corrected = keysOfFeed([draft({ ...report, title: "Ferry returns to the harbour" })]);
  const edited = await editing.claimFeed("herald", corrected, now);
  expect(edited.map(({ kind }) => kind)).toEqual(["edited"]);
  expect(await editing.claimFeed("herald", corrected, now, SENT_AGAIN)).toEqual(edited);
  const later = await createClaims(redis, prefix, options).claimFeed("herald", corrected, now);
  expect(later.map(({ kind }) => kind)).toEqual(["seen"]);
});

test("a grouping that is written again takes no article off the queue that it has not read", async () => {
  const { redis, prefix } = setUp();
  const keys = createKeys(prefix);
  const stories = createStoryStore(redis, keys, 86_400_000);
  await redis.rpush(keys.incoming, "a", "b");
  await stories.assign([], ["a", "b"]);
  await redis.rpush(keys.incoming, "c", "d", "e");
  await stories.assign([], ["a", "b"]);
  expect(await redis.lrange(keys.incoming, 0, -1)).toEqual(["c", "d", "e"]);
  await stories.assign([], ["c", "d"]);
  expect(await redis.lrange(keys.incoming, 0, -1)).toEqual(["e"]);
});

test("visits whose claim was answered into a broken line are told once more, and not left to their lease", async () => {
  const proxy = await startCuttingProxy(inject("redisSocket"));
  const redis = connect({ url: proxy.url, cluster: false }, "waits", pino({ level: "silent" }));
  onTestFinished(async () => {
    redis.disconnect();
    await proxy.close();
  });
  const schedule = createScheduleStore(redis, createKeys(freshPrefix()), 45_000);
  const sources = ["a", "b", "c"].map((id) => ({ id, host: `${id}.example`, firstDue: 0 }));
  await schedule.sync(sources);
  await schedule.force(sources.slice(0, 1), "round");
  await schedule.claim(0, 1); // the script is known from here on
  proxy.cutAfter(0);
  const visits = await schedule.claim(10, 10);
  expect(proxy.hasCut()).toBe(true);
  expect(visits.map(({ host }) => host).sort()).toEqual(["a.example", "b.example", "c.example"]);
  expect(
    visits
      .flatMap(({ claims }) => claims)
      .map(({ round }) => round)
      .sort(),
  ).toEqual(["round", undefined, undefined]);
  expect(await schedule.claim(10, 10)).toEqual([]);
});
