import { isGated, wantsFullText } from "../../extract/fetch-full-text.ts";
import type { ArticleId, EpochMs, StoryId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Source } from "../../model/source.ts";
import type { Queues } from "../../queue/queues.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import { isTextWanted } from "./attach-full-text.ts";
import { storiesOf } from "./issue-editions.ts";
import { type ChosenEdition, carriersOf, type TellingContext } from "./tell-story.ts";

/** A new story waits so long for its lead's full text, ms, so that readers get it whole at once. */
const MOST_HELD_MS = 20_000;

/** Articles of one story that are asked for their text after its lead turned out to be for subscribers. */
const MOST_OTHERS = 8;

/**
 * Leads that should have their full text and were not asked for it in vain. Of a story with an article that is for
 * subscribers also the others, until one of them is known to be free: that one is to lead.
 */
export function awaitedTexts(
  { lead, sources }: Pick<Config, "lead"> & { readonly sources: ReadonlyMap<string, Source> },
  chosen: readonly ChosenEdition[],
  { articles }: TellingContext,
  now: EpochMs,
): readonly ArticleId[] {
  const isFree = (id: ArticleId) => articles.get(id)?.fullText?.kind === "text";
  const isForSubscribers = (id: ArticleId) => {
    const stored = articles.get(id);
    return stored !== undefined && isGated(stored.article, stored.fullText);
  };
  const asked = storiesOf(chosen).flatMap(({ leadId, memberIds }) =>
    isFree(leadId) || !memberIds.some(isForSubscribers)
      ? [leadId]
      : [leadId, ...memberIds.filter((id) => !articles.get(id)?.fullText).slice(0, MOST_OTHERS)],
  );
  return [...new Set(asked)].filter((id) => {
    const stored = articles.get(id);
    if (!stored || stored.article.withdrawn || !isTextWanted(stored.fullText, now)) return false;
    // The page of a whole site, or of several items, is nobody's text.
    if (stored.article.addresses.length === 0) return false;
    // Articles outlive their source: what goes for all goes for them.
    const rule = carriersOf(stored, sources)[0]?.fullText;
    return wantsFullText(stored.article, rule?.mode ?? lead.fullText);
  });
}

export interface HoldDeps {
  readonly stories: Pick<StoryStore, "publications">;
  readonly queues: Pick<Queues, "requestPublication">;
  readonly now: EpochMs;
}

/**
 * Leaves out new stories that wait for their lead's text. What is held comes with a later publication, which is
 * asked for here.
 */
export async function withoutHeld(
  { stories, queues, now }: HoldDeps,
  chosen: readonly ChosenEdition[],
  awaited: ReadonlySet<ArticleId>,
  { articles }: TellingContext,
): Promise<readonly ChosenEdition[]> {
  if (awaited.size === 0) return chosen;
  const known = await stories.publications(storiesOf(chosen).map((story) => story.id));
  const isHeld = (id: StoryId, leadId: ArticleId) => {
    const lead = articles.get(leadId);
    return (
      lead !== undefined &&
      awaited.has(leadId) &&
      !known.has(id) &&
      Math.abs(now - lead.article.seenAt) < MOST_HELD_MS
    );
  };
  const ready = chosen.map(({ feed, stories: all }) => ({
    feed,
    stories: all.filter((s) => !isHeld(s.id, s.leadId)),
  }));
  if (isPartial(ready, chosen)) await queues.requestPublication();
  return ready;
}

/** Whether stories that were chosen are left out. */
function isPartial(ready: readonly ChosenEdition[], chosen: readonly ChosenEdition[]): boolean {
  return ready.some((edition, n) => edition.stories.length < (chosen[n]?.stories.length ?? 0));
}
