import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { discoverHub } from "../../../src/websub/discover-hub.ts";
import { acceptDelivery, verifyIntent } from "../../../src/websub/hub-callback.ts";
import {
  hubLinks,
  nextSubscription,
  publishPing,
  subscribeRequest,
} from "../../../src/websub/hub-requests.ts";
import { isPushed, renewAt, renewalIn, type Subscription } from "../../../src/websub/subscription.ts";
import { DAY, HOUR, MINUTE, rss, START, startPoller } from "./poller.ts";
import { startRawServer } from "./raw-server.ts";

const callback = "https://wire.example/websub";
const token = "5f0c0ffee0ddba115f0c0ffee0ddba11";
const secret = "0123456789abcdef0123456789abcdef";
const topic = "https://one.example/feed";

function active(given: Partial<Subscription> = {}): Subscription {
  return {
    sourceId: "one",
    hub: "https://hub.example/",
    topic,
    callback,
    token,
    secret,
    state: "active",
    requestedAt: START,
    attempts: 0,
    leaseFrom: START,
    leaseUntil: START + 10 * DAY,
    ...given,
  };
}

describe("F96 subscribe", () => {
  test("F96 a hub in the document or in Link fields is asked for a signed, unguessable callback", async () => {
    const hub = await startRawServer(() => ({ status: 202 }));
    const channel = `<atom:link rel="hub" href="${hub.url("/hub")}"/><atom:link rel="self" href="${topic}"/>`;
    const poller = await startPoller([{ body: rss({ channel }) }]);
    const { outcome, feed } = await poller.poll();
    const offer = discoverHub(outcome.url, outcome.headers, {
      hubs: feed?.hubs ?? [],
      feedUrl: feed?.feedUrl,
    });
    expect(offer).toEqual({ hub: hub.url("/hub"), topic });
    if (!offer) return;
    const given = { sourceId: "one", offer, callback, now: START, token, secret };
    const subscription = nextSubscription(undefined, given);
    const answer = await poller.fetcher.fetch(subscribeRequest(subscription));
    await hub.close();
    expect(answer.kind).toBe("document");
    expect(hub.requests[0]).toMatchObject({
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(Object.fromEntries(new URLSearchParams(hub.requests[0]?.body))).toEqual({
      "hub.mode": "subscribe",
      "hub.topic": topic,
      "hub.callback": `${callback}/${token}`,
      "hub.secret": secret,
      "hub.lease_seconds": "864000",
    });
  });

  test("F96 Link fields come before links in the document", () => {
    const link = `<https://hub2.example/>; rel="hub", </self>; rel=self`;
    const announced = { hubs: ["https://hub.example/"], feedUrl: topic };
    expect(discoverHub("https://one.example/feed", { link }, announced)).toEqual({
      hub: "https://hub2.example/",
      topic: "https://one.example/self",
    });
  });

  test("F96 the hub's question is answered for what was asked, and for nothing else", () => {
    const pending = active({ state: "pending", attempts: 1, leaseFrom: undefined, leaseUntil: undefined });
    const question = (fields: Record<string, string>) =>
      new URLSearchParams({
        "hub.mode": "subscribe",
        "hub.topic": topic,
        "hub.challenge": "c",
        "hub.lease_seconds": "86400",
        ...fields,
      });
    expect(verifyIntent(pending, question({}), START)).toMatchObject({
      status: 200,
      body: "c",
      subscription: { state: "active", attempts: 0, leaseUntil: START + DAY },
    });
    for (const challenge of ["<b>x</b>", "alert('x')", "a b", "é", "c".repeat(1_025), ""])
      expect(verifyIntent(pending, question({ "hub.challenge": challenge }), START).status).toBe(404);
    for (const challenge of ["13920442901", "SGVsbG8gd29ybGQ+/w==", "0f-1e_2d.3c~"])
      expect(verifyIntent(pending, question({ "hub.challenge": challenge }), START).body).toBe(challenge);
    expect(verifyIntent(undefined, question({}), START).status).toBe(404);
    expect(verifyIntent(pending, question({ "hub.topic": "https://evil.example/" }), START).status).toBe(404);
    expect(verifyIntent(active(), question({ "hub.mode": "unsubscribe" }), START).status).toBe(404);
    expect(verifyIntent(active(), question({}), START + DAY).status).toBe(404); // nobody asked for it
  });
});

describe("F98 content distribution", () => {
  const body = Buffer.from(rss());
  const sign = (method: string, key = secret) =>
    `${method}=${createHmac(method, key).update(body).digest("hex")}`;

  test.each(["sha1", "sha256", "sha384", "sha512"])("F98 signed with %s: taken", (method) => {
    expect(acceptDelivery(active(), sign(method), body, START)).toMatchObject({
      status: 202,
      accepted: true,
    });
  });

  test.each([
    ["another key", sign("sha256", "guess")],
    ["another body", `sha256=${createHmac("sha256", secret).update("x").digest("hex")}`],
    ["a weak method", sign("md5")],
    ["half a signature", sign("sha256").slice(0, 30)],
    ["no signature", undefined],
    ["nonsense", "sha256"],
  ])("F98 bad signature: 2xx but ignored: %s", (_name, signature) => {
    expect(acceptDelivery(active(), signature, body, START)).toMatchObject({ status: 202, accepted: false });
  });

  test("F98 a delivery that nobody subscribed to is refused for good", () => {
    expect(acceptDelivery(undefined, sign("sha256"), body, START).status).toBe(410);
    expect(acceptDelivery(active(), sign("sha256"), body, START + 11 * DAY).status).toBe(410);
  });
});

describe("F99 poll backs off, not off", () => {
  test("F99 an active lease makes polling twelve times slower, up to a day", async () => {
    const fixed = { source: { every: 15 * MINUTE }, deps: { subscription: async () => active() } };
    const poller = await startPoller([{ body: rss() }], fixed);
    await poller.poll();
    expect(poller.wait()).toBe(3 * HOUR);
    const slow = await startPoller([{ body: rss() }], { ...fixed, source: { every: 6 * HOUR } });
    await slow.poll();
    expect(slow.wait()).toBe(DAY);
  });

  test("F99 the lease is renewed before it ends, and again when that fails", () => {
    const subscription = active();
    expect(renewAt(subscription)).toBe(START + 8 * DAY);
    const offer = { hub: subscription.hub, topic };
    const again = nextSubscription(subscription, {
      sourceId: "one",
      offer,
      callback,
      now: START + 8 * DAY,
      token: "t",
      secret: "s",
    });
    expect(again).toMatchObject({ token, secret, attempts: 1 });
    expect(renewAt(again)).toBe(START + 8 * DAY + HOUR);
    expect(isPushed(again, START + 9 * DAY)).toBe(true);
  });

  test.each([
    ["a lease of ten days", 10 * DAY, 3 * HOUR],
    ["a lease of two hours", 2 * HOUR, HOUR],
    ["a lease of ten minutes", 10 * MINUTE, 15 * MINUTE],
  ])("F99 the next poll comes in time to renew %s", async (_name, lease, wait) => {
    const deps = { subscription: async () => active({ leaseUntil: START + lease }) };
    const poller = await startPoller([{ body: rss() }], { source: { every: 15 * MINUTE }, deps });
    await poller.poll();
    expect(poller.wait()).toBe(wait);
  });

  test("F99 a renewal that the hub does not verify is no reason to sleep over the end of the lease", () => {
    const late = active({ requestedAt: START + 9.5 * DAY, attempts: 5 });
    expect(renewalIn(late, START + 9.5 * DAY)).toBe(DAY / 2);
    expect(renewalIn(late, START + 10 * DAY)).toBeUndefined();
  });

  test.each([
    ["none", undefined, DAY],
    ["0", "0", DAY],
    ["words", "for ever", DAY],
    ["a hundred years", "3153600000", 365 * DAY],
    ["an hour", "3600", HOUR],
  ])("F99 a lease of %s seconds", (_name, seconds, lease) => {
    const pending = active({ state: "pending", attempts: 1, leaseFrom: undefined, leaseUntil: undefined });
    const query = new URLSearchParams({
      "hub.mode": "subscribe",
      "hub.topic": topic,
      "hub.challenge": "c",
      ...(seconds === undefined ? {} : { "hub.lease_seconds": seconds }),
    });
    expect(verifyIntent(pending, query, START).subscription?.leaseUntil).toBe(START + lease);
  });

  test("F99 a lease that ended or was refused means normal polling", () => {
    expect(isPushed(active(), START + 10 * DAY)).toBe(false);
    expect(isPushed(active({ state: "denied" }), START)).toBe(false);
    expect(isPushed(undefined, START)).toBe(false);
  });
});

describe("as a publisher", () => {
  const self = "https://wire.example/feed.atom";

  test("a hub is told which documents changed", async () => {
    const hub = await startRawServer(() => ({ status: 204 }));
    const poller = await startPoller([{ body: rss() }]);
    const answer = await poller.fetcher.fetch(publishPing(hub.url("/"), [self]));
    await hub.close();
    expect(answer).toMatchObject({ kind: "document", status: 204 });
    expect([...new URLSearchParams(hub.requests[0]?.body)]).toEqual([
      ["hub.mode", "publish"],
      ["hub.url", self],
      ["hub.topic", self],
    ]);
  });

  test("the Link field of a published feed leads its readers to the hubs", () => {
    const link = hubLinks(["https://hub.example/"], self) ?? "";
    expect(discoverHub(self, { link }, { hubs: [] })).toEqual({ hub: "https://hub.example/", topic: self });
    expect(hubLinks([], self)).toBeUndefined();
  });
});
