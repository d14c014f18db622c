import type { EpochMs, SourceId } from "../model/brand.ts";
import type { FetchRequest } from "../model/document.ts";
import type { HubOffer } from "./discover-hub.ts";
import type { Subscription } from "./subscription.ts";

/** Ten days: long enough to cost nothing, short enough that a forgotten subscription ends. */
const LEASE_SECONDS = 10 * 86_400;

interface NewSubscription {
  readonly sourceId: SourceId;
  readonly offer: HubOffer;
  readonly callback: string;
  readonly now: EpochMs;
  /** At least 128 random bits each, hexadecimal. */
  readonly token: string;
  readonly secret: string;
}

/**
 * The record of a subscription that is about to be asked for. An earlier one for the same hub, topic and callback keeps its
 * token and secret, so that deliveries go on while it is renewed.
 */
export function nextSubscription(earlier: Subscription | undefined, given: NewSubscription): Subscription {
  const { sourceId, offer, callback, now, token, secret } = given;
  const same = earlier && isSamePlace(earlier, { ...offer, callback }) ? earlier : undefined;
  if (!same || same.state === "denied")
    return { sourceId, ...offer, callback, token, secret, state: "pending", requestedAt: now, attempts: 1 };
  return { ...same, requestedAt: now, attempts: same.attempts + 1 };
}

/** The hub delivers the same, to the same address. */
export function isSamePlace(
  a: Pick<Subscription, "hub" | "topic" | "callback">,
  b: Pick<Subscription, "hub" | "topic" | "callback">,
): boolean {
  return a.hub === b.hub && a.topic === b.topic && a.callback === b.callback;
}

/** The request that subscribes or unsubscribes (WebSub section 5.1). The token becomes the last part of the callback's path. */
export function subscribeRequest(
  subscription: Subscription,
  mode: "subscribe" | "unsubscribe" = "subscribe",
): FetchRequest {
  const form = new URLSearchParams({
    "hub.callback": callbackUrl(subscription),
    "hub.mode": mode,
    "hub.topic": subscription.topic,
    ...(mode === "subscribe"
      ? { "hub.lease_seconds": String(LEASE_SECONDS), "hub.secret": subscription.secret }
      : {}),
  });
  return { url: subscription.hub, kind: "hub", method: "POST", body: form.toString() };
}

/** Where a hub reaches one subscription. */
function callbackUrl({ callback, token }: Subscription): string {
  return `${callback.replace(/\/+$/, "")}/${token}`;
}

/** Tells a hub that documents have changed; it fetches them itself. */
export function publishPing(hub: string, topics: readonly string[]): FetchRequest {
  const form = new URLSearchParams({ "hub.mode": "publish" });
  for (const topic of topics) form.append("hub.url", topic);
  for (const topic of topics) form.append("hub.topic", topic);
  return { url: hub, kind: "hub", method: "POST", body: form.toString() };
}

/** The Link field that a published feed is served with (WebSub section 4); undefined without hubs. */
export function hubLinks(hubs: readonly string[], self: string): string | undefined {
  if (hubs.length === 0) return undefined;
  return [...hubs.map((hub) => `<${hub}>; rel="hub"`), `<${self}>; rel="self"`].join(", ");
}
