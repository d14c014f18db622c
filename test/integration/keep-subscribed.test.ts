import type { Redis } from "ioredis";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type KeepSubscribedDeps, keepSubscribed } from "../../src/pipeline/poll/keep-subscribed.ts";
import { createKeys } from "../../src/store/keys.ts";
import { createSubscriptionStore, type SubscriptionStore } from "../../src/store/subscription-store.ts";
import { acceptDelivery } from "../../src/websub/hub-callback.ts";
import { DAY, HOUR, MINUTE, type Poller, rss, startPoller } from "../conformance/fetch/poller.ts";
import type { Reply } from "../conformance/fetch/raw-server.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

let redis: Redis;
let subscriptions: SubscriptionStore;

beforeEach(() => {
  redis = connectRedis();
  subscriptions = createSubscriptionStore(redis, createKeys(freshPrefix()));
});
afterEach(() => redis.disconnect());

const links = (port: number, hub = "/hub") =>
  `<atom:link rel="hub" href="http://127.0.0.1:${port}${hub}"/><atom:link rel="self" href="http://127.0.0.1:${port}/feed"/>`;

/** A feed and its hub on one server; `feed` answers the n-th poll. */
async function startSubscriber(feed: (n: number, port: number) => Reply) {
  let polls = 0;
  const poller: Poller = await startPoller(
    (request) => {
      if (request.method === "POST") return { status: 202 };
      polls += 1;
      return feed(polls, poller.server.port);
    },
    { source: { every: 15 * MINUTE } },
  );
  const { fetch } = poller.fetcher;
  const deps: KeepSubscribedDeps = {
    fetch,
    subscriptions,
    callback: "https://wire.example/websub",
    now: () => poller.now,
  };
  let { callback } = deps;
  const moveTo = (other: string) => {
    callback = other;
  };
  const poll = async () => keepSubscribed({ ...deps, callback }, poller.source, await poller.poll());
  const asked = () =>
    poller.server.requests
      .filter(({ method }) => method === "POST")
      .map(({ target, body }) => `${target} ${new URLSearchParams(body).get("hub.mode")}`);
  const activate = async (lease: number) => {
    const subscription = await subscriptions.of("one");
    if (!subscription) throw new Error("nobody subscribed");
    const { now } = poller;
    await subscriptions.save({
      ...subscription,
      state: "active",
      attempts: 0,
      leaseFrom: now,
      leaseUntil: now + lease,
    });
  };
  return { poller, poll, asked, activate, moveTo };
}

test("a lease is renewed although the feed has not changed since", async () => {
  const { poller, poll, asked, activate } = await startSubscriber((n, port) =>
    n === 1 ? { headers: { ETag: '"1"' }, body: rss({ channel: links(port) }) } : { status: 304 },
  );
  await poll();
  await activate(10 * HOUR);
  poller.now += 7 * HOUR;
  await poll();
  expect(asked()).toEqual(["/hub subscribe"]);
  poller.now += HOUR;
  await poll();
  expect(asked()).toEqual(["/hub subscribe", "/hub subscribe"]);
});

test("the same bytes are as good as a 304, and the Link field of the first answer is not forgotten", async () => {
  const { poller, poll, asked, activate } = await startSubscriber((n, port) =>
    n === 1
      ? { headers: { Link: `<http://127.0.0.1:${port}/hub2>; rel=hub` }, body: rss({ channel: links(port) }) }
      : { body: rss({ channel: links(port) }) },
  );
  await poll();
  await activate(DAY);
  poller.now += 23 * HOUR;
  await poll();
  expect(asked()).toEqual(["/hub2 subscribe", "/hub2 subscribe"]);
});

test("a hub that never answered is asked again after polls without news", async () => {
  const { poller, poll, asked } = await startSubscriber((n, port) =>
    n === 1 ? { headers: { ETag: '"1"' }, body: rss({ channel: links(port) }) } : { status: 304 },
  );
  await poll();
  poller.now += 30 * MINUTE;
  await poll();
  expect(asked()).toHaveLength(1);
  poller.now += HOUR;
  await poll();
  expect(asked()).toHaveLength(2);
});

test("a feed that moves to another hub is subscribed to there, under a new token", async () => {
  const { poller, poll, asked, activate } = await startSubscriber((n, port) => ({
    body: rss({ items: n, channel: links(port, n === 1 ? "/old" : "/new") }),
  }));
  await poll();
  await activate(10 * DAY);
  const old = await subscriptions.of("one");
  poller.now += HOUR;
  await poll();
  const now = await subscriptions.of("one");
  expect(asked()).toEqual(["/old subscribe", "/new subscribe"]);
  expect(now).toMatchObject({ state: "pending" });
  expect(now).not.toHaveProperty("leaseUntil");
  expect(now?.token).not.toBe(old?.token);
  expect(await subscriptions.byToken(old?.token ?? "")).toBeUndefined();
});

test("a feed that names no hub any more is polled as before, and the hub is told that it may stop", async () => {
  const { poller, poll, activate } = await startSubscriber((n, port) => ({
    body: rss({ items: n, channel: n === 1 ? links(port) : "" }),
  }));
  await poll();
  await activate(10 * DAY);
  poller.now += HOUR;
  await poll();
  const ended = await subscriptions.of("one");
  expect(ended?.state).toBe("denied");
  expect(acceptDelivery(ended, "sha256=00", Buffer.from(""), poller.now)).toMatchObject({ status: 410 });
});

test("a page instead of the feed renews nothing", async () => {
  const { poller, poll, asked, activate } = await startSubscriber((n, port) =>
    n === 1
      ? { body: rss({ channel: links(port) }) }
      : { headers: { "Content-Type": "text/html" }, body: "<html><body>Parked</body></html>" },
  );
  await poll();
  await activate(DAY);
  poller.now += 23 * HOUR;
  await poll();
  expect(asked()).toHaveLength(1);
});

test("a hub is asked anew when the callback moves, under a new token, and nobody knows the old one", async () => {
  const { poller, poll, asked, activate, moveTo } = await startSubscriber((n, port) =>
    n === 1 ? { headers: { ETag: '"1"' }, body: rss({ channel: links(port) }) } : { status: 304 },
  );
  await poll();
  await activate(10 * DAY);
  const old = await subscriptions.of("one");
  poller.now += HOUR;
  await poll();
  expect(asked()).toHaveLength(1);
  moveTo("https://other.example/hooks");
  await poll();
  const now = await subscriptions.of("one");
  expect(asked()).toHaveLength(2);
  expect(now).toMatchObject({ state: "pending", callback: "https://other.example/hooks" });
  expect(await subscriptions.byToken(old?.token ?? "")).toBeUndefined();
});
