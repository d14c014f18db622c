import type { EpochMs } from "./model/brand.ts";
import type { FeedSettings } from "./model/edition.ts";
import type { Source } from "./model/source.ts";
import type { SourceState } from "./model/source-state.ts";
import { readFeed } from "./parse/read-feed.ts";
import { archiveFinishedDays } from "./pipeline/archive-days.ts";
import { composeEditions } from "./pipeline/compose-editions.ts";
import { feedsOf, GENERATOR } from "./pipeline/feed-settings.ts";
import { awaitedTexts, isPartial, withoutHeld } from "./pipeline/full-texts.ts";
import { groupIncoming, refreshAll } from "./pipeline/group-articles.ts";
import { issueEditions, loadContext, storiesOf } from "./pipeline/issue-editions.ts";
import { pingHubs } from "./pipeline/ping-hubs.ts";
import { rememberPublication } from "./pipeline/remember-publication.ts";
import { forgetOld, type Room } from "./pipeline/room.ts";
import { NOTHING_TAKEN, type TakeInDeps, type TakenIn, takeIn } from "./pipeline/take-in.ts";
import { type Poll, type PollDeps, pollSource } from "./poll.ts";
import type { PublishJob, PublishResult } from "./queue/queues.ts";
import type { Runtime } from "./runtime/runtime.ts";
import { HOUR_MS } from "./store/keys.ts";

// The order of things. In any number of poll workers, for each source that is due:
//
//   fetch > parse > normalize > dedupe
//
// and in the one process that publishes, whenever something is new:
//
//   cluster > lead > publish
//
// Full texts are fetched beside it, by extract workers: src/pipeline/attach-full-text.ts.

export type TakeInSourceDeps = TakeInDeps & Omit<PollDeps, "readFeed" | "accept">;

/** fetch > parse > normalize > dedupe: polls one source and stores what is new in it. */
export async function takeInSource(
  deps: TakeInSourceDeps,
  source: Source,
  { state, interrupted }: { readonly state: SourceState | undefined; readonly interrupted: boolean },
): Promise<{ readonly poll: Poll; readonly taken: TakenIn }> {
  let taken = NOTHING_TAKEN;
  const read: PollDeps["readFeed"] = async (bytes, { url, headers, now }) => {
    const outcome = await readFeed(bytes, { url, headers, now, reader: source.reader });
    return outcome.kind === "feed" ? outcome.feed : outcome;
  };
  const accept: PollDeps["accept"] = async (feed, now) => {
    taken = await takeIn(deps, { source, feed, now, interrupted, first: state === undefined });
    return { newEntries: taken.new };
  };
  return { poll: await pollSource({ ...deps, readFeed: read, accept }, source, state), taken };
}

/** cluster > lead > publish: gives new articles their stories, chooses and orders, writes the feeds. */
export async function publishEditions(
  runtime: Runtime,
  room: Room,
  { mode }: PublishJob,
): Promise<PublishResult> {
  const { config, sources, articles, stories, queues } = runtime;
  const now: EpochMs = runtime.now();
  await groupIncoming({ ...runtime, ...room });
  forgetOld(room, config, now);
  if (await stories.takeTurn("trim", HOUR_MS)) await articles.trim(now);
  const counts = { articles: room.desk.articleCount, stories: room.desk.storyCount };

  const feeds = await feedsOf(runtime);
  const mastheads = await room.mastheads(config, runtime.schedule);
  const composing = { desk: room.desk, config, sources, now, publications: stories.publications };
  const compose = async () => {
    const chosen = await composeEditions(composing, feeds);
    return { chosen, context: await loadContext({ ...runtime, sources, mastheads }, storiesOf(chosen)) };
  };
  let { chosen, context } = await compose();
  // A text that arrived, or could not be had, counts in the choice of a lead.
  if (refreshAll(room, context)) ({ chosen, context } = await compose());

  const awaited = awaitedTexts(runtime, chosen, context, now);
  await queues.requestFullText(awaited);
  if (mode === "prepare" && awaited.length > 0) return { awaited, ...counts, outputs: [] };

  const ready = mode !== "usual" ? chosen : await withoutHeld(runtime, chosen, new Set(awaited), context);
  // The first edition of all comes whole, not story by story.
  if (isPartial(ready, chosen) && (await stories.statuses()).length === 0)
    return { awaited, ...counts, outputs: [] };
  const issuing = { ...runtime, config, sources, mastheads, now, generator: GENERATOR };
  const archives = await archiveFinishedDays({ ...issuing, feed: feeds[0] as FeedSettings });
  const firstStart = Number(await stories.fact("firstStart", String(now)));
  const issued = await issueEditions(
    { ...issuing, firstStart, archives, absorbed: room.desk.absorbed },
    ready,
    context,
  );
  await pingHubs(runtime.fetch, config, issued.outputs);
  await rememberPublication(runtime, { ...issued, ...counts, now });
  return { awaited, ...counts, outputs: issued.outputs };
}
