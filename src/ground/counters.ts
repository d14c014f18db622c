/** What the parts of Lede count, and `/metrics`, `/status` and `lede status` show. */
const COUNTED = [
  // polls by outcome
  "documents",
  "notModified",
  "failed",
  // entries by what became of them
  "new",
  "duplicate",
  "changed",
  "dropped",
  // full texts that were asked for
  "extracted",
  "notExtracted",
  // stories by what happened to them
  "storiesNew",
  "storiesJoined",
  "storiesMerged",
  // publications by whether any file changed, or none could be written
  "published",
  "unchanged",
  "publicationsFailed",
  // of hubs
  "deliveries",
] as const;

/** Distributions that are kept as counters: one key for each bound. */
export const HISTOGRAMS = [
  {
    key: "fetchSeconds",
    metric: "lede_fetch_seconds",
    help: "Time of one poll",
    bounds: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  },
  {
    key: "mergeScore",
    metric: "lede_merge_score",
    help: "Likeness with which an article joined a story",
    bounds: [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
  },
  {
    key: "lagSeconds",
    metric: "lede_publication_lag_seconds",
    help: "Time from an article's first sight to its publication",
    bounds: [2, 5, 10, 30, 60, 300, 1_800],
  },
] as const;

type Observed = (typeof HISTOGRAMS)[number]["key"];

/** A counter, failures by their stable code, or a part of a histogram. */
export type CounterName =
  | (typeof COUNTED)[number]
  | `code:${string}`
  | `${Observed}:${"sum" | "count" | `le:${string}`}`;

/** What is added to the counters. */
export type Counters = { readonly [name in CounterName]?: number };

/** What observing `value` adds to the counters: count it with the others, and `/metrics` shows the histogram. */
export function observation(key: Observed, value: number): Counters {
  const bounds: readonly number[] = HISTOGRAMS.find((plan) => plan.key === key)?.bounds ?? [];
  const bound = bounds.find((limit) => value <= limit);
  return { [`${key}:le:${bound ?? "+Inf"}`]: 1, [`${key}:sum`]: value, [`${key}:count`]: 1 };
}
