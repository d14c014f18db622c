import type { ArticleId, EpochMs, SourceId, StoryId } from "../model/brand.ts";
import type { Reason } from "../model/story.ts";

export interface OrderMember {
  readonly id: ArticleId;
  readonly sourceId: SourceId;
  readonly outlet: string;
  readonly sourceWeight: number;
  readonly publishedAt: EpochMs | undefined;
  readonly seenAt: EpochMs;
  /** The article whose text this one repeats. */
  readonly syndicatedOf: ArticleId | undefined;
}

export interface OrderCandidate {
  readonly id: StoryId;
  readonly leadId: ArticleId;
  readonly members: readonly OrderMember[];
}

export interface OrderOptions {
  readonly now: EpochMs;
  /** Stories that the edition has room for. */
  readonly stories: number;
  /** Stories that one source may lead. */
  readonly perSource: number;
}

export interface RankedStory {
  readonly id: StoryId;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

const WEIGHTS = { outlets: 4, recency: 3, source: 1.5 };
/** Age at which a story has lost half of what recency gives it. */
const HALF_LIFE_MS = 8 * 3_600_000;
/** Independent voices that count as everybody. */
const EVERYBODY = 16;

/**
 * The stories of an edition in order, the front page's lead first: what many independent outlets carry, what is
 * new, what trusted sources tell. Each term is 0-1 times its weight. Sources beyond their share are left out, the
 * least of their stories first.
 */
export function orderStories(
  candidates: readonly OrderCandidate[],
  { now, stories, perSource }: OrderOptions,
): readonly RankedStory[] {
  const ranked = candidates
    .map((story) => ({ story, ranked: rank(story, now) }))
    .sort((a, b) => b.ranked.score - a.ranked.score || (a.story.id < b.story.id ? 1 : -1));
  const led = new Map<SourceId, number>();
  const chosen: RankedStory[] = [];
  for (const { story, ranked: one } of ranked) {
    if (chosen.length >= stories) break;
    const source = (story.members.find((m) => m.id === story.leadId) ?? story.members[0])?.sourceId ?? "";
    const before = led.get(source) ?? 0;
    if (before >= perSource) continue;
    led.set(source, before + 1);
    chosen.push(one);
  }
  return chosen;
}

function rank({ id, members }: OrderCandidate, now: EpochMs): RankedStory {
  const newest = Math.max(...members.map((m) => m.publishedAt ?? m.seenAt));
  const weight = Math.max(0, ...members.map((m) => m.sourceWeight));
  const terms = [
    ["outlets", Math.min(1, Math.log2(countVoices(members)) / Math.log2(EVERYBODY)), WEIGHTS.outlets],
    ["recency", 2 ** (-Math.max(0, now - newest) / HALF_LIFE_MS), WEIGHTS.recency],
    ["source", weight / (1 + weight), WEIGHTS.source],
  ] as const;
  const reasons = terms
    .map(([name, value, by]) => ({ name, value, contribution: value * by }))
    .sort((a, b) => b.contribution - a.contribution);
  return { id, score: reasons.reduce((sum, r) => sum + r.contribution, 0), reasons };
}

/** Independent voices: an outlet speaks once, and who repeats an article's text does not speak at all. */
export function countVoices(members: readonly OrderMember[]): number {
  const outletOf = new Map(members.map((m) => [m.id, m.outlet.toLowerCase()]));
  const voices = new Set<string>();
  for (const { outlet, syndicatedOf } of members) {
    const original = syndicatedOf === undefined ? undefined : outletOf.get(syndicatedOf);
    if (original === undefined) voices.add(outlet.toLowerCase());
    else voices.add(original);
  }
  return Math.max(1, voices.size);
}
