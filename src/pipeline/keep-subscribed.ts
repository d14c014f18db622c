import { randomBytes } from "node:crypto";
import type { EpochMs } from "../model/brand.ts";
import type { Fetch } from "../model/document.ts";
import type { Source } from "../model/source.ts";
import type { Poll } from "../poll.ts";
import type { SubscriptionStore } from "../store/subscription-store.ts";
import { discoverHub } from "../websub/discover-hub.ts";
import { nextSubscription, subscribeRequest } from "../websub/subscribe-request.ts";
import { renewAt } from "../websub/subscription.ts";

export interface KeepSubscribedDeps {
  readonly fetch: Fetch;
  readonly subscriptions: SubscriptionStore;
  /** `websub.callback`; without it no hub can reach us. */
  readonly callback: string;
  readonly now: () => EpochMs;
}

/**
 * After a poll that brought a feed: asks the hub that it announces to deliver its news, when there is no lease or it
 * ends soon. The record is kept before the hub is asked, since it may verify before it answers.
 */
export async function keepSubscribed(
  deps: KeepSubscribedDeps,
  source: Source,
  { outcome, feed }: Poll,
): Promise<void> {
  if (outcome.kind !== "document" || !feed) return;
  const offer = discoverHub(outcome.url, outcome.headers, feed);
  if (!offer) return;
  const now = deps.now();
  const earlier = await deps.subscriptions.of(source.id);
  const isSame = earlier?.hub === offer.hub && earlier.topic === offer.topic;
  if (earlier && isSame && now < renewAt(earlier)) return;
  const subscription = nextSubscription(earlier, {
    sourceId: source.id,
    offer,
    now,
    token: secret(),
    secret: secret(),
  });
  await deps.subscriptions.save(subscription);
  const { allow, proxy } = source.network;
  await deps.fetch({ ...subscribeRequest(subscription, deps.callback), allow, proxy });
}

function secret(): string {
  return randomBytes(24).toString("hex");
}
