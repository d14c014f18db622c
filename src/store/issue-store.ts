import type { Redis } from "ioredis";
import type { FeedId } from "../model/brand.ts";
import type { Issue } from "../model/edition.ts";
import type { Keys } from "./keys.ts";

/** Issues of the feeds that have any: what was given out once stays so. */
export interface IssueStore {
  /** By id; undefined stands for an hour at which there was nothing new. */
  all(feedId: FeedId): Promise<ReadonlyMap<string, Issue | undefined>>;
  /** Puts an issue in its place, unless there is one already. */
  put(feedId: FeedId, id: string, issue: Issue | undefined): Promise<void>;
  forget(feedId: FeedId, ids: readonly string[]): Promise<void>;
}

export function createIssueStore(redis: Redis, keys: Keys): IssueStore {
  return {
    all: async (feedId) => {
      const found = Object.entries(await redis.hgetall(keys.issues(feedId)));
      return new Map(found.map(([id, text]) => [id, text === "" ? undefined : (JSON.parse(text) as Issue)]));
    },
    put: async (feedId, id, issue) => {
      await redis.hsetnx(keys.issues(feedId), id, issue ? JSON.stringify(issue) : "");
    },
    forget: async (feedId, ids) => {
      if (ids.length > 0) await redis.hdel(keys.issues(feedId), ...ids);
    },
  };
}
