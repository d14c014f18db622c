import { randomBytes } from "node:crypto";
import type { EpochMs } from "../../model/brand.ts";
import type { Fetch } from "../../model/document.ts";
import type { Source } from "../../model/source.ts";
import type { SubscriptionStore } from "../../store/subscription-store.ts";
import { discoverHub, type HubOffer } from "../../websub/discover-hub.ts";
import { isSamePlace, nextSubscription, subscribeRequest } from "../../websub/hub-requests.ts";
import { renewAt, type Subscription } from "../../websub/subscription.ts";
import type { Poll } from "./poll-source.ts";

export interface KeepSubscribedDeps {
  readonly fetch: Fetch;
  readonly subscriptions: SubscriptionStore;
  /** `websub.callback`; without it no hub can reach us. */
  readonly callback: string;
  readonly now: () => EpochMs;
}

/**
 * After a poll that went well: asks the hub that the feed announces to deliver its news, when there is no lease or it
 * ends soon. A feed that has not changed announces what it announced before. The record is kept before the hub is
 * asked, since it may verify before it answers.
 */
export async function keepSubscribed(deps: KeepSubscribedDeps, source: Source, poll: Poll): Promise<void> {
  if (poll.outcome.kind === "failure" || poll.parseFailure || !poll.state.document) return;
  const earlier = await deps.subscriptions.of(source.id);
  const offer = offerOf(poll, earlier);
  if (!offer) return endSubscription(deps, earlier);
  const now = deps.now();
  const { callback } = deps;
  if (earlier && isSamePlace(earlier, { ...offer, callback }) && now < renewAt(earlier)) return;
  const subscription = nextSubscription(earlier, {
    sourceId: source.id,
    offer,
    callback,
    now,
    token: secret(),
    secret: secret(),
  });
  await deps.subscriptions.save(subscription);
  const { allow, proxy } = source.network;
  await deps.fetch({ ...subscribeRequest(subscription), allow, proxy });
}

/** A 304 may leave out the Link fields that the document came with, so that only a new document changes the hub. */
function offerOf({ outcome, feed, state }: Poll, earlier: Subscription | undefined): HubOffer | undefined {
  if (!feed && earlier) return { hub: earlier.hub, topic: earlier.topic };
  return discoverHub(outcome.url, outcome.headers, state.document ?? { hubs: [] });
}

/** The feed names no hub any more: it is polled as before, and the hub's deliveries are answered with 410. */
async function endSubscription(
  { subscriptions }: KeepSubscribedDeps,
  earlier: Subscription | undefined,
): Promise<void> {
  if (!earlier || earlier.state === "denied") return;
  const { leaseFrom, leaseUntil, ...rest } = earlier;
  await subscriptions.save({ ...rest, state: "denied", reason: "the feed names no hub any more" });
}

function secret(): string {
  return randomBytes(24).toString("hex");
}
