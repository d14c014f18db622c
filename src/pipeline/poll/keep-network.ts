import type { Logger } from "pino";
import { domainOf } from "../../fetch/registrable-domain.ts";
import { MINUTE_MS } from "../../ground/time.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Source } from "../../model/source.ts";
import type { SourceState } from "../../model/source-state.ts";
import {
  createNetworkWatch,
  isReached,
  isUnreached,
  type NetworkWatch,
} from "../../schedule/network-down.ts";
import { requestFor } from "../../schedule/request-for.ts";
import type { ScheduleStore } from "../../store/schedule/schedule-store.ts";
import type { TroubleStore } from "../../store/trouble-store.ts";
import { machineOf } from "./decide-visit.ts";

export interface KeepNetworkDeps {
  readonly schedule: Pick<ScheduleStore, "states" | "bringForward">;
  readonly troubles: Pick<TroubleStore, "tellOffline" | "offlineSince">;
  readonly sources: () => readonly Source[];
  readonly log: Logger;
}

/** Sources look again within four minutes; each time it is said again. */
const LIFE_MS = 5 * MINUTE_MS;
const AGAIN_MS = 30_000;

/** A watch over the network that says in Redis and in the log when it is lost, and calls every source when it is back. */
export function createKeptNetwork(deps: KeepNetworkDeps): NetworkWatch {
  const { troubles, log } = deps;
  const watch = createNetworkWatch(() => new Set(deps.sources().map(({ url }) => machineOf(url))).size);
  let since: EpochMs | undefined;
  let saidAt = Number.NEGATIVE_INFINITY;
  const unheard = (err: unknown) => log.warn({ err }, "the state of the network could not be told");
  const back = (from: EpochMs, now: EpochMs) => {
    log.info("the network is back; every source that waited is asked");
    Promise.all([troubles.tellOffline(undefined, 0), callBack(deps, from, now)]).catch(unheard);
  };
  let isFirst = true;
  return (outcome, machine, now) => {
    const outage = watch(outcome, machine, now);
    if (outage && now - saidAt >= AGAIN_MS) {
      if (since === undefined) {
        log.warn("the network cannot be reached; no source is to blame");
        // The failures that it was recognized by are written down by then.
        setTimeout(() => callBack(deps, outage.since, now + SOON_MS).catch(unheard), SETTLED_MS).unref();
      }
      saidAt = now;
      since = outage.since;
      troubles.tellOffline(since, LIFE_MS).catch(unheard);
    } else if (!outage && since !== undefined) {
      back(since, now);
      since = undefined;
      saidAt = Number.NEGATIVE_INFINITY;
    } else if (isFirst && isReached(outcome)) {
      isFirst = false;
      // The process that saw the outage may be another, or have ended.
      troubles
        .offlineSince()
        .then((from) => from !== undefined && back(from, now))
        .catch(unheard);
    }
    return outage;
  };
}

/** How soon a source that failed before an outage was recognized looks again, as the others do. */
const SOON_MS = 20_000;
const SETTLED_MS = 2_000;
/** Of so many sources each is asked within so long after the network is back, ms. */
const SPREAD_MS_A_SOURCE = 50;
const MOST_SPREAD_MS = 20_000;

/** Makes every source that waits for the network due from `at` on, those included that failed for want of it. */
async function callBack({ schedule, sources }: KeepNetworkDeps, since: EpochMs, at: EpochMs): Promise<void> {
  const all = sources();
  const states = await schedule.states(all.map(({ id }) => id));
  const waiting = all.flatMap((source, n) => {
    const state = states[n];
    return state && isOffline(state, since) ? [{ source, state }] : [];
  });
  const step = Math.min(SPREAD_MS_A_SOURCE, MOST_SPREAD_MS / Math.max(1, waiting.length));
  await schedule.bringForward(
    waiting.map(({ source, state }, n) => ({
      id: source.id,
      host: domainOf(requestFor(source, state, at).url),
      due: at + Math.round(n * step),
      insteadOf: state.nextPollAt,
    })),
  );
}

/** Failures of the last minutes before an outage was recognized are its first ones. */
const BEFORE_MS = 2 * MINUTE_MS;

/** Whether a source waits for nothing but the network. */
export function isOffline({ nextReason, failure, goneAt }: SourceState, since: EpochMs): boolean {
  if (goneAt !== undefined) return false;
  if (nextReason === "network-down") return true;
  return failure !== undefined && isUnreached(failure.code) && failure.since >= since - BEFORE_MS;
}
