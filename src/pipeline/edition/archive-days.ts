import { readdir } from "node:fs/promises";
import path from "node:path";
import { DAY_MS, dayOf } from "../../ground/time.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { FeedSettings } from "../../model/edition.ts";
import type { Story } from "../../model/story.ts";
import { renderArchive } from "../../publish/render-edition.ts";
import type { PublishContext } from "../../publish/safe-edition.ts";
import { OutputError, writeOutputs } from "../../publish/write-outputs.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import { loadContext } from "./issue-editions.ts";
import { type ChosenStory, type TellingContext, tellStory } from "./tell-story.ts";

export type ArchiveDeps = Parameters<typeof loadContext>[0] & {
  readonly config: Pick<Config, "output">;
  readonly stories: StoryStore;
  readonly now: EpochMs;
  readonly feed: FeedSettings;
  readonly generator: PublishContext["generator"];
};

/** After a longer pause the articles of a day are gone. */
const DAYS_BACK = 7;
/** `YYYY-MM-DD`. */
const DAY_LENGTH = 10;
/** ms between two documents of the day that is not over. */
const SO_FAR_MS = 10 * 60_000;

/**
 * Writes the archive document of every day that is over and has none (RFC 5005 section 4): all stories that were
 * first published on it. Written once, it never changes. The day that is not over has a document too, which nothing
 * links to: should Redis be lost, it tells what has left the feed by then.
 *
 * @returns all days that have a document, newest first
 */
export async function archiveFinishedDays(deps: ArchiveDeps): Promise<readonly string[]> {
  const done = await archivedDays(deps);
  for (let back = DAYS_BACK; back >= 1; back--) {
    const day = dayOf(deps.now - back * DAY_MS);
    if (done.has(day) || !(await archiveDay(deps, day, newestFirst(done)[0]))) continue;
    await deps.stories.addArchivedDay(day);
    done.add(day);
  }
  if (await deps.stories.takeTurn("archive", SO_FAR_MS))
    await archiveDay(deps, dayOf(deps.now), newestFirst(done)[0]);
  return newestFirst(done);
}

/** Those whose documents are in the output: another folder has none of them, and what cannot be read is not linked to. */
async function archivedDays({ stories, config }: ArchiveDeps): Promise<Set<string>> {
  const names = await readdir(path.join(config.output.dir, "archive")).catch(
    (error: NodeJS.ErrnoException) => {
      // Where there is no such folder yet, or something in its place, writing into it says what is wrong.
      if (error.code !== "ENOENT" && error.code !== "ENOTDIR")
        throw new OutputError(config.output.dir, error);
      return [];
    },
  );
  const there = new Set(names.map((name) => name.slice(0, DAY_LENGTH)));
  return new Set((await stories.archivedDays()).filter((day) => there.has(day)));
}

function newestFirst(days: ReadonlySet<string>): string[] {
  return [...days].sort().reverse();
}

async function archiveDay(deps: ArchiveDeps, day: string, previous: string | undefined): Promise<boolean> {
  const stories = await storiesOfDay(deps, day);
  if (stories.length === 0) return false;
  const files = renderArchive({ feed: deps.feed, day, stories, previous }, deps.generator);
  await writeOutputs(deps.config.output.dir, files);
  return true;
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
    const memberIds = members.map((member) => member.articleId);
    chosen.push({ id, leadId: publication.leadId, memberIds, leadReasons: [], orderReasons: [], score: 0 });
  }
  const context: TellingContext = await loadContext(deps, chosen);
  return chosen.flatMap((story) => {
    const publication = publications.get(story.id);
    return (publication && tellStory(story, publication, context)) ?? [];
  });
}
