import type { Grouping } from "../../cluster/grouper.ts";
import type { Article } from "../../model/article.ts";
import type { EpochMs, StoryId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { ArticleStore } from "../../store/articles/article-store.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import { clusterDoc } from "../group/group-articles.ts";
import { openRoom } from "../group/room.ts";
import type { RuleSettings } from "../group/rulebook.ts";
import { windowOf } from "../group/window.ts";

/** A story as this configuration would make it from what is in the window. */
export interface WouldBe {
  readonly storyId: StoryId;
  readonly members: readonly { readonly article: Article; readonly grouping: Grouping }[];
  /** Stories that the wire has of the same articles today; more than one: they would merge. */
  readonly today: readonly StoryId[];
}

/** Groups the window anew under a configuration, in memory: nothing is written. Stories of several articles only. */
export async function dryRun(
  { articles, stories }: { readonly articles: ArticleStore; readonly stories: StoryStore },
  config: Pick<Config, "edition" | "cluster"> & RuleSettings,
  now: EpochMs,
): Promise<readonly WouldBe[]> {
  const { grouper } = openRoom(config);
  const heirs = await stories.heirs();
  const ids = await articles.since(now - windowOf(config));
  const loaded = (await articles.load(ids)).filter((stored) => stored !== undefined);
  grouper.foresee(loaded.map(({ article }) => clusterDoc(article)));
  const grouped = loaded.map((stored) => ({ ...stored, grouping: grouper.add(clusterDoc(stored.article)) }));
  const found = new Map<
    StoryId,
    { members: { article: Article; grouping: Grouping }[]; today: Set<StoryId> }
  >();
  for (const { article, grouping, storyId } of grouped) {
    const id = grouper.storyOf(article.id) ?? grouping.storyId;
    const story = found.get(id) ?? { members: [], today: new Set() };
    found.set(id, story);
    story.members.push({ article, grouping });
    if (storyId !== undefined) story.today.add(heirs.get(storyId) ?? storyId);
  }
  return [...found]
    .filter(([, { members }]) => members.length > 1)
    .map(([storyId, { members, today }]) => ({ storyId, members, today: [...today] }));
}
