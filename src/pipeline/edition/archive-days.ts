import { access, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { DAY_MS, dayOf } from "../../ground/time.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Edition, FeedSettings } from "../../model/edition.ts";
import type { Story } from "../../model/story.ts";
import { renderArchive, renderArchiveIndex } from "../../publish/render-edition.ts";
import type { PublishContext } from "../../publish/safe-edition.ts";
import { OutputError, writeOutputs } from "../../publish/write-outputs.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import type { Writer } from "../../store/writer-lease.ts";
import { loadContext } from "./issue-editions.ts";
import { type ChosenStory, correctedBy, type TellingContext, tellStory } from "./tell-story.ts";

export type ArchiveDeps = Parameters<typeof loadContext>[0] & {
  readonly config: Pick<Config, "output">;
  /** As of `GroupDeps`. */
  readonly writer?: Writer | undefined;
  readonly stories: StoryStore;
  readonly now: EpochMs;
  /** `main` first: it is the one that has an archive. */
  readonly feeds: readonly FeedSettings[];
  readonly generator: PublishContext["generator"];
};

/** After a longer pause the articles of a day are gone. */
const DAYS_BACK = 7;
/** Days that the archive holds: as long as Redis knows the ids and dates that readers were told. */
const DAYS_KEPT = 90;
/** `YYYY-MM-DD`. */
const DAY_LENGTH = 10;
/** ms between two documents of the day that is not over. */
const SO_FAR_MS = 10 * 60_000;

interface Archived {
  /** Days that have a document, newest first. */
  readonly archives: readonly string[];
  /** Days that have a page, and today, which has one when this publication is done. */
  readonly archiveDays: ReadonlySet<string>;
}

/**
 * Writes the archive document and the page of every day that is over and has none (RFC 5005 section 4): all stories
 * that were first published on it. Written once, it never changes.
 */
export async function archiveFinishedDays(deps: ArchiveDeps): Promise<Archived> {
  const found = await daysInOutput(deps);
  const known = new Set(await deps.stories.archivedDays());
  const done = new Set([...found.documents].filter((day) => known.has(day)));
  const pages = new Set(found.pages);
  for (let back = DAYS_BACK; back >= 1; back--) {
    const day = dayOf(deps.now - back * DAY_MS);
    if (done.has(day) && (!hasPages(deps) || pages.has(day))) continue;
    if (!(await archiveDay(deps, day, { documents: done, pages }))) continue;
    await deps.stories.addArchivedDay(day);
    done.add(day);
    if (hasPages(deps)) pages.add(day);
  }
  return {
    archives: newestFirst(done),
    archiveDays: hasPages(deps) ? new Set([...pages, dayOf(deps.now)]) : new Set(),
  };
}

/**
 * The day that is not over has a document too, which nothing links to: should Redis be lost, it tells what has left the
 * feed by then. Its page is there with its first story.
 */
export async function archiveToday(deps: ArchiveDeps, archives: readonly string[]): Promise<void> {
  const { stories, config, now } = deps;
  const day = dayOf(now);
  const page = path.join(config.output.dir, "archive", day, "index.html");
  const isMissing =
    hasPages(deps) &&
    !(await access(page).then(
      () => true,
      () => false,
    ));
  // Asked in this order: the turn is taken by asking.
  if (!(await stories.takeTurn("archive", SO_FAR_MS)) && !isMissing) return;
  const { pages } = await daysInOutput(deps);
  const isWritten = await archiveDay(deps, day, { documents: new Set(archives), pages });
  const days = newestFirst(isWritten ? new Set([...pages, day]) : pages);
  if (!hasPages(deps) || days.length === 0) return;
  const index = renderArchiveIndex(mainOf(deps), days, deps.generator);
  await writeOutputs(config.output.dir, index, deps.writer?.confirm);
}

/**
 * Once a day: days that the archive does not hold any more go, and with them the pages of stories that changed last
 * before the oldest day that it holds and stand in no edition.
 */
export async function forgetOldPages(deps: ArchiveDeps, editions: readonly Edition[]): Promise<void> {
  const { stories, config, feeds, now } = deps;
  if (!(await stories.takeTurn("old-pages", DAY_MS))) return;
  const { dir } = config.output;
  const oldest = now - DAYS_KEPT * DAY_MS;
  const { documents, pages } = await daysInOutput(deps);
  for (const day of new Set([...documents, ...pages])) if (day < dayOf(oldest)) await forgetDay(deps, day);
  for (const { id } of feeds) {
    const told = editions.find(({ feed }) => feed.id === id)?.stories ?? [];
    await forgetStories(
      path.join(dir, id === "main" ? "" : id, "story"),
      new Set(told.map((one) => one.id)),
      oldest,
    );
  }
}

async function forgetDay({ config, stories }: ArchiveDeps, day: string): Promise<void> {
  const name = path.join(config.output.dir, "archive", day);
  const files = [".atom", ".json"].flatMap((extension) =>
    ["", ".gz", ".br"].map((suffix) => `${name}${extension}${suffix}`),
  );
  for (const file of files) await rm(file, { force: true });
  await rm(name, { recursive: true, force: true });
  await stories.forgetArchivedDay(day);
}

async function forgetStories(folder: string, shown: ReadonlySet<string>, before: EpochMs): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (shown.has(name)) continue;
    const page = await stat(path.join(folder, name, "index.html")).catch(() => undefined);
    if (page && page.mtimeMs < before) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

function mainOf({ feeds }: ArchiveDeps): FeedSettings {
  return feeds[0] as FeedSettings;
}

function hasPages(deps: ArchiveDeps): boolean {
  return mainOf(deps).formats.includes("html");
}

interface DaysInOutput {
  readonly documents: ReadonlySet<string>;
  readonly pages: ReadonlySet<string>;
}

/** Another folder has none of the days that Redis knows, and what cannot be read is not linked to. */
async function daysInOutput({ config }: ArchiveDeps): Promise<DaysInOutput> {
  const names = await readdir(path.join(config.output.dir, "archive")).catch(
    (error: NodeJS.ErrnoException) => {
      // Where there is no such folder yet, or something in its place, writing into it says what is wrong.
      if (error.code !== "ENOENT" && error.code !== "ENOTDIR")
        throw new OutputError(config.output.dir, error);
      return [];
    },
  );
  const days = (pattern: RegExp) =>
    new Set(names.filter((name) => pattern.test(name)).map((name) => name.slice(0, DAY_LENGTH)));
  return { documents: days(/^\d{4}-\d\d-\d\d\.(?:atom|json)$/), pages: days(/^\d{4}-\d\d-\d\d$/) };
}

function newestFirst(days: ReadonlySet<string>): string[] {
  return [...days].sort().reverse();
}

/** The newest of the days that are before one. */
function before(day: string, days: ReadonlySet<string>): string | undefined {
  return newestFirst(days).find((other) => other < day);
}

async function archiveDay(
  deps: ArchiveDeps,
  day: string,
  { documents, pages }: DaysInOutput,
): Promise<boolean> {
  const stories = await storiesOfDay(deps, day);
  if (stories.length === 0) return false;
  const page = hasPages(deps) && {
    page: {
      layout: deps.config.output.page,
      previous: before(day, pages),
      isOver: day < dayOf(deps.now),
      folderOf: await pageFinder(deps),
    },
  };
  const archive = { feed: mainOf(deps), day, stories, previous: before(day, documents), ...page };
  const files = renderArchive(archive, deps.generator);
  // A document that is there never changes: only its page was missing.
  const missing = documents.has(day) ? files.filter((file) => file.path.endsWith(".html")) : files;
  await writeOutputs(deps.config.output.dir, missing, deps.writer?.confirm);
  return true;
}

/** Which feed's folder has the page of a story: the main one's, where several have. */
async function pageFinder({ config, feeds }: ArchiveDeps): Promise<(id: string) => string | undefined> {
  const folders = new Map<string, string>();
  for (const { id } of [...feeds].reverse()) {
    const folder = id === "main" ? "" : `${id}/`;
    for (const name of await readdir(path.join(config.output.dir, folder, "story")).catch(() => []))
      folders.set(name, folder);
  }
  return (id) => folders.get(id);
}

async function storiesOfDay(deps: ArchiveDeps, day: string): Promise<readonly Story[]> {
  const ids = await deps.stories.publishedOn(day);
  const [publications, memberships] = await Promise.all([
    deps.stories.publications(ids),
    deps.stories.members(ids),
  ]);
  const chosen: ChosenStory[] = [];
  for (const id of [...ids].reverse()) {
    const publication = publications.get(id);
    const members = memberships.get(id) ?? [];
    if (!publication || members.length === 0) continue; // it merged into another, which tells it
    const corrected = new Set(members.flatMap(correctedBy));
    const memberIds = members.map((member) => member.articleId).filter((member) => !corrected.has(member));
    chosen.push({
      id,
      leadId: publication.leadId,
      memberIds,
      outlets: [],
      leadReasons: [],
      orderReasons: [],
      score: 0,
    });
  }
  const context: TellingContext = await loadContext(deps, chosen);
  return chosen.flatMap((story) => {
    const publication = publications.get(story.id);
    return (publication && tellStory(story, publication, context)) ?? [];
  });
}
