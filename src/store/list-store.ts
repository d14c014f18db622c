import type { Redis } from "ioredis";
import type { ListState } from "../model/source-state.ts";
import type { Keys } from "./keys.ts";

/** What is known of the lists of sources that others keep. */
export interface ListStore {
  /** A text that is another one whenever the state is; undefined: nothing is known. */
  stamps(urls: readonly string[]): Promise<readonly (string | undefined)[]>;
  load(url: string): Promise<ListState | undefined>;
  save(state: ListState): Promise<void>;
  /** Whether it is this caller's to look at a list now; nobody else's for so many ms. */
  claim(url: string, ms: number): Promise<boolean>;
}

export function createListStore(redis: Redis, keys: Keys): ListStore {
  const stamp = (url: string) => `${url} at`;
  return {
    stamps: async (urls) => {
      if (urls.length === 0) return [];
      const found = await redis.hmget(keys.lists, ...urls.map(stamp));
      return found.map((one) => one ?? undefined);
    },
    load: async (url) => {
      const text = await redis.hget(keys.lists, url);
      return text ? (JSON.parse(text) as ListState) : undefined;
    },
    save: async (state) => {
      await redis.hset(
        keys.lists,
        state.url,
        JSON.stringify(state),
        stamp(state.url),
        String(state.checkedAt),
      );
    },
    claim: async (url, ms) => (await redis.set(keys.turn(`list ${url}`), "1", "PX", ms, "NX")) === "OK",
  };
}
