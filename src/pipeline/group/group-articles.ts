import { type ClusterDoc, type Grouper, type Grouping, MOST_FORESEEN } from "../../cluster/grouper.ts";
import { observation } from "../../ground/counters.ts";
import type { Article } from "../../model/article.ts";
import type { ArticleId, EpochMs, StoryId } from "../../model/brand.ts";
import type { Membership } from "../../model/story.ts";
import type { ArticleStore, StoredArticle } from "../../store/articles/article-store.ts";
import type { ScheduleStore } from "../../store/schedule/schedule-store.ts";
import type { StatsStore } from "../../store/stats-store.ts";
import type { Assignment, Parting, StoryStore } from "../../store/stories/story-store.ts";
import type { Writer } from "../../store/writer-lease.ts";
import type { TellingContext } from "../edition/tell-story.ts";
import type { Corrections, Related } from "./corrections.ts";
import { type Desk, type DeskArticle, deskArticle, voiceOf } from "./desk.ts";
import { isRefused, NO_VERDICT, type Rulebook, type Verdict } from "./rulebook.ts";
import { type TakeApartDeps, takeApart } from "./take-apart.ts";

export interface GroupDeps extends TakeApartDeps {
  readonly articles: ArticleStore;
  readonly stories: StoryStore;
  readonly desk: Desk;
  readonly grouper: Grouper;
  readonly corrections: Corrections;
  readonly rulebook: Rulebook;
  readonly schedule: Pick<ScheduleStore, "states">;
  readonly stats: StatsStore;
  readonly now: () => EpochMs;
  /** Without its lease no story is written, nor any file that tells one; undefined: nobody else writes. */
  readonly writer?: Writer | undefined;
}

/** Articles that are grouped before the event loop gets its turn. */
const BATCH = 200;

/**
 * cluster: takes new articles off the queue and gives each its story. Memberships are written before an article
 * leaves the queue, and an article that has a story keeps it, so doing this twice changes nothing. What the rules of
 * its sources refuse stays without a story, for it must glue none together, until the rules are others.
 */
export async function groupIncoming(deps: GroupDeps): Promise<number> {
  let grouped = 0;
  await foreseeIncoming(deps);
  for (;;) {
    const ids = await deps.articles.incoming(BATCH);
    if (ids.length === 0) return grouped;
    const loaded = (await deps.articles.loadIncoming(ids)).filter((stored) => stored !== undefined);
    const verdictOf = await judgeAll(deps, loaded);
    const fresh = loaded.filter(
      (stored) => stored.storyId === undefined && !isRefused(stored, verdictOf(stored)),
    );
    const assignments = unique(fresh)
      .sort(byTime)
      .map((stored) => groupOne(deps, stored, verdictOf(stored)));
    await deps.stories.assign(assignments, ids, deps.writer?.token);
    count(deps, assignments);
    const known = loaded.filter((stored) => stored.storyId !== undefined);
    const retitled = known.filter(
      ({ article }) => article.title !== deps.desk.find(article.id)?.article.title,
    );
    for (const stored of known) refresh(deps, stored, verdictOf(stored));
    // Another title may be one that a rule keeps apart from the story that the former one came to.
    if (retitled.length > 0) await deps.stories.part(takeApart(deps, new Map()), deps.writer?.token);
    grouped += assignments.length;
  }
}

/** A round that is so small a part of the window says little that the window does not say. */
const SMALL_ROUND = 0.1;

/** The words of a large round, the first of all, are counted before the first article of it is judged. */
async function foreseeIncoming(deps: GroupDeps): Promise<void> {
  const ids = await deps.articles.incoming(MOST_FORESEEN);
  if (ids.length <= SMALL_ROUND * deps.grouper.size) return;
  const loaded = (await deps.articles.load(ids)).filter((stored) => stored !== undefined);
  const verdictOf = await judgeAll(deps, loaded);
  const fresh = loaded.filter(
    (stored) => stored.storyId === undefined && !isRefused(stored, verdictOf(stored)),
  );
  deps.grouper.foresee(fresh.sort(byTime).map(({ article }) => clusterDoc(article)));
}

/** What a round brought is grouped in the order in which it was published, whichever feed happened to answer first. */
function byTime({ article: a }: StoredArticle, { article: b }: StoredArticle): number {
  const at = ({ publishedAt, seenAt }: Article) => publishedAt ?? seenAt;
  return at(a) - at(b) || (a.url < b.url ? -1 : 1);
}

function unique(stored: readonly StoredArticle[]): StoredArticle[] {
  return [...new Map(stored.map((s) => [s.article.id, s])).values()];
}

export async function judgeAll(
  deps: Pick<GroupDeps, "articles" | "schedule" | "rulebook">,
  all: readonly StoredArticle[],
) {
  const verdicts = await deps.rulebook.judge(deps, all);
  return ({ article }: StoredArticle): Verdict => verdicts.get(article.id) ?? NO_VERDICT;
}

/** In memory alone: what it gives is to be written. */
export function groupOne(
  deps: Pick<GroupDeps, "grouper" | "desk" | "corrections" | "now">,
  stored: StoredArticle,
  verdict: Verdict,
): Assignment {
  const { grouper, desk, now } = deps;
  const { article } = stored;
  const newcomer = deskArticle(stored, { ...NEW, verdict });
  const related = deps.corrections.relate(newcomer);
  if (related) {
    settleVersion(deps, newcomer, clusterDoc(article), related);
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
  desk.place(storyId, { ...newcomer, score, syndicatedOf });
  return { storyId, membership: membershipOf(article.id, grouping, now()), absorbed };
}

const NEW = { score: undefined, syndicatedOf: undefined };

/** A later version of a text takes the place of the earlier one in its story, whichever came first. */
function settleVersion(
  { grouper, desk }: Pick<GroupDeps, "grouper" | "desk">,
  placed: DeskArticle,
  doc: ClusterDoc,
  { storyId, other, superseded }: Related,
): void {
  grouper.restore(doc, storyId);
  if (superseded === "newcomer") return;
  desk.place(storyId, placed);
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
function refresh({ desk }: Pick<GroupDeps, "desk">, stored: StoredArticle, verdict: Verdict): void {
  const found = desk.find(stored.article.id);
  if (!found) return;
  const { score, syndicatedOf } = found.article;
  desk.place(found.storyId, deskArticle(stored, { score, syndicatedOf, verdict }));
}

/** The desk hears of full texts that arrived since it last looked. Gives whether there were any. */
export async function refreshAll(
  deps: Pick<GroupDeps, "articles" | "schedule" | "desk" | "rulebook">,
  { articles }: TellingContext,
): Promise<boolean> {
  const arrived = [...articles.values()].filter(
    ({ article, fullText }) => deps.desk.find(article.id)?.article.fullText !== fullText?.kind,
  );
  const verdictOf = await judgeAll(deps, arrived);
  for (const stored of arrived) refresh(deps, stored, verdictOf(stored));
  return arrived.length > 0;
}

export function clusterDoc(article: Article): ClusterDoc {
  const { id, title, summary, url, publishedAt, seenAt, language } = article;
  return { id, title, summary, url, outlet: voiceOf(article), publishedAt, seenAt, lang: language };
}

type FillDeps = Pick<GroupDeps, "articles" | "schedule" | "desk" | "grouper" | "corrections" | "rulebook"> &
  TakeApartDeps & { readonly stories: Pick<StoryStore, "heirs"> };
type TakeOverDeps = FillDeps &
  Pick<GroupDeps, "writer"> & { readonly stories: Pick<StoryStore, "heirs" | "part"> };

/** Articles that are read at a time. */
const WINDOW_BATCH = 1_000;

/** Rebuilds the desk and the index from Redis: what a process does first when it becomes the one that publishes. */
export async function takeOver(deps: TakeOverDeps, from: EpochMs): Promise<void> {
  deps.articles.handOver(); // before anything is read: whatever is added from here on nobody else has grouped
  const { left, partings } = await fillRoom(deps, from, deps.articles.prolong);
  await deps.stories.part(partings, deps.writer?.token);
  await deps.articles.requeue(left.map(({ article }) => article.id));
}

/**
 * Fills an empty room from Redis, and writes nothing there.
 *
 * @param each told of every batch of what is in the window
 * @returns what has no story, waits for none, and is refused by the rules of its sources no more; and what left its story
 *   because of a `never` rule that is newer than the story
 */
export async function fillRoom(
  deps: FillDeps,
  from: EpochMs,
  each: (loaded: readonly StoredArticle[]) => Promise<void> = async () => {},
): Promise<{ readonly left: readonly StoredArticle[]; readonly partings: readonly Parting[] }> {
  const { desk, grouper, corrections } = deps;
  const followers = new Map<StoryId, ArticleId[]>();
  const heirs = await deps.stories.heirs();
  for (const [old, heir] of heirs) desk.absorb(old, heir);
  const left = await eachInWindow(deps, from, async (loaded, verdictOf) => {
    await each(loaded);
    for (const stored of loaded) {
      if (stored.storyId === undefined) continue;
      const storyId = heirs.get(stored.storyId) ?? stored.storyId;
      if (storyId !== stored.storyId)
        followers.set(stored.storyId, [...(followers.get(stored.storyId) ?? []), stored.article.id]);
      const placed = deskArticle(stored, { ...NEW, verdict: verdictOf(stored) });
      const related = corrections.relate(placed);
      if (related?.storyId === storyId) {
        settleVersion({ grouper, desk }, placed, clusterDoc(stored.article), related);
        continue;
      }
      const { syndicatedOf } = grouper.restore(clusterDoc(stored.article), storyId);
      desk.place(storyId, { ...placed, syndicatedOf });
    }
  });
  return { left, partings: takeApart(deps, followers) };
}

/** After an edit of the rules: what is in the window is judged by them, and what they refuse no more is queued. */
export async function judgeAnew(deps: FillDeps, from: EpochMs): Promise<void> {
  const left = await eachInWindow(deps, from, async (loaded, verdictOf) => {
    for (const stored of loaded) refresh(deps, stored, verdictOf(stored));
  });
  await deps.articles.requeue(left.map(({ article }) => article.id));
}

/** @returns what has no story, waits for none, and is refused by the rules of its sources no more */
async function eachInWindow(
  deps: Omit<FillDeps, "never" | "now">,
  from: EpochMs,
  work: (loaded: readonly StoredArticle[], verdictOf: (stored: StoredArticle) => Verdict) => Promise<void>,
): Promise<readonly StoredArticle[]> {
  const { articles } = deps;
  const waiting = new Set(await articles.incoming(Number.MAX_SAFE_INTEGER));
  const ids = await articles.since(from);
  const left: StoredArticle[] = [];
  for (let i = 0; i < ids.length; i += WINDOW_BATCH) {
    const found = await articles.load(ids.slice(i, i + WINDOW_BATCH));
    const loaded = found.filter((stored) => stored !== undefined);
    const verdictOf = await judgeAll(deps, loaded);
    await work(loaded, verdictOf);
    const ungrouped = loaded.filter(
      ({ storyId, article }) => storyId === undefined && !waiting.has(article.id),
    );
    left.push(...ungrouped.filter((stored) => !isRefused(stored, verdictOf(stored))));
  }
  return left;
}
