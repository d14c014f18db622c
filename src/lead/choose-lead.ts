import { DAY_MS, dateOf, HOUR_MS } from "../ground/time.ts";
import type { ArticleId, EpochMs, SourceId } from "../model/brand.ts";
import type { LeadWeights } from "../model/config.ts";
import type { Reason } from "../model/story.ts";
import { centralities } from "./centrality.ts";

/** A member of a story, as far as the choice of its lead goes. */
export interface LeadCandidate {
  readonly id: ArticleId;
  readonly sourceId: SourceId;
  readonly title: string;
  readonly summary: string;
  /** `weight` of its source: 1 is usual. */
  readonly sourceWeight: number;
  /** Full text: had, not to be had, or not tried yet. */
  readonly fullText: "text" | "none" | undefined;
  /** Characters of HTML that the feed itself gave. */
  readonly contentLength: number;
  /** For subscribers: readers are shown no more than a teaser. */
  readonly gated?: boolean;
  readonly publishedAt: EpochMs | undefined;
  readonly seenAt: EpochMs;
}

export interface LeadOptions {
  readonly now: EpochMs;
  readonly weights: LeadWeights;
  /** Source ids that come first, in this order, whenever they have the story. */
  readonly prefer: readonly string[];
  /** The lead that readers know; it stays unless another one is 15 % better. */
  readonly current?: ArticleId | undefined;
  /** How typical each member is, where the caller knows already. */
  readonly centralities?: readonly number[] | undefined;
}

export interface LeadChoice {
  readonly id: ArticleId;
  readonly score: number;
  /** Its terms, the weightiest first. */
  readonly reasons: readonly Reason[];
}

/** How much better a lead must be than the published one. */
const STICKINESS = 1.15;
/** Characters of a feed's own HTML that stand for a full text. */
const LONG_CONTENT = 1_500;
const EARLIEST_FADES_MS = 6 * HOUR_MS;
const RECENCY_FADES_MS = DAY_MS;

/**
 * The article that stands for a story, and why: each term is 0-1, times its weight. The same members in any order
 * give the same lead. What is for subscribers never stands for a story that somebody tells freely, whoever is preferred
 * and whatever readers know.
 *
 * @returns undefined only for a story without members
 */
export function chooseLead(members: readonly LeadCandidate[], options: LeadOptions): LeadChoice | undefined {
  const all = rankLeads(members, options);
  const gated = new Set(members.filter((member) => member.gated).map(({ id }) => id));
  const ranked = gated.size < members.length ? all.filter(({ id }) => !gated.has(id)) : all;
  const best = ranked[0];
  const current = ranked.find((choice) => choice.id === options.current);
  if (!best || !current || current.id === best.id) return best;
  if (best.score > current.score * STICKINESS) return best;
  const kept = { name: "published", value: 1, contribution: best.score - current.score };
  return { ...current, reasons: [...current.reasons, kept] };
}

/** All members as leads, the best first. */
function rankLeads(members: readonly LeadCandidate[], options: LeadOptions): readonly LeadChoice[] {
  const central = options.centralities ?? centralities(members);
  const first = Math.min(...members.map(dateOf));
  return members
    .map((member, n) => scoreLead(member, { ...options, centrality: central[n] ?? 0, first }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

interface Setting extends LeadOptions {
  readonly centrality: number;
  readonly first: EpochMs;
}

function scoreLead(member: LeadCandidate, { now, weights, prefer, centrality, first }: Setting): LeadChoice {
  const at = dateOf(member);
  const terms: readonly (readonly [name: string, value: number, weight: number])[] = [
    ["source", trust(member.sourceWeight), weights.source],
    ["fullText", fullTextTerm(member), weights.fullText],
    ["centrality", centrality, weights.centrality],
    ["earliest", Math.exp(-(at - first) / EARLIEST_FADES_MS), weights.earliest],
    ["recency", Math.exp(-Math.max(0, now - at) / RECENCY_FADES_MS), weights.recency],
    ["preferred", preference(member.sourceId, prefer), preferredWeight(weights)],
  ];
  const reasons = terms
    .filter(([, value, weight]) => value > 0 && weight > 0)
    .map(([name, value, weight]) => ({ name, value, contribution: value * weight }))
    .sort((a, b) => b.contribution - a.contribution);
  return { id: member.id, score: reasons.reduce((sum, r) => sum + r.contribution, 0), reasons };
}

/** 0-1: the usual weight 1 is a half, so that there is room above it. */
function trust(weight: number): number {
  return Math.max(0, weight) / (1 + Math.max(0, weight));
}

function fullTextTerm({ fullText, contentLength }: LeadCandidate): number {
  if (fullText === "text") return 1;
  const own = contentLength >= LONG_CONTENT;
  if (fullText === "none") return own ? 0.6 : 0;
  return own ? 0.8 : 0.6; // not tried yet: most pages can be read
}

/** 1 for the first that is named, then less; still enough to outdo everything else. */
function preference(id: SourceId, prefer: readonly string[]): number {
  const place = prefer.indexOf(id);
  return place < 0 ? 0 : 1 - place / (2 * prefer.length);
}

/** So heavy that the last of the preferred still beats any other, stickiness included. */
function preferredWeight(weights: LeadWeights): number {
  const others = weights.source + weights.fullText + weights.centrality + weights.earliest + weights.recency;
  return others * 12;
}
