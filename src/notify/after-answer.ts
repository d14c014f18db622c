import type { EpochMs } from "../model/brand.ts";
import type { FetchOutcome, ResponseHeaders } from "../model/document.ts";

/** What a notice's request came to. */
export type Fate =
  | { readonly kind: "sent" }
  /** Nobody had it: it is tried again after so many ms. */
  | { readonly kind: "again"; readonly waitMs: number; readonly message: string }
  /** It is given up: the receiver will not have it, or a day has passed. */
  | { readonly kind: "refused"; readonly message: string }
  /** The line broke, or a process died, where it may have arrived: it is not sent a second time. */
  | { readonly kind: "unsure"; readonly message: string };

export interface Attempt {
  readonly outcome: FetchOutcome;
  /** All of it has gone out. */
  readonly given: boolean;
  /** The receiver takes it once, however often it comes. */
  readonly mayRepeat: boolean;
  /** When it was decided. */
  readonly since: EpochMs;
  readonly now: EpochMs;
}

/** News of yesterday is no notice. */
const GIVE_UP_MS = 24 * 3_600_000;
const LEAST_WAIT_MS = 2_000;
const MOST_WAIT_MS = 3_600_000;
/** Answers that may be others by the next time: a password is put right, a receiver is set up. */
const PASSING = new Set([401, 403, 404, 407, 408, 409, 423, 425, 429]);

/** Decides what becomes of a notice. What may have arrived counts as sent, but where a second one does no harm. */
export function fateOf({ outcome, given, mayRepeat, since, now }: Attempt): Fate {
  if (outcome.kind !== "failure") return { kind: "sent" };
  const { status, message } = outcome;
  if (status === undefined && given && !mayRepeat) return { kind: "unsure", message };
  const isFinal = status !== undefined && status >= 300 && status < 500 && !PASSING.has(status);
  if (isFinal || now - since >= GIVE_UP_MS) return { kind: "refused", message };
  return { kind: "again", waitMs: waitOf(outcome.headers, now - since, now), message };
}

/** As long as it has been waiting already, so each time twice as long; or as long as the receiver asks. */
function waitOf(headers: ResponseHeaders, ageMs: number, now: EpochMs): number {
  const field = headers["retry-after"] ?? "";
  const asked = /^\d+(?:\.\d+)?$/.test(field) ? Number(field) * 1_000 : Date.parse(field) - now;
  const own = Math.min(Math.max(ageMs, LEAST_WAIT_MS), MOST_WAIT_MS);
  return Number.isFinite(asked) ? Math.min(Math.max(asked, own), 6 * MOST_WAIT_MS) : own;
}
