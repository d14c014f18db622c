import { createHash } from "node:crypto";
import type { EpochMs } from "../model/brand.ts";
import type { ScheduledSource } from "../store/schedule/schedule-store.ts";
import { awaitSetUp } from "./await-set-up.ts";
import { type PolledSource, type PolledSources, polledSources } from "./polled-sources.ts";
import type { Runtime } from "./runtime.ts";

/** A few sources are all polled within seconds, so that a first front page is there soon; many are spread. */
const SPREAD_PER_SOURCE_MS = 100;

/**
 * Makes the schedule in Redis hold exactly the configured sources, each feed once. New ones are spread by a hash of
 * their id.
 */
export async function syncSources(runtime: Runtime): Promise<PolledSources> {
  const { config, schedule, now, log } = runtime;
  await awaitSetUp(runtime);
  const sources = await polledSources(runtime);
  const { polled, same } = sources;
  const { added, removed } = await schedule.sync(spread(polled, config.schedule.every, now()));
  if (added + removed > 0)
    log.info({ added, removed, sources: config.sources.length, same: same.size }, "sources scheduled");
  return sources;
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
