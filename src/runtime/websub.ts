import { readFeed } from "../parse/read-feed.ts";
import { takeIn } from "../pipeline/poll/take-in.ts";
import { type Delivery, type WebsubDeps, websubRoutes } from "../serve/websub-routes.ts";
import { acceptDelivery } from "../websub/accept-delivery.ts";
import type { Subscription } from "../websub/subscription.ts";
import { verifyIntent } from "../websub/verify-intent.ts";
import type { Runtime } from "./runtime.ts";
import { takeInDeps } from "./take-in-deps.ts";

/** The hub's side of the server; undefined while no `websub.callback` is configured. */
export function websubPlugin(runtime: Runtime): ReturnType<typeof websubRoutes> | undefined {
  const { callback } = runtime.config.websub;
  if (callback === undefined) return undefined;
  const { subscriptions } = runtime.answering;
  const verify: WebsubDeps["verify"] = async (token, query, now) => {
    const answer = verifyIntent(await subscriptions.byToken(token), query, now);
    if (answer.subscription) await subscriptions.save(answer.subscription);
    return answer;
  };
  const deliver: WebsubDeps["deliver"] = async (token, delivery, now) => {
    const subscription = await subscriptions.byToken(token);
    const answer = acceptDelivery(subscription, delivery.signature, delivery.body, now);
    // The hub has its answer at once; what it brought is read after that, and polling would bring it again.
    if (answer.accepted && subscription)
      setImmediate(() => void takeDelivery(runtime, subscription, delivery));
    return answer;
  };
  return websubRoutes({ path: new URL(callback).pathname, verify, deliver, now: runtime.now });
}

/** A delivery goes the way of a polled document. */
async function takeDelivery(
  runtime: Runtime,
  { sourceId, topic }: Subscription,
  { body, contentType }: Delivery,
): Promise<void> {
  const source = runtime.sources.get(sourceId);
  if (!source) return;
  try {
    const now = runtime.now();
    const headers = contentType ? { "content-type": contentType } : {};
    const read = await readFeed(body, { url: topic, headers, now, reader: source.reader });
    if (read.kind !== "feed") return;
    const taken = await takeIn(takeInDeps(runtime), {
      source,
      feed: read.feed,
      now,
      interrupted: false,
      first: false,
    });
    runtime.stats.count(now, { deliveries: 1, ...(taken.new > 0 && { new: taken.new }) });
    if (taken.new + taken.changed > 0) await runtime.queues.requestPublication();
  } catch (err) {
    runtime.log.warn({ err, sourceId }, "a hub's delivery could not be taken in; polling will bring it");
  }
}
