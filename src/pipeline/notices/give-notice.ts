import type { Logger } from "pino";
import type { Tokens } from "../../ground/tokens.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Fetch } from "../../model/document.ts";
import type { Notice, NoticeRule } from "../../model/notice.ts";
import { type Fate, fateOf } from "../../notify/after-answer.ts";
import { mayRepeat, noticeRequest } from "../../notify/write-notice.ts";
import { CLAIM_MS, type Claim, type NoticeStore } from "../../store/notices/notice-store.ts";
import { type TroubleStore, thisProcess } from "../../store/trouble-store.ts";

export interface GiveDeps {
  readonly notices: NoticeStore;
  readonly tokens: Tokens;
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
 * Gives notices, each at most once, whoever dies: the last byte goes out right after its token was taken, and what may have
 * arrived is not sent again, but to a Matrix room, which takes each once by itself. What died before is given by the next,
 * who finds the token.
 *
 * @returns gives one by its id; after how many ms to try again, or undefined when it is done with
 */
export function createGiver(deps: GiveDeps): (id: string) => Promise<number | undefined> {
  const { notices, fetch, now, log, config } = deps;
  const trouble = createTrouble(deps);
  const give = async (id: string): Promise<number | undefined> => {
    const notice = await notices.load(id);
    if (!notice) return undefined;
    const rule = config().notify.find((one) => one.id === notice.rule);
    if (!rule) return settle(deps, notice, { kind: "refused", message: "its rule is gone" });
    return giveBy(rule, notice);
  };
  const giveBy = async (rule: NoticeRule, notice: Notice) => {
    const { id, at: since } = notice;
    const right = createRight(deps, id);
    const outcome = await fetch({ ...noticeRequest(rule, notice, now()), commit: right.ask });
    const claim = right.claim();
    if (claim?.kind === "begun")
      return (await takeOver(deps, rule, notice, claim.token)) ? give(id) : undefined;
    if (right.isAnothers()) return CLAIM_MS;
    const fate = fateOf({ outcome, given: right.used(), mayRepeat: mayRepeat(rule), since, now: now() });
    await trouble(rule, fate.kind === "sent" ? undefined : fate.message);
    if (fate.kind !== "again") return settle(deps, notice, fate);
    log.warn({ rule: rule.id, reason: fate.message, waitMs: fate.waitMs }, "notice not taken; trying again");
    await right.giveBack();
    return fate.waitMs;
  };
  return give;
}

/** The right to give one notice: asked for in Redis, used by taking its token. */
function createRight({ notices, tokens }: Pick<GiveDeps, "notices" | "tokens">, id: string) {
  let claim: Claim | undefined;
  let token = "";
  let used: boolean | undefined;
  const use = () => {
    // Where no token can be laid nobody can tell whether it was used: then it counts as used, for all but its owner.
    used = token === "" || tokens.take(token);
    return used;
  };
  return {
    ask: async () => {
      token = await tokens.lay();
      claim = await notices.claim(id, token);
      if (claim.kind === "mine") return use;
      tokens.discard(token);
      return undefined;
    },
    claim: () => claim,
    used: () => used === true,
    /** Another has it, or has annulled the token while this one slept. */
    isAnothers: () => claim?.kind === "busy" || used === false,
    /** Nobody had it. Without a claim it may be in another's hand. */
    giveBack: async () => {
      if (claim?.kind !== "mine") return;
      // Should this one die before Redis knows, whoever finds it gives it.
      if (used) tokens.putBack(token);
      await notices.again(id, token);
      tokens.discard(token);
    },
  };
}

/**
 * Another had it in hand and died.
 *
 * @returns whether to give it: it is certain that he gave nothing and nobody will under that token, or twice does no harm
 */
async function takeOver({ notices, tokens, log }: GiveDeps, rule: NoticeRule, notice: Notice, token: string) {
  const mayGive = tokens.annul(token) || mayRepeat(rule);
  if (mayGive) await notices.again(notice.id, token);
  else {
    await notices.end(notice.id, "unsure");
    log.warn({ rule: rule.id, title: notice.title }, "a notice was cut short; it is not sent again");
  }
  return mayGive;
}

async function settle(
  { notices, log }: GiveDeps,
  { id, rule, title }: Notice,
  fate: Exclude<Fate, { readonly kind: "again" }>,
) {
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
