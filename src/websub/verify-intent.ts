import { DAY_MS, HOUR_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Subscription } from "./subscription.ts";

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
