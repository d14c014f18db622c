import { keysOfFeed } from "../../dedupe/keys.ts";
import { domainOf } from "../../fetch/registrable-domain.ts";
import { wordsOfHtml } from "../../ground/text.ts";
import { DAY_MS } from "../../ground/time.ts";
import type { Article, ArticleDraft, FullText } from "../../model/article.ts";
import type { EpochMs, SourceId, StoryId } from "../../model/brand.ts";
import type { Source } from "../../model/source.ts";
import type { Publication } from "../../model/story.ts";
import type { ArticleStore } from "../../store/articles/article-store.ts";
import type { Claims } from "../../store/claims/claims.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import type { Writer } from "../../store/writer-lease.ts";
import { significance } from "../edition/tell-story.ts";
import type { PublishedArticle, PublishedStory } from "./published-story.ts";

export interface RestoreDeps {
  /** As of `GroupDeps`. */
  readonly writer?: Writer | undefined;
  /** Unguarded: the store is not set up yet. */
  readonly claims: Pick<Claims, "claimFeed">;
  readonly articles: ArticleStore;
  readonly stories: StoryStore;
  readonly sources: readonly Source[];
  readonly now: EpochMs;
  /** When the stories were told first at the latest: the end of an archive's day, or when the file was written. */
  readonly announcedBy: EpochMs;
}

/** An article of a published story, and the id that it has from now on. */
interface Restored {
  readonly article: Article;
  readonly story: PublishedStory;
  readonly isLead: boolean;
}

/**
 * Teaches an empty Redis what readers have been told: the articles, their stories, ids and dates. Polls then find
 * them known. May run again over what it has done already, and over stories that Redis still knows: those stay.
 *
 * @returns how many stories were not known
 */
export async function restorePublished(
  deps: RestoreDeps,
  published: readonly PublishedStory[],
): Promise<number> {
  const { stories } = deps;
  const known = await knownStories(deps, published);
  const lost = [...new Map(published.map((story) => [story.storyId, story])).values()].filter(
    ({ storyId }) => !known.has(storyId),
  );
  if (lost.length === 0) return 0;
  const restored = await claimAll(deps, lost);
  await store(deps, restored);
  await stories.savePublications(publicationsOf(deps, restored), deps.writer?.token);
  return lost.length;
}

/**
 * Stories that Redis can tell: a publication that was under way while it lost everything leaves their dates in it, and
 * nothing that could be told.
 */
async function knownStories(
  { stories, articles }: RestoreDeps,
  published: readonly PublishedStory[],
): Promise<ReadonlySet<StoryId>> {
  const known = [...(await stories.publications(published.map((story) => story.storyId)))];
  const leads = await articles.load(known.map(([, { leadId }]) => leadId));
  return new Set(known.filter((_, n) => leads[n] !== undefined).map(([id]) => id));
}

/** Claimed source by source, as their polls will: the claim tells the id, be it new or known. */
async function claimAll(deps: RestoreDeps, lost: readonly PublishedStory[]): Promise<Restored[]> {
  const find = sourceFinder(deps.sources);
  const bySource = new Map<SourceId, { draft: ArticleDraft; story: PublishedStory; isLead: boolean }[]>();
  for (const story of lost)
    for (const one of [story.lead, ...story.coverage]) {
      const draft = draftOf(one, find(one), Math.min(story.publishedAt, deps.announcedBy));
      const list = bySource.get(draft.sourceId) ?? [];
      bySource.set(draft.sourceId, list);
      list.push({ draft, story, isLead: one === story.lead });
    }
  const restored: Restored[] = [];
  for (const [sourceId, list] of bySource) {
    const keys = keysOfFeed(list.map(({ draft }) => draft));
    for (let from = 0; from < keys.length; from += BATCH) {
      const claims = await deps.claims.claimFeed(sourceId, keys.slice(from, from + BATCH), deps.now);
      for (const [n, { articleId }] of claims.entries()) {
        const { draft, ...rest } = list[from + n] as (typeof list)[number];
        restored.push({ article: { ...draft, id: articleId }, ...rest });
      }
    }
  }
  return restored;
}

/** Entries in one call: the script blocks Redis for as long as it runs. */
const BATCH = 200;

async function store(
  { articles, stories, writer }: RestoreDeps,
  restored: readonly Restored[],
): Promise<void> {
  const ids = restored.map(({ article }) => article.id);
  const [missing, texts] = [await articles.missing(ids), await articles.load(ids)];
  const fresh = restored.filter(({ article }, n) => missing.has(article.id) || texts[n] === undefined);
  await articles.add(fresh.map(({ article }) => article));
  // A poll may have been here first, of a Redis that knew the rest: its articles are new to nobody but the queue.
  const homeless = restored.filter((_, n) => texts[n]?.storyId === undefined);
  for (const { article, story, isLead } of homeless)
    if (isLead && story.lead.html !== "")
      await articles.setFullText(article.id, textOf(story.lead, story.updatedAt));
  const assignments = homeless.map(({ article, story }) => ({
    storyId: story.storyId,
    membership: {
      articleId: article.id,
      joinedAt: story.publishedAt,
      score: undefined,
      with: undefined,
      reasons: [],
    },
    absorbed: [],
  }));
  // They stay in the grouping's queue, which leaves an article that has a story where it is.
  for (let from = 0; from < assignments.length; from += BATCH)
    await stories.assign(assignments.slice(from, from + BATCH), [], writer?.token);
}

function publicationsOf(
  { announcedBy }: RestoreDeps,
  restored: readonly Restored[],
): ReadonlyMap<StoryId, Publication> {
  const leads = restored.filter(({ isLead }) => isLead);
  return new Map(
    leads.map(({ article, story: { storyId, entryId, publishedAt, updatedAt, lead } }) => [
      storyId,
      {
        entryId,
        publishedAt,
        updatedAt,
        announcedAt: Math.max(Math.min(publishedAt, announcedBy), dayBegin(announcedBy)),
        leadId: article.id,
        significant: significance({ article, fullText: lead.html ? textOf(lead, updatedAt) : undefined }),
      },
    ]),
  );
}

function dayBegin(at: EpochMs): EpochMs {
  return Math.floor(at / DAY_MS) * DAY_MS;
}

/** What was shown is shown again; whether it was the page's text or the feed's is not told. */
function textOf({ html, author, image, language }: PublishedArticle, at: EpochMs): FullText {
  const words = wordsOfHtml(html).length;
  const unknown = { title: undefined, publishedAt: undefined, siteName: undefined, addresses: [] };
  return { kind: "text", html, words, author, image, language, at, ...unknown };
}

function draftOf(one: PublishedArticle, source: Source | undefined, seenAt: EpochMs): ArticleDraft {
  const { url, title, summary, author, publishedAt, language, categories, image, enclosures } = one;
  return {
    sourceId: source?.id ?? "",
    outlet: one.outlet ?? source?.outlet ?? domainOf(url),
    url,
    addresses: [url],
    guid: undefined,
    title,
    summary,
    content: undefined,
    author,
    publishedAt,
    updatedAt: undefined,
    seenAt: publishedAt ?? seenAt,
    language,
    categories,
    image,
    enclosures,
    rights: undefined,
    origin: one.carriedFrom && {
      ...one.carriedFrom,
      title: one.outlet,
      voice: one.carriedFrom.siteUrl ? domainOf(one.carriedFrom.siteUrl) : one.outlet?.toLowerCase(),
    },
  };
}

/** By the feed's address, else by the outlet's name, else by the domain. */
function sourceFinder(sources: readonly Source[]): (one: PublishedArticle) => Source | undefined {
  const byUrl = new Map(sources.map((source) => [source.shownUrl ?? source.url, source]));
  const byOutlet = new Map([...sources].reverse().map((source) => [source.outlet, source]));
  const byDomain = new Map([...sources].reverse().map((source) => [domainOf(source.url), source]));
  return ({ feedUrl, outlet, url }) =>
    byUrl.get(feedUrl ?? "") ?? byOutlet.get(outlet ?? "") ?? byDomain.get(domainOf(url));
}
