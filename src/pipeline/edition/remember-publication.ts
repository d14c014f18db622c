import { observation } from "../../ground/counters.ts";
import type { EpochMs, FeedId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Fetch } from "../../model/document.ts";
import type { Edition, OutputFormat } from "../../model/edition.ts";
import type { FeedHead, PublicationStatus } from "../../model/status.ts";
import type { Story } from "../../model/story.ts";
import { endOutputs } from "../../publish/ended.ts";
import type { WrittenFile } from "../../publish/write-outputs.ts";
import type { StatsStore } from "../../store/stats-store.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import type { Writer } from "../../store/writer-lease.ts";
import { publishPing } from "../../websub/hub-requests.ts";
import { GENERATOR } from "./feed-settings.ts";

interface Published {
  readonly editions: readonly Edition[];
  readonly announced: readonly Story[];
  readonly outputs: readonly WrittenFile[];
  readonly articles: number;
  readonly stories: number;
  readonly now: EpochMs;
  /** The output folder. */
  readonly dir: string;
  /** What lay there before: asked only where Redis knows of no publication. */
  readonly found: ReadonlyMap<FeedId, readonly OutputFormat[]>;
}

export interface RememberDeps {
  /** As of `GroupDeps`. */
  readonly writer?: Writer | undefined;
  readonly stories: Pick<StoryStore, "statuses" | "saveStatus" | "forgetStatus">;
  readonly stats: StatsStore;
}

/** What `lede status` tells of a publication, and how long its news took from first sight to the feed. */
export async function rememberPublication(
  { stories, stats, writer }: RememberDeps,
  published: Published,
): Promise<void> {
  const { now, announced } = published;
  const before = await stories.statuses();
  // First: what dies in between is done again by the next.
  await endRemoved({ stories, writer }, before, published);
  for (const edition of published.editions)
    await stories.saveStatus(statusOf(edition, published), writer?.token);
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

/**
 * A feed, or a format, that the YAML names no more: its readers must not be told for ever what was news then. What a Redis
 * that knows of no publication cannot tell, the folder does.
 */
async function endRemoved(
  { stories, writer }: Pick<RememberDeps, "stories" | "writer">,
  before: readonly PublicationStatus[],
  { editions, dir, now: at, found }: Published,
): Promise<void> {
  const now = new Map(editions.map(({ feed }) => [feed.id, feed.formats]));
  const main = editions.find(({ feed }) => feed.id === "main")?.feed;
  const known =
    before.length > 0 ? before.map(published) : [...found].map(([id, formats]) => ({ id, formats }));
  for (const { id, formats, ...head } of known) {
    const living = now.get(id) ?? [];
    const gone = formats.filter((format) => !living.includes(format));
    const last =
      editions.find((one) => one.feed.id === id)?.feed ?? (main && { ...main, title: id, ...head, id });
    if (last && gone.length > 0)
      await endOutputs(dir, { feed: last, formats: gone, living, at }, GENERATOR, writer?.confirm);
    if (!now.has(id)) await stories.forgetStatus(id, writer?.token);
  }
}

function published({ feedId: id, formats = [], title, head }: PublicationStatus) {
  return { id, formats, title, ...(head?.language !== undefined && { language: head.language }) };
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
