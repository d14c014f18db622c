import type { Redis } from "ioredis";
import { DAY_MS } from "../../ground/time.ts";
import type { Notice } from "../../model/notice.ts";
import { inTransaction } from "../batch.ts";
import type { Keys } from "../keys.ts";
import { defineScript } from "../script.ts";

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
   * Asks for the right to give it, which nobody else has for some seconds.
   *
   * @param token by which it can be told whether it was given, should whoever has the right die
   */
  claim(id: string, token: string): Promise<Claim>;
  /** Nobody had it from whoever claimed it with this token: it may be claimed once more. Nothing happens when it is in another's hand. */
  again(id: string, token: string): Promise<void>;
  end(id: string, how: Exclude<NoticeState, "due">): Promise<void>;
}

export type Claim =
  | { readonly kind: "mine" }
  /** Another has it. */
  | { readonly kind: "busy" }
  /** Another had it and has it no more; the token is "" when none tells whether it was given. */
  | { readonly kind: "begun"; readonly token: string };

type NoticeState = "due" | "sent" | "refused" | "unsure";
/** While it is given: this, and the token. */
const SENDING = "sending";

/** As long as a story's publication is remembered. */
const LIFETIME_MS = 90 * DAY_MS;
/** Nobody else gives a notice for so long after one has the right to, ms. */
export const CLAIM_MS = 8_000;

export function createNoticeStore(redis: Redis, keys: Keys): NoticeStore {
  const claimNotice = defineScript(redis, "notices/claim-notice-2");
  const releaseNotice = defineScript(redis, "notices/release-notice-2");
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
    claim: async (id, token) => {
      const answer = await claimNotice([keys.turn(id), keys.notice(id)], [token, CLAIM_MS, LIFETIME_MS]);
      if (answer === "mine" || answer === "busy") return { kind: answer };
      const [state, left = ""] = String(answer).split(" ");
      return { kind: "begun", token: state === SENDING ? left : "" };
    },
    again: async (id, token) => {
      await releaseNotice([keys.turn(id), keys.notice(id)], [token, LIFETIME_MS]);
    },
    end: async (id, how) => {
      await inTransaction(redis, (batch) =>
        batch.set(keys.notice(id), how, "PX", LIFETIME_MS).hdel(keys.notices, id),
      );
    },
  };
}
