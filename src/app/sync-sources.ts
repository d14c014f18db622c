import { createHash } from "node:crypto";
import type { Logger } from "pino";
import { domainOf } from "../fetch/registrable-domain.ts";
import type { EpochMs, SourceId } from "../model/brand.ts";
import type { Config } from "../model/config.ts";
import type { Source } from "../model/source.ts";
import type { SourceState } from "../model/source-state.ts";
import { scheduleSettings } from "../schedule/given.ts";
import { dueAtNewPace } from "../schedule/pace.ts";
import { requestFor } from "../schedule/request-for.ts";
import { sameFeeds } from "../schedule/same-feed.ts";
import type { ScheduledSource, ScheduleStore } from "../store/schedule/schedule-store.ts";

/** A source as the schedule knows it. */
export interface PolledSource {
  readonly id: SourceId;
  /** The registrable domain of the address that is polled: what politeness counts by. */
  readonly host: string;
  /** What is known of it was learnt at another address. */
  readonly isChanged: boolean;
}

export interface PolledSources {
  readonly polled: readonly PolledSource[];
  /** Sources that are another source's feed under another spelling, and which. */
  readonly same: ReadonlyMap<SourceId, SourceId>;
}

export interface SyncDeps {
  readonly schedule: Pick<ScheduleStore, "states" | "sync" | "bringForward">;
  readonly now: () => EpochMs;
  readonly log: Logger;
}

type Settings = Pick<Config, "sources" | "schedule" | "websub">;

/** A few sources are all polled within seconds, so that a first front page is there soon; many are spread. */
const SPREAD_PER_SOURCE_MS = 100;

/**
 * Makes the schedule in Redis hold exactly the configured sources, each feed once. New ones are spread by a hash of
 * their id; one whose interval was edited is due as soon as that allows.
 */
export async function syncSources(
  { schedule, now: clock, log }: SyncDeps,
  config: Settings,
): Promise<PolledSources> {
  const now = clock();
  const { sources } = config;
  const found = await schedule.states(sources.map(({ id }) => id));
  const states = new Map(sources.map(({ id }, n) => [id, found[n]]));
  const same = sameFeeds(sources, (id) => states.get(id));
  const kept = sources.filter(({ id }) => !same.has(id));
  const settings = scheduleSettings(config);
  const polled = kept.map((source) => placeOf(source, states.get(source.id), now));
  const { added, removed } = await schedule.sync(spread(polled, config.schedule.every, now), same);
  await schedule.bringForward(
    kept.flatMap((source, n) => {
      const state = states.get(source.id);
      const due = state && dueAtNewPace(source, state, settings, now);
      return due === undefined
        ? []
        : [{ ...(polled[n] as PolledSource), due, insteadOf: state?.nextPollAt ?? due }];
    }),
  );
  if (added + removed > 0)
    log.info({ added, removed, sources: sources.length, same: same.size }, "sources scheduled");
  return { polled, same };
}

function placeOf(source: Source, state: SourceState | undefined, now: EpochMs): PolledSource {
  const { url } = requestFor(source, state, now);
  return { id: source.id, host: domainOf(url), isChanged: (state?.url ?? source.url) !== source.url };
}

/** When each source is polled first, should it be new: spread over seconds for a few, over the interval for many. */
export function spread(
  sources: readonly (Pick<PolledSource, "id" | "host"> & { readonly isChanged?: boolean })[],
  every: number,
  now: EpochMs,
): readonly ScheduledSource[] {
  const over = Math.min(every, sources.length * SPREAD_PER_SOURCE_MS);
  return sources.map(({ id, host, isChanged = false }) => ({
    id,
    host,
    isChanged,
    firstDue: now + phase(id) * over,
  }));
}

/** 0-1, the same for the same id at every start. */
function phase(id: string): number {
  return createHash("sha256").update(id).digest().readUInt32BE(0) / 2 ** 32;
}
