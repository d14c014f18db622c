import type { SourceId } from "../model/brand.ts";
import type { Source } from "../model/source.ts";
import type { SourceState } from "../model/source-state.ts";

/**
 * Sources that turn out to be one feed: the same address, spelled alike after URL normalization, or spellings that
 * redirect for good to one address. One of them is polled for all: the first in the configuration.
 *
 * @returns for each source that need not be polled, the source that is polled in its place
 */
export function sameFeeds(
  sources: readonly Source[],
  stateOf: (id: SourceId) => SourceState | undefined,
): ReadonlyMap<SourceId, SourceId> {
  const first = new Map<string, SourceId>();
  const same = new Map<SourceId, SourceId>();
  for (const source of sources) {
    const key = feedKey(source, stateOf(source.id));
    const twin = first.get(key);
    if (twin === undefined) first.set(key, source.id);
    else same.set(source.id, twin);
  }
  return same;
}

/** Where a poll of the source ends, with its credentials: two subscribers of one address may see different feeds. */
function feedKey(source: Source, state: SourceState | undefined): string {
  const known = state?.url === source.url ? state : undefined;
  const url = new URL(known?.moved?.to ?? known?.movedTo ?? source.url);
  url.hash = "";
  return JSON.stringify([url.href, Object.entries(source.headers).sort(), source.page, source.json]);
}
