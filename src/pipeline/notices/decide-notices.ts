import type { EpochMs, SourceId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Edition } from "../../model/edition.ts";
import { type Call, callsForSources, callsForStories, type ToldStory } from "../../notify/call-for.ts";
import { storyPath } from "../../publish/addresses.ts";
import type { Queues } from "../../queue/queues.ts";
import type { NoticeStore } from "../../store/notices/notice-store.ts";
import type { ScheduleStore } from "../../store/schedule/schedule-store.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import type { Desk } from "../group/desk.ts";

/** A fact of the installation, `yes` or `no`: set by what reads the published files back. */
export const READ_BACK = "readBack";

export interface DecideDeps {
  readonly notices: NoticeStore;
  readonly queues: Pick<Queues, "requestNotices">;
  readonly now: () => EpochMs;
}

export interface DecideStoriesDeps extends DecideDeps {
  readonly stories: Pick<StoryStore, "fact" | "recall">;
  readonly desk: Pick<Desk, "story" | "absorbed">;
}

/**
 * Decides which stories of what was just published somebody is to be told of: each (story, rule) once, in whatever
 * feed it stands, and once for the stories that became one.
 */
export async function noticeStories(
  deps: DecideStoriesDeps,
  { notify }: Pick<Config, "notify">,
  editions: readonly Edition[],
): Promise<void> {
  if (notify.length === 0) return;
  const { notices, stories, now } = deps;
  const calls = callsForStories(notify, toldIn(editions, deps.desk), now());
  // A Redis that was read back from the files does not know what was told of the stories in them.
  if ((await stories.fact(READ_BACK, "no")) === "yes") {
    await notices.pass(calls.map(({ notice }) => notice.id));
    await stories.recall(READ_BACK, "no");
  }
  await decide(deps, calls);
}

function toldIn(editions: readonly Edition[], desk: DecideStoriesDeps["desk"]): readonly ToldStory[] {
  const told = new Map<string, ToldStory>();
  for (const { feed, stories } of editions)
    for (const [n, story] of stories.entries()) {
      if (told.has(story.id)) continue; // the main feed comes first
      const folder = feed.id === "main" ? "" : `${feed.id}/`;
      told.set(story.id, {
        story,
        outlets: desk.story(story.id)?.voices ?? 1,
        leads: feed.id === "main" && n === 0,
        page:
          feed.link !== undefined && feed.formats.includes("html")
            ? new URL(`${folder}${storyPath(story)}`, feed.link).href
            : undefined,
        absorbed: desk.absorbed(story.id),
      });
    }
  return [...told.values()];
}

export interface DecideSourcesDeps extends DecideDeps {
  readonly schedule: Pick<ScheduleStore, "states">;
}

/** Decides which sources have failed for so long that somebody is to be told. */
export async function noticeSources(
  deps: DecideSourcesDeps,
  { notify, sources }: Pick<Config, "notify" | "sources">,
): Promise<void> {
  const rules = notify.filter(({ when }) => when.sourceFailing !== undefined);
  if (rules.length === 0) return;
  const states = await deps.schedule.states(sources.map(({ id }): SourceId => id));
  const failing = sources.flatMap((source, n) => {
    const { failure, document } = states[n] ?? {};
    return failure ? [{ source, name: source.name ?? document?.title ?? source.id, failure }] : [];
  });
  await decide(deps, callsForSources(rules, failing, deps.now()));
}

async function decide({ notices, queues }: DecideDeps, calls: readonly Call[]): Promise<void> {
  const known = await notices.known(calls.flatMap(({ notice, earlier }) => [notice.id, ...earlier]));
  const fresh = calls.filter(({ notice, earlier }) => ![notice.id, ...earlier].some((id) => known.has(id)));
  await notices.keep(fresh.map(({ notice }) => notice));
  await queues.requestNotices(fresh.map(({ notice }) => notice.id));
}
