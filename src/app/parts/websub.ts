import type { Logger } from "pino";
import { createTurn } from "../../ground/concurrency.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import { documentsInto } from "../../pipeline/poll/claimed-source.ts";
import { takeDocument } from "../../pipeline/poll/poll-source.ts";
import type { Queues } from "../../queue/queues.ts";
import { type Delivery, type WebsubDeps, websubRoutes } from "../../serve/websub-routes.ts";
import { acceptDelivery, verifyIntent } from "../../websub/hub-callback.ts";
import { isPushed, type Subscription } from "../../websub/subscription.ts";
import { takeInDeps } from "./poll.ts";
import type { Stores } from "./redis.ts";

export interface WebsubRoutesDeps {
  readonly stores: Pick<Stores, "claims" | "articles" | "schedule" | "stats">;
  readonly answering: Pick<Stores, "subscriptions">;
  readonly queues: Pick<Queues, "requestPublication">;
  readonly now: () => EpochMs;
  readonly log: Logger;
  /** What is in force. */
  readonly config: () => Pick<Config, "sources" | "edition" | "cluster">;
}

/** The hub's side of the server, under the path of `websub.callback`. */
export function websubPlugin(deps: WebsubRoutesDeps, callback: string): ReturnType<typeof websubRoutes> {
  const { subscriptions } = deps.answering;
  const verify: WebsubDeps["verify"] = async (token, query, now) => {
    const answer = verifyIntent(await subscriptions.byToken(token), query, now);
    if (answer.subscription) await subscriptions.save(answer.subscription);
    return answer;
  };
  const expects: WebsubDeps["expects"] = async (token, now) =>
    isPushed(await subscriptions.byToken(token), now);
  // One at a time: what a hub sends in one moment is not read in one moment.
  const turn = createTurn();
  const deliver: WebsubDeps["deliver"] = async (token, delivery, now) => {
    const subscription = await subscriptions.byToken(token);
    const answer = acceptDelivery(subscription, delivery.signature, delivery.body, now);
    // The hub has its answer at once; what it brought is read after that, and polling would bring it again.
    const done =
      answer.accepted && subscription
        ? turn.run(() => takeDelivery(deps, subscription, delivery))
        : Promise.resolve();
    return { status: answer.status, done };
  };
  return websubRoutes({ path: new URL(callback).pathname, verify, expects, deliver, now: deps.now });
}

/** A delivery goes the way of a polled document. */
async function takeDelivery(
  { stores, queues, now, log, config }: WebsubRoutesDeps,
  { sourceId, topic }: Subscription,
  { body, contentType }: Delivery,
): Promise<void> {
  const settings = config();
  const source = settings.sources.find(({ id }) => id === sourceId);
  if (!source) return;
  try {
    const headers = contentType ? { "content-type": contentType } : {};
    const documents = documentsInto({ ...takeInDeps(stores, settings), now });
    const delivered = { bytes: body, url: topic, headers };
    const known = { first: false, interrupted: false, parts: [] };
    const others = (await stores.schedule.sameAs(sourceId)).flatMap(
      (id) => settings.sources.find((one) => one.id === id) ?? [],
    );
    const { feed, taken } = await takeDocument(documents, [source, ...others], delivered, known);
    if (!feed) return;
    stores.stats.count(now(), { deliveries: 1, ...(taken.new > 0 && { new: taken.new }) });
    if (taken.new + taken.changed > 0) await queues.requestPublication();
  } catch (err) {
    log.warn({ err, sourceId }, "a hub's delivery could not be taken in; polling will bring it");
  }
}
