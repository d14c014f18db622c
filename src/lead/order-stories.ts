import { HOUR_MS } from "../ground/time.ts";
import type { ArticleId, EpochMs, SourceId, StoryId } from "../model/brand.ts";
import type { Reason } from "../model/story.ts";

/** A member, as far as counting voices goes. */
export interface Voice {
  readonly id: ArticleId;
  readonly outlet: string;
  /** What it is called where readers see it; default: `outlet`. */
  readonly name?: string;
  /** Whose outlet it is, where several are one owner's. */
  readonly house?: string | undefined;
  /** The article whose text this one repeats. */
  readonly syndicatedOf: ArticleId | undefined;
}

/** What ranks a story. */
export interface OrderCandidate {
  readonly id: StoryId;
  /** Independent ones: see `voicesOf`. */
  readonly voices: number;
  /** Of its newest member. */
  readonly newestAt: EpochMs;
  /** `weight` of its most trusted source: 1 is usual. */
  readonly weight: number;
}

export interface OrderOptions {
  readonly now: EpochMs;
  /** Stories that the edition has room for. */
  readonly stories: number;
  /** Stories that one source may lead. */
  readonly perSource: number;
  /** Asked only of stories that may have a place: choosing a lead costs far more than ranking. */
  readonly leadSource: (id: StoryId) => SourceId;
  /** The rules let it through; asked as `leadSource` is. */
  readonly isWanted?: (id: StoryId) => boolean;
}

export interface RankedStory {
  readonly id: StoryId;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

const WEIGHTS = { outlets: 4, recency: 3, source: 1.5 };
/** Age at which a story has lost half of what recency gives it. */
const HALF_LIFE_MS = 8 * HOUR_MS;
/** Independent voices that count as everybody. */
const EVERYBODY = 16;
/** Times the stories of an edition that are put in order at first: some sources may be beyond their share. */
const SPARE = 4;

/**
 * The stories of an edition in order, the front page's lead first: what many independent outlets carry, what is
 * new, what trusted sources tell. Each term is 0-1 times its weight. Sources beyond their share are left out, the
 * least of their stories first.
 */
export function orderStories(
  candidates: readonly OrderCandidate[],
  { now, stories, perSource, leadSource, isWanted = () => true }: OrderOptions,
): readonly RankedStory[] {
  const led = new Map<SourceId, number>();
  const chosen: RankedStory[] = [];
  for (const { story, score } of bestFirst(candidates, now, stories * SPARE)) {
    if (chosen.length >= stories) break;
    if (!isWanted(story.id)) continue;
    const source = leadSource(story.id);
    const before = led.get(source) ?? 0;
    if (before >= perSource) continue;
    led.set(source, before + 1);
    chosen.push({ id: story.id, score, reasons: reasonsOf(story, now) });
  }
  return chosen;
}

interface Scored {
  readonly story: OrderCandidate;
  readonly score: number;
}

/** All candidates by score. Only the first `few` are put in order at once: an edition seldom looks further. */
function* bestFirst(candidates: readonly OrderCandidate[], now: EpochMs, few: number): Generator<Scored> {
  const scores = new Float64Array(candidates.length);
  for (let n = 0; n < scores.length; n++) scores[n] = scoreOf(candidates[n] as OrderCandidate, now);
  const cut = scores.length > few ? (scores.toSorted()[scores.length - few] as number) : 0;
  const within = (isWithin: (score: number) => boolean) => {
    const found: Scored[] = [];
    for (let n = 0; n < scores.length; n++) {
      const score = scores[n] as number;
      if (isWithin(score)) found.push({ story: candidates[n] as OrderCandidate, score });
    }
    return found.sort(byScore);
  };
  yield* within((score) => score >= cut);
  yield* within((score) => score < cut);
}

function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || (a.story.id < b.story.id ? 1 : -1);
}

function scoreOf(story: OrderCandidate, now: EpochMs): number {
  return (
    WEIGHTS.outlets * breadth(story) + WEIGHTS.recency * recency(story, now) + WEIGHTS.source * trust(story)
  );
}

function reasonsOf(story: OrderCandidate, now: EpochMs): readonly Reason[] {
  const terms = [
    ["outlets", breadth(story), WEIGHTS.outlets],
    ["recency", recency(story, now), WEIGHTS.recency],
    ["source", trust(story), WEIGHTS.source],
  ] as const;
  return terms
    .map(([name, value, by]) => ({ name, value, contribution: value * by }))
    .sort((a, b) => b.contribution - a.contribution);
}

function breadth({ voices }: OrderCandidate): number {
  return Math.min(1, Math.log2(voices) / Math.log2(EVERYBODY));
}

function recency({ newestAt }: OrderCandidate, now: EpochMs): number {
  return 2 ** (-Math.max(0, now - newestAt) / HALF_LIFE_MS);
}

function trust({ weight }: OrderCandidate): number {
  return weight / (1 + weight);
}

/**
 * Independent voices, each by one of its outlets: an outlet speaks once, so do all that belong to one house, and of those
 * who have the same text the first one speaks alone, whichever was found to be a copy of which. Where the lead is one of
 * them and is not named otherwise, the voice goes by its name: a reader sees the lead, and it tells the story.
 *
 * @param members in an order that lasts
 */
export function voicesOf(members: readonly Voice[], leadId?: ArticleId): readonly string[] {
  const [first] = members;
  if (first && members.length === 1) return [nameOf(first)];
  const speakerOf = firstWithSameText(members);
  const voices = new Map<string, string>();
  for (const speaker of members.map(speakerOf)) {
    const voice = voiceOf(speaker);
    if (!voices.has(voice)) voices.set(voice, nameOf(speaker));
  }
  const lead = members.find(({ id }) => id === leadId);
  const isNamed = lead === undefined || [...voices.values()].includes(nameOf(lead));
  if (!isNamed) voices.set(voiceOf(speakerOf(lead)), nameOf(lead));
  return [...voices.values()];
}

function voiceOf({ house, outlet }: Voice): string {
  return house ?? outlet.toLowerCase();
}

function nameOf({ outlet, name = outlet }: Voice): string {
  return name;
}

function firstWithSameText(members: readonly Voice[]): (member: Voice) => Voice {
  const place = new Map(members.map(({ id }, n) => [id, n]));
  const earlier = members.map((_, n) => n);
  const firstOf = (n: number): number => {
    const before = earlier[n] as number;
    return before === n ? n : firstOf(before);
  };
  members.forEach(({ syndicatedOf }, n) => {
    const other = syndicatedOf === undefined ? undefined : place.get(syndicatedOf);
    if (other === undefined) return;
    const [a, b] = [firstOf(n), firstOf(other)];
    earlier[Math.max(a, b)] = Math.min(a, b);
  });
  return ({ id }) => members[firstOf(place.get(id) as number)] as Voice;
}
