import type { ArticleId, EpochMs, StoryId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { FeedSettings } from "../../model/edition.ts";
import type { FilterRule, Source, WireRule } from "../../model/source.ts";
import { describeRule } from "../../normalize/rules.ts";
import type { ArticleStore, StoredArticle } from "../../store/articles/article-store.ts";
import type { ScheduleStore } from "../../store/schedule/schedule-store.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import { askRules, composeEditions, filteredBy, type StoryRules } from "../edition/compose-editions.ts";
import { feedsOf } from "../edition/feed-settings.ts";
import type { ChosenEdition } from "../edition/tell-story.ts";
import { fillRoom, groupOne, judgeAll } from "../group/group-articles.ts";
import { byEveryId } from "../group/known-sources.ts";
import { forgetOld, openRoom, type Room } from "../group/room.ts";
import { isRefused } from "../group/rulebook.ts";
import { windowOf } from "../group/window.ts";

export interface PreviewDeps {
  readonly articles: ArticleStore;
  readonly stories: Pick<StoryStore, "heirs" | "publications">;
  readonly schedule: Pick<ScheduleStore, "states">;
  readonly now: () => EpochMs;
}

/** What a configuration would publish of what is in the window. */
export interface Preview {
  readonly room: Room;
  readonly sources: ReadonlyMap<string, Source>;
  readonly editions: readonly ChosenEdition[];
  readonly rules: StoryRules;
  /** Every article in the window, also what no source shows. */
  readonly articles: ReadonlyMap<ArticleId, StoredArticle>;
  /** Why a feed does not have a story. @param leadId an article of it */
  readonly whyNot: (
    story: { readonly id: StoryId; readonly leadId: ArticleId },
    feed: FeedSettings,
  ) => string;
}

export type PreviewSettings = Pick<
  Config,
  "link" | "serve" | "sources" | "feeds" | "keep" | "drop" | "houses" | "lead" | "cluster" | "edition"
>;

/**
 * Groups, judges and composes as the publishing process would under a configuration, in memory: nothing is written. Texts
 * that are still to be fetched are not known to it.
 */
export async function preview(deps: PreviewDeps, config: PreviewSettings): Promise<Preview> {
  const now = deps.now();
  const room = openRoom(config);
  const filling = { ...deps, ...room };
  const articles = new Map<ArticleId, StoredArticle>();
  const { left: freed } = await fillRoom(filling, now - windowOf(config), async (loaded) => {
    for (const stored of loaded) articles.set(stored.article.id, stored);
  });
  const waiting = new Set(await deps.articles.incoming(Number.MAX_SAFE_INTEGER));
  const left = [...articles.values()].filter(
    (stored) => stored.storyId === undefined && (waiting.has(stored.article.id) || freed.includes(stored)),
  );
  const verdictOf = await judgeAll(filling, left);
  for (const stored of left)
    if (!isRefused(stored, verdictOf(stored))) groupOne(filling, stored, verdictOf(stored));
  forgetOld(room, config, now);
  const sources = await byEveryId(config.sources, room.desk.sourceIds(), deps.schedule);
  room.desk.carry(sources, config.houses);
  const composing = { ...room, config, sources, now, toldAt: now, publications: deps.stories.publications };
  const all = await feedsOf(config, { fact: async (_name, initial) => initial }, now);
  // An issue is set when its hour comes, and not of what a preview sees.
  const feeds = all.filter(({ digest }) => !digest);
  const editions = await composeEditions(composing, feeds);
  const rules = await askRules(composing, room.desk.stories());
  const found = { room, sources, editions, rules, articles };
  const heirs = await deps.stories.heirs();
  return { ...found, whyNot: (story, feed) => whyNot({ ...found, config, heirs, now }, story, feed) };
}

interface Known extends Omit<Preview, "whyNot"> {
  readonly config: PreviewSettings;
  readonly heirs: ReadonlyMap<StoryId, StoryId>;
  readonly now: EpochMs;
}

function whyNot(
  known: Known,
  { id, leadId }: { readonly id: StoryId; readonly leadId: ArticleId },
  feed: FeedSettings,
): string {
  const { room, rules, config, now } = known;
  const heir = known.heirs.get(id) ?? room.desk.find(leadId)?.storyId ?? id;
  if (heir !== id) return `it is told in another story, ${heir}`;
  const story = room.desk.story(id);
  if (!story) return whyUnseen(known, leadId);
  if (now - story.newestAt > feed.window) return "it is older than the feed's window";
  const filter = filteredBy(known, feed, story);
  if (filter === "minOutlets")
    return `${story.voices} independent outlets tell it, minOutlets asks for ${feed.minOutlets}`;
  if (filter) return `none of its articles has what ${filter} asks for`;
  const refused = rules.refusal(story, feed);
  if (refused) return tellRule(config, refused.by, refused.of === "wire" ? "" : `feeds[${feed.id}].`);
  return whyBehind(known, leadId, feed);
}

/** Of a story that may come, and for which there is no room. */
function whyBehind({ room, editions, sources }: Known, leadId: ArticleId, feed: FeedSettings): string {
  const sourceOf = (id: ArticleId) => room.desk.find(id)?.article.sourceId;
  const own = sourceOf(leadId);
  const chosen = editions.find((edition) => edition.feed.id === feed.id)?.stories ?? [];
  const led = chosen.filter((story) => sourceOf(story.leadId) === own).length;
  // A share does not bind a source that is alone.
  return led >= feed.perSource && new Set(sources.values()).size > 1
    ? `perSource: ${led} stories that ${own} leads come first`
    : `stories: ${chosen.length} others come first`;
}

/** Of a story that no source shows. */
function whyUnseen({ room, config, sources }: Known, leadId: ArticleId): string {
  const article = room.desk.find(leadId)?.article;
  if (!article) return "it is older than the window";
  const refused = [...article.verdict.refusedBy].find(([id]) => sources.has(id));
  if (!refused) return `none of its sources is configured: ${article.sourceIds.join(", ")}`;
  const [id, by] = refused;
  return tellRule(config, by, `sources[${sources.get(id)?.id ?? id}].`);
}

/** A rule in words, with its place in the file. @param at the place of its list */
export function tellRule(config: PreviewSettings, rule: WireRule | FilterRule | "keep", at: string): string {
  if (rule === "keep") return `no rule of ${at}keep is true of it`;
  const place = placedRules(config).find((one) => one.rule === rule)?.place ?? at;
  return `${place}: ${describeRule(rule)}`;
}

export interface PlacedRule {
  /** As in `feeds[tech].drop[0]`. */
  readonly place: string;
  readonly rule: WireRule | FilterRule;
  /** Of a source: it is asked of articles, not of stories. */
  readonly source?: Source;
}

/** Every rule of a configuration, in the order of the file. */
export function placedRules({
  keep,
  drop,
  feeds,
  sources,
}: Pick<PreviewSettings, "keep" | "drop" | "feeds" | "sources">) {
  const found: PlacedRule[] = [];
  const add = (at: string, rules: Pick<Source, "keep" | "drop">, source?: Source) => {
    for (const kind of ["keep", "drop"] as const)
      for (const [n, rule] of rules[kind].entries())
        found.push({ place: `${at}${kind}[${n}]`, rule, ...(source && { source }) });
  };
  add("", { keep, drop });
  for (const source of sources) add(`sources[${source.id}].`, source, source);
  for (const feed of feeds) add(`feeds[${feed.id}].`, feed);
  return found;
}
