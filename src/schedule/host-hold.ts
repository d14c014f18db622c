import { MINUTE_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { FetchOutcome } from "../model/document.ts";
import { MOST_MS, MOST_REFUSED_MS } from "./given.ts";
import { quotaOf } from "./rate-limit.ts";
import { type Hint, retryAfter } from "./server-hints.ts";

/** A domain is left alone until then, by polls and article fetches alike. */
export interface HostHold {
  readonly until: EpochMs;
  readonly reason: string;
}

/** After a 429 that does not say for how long. */
const UNSAID_MS = 10 * MINUTE_MS;

/**
 * How long an answer asks everyone to leave its server alone: a refusal that says for how long (up to seven days), a 429
 * that does not for ten minutes, any other answer that spends the server's quota until that is renewed (up to a day). To
 * be kept under the registrable domain of `outcome.url` (src/fetch/registrable-domain.ts).
 */
export function hostHold(outcome: FetchOutcome, now: EpochMs): HostHold | undefined {
  const asked = askedWait(outcome, now);
  if (asked) return { until: now + Math.min(asked.ms, MOST_REFUSED_MS), reason: asked.reason };
  if (outcome.kind === "failure" && outcome.status === 429)
    return { until: now + UNSAID_MS, reason: "rate-limited" };
  const { spent } = quotaOf(outcome.headers, now);
  return spent && { until: now + Math.min(spent.ms, MOST_MS), reason: spent.reason };
}

/** How long a refusal asks to be waited for; undefined for any other answer, and for one that does not say. */
export function askedWait(outcome: FetchOutcome, now: EpochMs): Hint | undefined {
  if (outcome.kind !== "failure") return undefined;
  const { spent, renewed } = quotaOf(outcome.headers, now);
  if (outcome.status === 429) return retryAfter(outcome.headers, now) ?? renewed;
  if (outcome.status === 503) return retryAfter(outcome.headers, now) ?? spent;
  // Some servers say 403 where 429 is meant.
  return outcome.status === 403 && spent ? (retryAfter(outcome.headers, now) ?? spent) : undefined;
}
