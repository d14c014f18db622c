import type { Redis } from "ioredis";
import { DAY_MS } from "../ground/time.ts";
import type { Notice } from "../model/notice.ts";
import { inTransaction } from "./batch.ts";
import type { Keys } from "./keys.ts";

/** What has been told, and what waits to be. */
export interface NoticeStore {
  /** Which of these ids somebody has decided on before. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Keeps notices until they end. One that was decided before stays as it is. */
  keep(notices: readonly Notice[]): Promise<void>;
  /** These count as told: a Redis that lost everything does not know that they were. */
  pass(ids: readonly string[]): Promise<void>;
  /** Ids of all that wait. */
  waiting(): Promise<readonly string[]>;
  load(id: string): Promise<Notice | undefined>;
  /** Whether it is this caller's to give. True once, until `again`: whoever dies with it takes it along. */
  begin(id: string): Promise<boolean>;
  /** Nobody had it: it may be begun once more. */
  again(id: string): Promise<void>;
  end(id: string, how: Exclude<NoticeState, "due" | "sending">): Promise<void>;
}

type NoticeState = "due" | "sending" | "sent" | "refused" | "unsure";

/** As long as a story's publication is remembered. */
const LIFETIME_MS = 90 * DAY_MS;

export function createNoticeStore(redis: Redis, keys: Keys): NoticeStore {
  const put = (id: string, state: NoticeState) => redis.set(keys.notice(id), state, "PX", LIFETIME_MS);
  return {
    known: async (ids) => {
      const states = ids.length === 0 ? [] : await redis.mget(ids.map(keys.notice));
      return new Set(ids.filter((_, n) => states[n] !== null));
    },
    keep: async (notices) => {
      if (notices.length === 0) return;
      await inTransaction(redis, (batch) => {
        for (const notice of notices)
          batch
            .set(keys.notice(notice.id), "due" satisfies NoticeState, "PX", LIFETIME_MS, "NX")
            .hset(keys.notices, notice.id, JSON.stringify(notice));
      });
    },
    pass: async (ids) => {
      for (const id of ids) await redis.set(keys.notice(id), "unsure", "PX", LIFETIME_MS, "NX");
    },
    waiting: () => redis.hkeys(keys.notices),
    load: async (id) => {
      const text = await redis.hget(keys.notices, id);
      return text ? (JSON.parse(text) as Notice) : undefined;
    },
    // The one who finds it due has it; for everybody after that it stays taken.
    begin: async (id) =>
      (await redis.set(keys.notice(id), "sending" satisfies NoticeState, "PX", LIFETIME_MS, "GET")) === "due",
    again: async (id) => {
      await put(id, "due");
    },
    end: async (id, how) => {
      await put(id, how);
      await redis.hdel(keys.notices, id);
    },
  };
}
