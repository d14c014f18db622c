import type { ArticleId, EpochMs, FeedId, StoryId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Edition, Emptiness, FeedSettings } from "../../model/edition.ts";
import type { Source } from "../../model/source.ts";
import type { Masthead } from "../../model/source-state.ts";
import type { Publication, Story } from "../../model/story.ts";
import { renderEdition } from "../../publish/render-edition.ts";
import type { OutputFile, PublishContext } from "../../publish/safe-edition.ts";
import { type WrittenFile, writeOutputs } from "../../publish/write-outputs.ts";
import type { ArticleStore, StoredArticle } from "../../store/articles/article-store.ts";
import type { IssueStore } from "../../store/issue-store.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import type { Writer } from "../../store/writer-lease.ts";
import { type Digest, editionOfIssues, filesOfIssues, setIssue } from "./issue-digests.ts";
import {
  announce,
  type ChosenEdition,
  type ChosenStory,
  correctedBy,
  type TellingContext,
  tellStory,
} from "./tell-story.ts";

export interface IssueDeps {
  /** As of `GroupDeps`. */
  readonly writer?: Writer | undefined;
  readonly articles: ArticleStore;
  /** When this installation began, ms: the date of an edition without stories. */
  readonly firstStart: EpochMs;
  readonly stories: StoryStore;
  readonly config: Pick<Config, "output" | "sources" | "feeds">;
  readonly sources: ReadonlyMap<string, Source>;
  readonly mastheads: ReadonlyMap<string, Masthead>;
  readonly now: EpochMs;
  readonly generator: PublishContext["generator"];
  /** Stories that merged into one: what a reader knows of them goes on in it. */
  readonly absorbed: (id: StoryId) => readonly StoryId[];
  /** Days that have an archive document, newest first. */
  readonly archives: readonly string[];
  /** Those that have a page, today's among them. */
  readonly archiveDays: ReadonlySet<string>;
  /** Why the feeds without a story have none. */
  readonly empty: ReadonlyMap<FeedId, Emptiness>;
  readonly issues: IssueStore;
  /** Feeds of issues; one that is due is among the chosen, if its hour is to be kept now. */
  readonly digests: readonly Digest[];
}

export interface Issued {
  readonly editions: readonly Edition[];
  readonly outputs: readonly WrittenFile[];
  /** Stories that no reader had seen before. */
  readonly announced: readonly Story[];
}

/** publish: tells the chosen stories, fixes what readers will know of them, and writes the files. */
export async function issueEditions(
  deps: IssueDeps,
  chosen: readonly ChosenEdition[],
  context: TellingContext,
): Promise<Issued> {
  const { editions: told, announced } = await tellEditions(deps, chosen, context);
  const { editions, files } = await withIssues(deps, told, { chosen, context });
  const all = [...render(deps, editions), ...files];
  const outputs = await writeOutputs(deps.config.output.dir, all, deps.writer?.confirm);
  return { editions, outputs, announced };
}

/** In the place of what was chosen for an issue that issue, and all before it: in Redis before the first file has it. */
async function withIssues(
  deps: IssueDeps,
  told: readonly Edition[],
  set: { readonly chosen: readonly ChosenEdition[]; readonly context: TellingContext },
): Promise<{ readonly editions: readonly Edition[]; readonly files: readonly OutputFile[] }> {
  const editions = told.filter(({ feed }) => !feed.digest);
  const files: OutputFile[] = [];
  for (const digest of deps.digests) {
    const due = told.find(({ feed }) => feed.id === digest.feed.id);
    const issues = due ? await setIssue({ ...deps, ...set }, digest, due) : digest.known;
    editions.push(editionOfIssues(digest.feed, issues, deps.firstStart));
    files.push(...filesOfIssues(digest.feed, issues));
  }
  return { editions, files };
}

/** Ids and dates are in Redis before the first file names them: whatever dies in between, they stay. */
async function tellEditions(deps: IssueDeps, chosen: readonly ChosenEdition[], context: TellingContext) {
  const all = storiesOf(chosen);
  const before = await publicationsBefore(deps, all);
  const after = new Map<StoryId, Publication>();
  const taken = new Set([...before.values()].map(({ entryId }) => entryId));
  const tagBase = chosen[0]?.feed.tagBase ?? "tag:localhost,2026";
  for (const { id: storyId, leadId, memberIds, isWithdrawn = false } of all) {
    const lead = context.articles.get(leadId);
    if (!lead) continue;
    const isAlone = memberIds.length === 1;
    const known = { before: before.get(storyId), taken, tagBase, now: deps.now };
    const publication = announce({ storyId, lead, isAlone, isWithdrawn, ...known });
    taken.add(publication.entryId);
    after.set(storyId, publication);
  }
  enter(chosen, after, deps.now);
  await deps.stories.savePublications(changedOnly(before, after), deps.writer?.token);
  // A Redis that was emptied meanwhile knew none of them, and readers would be told all of it again.
  if (!(await deps.stories.isSetUp())) throw new Error("redis lost its data during the publication");
  const tell = (story: ChosenStory, feedId: FeedId = "main") => {
    const publication = after.get(story.id);
    return publication && tellStory(story, asEntered(publication, feedId), context);
  };
  const editions = chosen.map(({ feed, stories }) =>
    edition(
      deps,
      feed,
      stories.map((story) => tell(story, feed.id)),
      after,
    ),
  );
  const announced = all.filter((story) => !before.has(story.id)).flatMap((story) => tell(story) ?? []);
  return { editions, announced };
}

/** A story enters a feed that wants several outlets to tell it once, whatever becomes of them. */
function enter(
  chosen: readonly ChosenEdition[],
  publications: Map<StoryId, Publication>,
  now: EpochMs,
): void {
  for (const { feed, stories } of chosen) {
    for (const { id, entersAt } of stories) {
      const publication = publications.get(id);
      if (entersAt === undefined || !publication || publication.entered?.[feed.id] !== undefined) continue;
      const entered = { ...publication.entered, [feed.id]: Math.min(now, entersAt) };
      publications.set(id, { ...publication, entered });
    }
  }
}

/** As a feed dates it that it entered later than the main one. */
function asEntered(publication: Publication, feedId: FeedId): Publication {
  const publishedAt = publication.entered?.[feedId];
  if (publishedAt === undefined) return publication;
  return { ...publication, publishedAt, updatedAt: Math.max(publishedAt, publication.updatedAt) };
}

function edition(
  { archives, firstStart, empty }: IssueDeps,
  feed: FeedSettings,
  told: readonly (Story | undefined)[],
  publications: ReadonlyMap<StoryId, Publication>,
): Edition {
  const stories = told.filter((story) => story !== undefined);
  const changes = stories.flatMap(({ id, updatedAt }) => [updatedAt, publications.get(id)?.announcedAt ?? 0]);
  const updatedAt = changes.length > 0 ? Math.max(...changes) : firstStart;
  return {
    feed,
    stories,
    updatedAt,
    archives: feed.id === "main" ? archives : [],
    empty: empty.get(feed.id),
  };
}

function changedOnly(before: ReadonlyMap<StoryId, Publication>, after: ReadonlyMap<StoryId, Publication>) {
  return new Map([...after].filter(([id, publication]) => before.get(id) !== publication));
}

/** A story that took in one that readers know goes on under the id that they know. */
async function publicationsBefore({ stories, absorbed }: IssueDeps, all: readonly ChosenStory[]) {
  const found = new Map(await stories.publications(all.map((story) => story.id)));
  const heirs = all.filter((story) => !found.has(story.id) && absorbed(story.id).length > 0);
  for (const { id } of heirs) {
    const known = [...(await stories.publications(absorbed(id))).values()];
    const oldest = known.sort((a, b) => a.announcedAt - b.announcedAt)[0];
    // A new object, so that it is saved under the heir's id too.
    if (oldest) found.set(id, { ...oldest, significant: "" });
  }
  return found;
}

/** The stories of all editions, each once. */
export function storiesOf(chosen: readonly ChosenEdition[]): readonly ChosenStory[] {
  return [...new Map(chosen.flatMap((c) => c.stories).map((story) => [story.id, story])).values()];
}

type ContextDeps = Pick<IssueDeps, "articles" | "stories" | "sources" | "mastheads">;

/** Loads what is told: the articles of the chosen stories, why they belong together, their sources. */
export async function loadContext(
  { articles, stories, sources, mastheads }: ContextDeps,
  all: readonly ChosenStory[],
): Promise<TellingContext> {
  const memberships = await stories.members(all.map(({ id }) => id));
  // Also what a correction has taken the place of: the story's page tells it.
  const corrected = [...memberships.values()].flatMap((members) => members.flatMap(correctedBy));
  const ids = [...new Set([...all.flatMap((story) => story.memberIds), ...corrected])];
  const loaded = await articles.load(ids);
  const found = new Map<ArticleId, StoredArticle>();
  for (const [n, stored] of loaded.entries()) if (stored) found.set(ids[n] as ArticleId, stored);
  return { articles: found, memberships, sources, mastheads };
}

function render(
  { config, mastheads, generator, archiveDays }: IssueDeps,
  editions: readonly Edition[],
): readonly OutputFile[] {
  const sources = config.sources.map(({ id, name, url, shownUrl, tags, page, json }) => {
    const masthead = mastheads.get(id);
    const title = name ?? masthead?.title ?? id;
    const sitemap = masthead?.format === "sitemap";
    return { id, title, feedUrl: shownUrl ?? url, siteUrl: masthead?.siteUrl, tags, page, json, sitemap };
  });
  const feeds = config.feeds.map(({ id, title }) => ({ id, title }));
  const context = { generator, sources, feeds, page: config.output.page, editions, archiveDays };
  const files = editions.flatMap((one) => renderEdition(one, context));
  return [...new Map(files.map((file) => [file.path, file])).values()];
}
