import type { Logger } from "pino";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Fetch } from "../../model/document.ts";
import type { Notice, NoticeRule } from "../../model/notice.ts";
import { type Fate, fateOf } from "../../notify/after-answer.ts";
import { noticeRequest } from "../../notify/write-notice.ts";
import { CLAIM_MS, type NoticeStore } from "../../store/notice-store.ts";
import { type TroubleStore, thisProcess } from "../../store/trouble-store.ts";

export interface GiveDeps {
  readonly notices: NoticeStore;
  readonly troubles: Pick<TroubleStore, "tell">;
  readonly fetch: Fetch;
  readonly now: () => EpochMs;
  readonly log: Logger;
  /** What is in force. */
  readonly config: () => Pick<Config, "notify" | "network">;
}

/** A rule that failed and has nothing more to give is forgotten after this, ms. */
const TROUBLE_LIFE_MS = 2 * 3_600_000;

/**
 * Gives notices, each at most once: the last byte goes out right behind the note in Redis, and what may have arrived is
 * not sent again, whoever dies.
 *
 * @returns gives one by its id; after how many ms to try again, or undefined when it is done with
 */
export function createGiver(deps: GiveDeps): (id: string) => Promise<number | undefined> {
  const { notices, fetch, now, log, config } = deps;
  const trouble = createTrouble(deps);
  return async (id) => {
    const notice = await notices.load(id);
    if (!notice) return undefined;
    const rule = config().notify.find((one) => one.id === notice.rule);
    if (!rule) {
      await notices.end(id, "refused");
      return undefined;
    }
    let right: Awaited<ReturnType<NoticeStore["claim"]>> | undefined;
    const commit = async () => {
      right = await notices.claim(id);
      // Nothing is waited for between the note and the last byte: what dies, dies before both or after both.
      return right === "mine" ? () => notices.begin(id) : undefined;
    };
    const outcome = await fetch({ ...noticeRequest(rule, notice, now()), commit });
    if (right === "busy" || right === "over") return CLAIM_MS;
    if (right === "begun") {
      // Another gave it and did not say how it ended.
      await notices.end(id, "unsure");
      log.warn({ rule: rule.id, title: notice.title }, "a notice was cut short; it is not sent again");
      return undefined;
    }
    const fate = fateOf({ outcome, given: right === "mine", since: notice.at, now: now() });
    await trouble(rule, fate.kind === "sent" ? undefined : fate.message);
    return settle(deps, notice, fate);
  };
}

async function settle({ notices, log }: GiveDeps, { id, rule, title }: Notice, fate: Fate) {
  if (fate.kind === "again") {
    await notices.again(id);
    log.warn({ rule, reason: fate.message, waitMs: fate.waitMs }, "notice not taken; trying again");
    return fate.waitMs;
  }
  await notices.end(id, fate.kind);
  if (fate.kind === "sent") log.info({ rule, title }, "notice sent");
  else log.error({ rule, title, reason: fate.message }, "notice given up");
  return undefined;
}

/** Tells `/status` and `lede status` which rules cannot reach whom they are for, and since when. */
function createTrouble({ troubles, now, log }: GiveDeps) {
  const failing = new Map<string, { readonly since: EpochMs; readonly message: string }>();
  return async ({ id }: NoticeRule, message: string | undefined) => {
    if (message === undefined && !failing.delete(id)) return;
    if (message !== undefined) failing.set(id, { since: failing.get(id)?.since ?? now(), message });
    const sentences = [...failing].map(
      ([rule, { since, message: why }]) =>
        `Notices of the rule "${rule}" do not arrive, since ${new Date(since).toISOString().slice(11, 16)} UTC: ${why}`,
    );
    await troubles.tell(`notices of ${thisProcess()}`, sentences, TROUBLE_LIFE_MS).catch((err: unknown) => {
      log.debug({ err }, "the state of notices could not be told");
    });
  };
}
