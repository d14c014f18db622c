import type { SourceId } from "../../model/brand.ts";
import type { Source } from "../../model/source.ts";
import type { ScheduleStore } from "../../store/schedule/schedule-store.ts";

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
