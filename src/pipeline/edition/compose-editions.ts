import { dateOf } from "../../ground/time.ts";
import { chooseLead, type LeadCandidate, type LeadChoice } from "../../lead/choose-lead.ts";
import { type OrderCandidate, orderStories } from "../../lead/order-stories.ts";
import type { ArticleId, EpochMs, SourceId, StoryId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { FeedSettings } from "../../model/edition.ts";
import type { Source, WireRule, WireRules } from "../../model/source.ts";
import type { Publication } from "../../model/story.ts";
import { isWithin, refusal } from "../../normalize/rules.ts";
import type { Desk, DeskArticle, DeskStory } from "../group/desk.ts";
import type { Rulebook } from "../group/rulebook.ts";
import type { ChosenEdition, ChosenStory } from "./tell-story.ts";

export interface ComposeDeps {
  readonly desk: Pick<Desk, "story" | "stories">;
  readonly rulebook: Rulebook;
  readonly config: Pick<Config, "lead">;
  readonly sources: ReadonlyMap<string, Source>;
  readonly now: EpochMs;
  /** When an edition was published last; 0: none was. */
  readonly toldAt: EpochMs;
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
  const stories = await withoutForgotten(deps);
  const clock = newest(stories);
  const leads = new Map<StoryId, LeadChoice>();
  const ordering = { stories, clock, leads, refusal: (await askRules(deps, stories)).refusal };
  const ordered = feeds.map((feed) => ({ feed, ranked: orderFeed(deps, feed, ordering) }));
  const ids = [...new Set(ordered.flatMap(({ ranked }) => ranked.map((story) => story.id)))];
  const known = await deps.publications(ids);
  return ordered.map(({ feed, ranked }) => ({
    feed,
    stories: ranked.flatMap(({ id, score, reasons }) => {
      const story = deps.desk.story(id);
      if (!story) return [];
      const lead = choose(deps, story, { clock, current: known.get(id) });
      const entersAt = feed.minOutlets > 1 ? story.toldBy(feed.minOutlets) : undefined;
      return lead ? [chosen(story, lead, { score, orderReasons: reasons, entersAt })] : [];
    }),
  }));
}

/** What its publishers took back is told for one edition, and then no more. */
async function withoutForgotten({ desk, publications, toldAt }: ComposeDeps): Promise<readonly DeskStory[]> {
  const stories = desk.stories();
  const withdrawn = stories.filter((story) => story.isWithdrawn);
  if (withdrawn.length === 0) return stories;
  const known = await publications(withdrawn.map(({ id }) => id));
  const wasTold = (id: StoryId) => (known.get(id)?.withdrawnAt ?? Number.POSITIVE_INFINITY) <= toldAt;
  return stories.filter(({ id, isWithdrawn }) => !isWithdrawn || !wasTold(id));
}

function chosen(
  story: DeskStory,
  lead: LeadChoice,
  order: Pick<ChosenStory, "score" | "orderReasons" | "entersAt">,
): ChosenStory {
  return {
    id: story.id,
    leadId: lead.id,
    leadReasons: lead.reasons,
    memberIds: story.members.map((m) => m.id),
    outlets: story.outlets(lead.id),
    ...(story.isWithdrawn && { isWithdrawn: true }),
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
  readonly refusal: StoryRules["refusal"];
}

export interface StoryRules {
  /** Why the rules of the wire, or of a feed, do not let a story through; undefined: they do. */
  readonly refusal: (
    story: DeskStory,
    feed: Pick<FeedSettings, "id">,
  ) => { readonly by: WireRule | "keep"; readonly of: "wire" | "feed" } | undefined;
  readonly isTrueOfStory: (rule: WireRule, story: DeskStory) => boolean;
  readonly isTrueOf: (rule: WireRule, article: DeskArticle) => boolean;
}

/** Asks the rules of stories. Where they are true of some articles alone, it counts which of these leads. */
export async function askRules(deps: ComposeDeps, stories: readonly DeskStory[]): Promise<StoryRules> {
  const clock = newest(stories);
  const { rules, slow } = deps.rulebook;
  const isTrueOf = (rule: WireRule, { verdict, ...article }: DeskArticle) =>
    verdict.hits.has(rule) && (!rule.age || isWithin(rule.age, deps.now - dateOf(article)));
  const isMixed = ({ members: [first, ...others] }: DeskStory) =>
    others.some(({ verdict: { hits } }) => hits.size !== first?.verdict.hits.size || hits.size > 0);
  const mixed = stories.filter(isMixed);
  const known = mixed.length === 0 ? undefined : await deps.publications(mixed.map(({ id }) => id));
  const leads = new Map<StoryId, ArticleId | undefined>();
  const leadOf = (story: DeskStory) => {
    if (!leads.has(story.id))
      leads.set(story.id, choose(deps, story, { clock, current: known?.get(story.id) })?.id);
    return leads.get(story.id);
  };
  const isTrueOfStory = (rule: WireRule, story: DeskStory) => {
    const isHit = (member: DeskArticle) => isTrueOf(rule, member);
    if (rule.match === "any") return story.members.some(isHit);
    if (rule.match === "all") return story.members.every(isHit);
    const hits = story.members.filter(isHit);
    if (hits.length === 0 || hits.length === story.members.length) return hits.length > 0;
    const lead = leadOf(story);
    return hits.some(({ id }) => id === lead);
  };
  const usable = ({ keep, drop }: WireRules) => ({ keep: keep.filter((rule) => !slow.has(rule)), drop });
  const ofWire = usable(rules);
  const ofFeed = new Map(rules.feeds.map((feed) => [feed.id, usable(feed)]));
  return {
    isTrueOf,
    isTrueOfStory,
    refusal: (story, { id }) => {
      const isHit = (rule: WireRule) => isTrueOfStory(rule, story);
      const wire = refusal(ofWire, isHit);
      if (wire) return { ...wire, of: "wire" };
      const feed = refusal(ofFeed.get(id) ?? NO_RULES, isHit);
      return feed && { ...feed, of: "feed" };
    },
  };
}

const NO_RULES: WireRules = { keep: [], drop: [] };

function orderFeed(deps: ComposeDeps, feed: FeedSettings, { stories: all, clock, leads, refusal }: Ordering) {
  const candidates: OrderCandidate[] = [];
  for (const story of all) {
    if (deps.now - story.newestAt > feed.window || filteredBy(deps, feed, story)) continue;
    const { id, voices, newestAt } = story;
    candidates.push({ id, voices, newestAt, weight: heaviest(deps, story) });
  }
  const { stories } = feed;
  // A share is what a source leaves to others: where there are none it leaves nothing out.
  const perSource = new Set(deps.sources.values()).size > 1 ? feed.perSource : stories;
  const leadSource = (id: StoryId) => leadSourceOf(deps, id, { clock, leads });
  const isWanted = (id: StoryId) => {
    const story = deps.desk.story(id);
    return story !== undefined && refusal(story, feed) === undefined;
  };
  return orderStories(candidates, { now: clock, stories, perSource, leadSource, isWanted });
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

/**
 * Every filter that a feed has must let a member of the story through.
 *
 * @returns the first that does not
 */
export function filteredBy(
  { sources }: Pick<ComposeDeps, "sources">,
  { tags, languages, keywords, minOutlets }: FeedSettings,
  { members, voices }: DeskStory,
): "minOutlets" | "tags" | "languages" | "keywords" | undefined {
  if (voices < minOutlets) return "minOutlets";
  const some = (test: (member: DeskArticle) => boolean) => members.some(test);
  const tagged =
    tags.length === 0 ||
    some((m) => m.sourceIds.some((id) => sources.get(id)?.tags.some((tag) => tags.includes(tag))));
  const spoken =
    languages.length === 0 || some((m) => m.language !== undefined && languages.includes(m.language));
  const about =
    keywords.length === 0 || some((m) => keywords.some((word) => word.test(m.title) || word.test(m.summary)));
  if (!tagged) return "tags";
  if (!spoken) return "languages";
  return about ? undefined : "keywords";
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
