import { createHmac, timingSafeEqual } from "node:crypto";
import type { EpochMs } from "../model/brand.ts";
import { isPushed, type Subscription } from "./subscription.ts";

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
