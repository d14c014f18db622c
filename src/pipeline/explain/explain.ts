import { canonicalUrl } from "../../dedupe/canonical-url.ts";
import { HOUR_MS } from "../../ground/time.ts";
import { chooseLead } from "../../lead/choose-lead.ts";
import type { Article } from "../../model/article.ts";
import type { ArticleId, EpochMs, FeedId, SourceId, StoryId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Membership, Reason } from "../../model/story.ts";
import type { ArticleStore, StoredArticle, StoredEntry } from "../../store/articles/article-store.ts";
import { type Claims, claimedAt, type Owner } from "../../store/claims/claims.ts";
import type { ScheduleStore } from "../../store/schedule/schedule-store.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import { deskArticle } from "../group/desk.ts";
import { createRulebook } from "../group/rulebook.ts";
import { windowOf } from "../group/window.ts";
import { type Preview, type PreviewSettings, preview, tellRule } from "./preview.ts";

/** What is known of what a person asked about. */
export type Explanation = ExplainedArticle | ExplainedOther;

/** Of an id that a source and a feed have, both. */
interface ExplainedOther {
  readonly source?: ExplainedSource | undefined;
  readonly feed?: ExplainedFeed | undefined;
  /** An entry that came and was not kept. */
  readonly passed?: ExplainedPassing | undefined;
}

/** Why an article, or a story, is where it is, or is not there. */
export interface ExplainedArticle {
  readonly article: Pick<Article, "id" | "title" | "url" | "outlet" | "seenAt"> | undefined;
  readonly entries: readonly StoredEntry[];
  /** Canonical addresses that its entries share: what made them one article. */
  readonly sharedKeys: readonly string[];
  readonly story: ExplainedStory | undefined;
  /** Of an article: whether its text was had from its page, or why not; undefined: it was not asked for. */
  readonly fullText?:
    | { readonly words: number }
    | { readonly code: string; readonly message: string }
    | undefined;
  /** Sources whose own rules refuse it. */
  readonly refusedBy: readonly { readonly sourceId: SourceId; readonly rule: string }[];
  /** Its place in each feed, from 1, or why it has none. */
  readonly feeds: readonly (
    | { readonly id: FeedId; readonly place: number }
    | { readonly id: FeedId; readonly whyNot: string }
  )[];
}

/** What became of what a source brings. */
export interface ExplainedSource {
  readonly id: SourceId;
  /** Articles in the window that it carries, and how many of them its own rules refuse. */
  readonly articles: number;
  readonly refused: number;
  /** The newest of those, with the rule. */
  readonly refusals: readonly {
    readonly title: string;
    readonly url: string;
    readonly rule: string;
    readonly seenAt: EpochMs;
  }[];
  /** In each feed: how many stories have an article of it, and how many its article leads. */
  readonly feeds: readonly { readonly id: FeedId; readonly stories: number; readonly leads: number }[];
}

/** What is in a feed, and what is not, and why. */
export interface ExplainedFeed {
  readonly id: FeedId;
  readonly title: string;
  readonly stories: readonly { readonly id: StoryId; readonly title: string; readonly outlet: string }[];
  /** Stories in the window that it does not have, by the reason; the most frequent first. */
  readonly without: readonly { readonly why: string; readonly stories: number }[];
}

export interface ExplainedPassing {
  readonly seenAt: EpochMs;
  /** undefined: it is configured no more. */
  readonly sourceId: SourceId | undefined;
  readonly why: string;
}

export interface ExplainedStory {
  readonly id: StoryId;
  readonly entryId: string | undefined;
  readonly members: readonly (Membership & {
    readonly title: string;
    readonly url: string;
    readonly outlet: string;
    readonly lead: boolean;
  })[];
  readonly leadReasons: readonly Reason[];
}

export interface ExplainDeps {
  readonly articles: ArticleStore;
  readonly stories: StoryStore;
  readonly claims: Pick<Claims, "ownerOf">;
  readonly schedule: Pick<ScheduleStore, "states">;
  readonly config: PreviewSettings;
  readonly now: () => EpochMs;
}

/**
 * @param target an article's address or id, a story's id, an entry's `tag:` id, the id of a source or of a feed
 * @returns undefined: nothing is known by it
 */
export async function explainTarget(deps: ExplainDeps, target: string): Promise<Explanation | undefined> {
  const named = await explainNamed(deps, target);
  if (named) return named;
  const id = target.split("/").filter(Boolean).at(-1) ?? "";
  const storyId = await deps.stories.resolve(id);
  if ((await membersOf(deps, storyId)).length > 0) {
    const story = await explainStory(deps, storyId);
    const lead = story.members.find((member) => member.lead) ?? story.members[0];
    const feeds = lead ? await feedsOf(deps, { id: storyId, leadId: lead.articleId }) : [];
    return { article: undefined, entries: [], sharedKeys: [], story, refusedBy: [], feeds };
  }
  const owner = await deps.claims.ownerOf(target, deps.now());
  const stored =
    (await byId(deps, target)) ??
    (owner && (await byId(deps, owner.articleId))) ??
    (await byAddress(deps, target));
  if (stored) return explainArticle(deps, stored);
  return owner && { passed: explainPassing(deps, owner) };
}

async function explainArticle(deps: ExplainDeps, stored: StoredArticle): Promise<ExplainedArticle> {
  const { article, fullText } = stored;
  const entries = await deps.articles.entries(article.id);
  const { storyId } = stored;
  const story = storyId && (await explainStory(deps, await deps.stories.resolve(storyId)));
  const lead = (story || undefined)?.members.find((member) => member.lead)?.articleId ?? article.id;
  const feeds = story ? await feedsOf(deps, { id: story.id, leadId: lead }) : [];
  const refusedBy = await refusalsOf(deps, stored);
  return {
    ...{ article, entries, sharedKeys: sharedKeys(entries), refusedBy, feeds },
    story: story || undefined,
    fullText: toldText(fullText),
  };
}

/** Known by its address alone: an article is kept for the window, and its address for longer, so that it is told once. */
function explainPassing({ config, now }: ExplainDeps, { articleId, isOf }: Owner): ExplainedPassing {
  const seenAt = claimedAt(articleId);
  const hours = `${Math.round(windowOf(config) / HOUR_MS)} h`;
  const left = now() - seenAt > windowOf(config);
  return {
    seenAt,
    sourceId: config.sources.find(({ id }) => isOf(id))?.id,
    why: left
      ? `it has left the window (${hours}: the longer of edition.window and cluster.window)`
      : `it was older than the window when it came (${hours}: the longer of edition.window and cluster.window)`,
  };
}

async function refusalsOf(deps: ExplainDeps, stored: StoredArticle) {
  const verdict = (await createRulebook(deps.config).judge(deps, [stored])).get(stored.article.id);
  return [...(verdict?.refusedBy ?? [])].map(([sourceId, by]) => ({
    sourceId,
    rule: tellRule(deps.config, by, `sources[${sourceId}].`),
  }));
}

async function feedsOf(
  deps: ExplainDeps,
  story: { readonly id: StoryId; readonly leadId: ArticleId },
): Promise<ExplainedArticle["feeds"]> {
  const { editions, whyNot } = await preview(deps, deps.config);
  return editions.map(({ feed, stories }) => {
    const place = stories.findIndex(({ id }) => id === story.id) + 1;
    return place > 0 ? { id: feed.id, place } : { id: feed.id, whyNot: whyNot(story, feed) };
  });
}

async function explainNamed(deps: ExplainDeps, name: string): Promise<Explanation | undefined> {
  const { sources, feeds } = deps.config;
  const isSource = sources.some(({ id }) => id === name);
  const isFeed = feeds.some(({ id }) => id === name);
  if (!isSource && !isFeed) return undefined;
  const shown = await preview(deps, deps.config);
  return {
    ...(isSource && { source: await explainSource(deps, shown, name) }),
    ...(isFeed && { feed: explainFeed(shown, name) }),
  };
}

const MOST_REFUSALS = 10;

async function explainSource(
  deps: ExplainDeps,
  { articles, editions, room }: Preview,
  id: SourceId,
): Promise<ExplainedSource> {
  const own = [...articles.values()].filter(({ sourceIds }) => sourceIds.includes(id));
  const verdicts = await createRulebook(deps.config).judge(deps, own);
  const refused = own.flatMap(({ article: { id: articleId, title, url, seenAt } }) => {
    const by = verdicts.get(articleId)?.refusedBy.get(id);
    return by ? [{ title, url, seenAt, rule: tellRule(deps.config, by, `sources[${id}].`) }] : [];
  });
  const carries = (articleId: ArticleId) =>
    room.desk.find(articleId)?.article.sourceIds.includes(id) ?? false;
  return {
    id,
    articles: own.length,
    refused: refused.length,
    refusals: refused.sort((a, b) => b.seenAt - a.seenAt).slice(0, MOST_REFUSALS),
    feeds: editions.map(({ feed, stories }) => ({
      id: feed.id,
      stories: stories.filter(({ memberIds }) => memberIds.some(carries)).length,
      leads: stories.filter(({ leadId }) => room.desk.find(leadId)?.article.sourceId === id).length,
    })),
  };
}

function explainFeed({ editions, room, whyNot }: Preview, id: FeedId): ExplainedFeed | undefined {
  const edition = editions.find(({ feed }) => feed.id === id);
  if (!edition) return undefined;
  const shown = new Set(edition.stories.map((story) => story.id));
  const without = new Map<string, number>();
  for (const story of room.desk.stories()) {
    const first = story.members[0];
    if (shown.has(story.id) || !first) continue;
    const why = whyNot({ id: story.id, leadId: first.id }, edition.feed);
    without.set(why, (without.get(why) ?? 0) + 1);
  }
  const stories = edition.stories.flatMap((story) => {
    const lead = room.desk.find(story.leadId)?.article;
    return lead ? [{ id: story.id, title: lead.title, outlet: lead.outlet }] : [];
  });
  const counted = [...without].map(([why, n]) => ({ why, stories: n }));
  return { id, title: edition.feed.title, stories, without: counted.sort((a, b) => b.stories - a.stories) };
}

function toldText(text: StoredArticle["fullText"]): ExplainedArticle["fullText"] {
  if (!text) return undefined;
  return text.kind === "text" ? { words: text.words } : { code: text.code, message: text.message };
}

async function membersOf(
  { stories }: Pick<ExplainDeps, "stories">,
  id: StoryId,
): Promise<readonly Membership[]> {
  return (await stories.members([id])).get(id) ?? [];
}

async function byId({ articles }: ExplainDeps, id: string): Promise<StoredArticle | undefined> {
  return (await articles.load([id]))[0];
}

/**
 * Looks through the window: a question that a person asks now and then.
 *
 * @param target an address, or the id that an entry has in its feed: one that stands alone is published under it
 */
async function byAddress({ articles }: ExplainDeps, target: string): Promise<StoredArticle | undefined> {
  const wanted = URL.parse(target) ? canonicalUrl(target) : undefined;
  const isIt = ({ guid, url, addresses }: Article) =>
    guid === target ||
    (wanted !== undefined && [url, ...addresses].some((one) => canonicalUrl(one) === wanted));
  const ids = await articles.since(Number.NEGATIVE_INFINITY);
  for (let i = ids.length; i > 0; i -= 500) {
    const loaded = await articles.load(ids.slice(Math.max(0, i - 500), i));
    const found = loaded.find((stored) => stored && isIt(stored.article));
    if (found) return found;
  }
  return undefined;
}

function sharedKeys(entries: readonly StoredEntry[]): string[] {
  const counts = new Map<string, number>();
  for (const { url } of entries) {
    const key = canonicalUrl(url);
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].filter(([, n]) => n > 1).map(([key]) => key);
}

async function explainStory(
  { articles, stories, config, now }: ExplainDeps,
  id: StoryId,
): Promise<ExplainedStory> {
  const memberships = await membersOf({ stories }, id);
  const loaded = new Map<ArticleId, StoredArticle>();
  for (const stored of await articles.load(memberships.map((m) => m.articleId))) {
    if (stored) loaded.set(stored.article.id, stored);
  }
  const publication = (await stories.publications([id])).get(id);
  const candidates = [...loaded.values()].map((stored) => ({
    ...deskArticle(stored, { score: undefined, syndicatedOf: undefined }),
    sourceWeight: heaviest(config.sources, stored.sourceIds),
  }));
  const { weights, prefer } = config.lead;
  const lead = chooseLead(candidates, { now: now(), weights, prefer, current: publication?.leadId });
  const members = memberships.flatMap((membership) => {
    const article = loaded.get(membership.articleId)?.article;
    if (!article) return [];
    const { title, url, outlet } = article;
    return [{ ...membership, title, url, outlet, lead: lead?.id === membership.articleId }];
  });
  return { id, entryId: publication?.entryId, members, leadReasons: lead?.reasons ?? [] };
}

function heaviest(sources: Config["sources"], ids: readonly SourceId[]): number {
  const weights = sources.filter(({ id }) => ids.includes(id)).map(({ weight }) => weight);
  return weights.length === 0 ? 1 : Math.max(...weights);
}
