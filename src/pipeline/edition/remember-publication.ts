import { observation } from "../../ground/counters.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Fetch } from "../../model/document.ts";
import type { Edition } from "../../model/edition.ts";
import type { FeedHead, PublicationStatus } from "../../model/status.ts";
import type { Story } from "../../model/story.ts";
import { type WrittenFile, withdraw } from "../../publish/write-outputs.ts";
import type { StatsStore } from "../../store/stats-store.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import { publishPing } from "../../websub/hub-requests.ts";

interface Published {
  readonly editions: readonly Edition[];
  readonly announced: readonly Story[];
  readonly outputs: readonly WrittenFile[];
  readonly articles: number;
  readonly stories: number;
  readonly now: EpochMs;
  /** The output folder. */
  readonly dir: string;
}

export interface RememberDeps {
  readonly stories: Pick<StoryStore, "statuses" | "saveStatus" | "forgetStatus">;
  readonly stats: StatsStore;
}

/** What `lede status` tells of a publication, and how long its news took from first sight to the feed. */
export async function rememberPublication(
  { stories, stats }: RememberDeps,
  published: Published,
): Promise<void> {
  const { now, announced } = published;
  const before = await stories.statuses();
  for (const edition of published.editions) await stories.saveStatus(statusOf(edition, published));
  await withdrawRemoved(stories, before, published);
  const seconds = announced.map(({ lead }) => Math.max(0, Math.round((now - lead.article.seenAt) / 1_000)));
  await stats.lags(now, seconds);
  stats.count(now, { [published.outputs.some((output) => output.changed) ? "published" : "unchanged"]: 1 });
  for (const lag of seconds) stats.count(now, observation("lagSeconds", lag));
}

/** What a reader sees of a feed itself. */
export function headOf({ title, description, link, language, walls }: FeedHead): FeedHead {
  return { title, description, link, language, walls };
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
    formats: feed.formats,
    head: headOf(feed),
    told: stories.map(({ id, lead: { article } }) => [id, article.id] as const),
    stories: stories.length,
    storiesInWindow,
    articlesInWindow,
    lead,
  };
}

/** A feed, or a format, that the YAML names no more: its readers must not be told for ever what was news then. */
async function withdrawRemoved(
  stories: RememberDeps["stories"],
  before: readonly PublicationStatus[],
  { editions, dir }: Published,
): Promise<void> {
  const now = new Map(editions.map(({ feed }) => [feed.id, feed.formats]));
  for (const { feedId, formats = [] } of before) {
    const kept = now.get(feedId) ?? [];
    await withdraw(
      dir,
      feedId,
      formats.filter((format) => !kept.includes(format)),
    );
    if (!now.has(feedId)) await stories.forgetStatus(feedId);
  }
}

const FEED_FILE = /(^|\/)feed\.(?:atom|rss|json)$/;

/** Tells the configured hubs which feeds changed. A hub that does not hear it costs its subscribers some minutes. */
export async function pingHubs(
  fetch: Fetch,
  { websub, link, network }: Pick<Config, "websub" | "link" | "network">,
  outputs: readonly WrittenFile[],
): Promise<void> {
  if (link === undefined || websub.hubs.length === 0) return;
  const changed = outputs.filter(({ path, changed }) => changed && FEED_FILE.test(path));
  if (changed.length === 0) return;
  const topics = changed.map(({ path }) => new URL(path, link).href);
  await Promise.all(websub.hubs.map((hub) => fetch({ ...publishPing(hub, topics), allow: network.allow })));
}
