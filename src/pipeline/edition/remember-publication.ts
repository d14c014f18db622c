import { observation } from "../../ground/counters.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Edition } from "../../model/edition.ts";
import type { PublicationStatus } from "../../model/status.ts";
import type { Story } from "../../model/story.ts";
import type { WrittenFile } from "../../publish/write-outputs.ts";
import type { StatsStore } from "../../store/stats-store.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";

interface Published {
  readonly editions: readonly Edition[];
  readonly announced: readonly Story[];
  readonly outputs: readonly WrittenFile[];
  readonly articles: number;
  readonly stories: number;
  readonly now: EpochMs;
}

/** What `lede status` tells of a publication, and how long its news took from first sight to the feed. */
export async function rememberPublication(
  { stories, stats }: { readonly stories: Pick<StoryStore, "saveStatus">; readonly stats: StatsStore },
  published: Published,
): Promise<void> {
  const { now, announced } = published;
  for (const edition of published.editions) await stories.saveStatus(statusOf(edition, published));
  const seconds = announced.map(({ lead }) => Math.max(0, Math.round((now - lead.article.seenAt) / 1_000)));
  await stats.lags(now, seconds);
  stats.count(now, { [published.outputs.some((output) => output.changed) ? "published" : "unchanged"]: 1 });
  for (const lag of seconds) stats.count(now, observation("lagSeconds", lag));
}

function statusOf(
  { feed, stories }: Edition,
  { now, stories: storiesInWindow, articles: articlesInWindow }: Published,
): PublicationStatus {
  const [first] = stories;
  const lead = first && {
    storyId: first.id,
    title: first.lead.article.title,
    url: first.lead.article.url,
    outlet: first.lead.article.outlet,
    fullText: first.lead.fullText?.kind === "text",
  };
  return {
    feedId: feed.id,
    title: feed.title,
    at: now,
    stories: stories.length,
    storiesInWindow,
    articlesInWindow,
    lead,
  };
}
