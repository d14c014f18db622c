import { HOUR_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Config } from "../model/config.ts";
import type { Fetch } from "../model/document.ts";
import { publishedIn } from "../publish/ended.ts";
import type { PublishJob, PublishResult, Queues } from "../queue/queues.ts";
import type { ArticleStore } from "../store/articles/article-store.ts";
import type { IssueStore } from "../store/issue-store.ts";
import type { NoticeStore } from "../store/notices/notice-store.ts";
import type { ScheduleStore } from "../store/schedule/schedule-store.ts";
import type { StatsStore } from "../store/stats-store.ts";
import type { StoryStore } from "../store/stories/story-store.ts";
import type { Writer } from "../store/writer-lease.ts";
import { archiveFinishedDays, archiveToday, forgetOldPages } from "./edition/archive-days.ts";
import { isLookDue } from "./edition/attach-full-text.ts";
import { composeEditions } from "./edition/compose-editions.ts";
import { feedsOf, GENERATOR } from "./edition/feed-settings.ts";
import { awaitedTexts, withoutHeld } from "./edition/full-texts.ts";
import { type DigestWatch, feedToChoose, newsFor, openDigests } from "./edition/issue-digests.ts";
import { issueEditions, loadContext, storiesOf } from "./edition/issue-editions.ts";
import type { LastEditions } from "./edition/last-editions.ts";
import { pingHubs, rememberPublication } from "./edition/remember-publication.ts";
import type { ChosenEdition, TellingContext } from "./edition/tell-story.ts";
import { whyEmpty } from "./edition/why-empty.ts";
import { groupIncoming, refreshAll } from "./group/group-articles.ts";
import { byEveryId } from "./group/known-sources.ts";
import { forgetOld, type Room, StaleRoom } from "./group/room.ts";
import { noticeStories } from "./notices/decide-notices.ts";

/** What publishing reads of the configuration. */
export type PublishSettings = Pick<
  Config,
  | "link"
  | "edition"
  | "lead"
  | "cluster"
  | "output"
  | "serve"
  | "websub"
  | "network"
  | "notify"
  | "sources"
  | "feeds"
  | "keep"
  | "drop"
  | "houses"
>;

export interface PublishDeps {
  readonly articles: ArticleStore;
  readonly stories: StoryStore;
  readonly notices: NoticeStore;
  readonly issues: IssueStore;
  readonly schedule: Pick<ScheduleStore, "mastheads" | "mastheadsVersion" | "states">;
  readonly stats: StatsStore;
  readonly queues: Pick<Queues, "requestPublication" | "requestFullText" | "requestNotices">;
  /** As of `GroupDeps`. */
  readonly writer?: Writer | undefined;
  /** For hubs. */
  readonly fetch: Fetch;
  readonly now: () => EpochMs;
}

/** What the publishing process holds between two publications. */
export interface PublishState {
  readonly room: Room;
  readonly last: LastEditions;
  readonly watch: DigestWatch;
}

/** cluster > lead > publish: gives new articles their stories, chooses and orders, writes the feeds. */
export async function publishEditions(
  deps: PublishDeps,
  config: PublishSettings,
  { room, last, watch }: PublishState,
  { mode }: PublishJob,
): Promise<PublishResult> {
  const { articles, stories, queues } = deps;
  const now = deps.now();
  const isNew = (await stories.statuses()).length === 0;
  if (mode === "usual" && isNew && !(await isRoundOver(deps, config, now))) {
    await queues.requestPublication();
    return { awaited: [], articles: room.desk.articleCount, stories: room.desk.storyCount, outputs: [] };
  }
  await groupIncoming({ ...deps, ...room }).catch((cause: unknown) => {
    // The room may have placed what Redis does not know of.
    throw new StaleRoom("new articles could not be given their stories", { cause });
  });
  forgetOld(room, config, now);
  const sources = await byEveryId(config.sources, room.desk.sourceIds(), deps.schedule);
  room.desk.carry(sources, config.houses);
  if (await stories.takeTurn("trim", HOUR_MS)) await articles.trim(now);
  const counts = { articles: room.desk.articleCount, stories: room.desk.storyCount };

  const feeds = await feedsOf(config, stories, now);
  const digests = await openDigests(deps, feeds, now);
  const due = digests.filter(({ isDue }) => isDue);
  const toChoose = [...feeds.filter(({ digest }) => !digest), ...due.map(feedToChoose)];
  const mastheads = await room.mastheads(config, deps.schedule);
  const toldAt = Math.max(0, ...(await stories.statuses()).map(({ at }) => at));
  const composing = { ...room, config, sources, now, toldAt, publications: stories.publications };
  const compose = async () => {
    const composed = await composeEditions(composing, toChoose);
    const context = await loadContext({ ...deps, sources, mastheads }, storiesOf(composed));
    failIfIncomplete(composed, context);
    const news = (edition: ChosenEdition) => {
      const digest = due.find(({ feed }) => feed.id === edition.feed.id);
      return digest ? newsFor(digest, edition, context, room.desk.absorbed) : edition;
    };
    return { chosen: composed.map(news), context };
  };
  let { chosen, context } = await compose();
  // A text that arrived, or could not be had, counts in the choice of a lead.
  if (await refreshAll({ ...deps, ...room }, context)) ({ chosen, context } = await compose());

  const awaited = awaitedTexts({ ...config, sources }, chosen, context, now);
  // Nobody waits for those: a page that is gone by now is told of in a later edition.
  const looks = storiesOf(chosen).flatMap(({ leadId }) => context.articles.get(leadId) ?? []);
  const goneYet = looks.filter((stored) => isLookDue(stored, now)).map(({ article }) => article.id);
  await queues.requestFullText([...awaited, ...goneYet]);
  if (mode === "prepare" && awaited.length > 0) return { awaited, ...counts, outputs: [] };

  const late =
    mode === "usual" ? await watch.tooEarly({ ...deps, now, awaited }, due, { chosen, config }) : [];
  const timely = chosen.filter(({ feed }) => !late.includes(feed.id));
  const isFirst = mode === "usual" && isNew && (await isUntold(stories, chosen));
  // An edit of the YAML before anything was read is no reason for an empty page.
  if (isFirst && storiesOf(timely).length === 0) return { awaited, ...counts, outputs: [] };
  const isHeld = mode === "usual" && !isFirst;
  const ready = isHeld ? await withoutHeld({ ...deps, now }, timely, new Set(awaited), context) : timely;
  await last.check(
    ready.filter(({ feed }) => !feed.digest),
    { desk: room.desk, rules: config, now },
  );
  const found = isNew ? await publishedIn(config.output.dir) : new Map();
  const issuing = { ...deps, config, sources, mastheads, now, generator: GENERATOR };
  const archiving = { ...issuing, feeds };
  const { archives, archiveDays } = await archiveFinishedDays(archiving);
  const firstStart = Number(await stories.fact("firstStart", String(now)));
  const empty = await whyEmpty({ ...deps, desk: room.desk, config, now }, ready);
  const issued = await issueEditions(
    { ...issuing, firstStart, archives, archiveDays, empty, digests, absorbed: room.desk.absorbed },
    ready,
    context,
  );
  watch.keep(digests.filter(({ feed }) => !late.includes(feed.id)));
  const ofStories = issued.editions.filter(({ feed }) => !feed.digest);
  await noticeStories({ ...deps, desk: room.desk }, config, ofStories);
  await archiveToday(archiving, archives);
  await forgetOldPages(archiving, issued.editions);
  await pingHubs(deps.fetch, config, issued.outputs);
  await rememberPublication(deps, { ...issued, ...counts, now, dir: config.output.dir, found });
  last.keep(ofStories, config);
  return { awaited, ...counts, outputs: issued.outputs };
}

/** None of it is known from what an earlier Redis published. */
async function isUntold(stories: StoryStore, chosen: readonly ChosenEdition[]): Promise<boolean> {
  return (await stories.publications(storiesOf(chosen).map(({ id }) => id))).size === 0;
}

/** A first round is given so long, ms; what is read later comes with later editions. */
const ROUND_MS = 8_000;

/**
 * The first edition of all is grouped and published when every source was asked once, or after a few seconds; it does
 * not wait for texts, which come as they are read: nobody has subscribed yet.
 */
async function isRoundOver(
  { schedule, stories }: Pick<PublishDeps, "schedule" | "stories">,
  { sources }: Pick<Config, "sources">,
  now: EpochMs,
): Promise<boolean> {
  const began = Number(await stories.fact("firstStart", String(now)));
  if (Math.abs(now - began) >= ROUND_MS) return true;
  const states = await schedule.states(sources.map(({ id }) => id));
  return states.every((state) => state?.lastPollAt !== undefined);
}

/** Every article of every story that the order names is there: a shorter edition would be believed. */
function failIfIncomplete(chosen: readonly ChosenEdition[], { articles }: TellingContext): void {
  const missing = storiesOf(chosen).flatMap(({ memberIds }) => memberIds.filter((id) => !articles.has(id)));
  if (missing.length > 0)
    throw new StaleRoom(`${missing.length} articles of the edition are not in Redis, such as ${missing[0]}`);
}
