import type { EpochMs } from "../model/brand.ts";
import type { FetchOutcome } from "../model/document.ts";

/** This machine has lost the network. */
export interface Outage {
  /** The first failure of it. */
  readonly since: EpochMs;
  /** The fault is known to be this machine's own. */
  readonly local: boolean;
}

/**
 * Told of every outcome of a fetch, and on which machine; says whether this machine has lost the network. Sources are
 * not punished for that. An outage lasts until anything is reached again.
 */
export type NetworkWatch = (outcome: FetchOutcome, machine: string, now: EpochMs) => Outage | undefined;

/**
 * Remembers what the last fetches said.
 *
 * @param machines how many different ones are asked at all
 */
export function createNetworkWatch(machines: () => number = () => DOMAINS): NetworkWatch {
  let signs: readonly NetworkSign[] = [];
  let outage: Outage | undefined;
  return (outcome, machine, now) => {
    const sign = networkSign(outcome, machine, now);
    signs = withSign(signs, sign);
    const failed = failedSince(signs, now);
    if (sign?.reached && failed.length === 0) outage = undefined;
    else if (outage || isNetworkDown(signs, now, machines()))
      outage = {
        since: outage?.since ?? failed[0]?.at ?? now,
        local: (outage?.local ?? false) || failed.some(({ local }) => local),
      };
    return outage;
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
  if (outcome.kind !== "failure" || isReached(outcome))
    return { at: now, domain, reached: true, local: false };
  if (outcome.aborted || outcome.code === "FETCH_BLOCKED" || outcome.code === "CONFIG_INVALID")
    return undefined;
  return { at: now, domain, reached: !UNREACHED.has(outcome.code), local: outcome.local ?? false };
}

/** Something answered, if only with a refusal. */
export function isReached(outcome: FetchOutcome): boolean {
  return outcome.kind !== "failure" || outcome.status !== undefined;
}

/** The signs that still count, the new one last. */
export function withSign(
  signs: readonly NetworkSign[],
  sign: NetworkSign | undefined,
): readonly NetworkSign[] {
  if (!sign) return signs;
  return [...signs.filter(({ at }) => sign.at - at < WINDOW_MS), sign].slice(-MOST_SIGNS);
}

/** This machine itself, or a neighbour of it: that one answers says nothing about the network. */
const NEAR = /^(?:localhost|[\d.]+|\[.*\]|.*\.(?:localhost|local|lan|internal|home\.arpa))$/;

/** What failed since anything was last reached; a neighbour's answer counts only where nothing but neighbours is asked. */
function failedSince(signs: readonly NetworkSign[], now: EpochMs): readonly NetworkSign[] {
  const recent = signs.filter(({ at }) => now - at < WINDOW_MS);
  const near = recent.every(({ domain }) => NEAR.test(domain));
  const lastReached = recent.findLastIndex(({ reached, domain }) => reached && (near || !NEAR.test(domain)));
  return recent.slice(lastReached + 1).filter(({ reached }) => !reached);
}

/**
 * Whether this machine has lost the network: since anything was last reached, at least three domains failed, or two of
 * which one failed for want of a route or a name server, or, where no more are asked, one for that reason.
 */
export function isNetworkDown(signs: readonly NetworkSign[], now: EpochMs, machines = DOMAINS): boolean {
  const failed = failedSince(signs, now);
  const domains = new Set(failed.map(({ domain }) => domain)).size;
  const enough = failed.some(({ local }) => local) ? Math.min(2, Math.max(1, machines)) : DOMAINS;
  return domains >= enough;
}

/** Whether a source's failure may be the network's: it could not be reached at all. */
export function isUnreached(code: string): boolean {
  return UNREACHED.has(code);
}
