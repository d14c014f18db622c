import { FEATURES } from "./pair-features.ts";

const at = (name: (typeof FEATURES)[number]) => FEATURES.indexOf(name);
const [TITLE, JACCARD, BODIES, SHORTEST, TITLE_TERMS] = [
  at("cosTitle"),
  at("jaccard"),
  at("bodies"),
  at("shortest"),
  at("sharedTitleTerms"),
];

/** Terms (of 40) below which two texts of one event share most words without either being taken from the other. */
const BRIEF = 15 / 40;

/**
 * Whether two documents are one text in two places: nearly all of their rare terms are shared, or, where one has
 * but a sentence or only a title, a long title is the same as well.
 */
export function isNearCopy(features: Float64Array): boolean {
  if (features[BODIES] === 1 && (features[SHORTEST] as number) >= BRIEF)
    return (features[JACCARD] as number) >= 0.75;
  if (features[BODIES] === 1 && (features[JACCARD] as number) < 0.95) return false;
  return (features[TITLE] as number) >= 0.97 && (features[TITLE_TERMS] as number) >= 5 / 6;
}
