import type { EpochMs, FeedId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Emptiness, FeedSettings } from "../../model/edition.ts";
import type { ScheduleStore } from "../../store/schedule/schedule-store.ts";
import type { Desk } from "../group/desk.ts";
import type { ChosenEdition } from "./tell-story.ts";

export interface WhyEmptyDeps {
  readonly desk: Pick<Desk, "stories">;
  readonly schedule: Pick<ScheduleStore, "states">;
  readonly config: Pick<Config, "sources">;
  readonly now: EpochMs;
}

/** Why each of the feeds that have no story has none: their pages and feeds say so. */
export async function whyEmpty(
  deps: WhyEmptyDeps,
  chosen: readonly ChosenEdition[],
): Promise<ReadonlyMap<FeedId, Emptiness>> {
  const reasons = new Map<FeedId, Emptiness>();
  for (const { feed, stories } of chosen)
    if (stories.length === 0) reasons.set(feed.id, await reasonOf(deps, feed));
  return reasons;
}

async function reasonOf(
  { desk, schedule, config, now }: WhyEmptyDeps,
  feed: FeedSettings,
): Promise<Emptiness> {
  const { tags, window } = feed;
  const asked = config.sources.filter(
    (source) => tags.length === 0 || source.tags.some((tag) => tags.includes(tag)),
  );
  if (asked.length === 0) return "no-source";
  const known = desk.stories();
  if (known.some(({ newestAt }) => now - newestAt <= window)) return "nothing-fits";
  if (known.length > 0) return "nothing-new";
  const states = await schedule.states(asked.map(({ id }) => id));
  if (states.some((state) => state?.lastSuccessAt !== undefined)) return "nothing-new";
  return states.length > 0 && states.every((state) => state?.failure !== undefined) ? "failing" : "not-yet";
}
