import { HOUR_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { FeedSettings } from "../model/edition.ts";
import type { PublishJob, PublishResult } from "../queue/queues.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { archiveFinishedDays } from "./edition/archive-days.ts";
import { composeEditions } from "./edition/compose-editions.ts";
import { feedsOf, GENERATOR } from "./edition/feed-settings.ts";
import { awaitedTexts, isPartial, withoutHeld } from "./edition/full-texts.ts";
import { issueEditions, loadContext, storiesOf } from "./edition/issue-editions.ts";
import { pingHubs } from "./edition/ping-hubs.ts";
import { rememberPublication } from "./edition/remember-publication.ts";
import { groupIncoming, refreshAll } from "./group/group-articles.ts";
import { forgetOld, type Room } from "./group/room.ts";

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
