import { FEATURES } from "./pair-features.ts";

const at = (name: (typeof FEATURES)[number]) => FEATURES.indexOf(name);
const [TITLE, JACCARD, BODIES, TITLE_TERMS] = [
  at("cosTitle"),
  at("jaccard"),
  at("bodies"),
  at("sharedTitleTerms"),
];

/**
 * Whether two documents are one text in two places: nearly all of their rare terms are shared, or, where one has
 * only a title, a long title is the same.
 */
export function isNearCopy(features: Float64Array): boolean {
  if (features[BODIES] === 1) return (features[JACCARD] as number) >= 0.75;
  return (features[TITLE] as number) >= 0.97 && (features[TITLE_TERMS] as number) >= 5 / 6;
}
