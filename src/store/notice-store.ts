import type { Redis } from "ioredis";
import { DAY_MS } from "../ground/time.ts";
import type { Notice } from "../model/notice.ts";
import { inPipeline, inTransaction } from "./batch.ts";
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
  /**
   * Asks for the right to give it, which nobody else has for some seconds: `mine`; `busy` while another has it; `begun` when
   * another has given it, or was giving it when he died; `over` when so much time went by meanwhile that the right is
   * not to be relied on.
   */
  claim(id: string): Promise<"mine" | "busy" | "begun" | "over">;
  /** Notes that it is given now. On its way when this returns: what is sent next is sent after it. */
  begin(id: string): void;
  /** Nobody had it: it may be claimed once more. */
  again(id: string): Promise<void>;
  end(id: string, how: Exclude<NoticeState, "due" | "sending">): Promise<void>;
}

type NoticeState = "due" | "sending" | "sent" | "refused" | "unsure";

/** As long as a story's publication is remembered. */
const LIFETIME_MS = 90 * DAY_MS;
/** Nobody else gives a notice for so long after one has the right to, ms. */
export const CLAIM_MS = 8_000;

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
    claim: async (id) => {
      const asked = performance.now();
      const [claimed, state] = await inPipeline(redis, (batch) =>
        batch.set(keys.turn(id), "1", "PX", CLAIM_MS, "NX").get(keys.notice(id)),
      );
      if (state !== ("due" satisfies NoticeState)) return "begun";
      if (claimed !== "OK") return "busy";
      return performance.now() - asked < CLAIM_MS / 2 ? "mine" : "over";
    },
    begin: (id) => {
      put(id, "sending").catch(() => {}); // the line broke: how it ended is written when there is another
    },
    again: async (id) => {
      await put(id, "due");
      await redis.del(keys.turn(id));
    },
    end: async (id, how) => {
      await put(id, how);
      await redis.hdel(keys.notices, id);
    },
  };
}
