import { isDeepStrictEqual } from "node:util";
import type { ArticleId, EpochMs, FeedId, SourceId, StoryId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { FeedSettings } from "../../model/edition.ts";
import type { FeedHead, PublicationStatus } from "../../model/status.ts";
import type { ArticleStore } from "../../store/articles/article-store.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import { headOf } from "../edition/remember-publication.ts";
import { type PreviewDeps, preview } from "./preview.ts";

export interface WouldChange {
  readonly feeds: readonly FeedChange[];
  /** Sources that were never polled: what they bring nobody knows. */
  readonly unknownSources: readonly SourceId[];
  /** When what it is held against was published; undefined: nothing is published yet. */
  readonly publishedAt: EpochMs | undefined;
}

/** What would be otherwise in one feed. */
export interface FeedChange {
  readonly id: FeedId;
  readonly kind: "new" | "removed" | "kept";
  readonly come: readonly Named[];
  readonly go: readonly (Named & { readonly why: string })[];
  /** Stories that another article would lead. */
  readonly leads: readonly { readonly from: Named; readonly to: Named }[];
  /** The story on top, where it would be another. */
  readonly top: Named | undefined;
  /** Of those that stay, whether any would stand elsewhere among them. */
  readonly reordered: boolean;
  /** What the feed says of itself, and its formats. */
  readonly head: readonly { readonly key: string; readonly from: unknown; readonly to: unknown }[];
}

export interface Named {
  readonly storyId: StoryId;
  readonly title: string;
  readonly outlet: string;
  readonly url: string;
}

export interface WouldChangeDeps extends PreviewDeps {
  readonly articles: ArticleStore;
  readonly stories: StoryStore;
}

/** What a configuration would change in what is published, were it in force now. Writes nothing. */
export async function wouldChange(deps: WouldChangeDeps, config: Config): Promise<WouldChange> {
  const published = await deps.stories.statuses();
  const next = await preview(deps, config);
  const before = new Map(published.map((status) => [status.feedId, status]));
  const name = await namesOf(deps, [
    ...published.flatMap(({ told = [] }) => told),
    ...next.editions.flatMap(({ stories }) => stories.map(({ id, leadId }) => [id, leadId] as const)),
  ]);
  const feeds = next.editions.map(({ feed, stories }): FeedChange => {
    const status = before.get(feed.id);
    const old = status?.told ?? [];
    const now = stories.map(({ id, leadId }) => [id, leadId] as const);
    const was = new Map(old);
    const is = new Map(now);
    const stays = (list: typeof old) => list.filter(([id]) => was.has(id) && is.has(id)).map(([id]) => id);
    const top = now[0] && old.length > 0 && old[0]?.[0] !== now[0][0] ? name(...now[0]) : undefined;
    return {
      id: feed.id,
      kind: status ? "kept" : "new",
      come: now.filter(([id]) => !was.has(id)).map((one) => name(...one)),
      go: old
        .filter(([id]) => !is.has(id))
        .map(([id, leadId]) => ({ ...name(id, leadId), why: next.whyNot({ id, leadId }, feed) })),
      leads: now
        .filter(([id, lead]) => was.has(id) && was.get(id) !== lead)
        .map(([id, lead]) => ({ from: name(id, was.get(id) ?? lead), to: name(id, lead) })),
      top,
      reordered: !isDeepStrictEqual(stays(old), stays(now)),
      head: status ? headChanges(status, feed) : [],
    };
  });
  // What its next hour will bring nobody knows.
  const digests = config.feeds.filter(({ digest }) => digest).map(({ id }) => unchanged(id, before.has(id)));
  const removed = published.filter(({ feedId }) => !config.feeds.some(({ id }) => id === feedId));
  const states = await deps.schedule.states(config.sources.map(({ id }) => id));
  return {
    feeds: [...feeds, ...digests, ...removed.map((status) => removal(status, name))],
    unknownSources: config.sources.filter((_, n) => states[n] === undefined).map(({ id }) => id),
    publishedAt: published.length === 0 ? undefined : Math.max(...published.map(({ at }) => at)),
  };
}

function unchanged(id: FeedId, isThere: boolean): FeedChange {
  const nothing = { come: [], go: [], leads: [], top: undefined, reordered: false, head: [] };
  return { id, kind: isThere ? "kept" : "new", ...nothing };
}

function removal({ feedId, told = [] }: PublicationStatus, name: Name): FeedChange {
  const go = told.map(([id, leadId]) => ({ ...name(id, leadId), why: "the feed is removed" }));
  return { ...unchanged(feedId, true), kind: "removed", go };
}

function headChanges({ head, formats }: PublicationStatus, feed: FeedSettings): FeedChange["head"] {
  const was: Partial<FeedHead> & Pick<FeedSettings, "formats"> = { ...head, formats };
  const is = { ...headOf(feed), formats: feed.formats };
  return (Object.keys(is) as (keyof typeof is)[])
    .filter((key) => (head || key === "formats") && !isDeepStrictEqual(was[key], is[key]))
    .map((key) => ({ key, from: was[key], to: is[key] }));
}

type Name = (storyId: StoryId, leadId: ArticleId) => Named;

async function namesOf(
  { articles }: Pick<WouldChangeDeps, "articles">,
  all: readonly (readonly [StoryId, ArticleId])[],
): Promise<Name> {
  const ids = [...new Set(all.map(([, leadId]) => leadId))];
  const found = new Map(
    (await articles.load(ids)).map((stored, n) => [ids[n] as ArticleId, stored?.article]),
  );
  return (storyId, leadId) => {
    const { title = "", outlet = "", url = "" } = found.get(leadId) ?? {};
    return { storyId, title, outlet, url };
  };
}
