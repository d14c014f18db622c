import type { Redis } from "ioredis";
import type { SourceId } from "../model/brand.ts";
import type { Subscription } from "../websub/subscription.ts";
import { inTransaction } from "./batch.ts";
import type { Keys } from "./keys.ts";

/** Places at WebSub hubs, one a source. */
export interface SubscriptionStore {
  of(sourceId: SourceId): Promise<Subscription | undefined>;
  /** By the last part of its callback's path. */
  byToken(token: string): Promise<Subscription | undefined>;
  save(subscription: Subscription): Promise<void>;
}

export function createSubscriptionStore(redis: Redis, keys: Keys): SubscriptionStore {
  const of = async (sourceId: SourceId) => {
    const text = await redis.hget(keys.subscriptions, sourceId);
    return text ? (JSON.parse(text) as Subscription) : undefined;
  };
  return {
    of,
    byToken: async (token) => {
      const sourceId = await redis.hget(keys.subscriptionTokens, token);
      const found = sourceId ? await of(sourceId) : undefined;
      return found?.token === token ? found : undefined;
    },
    save: async (subscription) => {
      const { sourceId, token } = subscription;
      await inTransaction(redis, (batch) =>
        batch
          .hset(keys.subscriptions, sourceId, JSON.stringify(subscription))
          .hset(keys.subscriptionTokens, token, sourceId),
      );
    },
  };
}
