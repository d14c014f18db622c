import { createHmac, timingSafeEqual } from "node:crypto";
import { DAY_MS, HOUR_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import { isPushed, type Subscription } from "./subscription.ts";

/** What to answer a hub's GET, and what to remember if it changed anything. */
export interface IntentAnswer {
  readonly status: 200 | 404;
  /** text/plain */
  readonly body: string;
  readonly subscription?: Subscription;
}

const MOST_LEASE_SECONDS = 365 * 86_400;
/** Some hubs ask twice. */
const REPEATED_MS = HOUR_MS;
const REFUSED: IntentAnswer = { status: 404, body: "" };

/**
 * Answers a hub that asks whether it was we who subscribed (WebSub section 5.3), or tells that it will not serve us
 * (5.2). Only what was asked for is confirmed: hub, topic and mode have to be those of a request of ours.
 *
 * @param subscription the one whose token the callback's path ends in; undefined: nobody's
 */
export function verifyIntent(
  subscription: Subscription | undefined,
  query: URLSearchParams,
  now: EpochMs,
): IntentAnswer {
  const mode = query.get("hub.mode");
  if (!subscription || query.get("hub.topic") !== subscription.topic) return REFUSED;
  if (mode === "denied") {
    const { leaseFrom, leaseUntil, ...rest } = subscription;
    const reason = query.get("hub.reason") ?? undefined;
    return { status: 200, body: "", subscription: { ...rest, state: "denied", reason } };
  }
  const asked = subscription.attempts > 0 || now - subscription.requestedAt < REPEATED_MS;
  if (mode !== "subscribe" || !asked) return REFUSED;
  return activated(subscription, query, now);
}

function activated(subscription: Subscription, query: URLSearchParams, now: EpochMs): IntentAnswer {
  const seconds = Number(query.get("hub.lease_seconds"));
  const lease = seconds > 0 ? Math.min(seconds, MOST_LEASE_SECONDS) * 1000 : DAY_MS;
  const { status, body } = confirmed(query);
  if (status !== 200) return REFUSED;
  return {
    status,
    body,
    subscription: { ...subscription, state: "active", attempts: 0, leaseFrom: now, leaseUntil: now + lease },
  };
}

/** What hubs send is digits, hexadecimals or base 64; nothing comes back that a browser could take for more than that. */
const CHALLENGE = /^[\w.~+/=:-]{1,1024}$/;

function confirmed(query: URLSearchParams): IntentAnswer {
  const challenge = query.get("hub.challenge") ?? "";
  return CHALLENGE.test(challenge) ? { status: 200, body: challenge } : REFUSED;
}

/** What to answer a hub's POST, and whether its body may be read as the feed's. */
export interface DeliveryAnswer {
  readonly status: 202 | 410;
  readonly accepted: boolean;
  readonly reason: string;
}

const METHODS: ReadonlySet<string> = new Set(["sha1", "sha256", "sha384", "sha512"]);

/**
 * Judges a delivery (WebSub section 7). A wrong or missing signature is answered like a right one, so that nobody can
 * try signatures out, and the body is forgotten. 410 tells a hub that a subscription is no longer wanted.
 *
 * @param signature the X-Hub-Signature field: `method=hexadecimal HMAC of the body`
 */
export function acceptDelivery(
  subscription: Subscription | undefined,
  signature: string | undefined,
  body: Uint8Array,
  now: EpochMs,
): DeliveryAnswer {
  if (!subscription) return { status: 410, accepted: false, reason: "no such subscription" };
  if (!isPushed(subscription, now)) return { status: 410, accepted: false, reason: "the lease has ended" };
  if (!isSigned(subscription.secret, signature ?? "", body))
    return { status: 202, accepted: false, reason: "the signature does not fit" };
  return { status: 202, accepted: true, reason: "signed by the hub" };
}

function isSigned(secret: string, field: string, body: Uint8Array): boolean {
  const [method = "", hex = ""] = field.trim().split("=", 2);
  if (!METHODS.has(method.toLowerCase())) return false;
  const expected = createHmac(method.toLowerCase(), secret).update(body).digest();
  const given = Buffer.from(hex, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
