import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { ArticleId, EpochMs, FeedId, SourceId, StoryId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Edition, FeedSettings, Issue } from "../../model/edition.ts";
import type { Story } from "../../model/story.ts";
import { ISSUE_FOLDER } from "../../publish/addresses.ts";
import type { OutputFile, PublishContext } from "../../publish/safe-edition.ts";
import { writeIssue } from "../../publish/write-issue.ts";
import { lastSlot, type Slot } from "../../schedule/issue-slots.ts";
import type { IssueStore } from "../../store/issue-store.ts";
import type { ScheduleStore } from "../../store/schedule/schedule-store.ts";
import { type ChosenEdition, carriersOf, type TellingContext } from "./tell-story.ts";

/** A feed of issues as it stands before a publication. */
export interface Digest {
  readonly feed: FeedSettings & { readonly digest: NonNullable<FeedSettings["digest"]> };
  readonly known: ReadonlyMap<string, Issue | undefined>;
  readonly slot: Slot;
  /** The hour has come, and there is no issue of it. */
  readonly isDue: boolean;
}

/** Issues that a feed shows, and that are remembered: what stood in them is not news again. */
const SHOWN = 14;
const REMEMBERED = 60;

/** The feeds of issues: what they have given out, and whether another is due. */
export async function openDigests(
  { issues }: { readonly issues: IssueStore },
  feeds: readonly FeedSettings[],
  now: EpochMs,
): Promise<readonly Digest[]> {
  const digests: Digest[] = [];
  for (const feed of feeds) {
    const { digest } = feed;
    if (!digest) continue;
    const known = await issues.all(feed.id);
    const slot = lastSlot(digest, now);
    digests.push({ feed: { ...feed, digest }, known, slot, isDue: !known.has(slot.id) });
  }
  return digests;
}

/** What is chosen for an issue: as many stories as it holds, were all told before left out. */
export function feedToChoose({ feed, known }: Digest): FeedSettings {
  return { ...feed, stories: feed.digest.stories + toldIn(known).size };
}

function toldIn(known: Digest["known"]): ReadonlyMap<StoryId, ReadonlySet<ArticleId>> {
  const told = new Map<StoryId, Set<ArticleId>>();
  for (const issue of known.values())
    for (const { storyId, articleId } of issue?.told ?? [])
      told.set(storyId, (told.get(storyId) ?? new Set()).add(articleId));
  return told;
}

/**
 * What of the chosen is news to the readers of the issues: stories that stood in none, and those that another article
 * leads by now which appeared after the last issue.
 */
export function newsFor(
  { feed, known }: Digest,
  chosen: ChosenEdition,
  { articles }: Pick<TellingContext, "articles">,
  absorbed: (id: StoryId) => readonly StoryId[],
): ChosenEdition {
  const told = toldIn(known);
  const lastAt = Math.max(0, ...[...known.values()].map((issue) => issue?.at ?? 0));
  const isNews = (id: StoryId, leadId: ArticleId) => {
    const leads = [id, ...absorbed(id)].flatMap((one) => [...(told.get(one) ?? [])]);
    if (leads.length === 0) return true;
    return !leads.includes(leadId) && (articles.get(leadId)?.article.seenAt ?? 0) > lastAt;
  };
  const news = chosen.stories.filter(({ id, leadId }) => isNews(id, leadId));
  return { feed, stories: news.slice(0, feed.digest.stories) };
}

interface WaitingDeps {
  readonly schedule: Pick<ScheduleStore, "states">;
  readonly now: EpochMs;
}

/** A source that is due for so long has not been asked since whatever ran began to run again, ms. */
const OVERDUE_MS = 5_000;
/** After so long an issue is set of what there is, ms. */
const PATIENCE_MS = 3 * 60_000;

/** What a process knows of the hours of its digests. */
export interface DigestWatch {
  /** Feeds whose issue waits for more: for sources that are still to be asked, for its lead's text. */
  tooEarly(
    deps: WaitingDeps & { readonly awaited: readonly ArticleId[] },
    due: readonly Digest[],
    at: { readonly chosen: readonly ChosenEdition[]; readonly config: Pick<Config, "sources"> },
  ): Promise<readonly FeedId[]>;
  /** These hours are done with. */
  keep(digests: readonly Digest[]): void;
  /** Whether a publication is to be asked for, since an hour has come. */
  isDue(feeds: Config["feeds"], now: EpochMs): boolean;
}

export function createDigestWatch(): DigestWatch {
  const done = new Map<FeedId, string>();
  const firstSeen = new Map<string, EpochMs>();
  const sinceSeen = (id: FeedId, slot: Slot, now: EpochMs) => {
    const key = `${id} ${slot.id}`;
    if (!firstSeen.has(key)) firstSeen.set(key, now);
    return now - (firstSeen.get(key) ?? now);
  };
  return {
    tooEarly: async (deps, due, { chosen, config }) => {
      const patient = due.filter(({ feed, slot }) => sinceSeen(feed.id, slot, deps.now) < PATIENCE_MS);
      if (patient.length === 0) return [];
      const gathering = await isGathering(deps, config);
      const lacksText = (id: FeedId) => {
        const [lead] = chosen.find(({ feed }) => feed.id === id)?.stories ?? [];
        return lead !== undefined && deps.awaited.includes(lead.leadId);
      };
      return patient.map(({ feed }) => feed.id).filter((id) => gathering || lacksText(id));
    },
    keep: (digests) => {
      for (const { feed, slot } of digests) done.set(feed.id, slot.id);
    },
    isDue: (feeds, now) =>
      feeds.some(({ id, digest }) => {
        const slot = digest && lastSlot(digest, now);
        return slot && done.get(id) !== slot.id && sinceSeen(id, slot, now) < 2 * PATIENCE_MS;
      }),
  };
}

/** Whether sources are still to be asked: an issue that is set in the first moments would have what came first. */
async function isGathering(
  { schedule, now }: WaitingDeps,
  { sources }: Pick<Config, "sources">,
): Promise<boolean> {
  const states = await schedule.states(sources.map(({ id }): SourceId => id));
  return states.some((state) => !state?.lastPollAt || state.nextPollAt < now - OVERDUE_MS);
}

interface SetDeps {
  readonly issues: IssueStore;
  readonly now: EpochMs;
  readonly generator: PublishContext["generator"];
  readonly config: Pick<Config, "output" | "feeds">;
  /** All that is published now. */
  readonly chosen: readonly ChosenEdition[];
  readonly context: TellingContext;
}

/** Sets the issue of a due hour of these stories, once; where there are none, none. Gives all issues. */
export async function setIssue(
  deps: SetDeps,
  { feed, known, slot }: Digest,
  edition: Edition,
): Promise<ReadonlyMap<string, Issue | undefined>> {
  const { issues, now, generator } = deps;
  const { timezone } = feed.digest;
  const issue = writeIssue(
    { edition, id: slot.id, now, slot, timezone, sectionOf: sectionsOf(deps) },
    generator,
  );
  await issues.put(feed.id, slot.id, issue);
  const all = [...known.keys(), slot.id].sort();
  await issues.forget(feed.id, all.slice(0, Math.max(0, all.length - REMEMBERED)));
  return issues.all(feed.id);
}

/** The section of the front page that a story stands in, else the first tag of whoever carries it. */
function sectionsOf({ config, chosen, context }: SetDeps): (id: StoryId) => string | undefined {
  const sections = config.output.page.sections.flatMap((id) => {
    const title = config.feeds.find((feed) => feed.id === id)?.title;
    const stories = chosen.find(({ feed }) => feed.id === id && !feed.digest)?.stories ?? [];
    return title === undefined ? [] : [{ title, ids: new Set(stories.map((story) => story.id)) }];
  });
  const leads = new Map(chosen.flatMap(({ stories }) => stories).map(({ id, leadId }) => [id, leadId]));
  return (id) => {
    const section = sections.find(({ ids }) => ids.has(id));
    if (section) return section.title;
    const lead = context.articles.get(leads.get(id) ?? ("" as ArticleId));
    return lead && carriersOf(lead, context.sources)[0]?.tags[0];
  };
}

/** The feed of issues as an edition whose stories are issues, the newest first. */
export function editionOfIssues(
  feed: FeedSettings,
  known: ReadonlyMap<string, Issue | undefined>,
  firstStart: EpochMs,
): Edition {
  const shown = issuesIn(known).slice(0, SHOWN);
  const updatedAt = shown[0]?.at ?? firstStart;
  return { feed, stories: shown.map((issue) => asStory(feed, issue)), updatedAt, archives: [] };
}

function issuesIn(known: ReadonlyMap<string, Issue | undefined>): readonly Issue[] {
  return [...known.values()].filter((issue) => issue !== undefined).sort((a, b) => b.at - a.at);
}

function asStory(feed: FeedSettings, issue: Issue): Story {
  const { id, entryId, at, html, language } = issue;
  const folder = feed.link && new URL(`${feed.id}/`, feed.link).href;
  const url = folder && feed.formats.includes("html") ? `${folder}${id}/` : (folder ?? "");
  const article = {
    id: id as ArticleId,
    sourceId: "" as SourceId,
    outlet: feed.title,
    url,
    addresses: [],
    guid: undefined,
    title: issue.title,
    // Where there is one, readers that mail (rss2email) send it in the place of the issue.
    summary: "",
    content: undefined,
    author: undefined,
    publishedAt: at,
    updatedAt: undefined,
    seenAt: at,
    language,
    categories: [],
    image: issue.image,
    enclosures: [],
    rights: undefined,
    origin: undefined,
  };
  const unknown = { title: undefined, author: undefined, publishedAt: undefined, siteName: undefined };
  const fullText = {
    ...{ kind: "text" as const, html, words: issue.words, image: issue.image, language, at },
    ...{ ...unknown, addresses: [] },
  };
  return {
    id: id as StoryId,
    isIssue: true,
    entryId,
    lead: {
      article,
      sourceName: feed.title,
      sourceUrl: undefined,
      siteUrl: undefined,
      html,
      fullText: issue.fullText ? fullText : undefined,
    },
    leadReasons: [],
    coverage: [],
    outlets: [],
    memberships: [],
    publishedAt: at,
    announcedAt: at,
    updatedAt: at,
    score: 0,
    orderReasons: [],
  };
}

const FILE = "issue.json";
const FOLDER = new RegExp(`^${ISSUE_FOLDER.source}$`);

/** Each issue as a file beside its page: what an emptied Redis is filled from. */
export function filesOfIssues(
  { id }: Pick<FeedSettings, "id">,
  known: ReadonlyMap<string, Issue | undefined>,
): readonly OutputFile[] {
  return issuesIn(known)
    .slice(0, SHOWN)
    .map((issue) => ({
      path: `${id}/${issue.id}/${FILE}`,
      bytes: Buffer.from(`${JSON.stringify(issue)}\n`),
    }));
}

/** Tells an emptied Redis which issues there were. */
export async function restoreIssues(
  issues: IssueStore,
  { output, feeds }: Pick<Config, "output" | "feeds">,
): Promise<void> {
  for (const { id, digest } of feeds) {
    if (!digest) continue;
    const folder = path.join(output.dir, id);
    const names = (await readdir(folder).catch(() => [])).filter((name) => FOLDER.test(name));
    for (const name of names.sort().slice(-REMEMBERED)) {
      const issue = await readIssue(path.join(folder, name, FILE));
      if (issue?.id === name) await issues.put(id as FeedId, name, issue);
    }
  }
}

async function readIssue(file: string): Promise<Issue | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Issue;
  } catch {
    return undefined; // not there, or left half written by a crash
  }
}
