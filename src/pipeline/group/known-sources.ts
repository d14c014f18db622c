import type { SourceId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Source } from "../../model/source.ts";
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

/**
 * The configured sources by every id under which articles were taken in from them: their own, and those that they had
 * before somebody renamed them in the YAML, as long as the schedule remembers at which address that was.
 *
 * @param ids of the articles at hand
 */
export async function byEveryId(
  sources: readonly Source[],
  ids: ReadonlySet<SourceId>,
  schedule: Pick<ScheduleStore, "states">,
): Promise<ReadonlyMap<string, Source>> {
  const known = new Map(sources.map((source) => [source.id as string, source]));
  const strangers = [...ids].filter((id) => id !== "" && !known.has(id));
  if (strangers.length === 0) return known;
  const byAddress = new Map([...sources].reverse().map((source) => [source.url, source]));
  for (const [n, state] of (await schedule.states(strangers)).entries()) {
    const renamed = state && byAddress.get(state.url);
    if (renamed) known.set(strangers[n] as SourceId, renamed);
  }
  return known;
}
