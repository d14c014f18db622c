import { MINUTE_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { FetchOutcome } from "../model/document.ts";
import { MOST_REFUSED_MS } from "./given.ts";
import { retryAfter } from "./server-hints.ts";

/** A domain is left alone until then, by polls and article fetches alike. */
export interface HostHold {
  readonly until: EpochMs;
  readonly reason: string;
}

/** After a 429 that does not say for how long. */
const UNSAID_MS = 10 * MINUTE_MS;

/**
 * How long an answer asks everyone to leave its server alone: 429 and 503 with Retry-After (up to seven days), 429
 * without for ten minutes. To be kept under the registrable domain of `outcome.url` (src/fetch/registrable-domain.ts).
 */
export function hostHold(outcome: FetchOutcome, now: EpochMs): HostHold | undefined {
  if (outcome.kind !== "failure" || (outcome.status !== 429 && outcome.status !== 503)) return undefined;
  const hint = retryAfter(outcome.headers, now);
  if (hint) return { until: now + Math.min(hint.ms, MOST_REFUSED_MS), reason: "retry-after" };
  return outcome.status === 429 ? { until: now + UNSAID_MS, reason: "rate-limited" } : undefined;
}
