import { domainOf } from "../fetch/registrable-domain.ts";
import type { SourceId } from "../model/brand.ts";
import type { Source } from "../model/source.ts";
import type { SourceState } from "../model/source-state.ts";
import { requestFor } from "../schedule/request-for.ts";
import { sameFeeds } from "../schedule/same-feed.ts";
import type { Runtime, Stores } from "./runtime.ts";

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

/** Which of the configured sources are polled, and where: found from what earlier polls learnt. */
export async function polledSources({
  config,
  schedule,
  now,
}: Pick<Runtime, "config" | "now"> & Pick<Stores, "schedule">): Promise<PolledSources> {
  const found = await schedule.states(config.sources.map((source) => source.id));
  const states = new Map(config.sources.map((source, n) => [source.id, found[n]]));
  const same = sameFeeds(config.sources, (id) => states.get(id));
  const place = (source: Source): PolledSource => ({
    id: source.id,
    host: hostOf(source, states.get(source.id), now()),
    isChanged: (states.get(source.id)?.url ?? source.url) !== source.url,
  });
  return { polled: config.sources.filter((source) => !same.has(source.id)).map(place), same };
}

function hostOf(source: Source, state: SourceState | undefined, now: number): string {
  return domainOf(requestFor(source, state, now).url);
}
