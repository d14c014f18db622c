import { canonicalUrl } from "../../dedupe/canonical-url.ts";
import { chooseLead } from "../../lead/choose-lead.ts";
import type { Article } from "../../model/article.ts";
import type { ArticleId, EpochMs, SourceId, StoryId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Membership, Reason } from "../../model/story.ts";
import type { ArticleStore, StoredArticle, StoredEntry } from "../../store/articles/article-store.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import { deskArticle } from "../group/desk.ts";

/** Why an article is where it is. */
export interface Explanation {
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
  readonly config: Pick<Config, "lead" | "sources">;
  readonly now: () => EpochMs;
}

/** @param target an article's address or id, a story's id, or an entry's `tag:` id; undefined: nothing is known by it */
export async function explainTarget(deps: ExplainDeps, target: string): Promise<Explanation | undefined> {
  const id = target.split("/").filter(Boolean).at(-1) ?? "";
  const storyId = await deps.stories.resolve(id);
  if ((await membersOf(deps, storyId)).length > 0) {
    return { article: undefined, entries: [], sharedKeys: [], story: await explainStory(deps, storyId) };
  }
  const stored = (await byId(deps, target)) ?? (await byAddress(deps, target));
  if (!stored) return undefined;
  const entries = await deps.articles.entries(stored.article.id);
  const story = stored.storyId && (await explainStory(deps, await deps.stories.resolve(stored.storyId)));
  const fullText = toldText(stored.fullText);
  return { article: stored.article, entries, sharedKeys: sharedKeys(entries), story, fullText };
}

function toldText(text: StoredArticle["fullText"]): Explanation["fullText"] {
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

/** Looks through the window: a question that a person asks now and then. */
async function byAddress({ articles }: ExplainDeps, address: string): Promise<StoredArticle | undefined> {
  const wanted = URL.parse(address) ? canonicalUrl(address) : undefined;
  if (!wanted) return undefined;
  const ids = await articles.since(Number.NEGATIVE_INFINITY);
  for (let i = ids.length; i > 0; i -= 500) {
    for (const stored of await articles.load(ids.slice(Math.max(0, i - 500), i))) {
      const all = stored ? [stored.article.url, ...stored.article.addresses] : [];
      if (all.some((url) => canonicalUrl(url) === wanted)) return stored;
    }
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
