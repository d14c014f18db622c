import { DAY_MS, HOUR_MS } from "../ground/time.ts";
import type { EpochMs, SourceId } from "../model/brand.ts";

/** One source's place at a hub (W3C WebSub). Plain JSON. */
export interface Subscription {
  readonly sourceId: SourceId;
  readonly hub: string;
  readonly topic: string;
  /** `websub.callback` when the hub was asked: it delivers there. */
  readonly callback: string;
  /** Last part of the callback's path: 128 random bits, so that nobody can guess where news is taken. */
  readonly token: string;
  /** What the hub signs its deliveries with. */
  readonly secret: string;
  readonly state: "pending" | "active" | "denied";
  readonly requestedAt: EpochMs;
  /** Requests since the last verification. */
  readonly attempts: number;
  readonly leaseFrom?: EpochMs | undefined;
  readonly leaseUntil?: EpochMs | undefined;
  /** Why the hub refused. */
  readonly reason?: string | undefined;
}

/** A hub that never verified is asked again, later each time. */
const FIRST_RETRY_MS = HOUR_MS;
const DENIED_RETRY_MS = 7 * DAY_MS;

/**
 * When the hub is to be asked (again): before the last fifth of the lease begins, at least an hour before its end;
 * after an attempt that led to nothing, with growing patience.
 */
export function renewAt(subscription: Subscription): EpochMs {
  const { state, requestedAt, attempts, leaseFrom, leaseUntil } = subscription;
  if (state === "denied") return requestedAt + DENIED_RETRY_MS;
  const retry = requestedAt + Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, attempts - 1), DAY_MS);
  if (leaseFrom === undefined || leaseUntil === undefined) return retry;
  const early = Math.max((leaseUntil - leaseFrom) / 5, Math.min(HOUR_MS, (leaseUntil - leaseFrom) / 2));
  return attempts > 0 ? retry : leaseUntil - early;
}

/** Whether the hub delivers: polling may then slow down. A lease that ran out makes polling normal again. */
export function isPushed(subscription: Subscription | undefined, now: EpochMs): boolean {
  return (
    subscription?.leaseUntil !== undefined && subscription.state !== "denied" && now < subscription.leaseUntil
  );
}

/** ms until a subscription that delivers has to be renewed, or ends; undefined when it does not deliver. */
export function renewalIn(subscription: Subscription | undefined, now: EpochMs): number | undefined {
  if (!subscription || !isPushed(subscription, now)) return undefined;
  return Math.max(0, Math.min(renewAt(subscription), subscription.leaseUntil ?? now) - now);
}
