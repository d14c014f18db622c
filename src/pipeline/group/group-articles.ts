import type { ClusterDoc, Grouper, Grouping } from "../../cluster/grouper.ts";
import { observation } from "../../ground/counters.ts";
import type { Article } from "../../model/article.ts";
import type { ArticleId, EpochMs } from "../../model/brand.ts";
import type { Membership } from "../../model/story.ts";
import type { ArticleStore, StoredArticle } from "../../store/articles/article-store.ts";
import type { StatsStore } from "../../store/stats-store.ts";
import type { Assignment, StoryStore } from "../../store/stories/story-store.ts";
import type { TellingContext } from "../edition/tell-story.ts";
import type { Corrections, Related } from "./corrections.ts";
import { type Desk, deskArticle } from "./desk.ts";

export interface GroupDeps {
  readonly articles: ArticleStore;
  readonly stories: StoryStore;
  readonly desk: Desk;
  readonly grouper: Grouper;
  readonly corrections: Corrections;
  readonly stats: StatsStore;
  readonly now: () => EpochMs;
}

/** Articles that are grouped before the event loop gets its turn. */
const BATCH = 200;

/**
 * cluster: takes new articles off the queue and gives each its story. Memberships are written before an article
 * leaves the queue, and an article that has a story keeps it, so doing this twice changes nothing.
 */
export async function groupIncoming(deps: GroupDeps): Promise<number> {
  let grouped = 0;
  for (;;) {
    const ids = await deps.articles.incoming(BATCH);
    if (ids.length === 0) return grouped;
    const loaded = (await deps.articles.loadIncoming(ids)).filter((stored) => stored !== undefined);
    const fresh = loaded.filter((stored) => stored.storyId === undefined);
    const assignments = unique(fresh).map((stored) => groupOne(deps, stored));
    await deps.stories.assign(assignments, ids);
    count(deps, assignments);
    for (const stored of loaded) if (stored.storyId !== undefined) refresh(deps, stored);
    grouped += assignments.length;
  }
}

function unique(stored: readonly StoredArticle[]): StoredArticle[] {
  return [...new Map(stored.map((s) => [s.article.id, s])).values()];
}

function groupOne(deps: GroupDeps, stored: StoredArticle): Assignment {
  const { grouper, desk, now } = deps;
  const { article } = stored;
  const related = deps.corrections.relate(deskArticle(stored, NEW));
  if (related) {
    settleVersion(deps, stored, related);
    const reasons = [{ name: "correction", value: 1, contribution: 0 }];
    const membership = { articleId: article.id, joinedAt: now(), score: 1, with: related.other, reasons };
    return { storyId: related.storyId, membership, absorbed: [] };
  }
  const grouping = grouper.add(clusterDoc(article));
  const absorbed = grouping.merged.map(({ from, into }) => {
    desk.merge(from, into);
    return from;
  });
  const { storyId, score, syndicatedOf } = grouping;
  desk.place(storyId, deskArticle(stored, { score, syndicatedOf }));
  return { storyId, membership: membershipOf(article.id, grouping, now()), absorbed };
}

const NEW = { score: undefined, syndicatedOf: undefined };

/** A later version of a text takes the place of the earlier one in its story, whichever came first. */
function settleVersion(
  { grouper, desk }: Pick<GroupDeps, "grouper" | "desk">,
  stored: StoredArticle,
  { storyId, other, superseded }: Related,
): void {
  grouper.restore(clusterDoc(stored.article), storyId);
  if (superseded === "newcomer") return;
  desk.place(storyId, deskArticle(stored, NEW));
  desk.remove(other);
}

function count({ stats, now }: GroupDeps, assignments: readonly Assignment[]): void {
  const at = now();
  const joined = assignments.flatMap(({ membership }) => membership.score ?? []);
  stats.count(at, {
    storiesNew: assignments.length - joined.length,
    storiesJoined: joined.length,
    storiesMerged: assignments.reduce((sum, { absorbed }) => sum + absorbed.length, 0),
  });
  for (const score of joined) stats.count(at, observation("mergeScore", score));
}

function membershipOf(articleId: ArticleId, grouping: Grouping, joinedAt: EpochMs): Membership {
  return { articleId, joinedAt, score: grouping.score, with: grouping.with, reasons: grouping.reasons };
}

/** An article whose words, text or sources changed: the desk shows them, its story stays. */
function refresh({ desk }: Pick<GroupDeps, "desk">, stored: StoredArticle): void {
  const found = desk.find(stored.article.id);
  if (!found) return;
  const { score, syndicatedOf } = found.article;
  desk.place(found.storyId, deskArticle(stored, { score, syndicatedOf }));
}

/** The desk hears of full texts that arrived since it last looked. Gives whether there were any. */
export function refreshAll({ desk }: Pick<GroupDeps, "desk">, { articles }: TellingContext): boolean {
  const arrived = [...articles.values()].filter(
    ({ article, fullText }) => desk.find(article.id)?.article.fullText !== fullText?.kind,
  );
  for (const stored of arrived) refresh({ desk }, stored);
  return arrived.length > 0;
}

export function clusterDoc(article: Article): ClusterDoc {
  const { id, title, summary, url, outlet, publishedAt, seenAt, language } = article;
  return { id, title, summary, url, outlet, publishedAt, seenAt, lang: language };
}

/** Rebuilds the desk and the index from Redis: what a process does first when it becomes the one that publishes. */
export async function takeOver(
  { articles, stories, desk, grouper, corrections }: GroupDeps,
  from: EpochMs,
): Promise<void> {
  articles.handOver(); // before anything is read: whatever is added from here on nobody else has grouped
  const heirs = await stories.heirs();
  for (const [old, heir] of heirs) desk.absorb(old, heir);
  const ids = await articles.since(from);
  for (let i = 0; i < ids.length; i += 1_000) {
    const loaded = (await articles.load(ids.slice(i, i + 1_000))).filter((stored) => stored !== undefined);
    await articles.prolong(loaded);
    for (const stored of loaded) {
      if (stored.storyId === undefined) continue; // it waits in the queue
      const storyId = heirs.get(stored.storyId) ?? stored.storyId;
      const placed = deskArticle(stored, NEW);
      const related = corrections.relate(placed);
      if (related?.storyId === storyId) {
        settleVersion({ grouper, desk }, stored, related);
        continue;
      }
      const { syndicatedOf } = grouper.restore(clusterDoc(stored.article), storyId);
      desk.place(storyId, { ...placed, syndicatedOf });
    }
  }
}
