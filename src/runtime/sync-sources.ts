import { createHash } from "node:crypto";
import { domainOf } from "../fetch/registrable-domain.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Config } from "../model/config.ts";
import type { Source } from "../model/source.ts";
import type { ScheduledSource } from "../store/schedule-store.ts";
import type { Runtime } from "./runtime.ts";

/** A few sources are all polled within seconds, so that a first front page is there soon; many are spread. */
const SPREAD_PER_SOURCE_MS = 100;

/** Makes the schedule in Redis hold exactly the configured sources. */
export async function syncSources(runtime: Runtime): Promise<void> {
  const { config, schedule, now, log } = runtime;
  const { added, removed } = await schedule.sync(scheduled(config, now()));
  if (added + removed > 0) log.info({ added, removed, sources: config.sources.length }, "sources scheduled");
}

/** Where each source waits, and when a new one is polled first: spread by a hash of its id. */
export function scheduled(config: Config, now: EpochMs): readonly ScheduledSource[] {
  const spread = Math.min(config.schedule.every, config.sources.length * SPREAD_PER_SOURCE_MS);
  return config.sources.map((source) => ({
    id: source.id,
    host: hostOf(source),
    firstDue: now + phase(source.id) * spread,
  }));
}

/** The registrable domain of a source's server: what politeness counts by. */
export function hostOf(source: Pick<Source, "url">): string {
  return domainOf(source.url);
}

/** 0-1, the same for the same id at every start. */
function phase(id: string): number {
  return createHash("sha256").update(id).digest().readUInt32BE(0) / 2 ** 32;
}
