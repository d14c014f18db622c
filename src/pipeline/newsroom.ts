import { createGrouper, type Grouper } from "../cluster/create-grouper.ts";
import { wantsFullText } from "../lead/extract/fetch-full-text.ts";
import type { ArticleId, EpochMs, StoryId } from "../model/brand.ts";
import type { Config } from "../model/config.ts";
import type { FeedSettings } from "../model/edition.ts";
import type { PublishJob, PublishResult } from "../queue/queues.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { archiveFinishedDays } from "./archive-days.ts";
import { isTextWanted } from "./attach-full-text.ts";
import { composeEditions, isHeld } from "./compose-editions.ts";
import { createDesk, type Desk } from "./desk.ts";
import { feedsOf, GENERATOR } from "./feed-settings.ts";
import { groupIncoming, refresh, takeOver } from "./group-articles.ts";
import { type ChosenEdition, issueEditions, loadContext, storiesOf } from "./issue-editions.ts";
import { rememberPublication } from "./remember-publication.ts";
import type { TellingContext } from "./tell-story.ts";

/** The one process that groups articles into stories and publishes them. */
export interface Newsroom {
  /** Builds the index from Redis. */
  takeOver(): Promise<void>;
  /** cluster > lead > publish */
  publish(job: PublishJob): Promise<PublishResult>;
}

interface Room {
  readonly desk: Desk;
  readonly grouper: Grouper;
}

export function createNewsroom(runtime: Runtime): Newsroom {
  let room = openRoom(runtime.config);
  let pending: Promise<unknown> = Promise.resolve();
  /** A reload must not pull the index from under a publication. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = pending.then(work);
    pending = result.catch(() => {});
    return result;
  };
  const rebuild = () =>
    inTurn(async () => {
      room = openRoom(runtime.config);
      await takeOver({ ...runtime, ...room }, runtime.now() - windowOf(runtime.config));
    });
  runtime.onReload(rebuild);
  return { takeOver: rebuild, publish: (job) => inTurn(() => publish(runtime, room, job)) };
}

function openRoom({ cluster }: Config): Room {
  const { window, threshold, never } = cluster;
  return { desk: createDesk(), grouper: createGrouper({ window, threshold, never }) };
}

/** ms; what an edition may still show, or a newcomer may still join. */
function windowOf({ edition, cluster }: Config): number {
  return Math.max(edition.window, cluster.window);
}

async function publish(runtime: Runtime, room: Room, job: PublishJob): Promise<PublishResult> {
  const { config, sources, stories, queues } = runtime;
  const now = runtime.now();
  await groupIncoming({ ...runtime, ...room });
  forgetOld(room, now - windowOf(config));
  const feeds = await feedsOf(runtime);
  const compose = { desk: room.desk, config, sources, now, publications: stories.publications };
  const chosen = await composeEditions(compose, feeds);
  const states = await statesOf(runtime);
  const context = await loadContext({ ...runtime, states }, storiesOf(chosen));
  refreshTexts(room, context);
  const awaited = awaitedTexts(runtime, chosen, context, now);
  await queues.requestFullText(awaited);
  const counts = { articles: room.desk.articleCount, stories: room.desk.storyCount };
  if (job.mode === "prepare") return { awaited, ...counts, outputs: [] };

  const ready = job.mode === "now" ? chosen : await withoutHeld(runtime, chosen, new Set(awaited), context);
  const archives = await archiveFinishedDays({
    ...runtime,
    states,
    now,
    feed: feeds[0] as FeedSettings,
    generator: GENERATOR,
  });
  const firstStart = Number(await stories.fact("firstStart", String(now)));
  const absorbed = (id: StoryId) => room.desk.absorbed(id);
  const issue = { ...runtime, config, states, now, firstStart, absorbed, archives, generator: GENERATOR };
  const issued = await issueEditions(issue, ready, context);
  await rememberPublication(runtime, { ...issued, ...counts, now });
  return { awaited, ...counts, outputs: issued.outputs };
}

function forgetOld({ desk, grouper }: Room, before: EpochMs): void {
  if (!Number.isFinite(before)) return;
  desk.forget(before);
  grouper.forget(before);
}

async function statesOf({ config, schedule }: Runtime) {
  const ids = config.sources.map((source) => source.id);
  const states = await schedule.states(ids);
  return new Map(ids.map((id, n) => [id as string, states[n]]));
}

/** The desk hears of full texts that arrived since it last looked. */
function refreshTexts({ desk }: Room, { articles }: TellingContext): void {
  for (const stored of articles.values()) refresh({ desk }, stored);
}

/** Leads that should have their full text and were not asked for it in vain. */
function awaitedTexts(
  { sources }: Runtime,
  chosen: readonly ChosenEdition[],
  { articles }: TellingContext,
  now: EpochMs,
): readonly ArticleId[] {
  const leads = [...new Set(storiesOf(chosen).map((story) => story.leadId))];
  return leads.filter((id) => {
    const stored = articles.get(id);
    if (!stored || !isTextWanted(stored.fullText, now)) return false;
    return wantsFullText(stored.article, sources.get(stored.article.sourceId)?.fullText.mode ?? "auto");
  });
}

/** New stories wait a little for their lead's text; a later publication brings them. */
async function withoutHeld(
  runtime: Runtime,
  chosen: readonly ChosenEdition[],
  awaited: ReadonlySet<ArticleId>,
  { articles }: TellingContext,
): Promise<readonly ChosenEdition[]> {
  const known = await runtime.stories.publications(storiesOf(chosen).map((story) => story.id));
  const held = (id: StoryId, leadId: ArticleId) => {
    const lead = articles.get(leadId);
    return lead !== undefined && awaited.has(leadId) && !known.has(id) && isHeld(lead.article, runtime.now());
  };
  const ready = chosen.map((edition) => ({
    ...edition,
    stories: edition.stories.filter((story) => !held(story.id, story.leadId)),
  }));
  const some = ready.some((edition, n) => edition.stories.length < (chosen[n]?.stories.length ?? 0));
  if (some) await runtime.queues.requestPublication();
  return ready;
}
