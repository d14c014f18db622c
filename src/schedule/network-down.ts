import type { EpochMs } from "../model/brand.ts";
import type { FetchOutcome } from "../model/document.ts";

/**
 * Told of every outcome of a fetch, and on which machine; says whether this machine has lost the network. Sources are
 * not punished for that.
 */
export type NetworkWatch = (outcome: FetchOutcome, machine: string, now: EpochMs) => boolean;

/** Remembers what the last fetches said. */
export function createNetworkWatch(): NetworkWatch {
  let signs: readonly NetworkSign[] = [];
  return (outcome, machine, now) => {
    signs = withSign(signs, networkSign(outcome, machine, now));
    return isNetworkDown(signs, now);
  };
}

/** What one fetch said about the network, whatever it said about the server. */
export interface NetworkSign {
  readonly at: EpochMs;
  /** Registrable domain. */
  readonly domain: string;
  readonly reached: boolean;
  /** The fault is this machine's own. */
  readonly local: boolean;
}

const UNREACHED: ReadonlySet<string> = new Set(["FETCH_DNS", "FETCH_CONNECT", "FETCH_TIMEOUT"]);
const WINDOW_MS = 2 * 60_000;
/** So many different domains do not fail at once by chance. */
const DOMAINS = 3;
const MOST_SIGNS = 64;

/** Any answer at all, even a refusal, shows that the network works; a stopped or blocked fetch shows nothing. */
export function networkSign(outcome: FetchOutcome, domain: string, now: EpochMs): NetworkSign | undefined {
  if (outcome.kind !== "failure" || outcome.status !== undefined)
    return { at: now, domain, reached: true, local: false };
  if (outcome.aborted || outcome.code === "FETCH_BLOCKED" || outcome.code === "CONFIG_INVALID")
    return undefined;
  return { at: now, domain, reached: !UNREACHED.has(outcome.code), local: outcome.local ?? false };
}

/** The signs that still count, the new one last. */
export function withSign(
  signs: readonly NetworkSign[],
  sign: NetworkSign | undefined,
): readonly NetworkSign[] {
  if (!sign) return signs;
  return [...signs.filter(({ at }) => sign.at - at < WINDOW_MS), sign].slice(-MOST_SIGNS);
}

/**
 * Whether this machine has lost the network: since anything was last reached, at least three domains failed, or two of
 * which one failed for want of a route or a name server. Sources are not punished for that.
 */
export function isNetworkDown(signs: readonly NetworkSign[], now: EpochMs): boolean {
  const recent = signs.filter(({ at }) => now - at < WINDOW_MS);
  const lastReached = recent.findLastIndex(({ reached }) => reached);
  const failed = recent.slice(lastReached + 1);
  const domains = new Set(failed.map(({ domain }) => domain)).size;
  return domains >= DOMAINS || (domains >= 2 && failed.some(({ local }) => local));
}
