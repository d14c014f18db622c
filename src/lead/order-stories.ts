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
  /** Asked only of stories that may have a place: choosing a lead costs far more than ranking. */
  readonly leadSource: () => SourceId;
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
    .map((story) => ({ story, score: scoreOf(story, now) }))
    .sort((a, b) => b.score - a.score || (a.story.id < b.story.id ? 1 : -1));
  const led = new Map<SourceId, number>();
  const chosen: RankedStory[] = [];
  for (const { story, score } of ranked) {
    if (chosen.length >= stories) break;
    const source = story.leadSource();
    const before = led.get(source) ?? 0;
    if (before >= perSource) continue;
    led.set(source, before + 1);
    chosen.push({ id: story.id, score, reasons: reasonsOf(story, now) });
  }
  return chosen;
}

function scoreOf(story: OrderCandidate, now: EpochMs): number {
  let score = 0;
  for (const [, value, by] of termsOf(story, now)) score += value * by;
  return score;
}

function reasonsOf(story: OrderCandidate, now: EpochMs): readonly Reason[] {
  return termsOf(story, now)
    .map(([name, value, by]) => ({ name, value, contribution: value * by }))
    .sort((a, b) => b.contribution - a.contribution);
}

function termsOf({ members }: OrderCandidate, now: EpochMs) {
  let newest = Number.NEGATIVE_INFINITY;
  let weight = 0;
  for (const member of members) {
    newest = Math.max(newest, member.publishedAt ?? member.seenAt);
    weight = Math.max(weight, member.sourceWeight);
  }
  return [
    ["outlets", Math.min(1, Math.log2(countVoices(members)) / Math.log2(EVERYBODY)), WEIGHTS.outlets],
    ["recency", 2 ** (-Math.max(0, now - newest) / HALF_LIFE_MS), WEIGHTS.recency],
    ["source", weight / (1 + weight), WEIGHTS.source],
  ] as const;
}

/** Independent voices: an outlet speaks once, and who repeats an article's text does not speak at all. */
export function countVoices(members: readonly OrderMember[]): number {
  if (members.length < 2) return 1;
  const outletOf = new Map(members.map((m) => [m.id, m.outlet.toLowerCase()]));
  const voices = new Set<string>();
  for (const { outlet, syndicatedOf } of members) {
    const original = syndicatedOf === undefined ? undefined : outletOf.get(syndicatedOf);
    if (original === undefined) voices.add(outlet.toLowerCase());
    else voices.add(original);
  }
  return Math.max(1, voices.size);
}
