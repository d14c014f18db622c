import type { Config } from "../../model/config.ts";
import type { Masthead } from "../../model/source-state.ts";
import type { ScheduleStore } from "../../store/schedule/schedule-store.ts";

/** What publications say of the sources, read anew only when one of them changed: of a million it takes seconds. */
export type Mastheads = (
  config: Pick<Config, "sources">,
  schedule: Pick<ScheduleStore, "mastheads" | "mastheadsVersion">,
) => Promise<ReadonlyMap<string, Masthead>>;

/** Remembers what it read last. */
export function createMastheads(): Mastheads {
  let known: { sources: Config["sources"]; version: number; all: ReadonlyMap<string, Masthead> } | undefined;
  return async ({ sources }, schedule) => {
    // Asked first: what changes while they are read is read again next time.
    const version = await schedule.mastheadsVersion();
    if (known?.version === version && known.sources === sources) return known.all;
    const ids = sources.map((source) => source.id);
    const found = await schedule.mastheads(ids);
    const all = new Map<string, Masthead>();
    for (const [n, id] of ids.entries()) {
      const masthead = found[n];
      if (masthead) all.set(id, masthead);
    }
    known = { sources, version, all };
    return all;
  };
}
