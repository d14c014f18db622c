import { chooseLead, type LeadCandidate, type LeadChoice } from "../../lead/choose-lead.ts";
import { type OrderCandidate, orderStories } from "../../lead/order-stories.ts";
import type { EpochMs, SourceId, StoryId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { FeedSettings } from "../../model/edition.ts";
import type { Source } from "../../model/source.ts";
import type { Publication } from "../../model/story.ts";
import type { Desk, DeskArticle, DeskStory } from "../group/desk.ts";
import type { ChosenEdition } from "./issue-editions.ts";
import type { ChosenStory } from "./tell-story.ts";

export interface ComposeDeps {
  readonly desk: Desk;
  readonly config: Pick<Config, "lead">;
  readonly sources: ReadonlyMap<string, Source>;
  readonly now: EpochMs;
  /** What readers know of stories: an unknown one may still change its lead freely. */
  readonly publications: (ids: readonly StoryId[]) => Promise<ReadonlyMap<StoryId, Publication>>;
}

/**
 * lead: chooses and orders the stories of every feed. The same desk gives the same editions until a window closes
 * over a story: recency is counted from the newest article, not from the clock.
 */
export async function composeEditions(
  deps: ComposeDeps,
  feeds: readonly FeedSettings[],
): Promise<readonly ChosenEdition[]> {
  const stories = deps.desk.stories();
  const clock = newest(stories);
  const leads = new Map<StoryId, LeadChoice>();
  const ordered = feeds.map((feed) => ({ feed, ranked: orderFeed(deps, feed, { stories, clock, leads }) }));
  const ids = [...new Set(ordered.flatMap(({ ranked }) => ranked.map((story) => story.id)))];
  const known = await deps.publications(ids);
  return ordered.map(({ feed, ranked }) => ({
    feed,
    stories: ranked.flatMap(({ id, score, reasons }) => {
      const story = deps.desk.story(id);
      if (!story) return [];
      const lead = choose(deps, story, { clock, current: known.get(id) });
      return lead ? [chosen(story, lead, { score, orderReasons: reasons })] : [];
    }),
  }));
}

function chosen(
  story: DeskStory,
  lead: LeadChoice,
  order: Pick<ChosenStory, "score" | "orderReasons">,
): ChosenStory {
  return {
    id: story.id,
    leadId: lead.id,
    leadReasons: lead.reasons,
    memberIds: story.members.map((m) => m.id),
    ...order,
  };
}

function newest(stories: readonly DeskStory[]): EpochMs {
  let clock = 0;
  for (const story of stories) clock = Math.max(clock, story.lastSeenAt);
  return clock;
}

interface Ordering {
  readonly stories: readonly DeskStory[];
  readonly clock: EpochMs;
  /** Leads chosen already, for another feed. */
  readonly leads: Map<StoryId, LeadChoice>;
}

function orderFeed(deps: ComposeDeps, feed: FeedSettings, { stories: all, clock, leads }: Ordering) {
  const candidates: OrderCandidate[] = [];
  for (const story of all) {
    if (deps.now - story.newestAt > feed.window || !belongs(deps, feed, story)) continue;
    const { id, voices, newestAt } = story;
    candidates.push({ id, voices, newestAt, weight: heaviest(deps, story) });
  }
  const { stories, perSource } = feed;
  const leadSource = (id: StoryId) => leadSourceOf(deps, id, { clock, leads });
  return orderStories(candidates, { now: clock, stories, perSource, leadSource });
}

function heaviest(deps: ComposeDeps, { members }: DeskStory): number {
  let most = 0;
  for (const member of members) most = Math.max(most, weightOf(deps, member));
  return most;
}

function leadSourceOf(
  deps: ComposeDeps,
  id: StoryId,
  { clock, leads }: Pick<Ordering, "clock" | "leads">,
): SourceId {
  const story = deps.desk.story(id);
  if (!story) return "";
  const lead = leads.get(id) ?? choose(deps, story, { clock, current: undefined });
  if (lead) leads.set(id, lead);
  return (story.members.find((m) => m.id === lead?.id) ?? story.members[0])?.sourceId ?? "";
}

/** Every filter that a feed has must let a member of the story through. */
function belongs(
  { sources }: ComposeDeps,
  { tags, languages, keywords }: FeedSettings,
  { members }: DeskStory,
): boolean {
  const some = (test: (member: DeskArticle) => boolean) => members.some(test);
  const tagged =
    tags.length === 0 ||
    some((m) => m.sourceIds.some((id) => sources.get(id)?.tags.some((tag) => tags.includes(tag))));
  const spoken =
    languages.length === 0 || some((m) => m.language !== undefined && languages.includes(m.language));
  const about =
    keywords.length === 0 || some((m) => keywords.some((word) => word.test(m.title) || word.test(m.summary)));
  return tagged && spoken && about;
}

function choose(
  deps: ComposeDeps,
  story: DeskStory,
  { clock, current }: { clock: EpochMs; current: Publication | undefined },
) {
  const { weights, prefer } = deps.config.lead;
  const members = story.members.map(
    (member): LeadCandidate => ({
      ...member,
      sourceId: prefer.find((id) => member.sourceIds.includes(id)) ?? member.sourceId,
      sourceWeight: weightOf(deps, member),
    }),
  );
  const centralities = story.centralities();
  return chooseLead(members, { now: clock, weights, prefer, current: current?.leadId, centralities });
}

/** Of the sources that carry it the one that is trusted most. */
function weightOf({ sources }: ComposeDeps, { sourceIds }: DeskArticle): number {
  let most: number | undefined;
  for (const id of sourceIds) most = Math.max(most ?? 0, sources.get(id)?.weight ?? 0);
  return most ?? 1;
}
