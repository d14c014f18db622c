export interface PartitionScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly b3: { readonly precision: number; readonly recall: number; readonly f1: number };
}

/**
 * Pairwise and B-cubed precision, recall and F1 of a partition against the labelled one.
 *
 * @param counts which items count; the others are only company. Default: all
 */
export function partitionScore(
  gold: readonly string[],
  predicted: readonly string[],
  counts: (n: number) => boolean = () => true,
): PartitionScore {
  const [labels, stories, both] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  const joint = (n: number) => `${gold[n]}\u0001${predicted[n]}`;
  for (let n = 0; n < gold.length; n++) {
    increment(labels, gold[n] as string);
    increment(stories, predicted[n] as string);
    increment(both, joint(n));
  }
  const sums = { items: 0, precision: 0, recall: 0, told: 0, right: 0, wanted: 0 };
  for (let n = 0; n < gold.length; n++) {
    if (!counts(n)) continue;
    const story = stories.get(predicted[n] as string) ?? 1;
    const label = labels.get(gold[n] as string) ?? 1;
    const shared = both.get(joint(n)) ?? 1;
    sums.items++;
    sums.precision += shared / story;
    sums.recall += shared / label;
    sums.told += story - 1;
    sums.wanted += label - 1;
    sums.right += shared - 1;
  }
  const precision = sums.told ? sums.right / sums.told : 1;
  const recall = sums.wanted ? sums.right / sums.wanted : 1;
  const b3 = { precision: sums.precision / sums.items, recall: sums.recall / sums.items };
  return { precision, recall, f1: f1(precision, recall), b3: { ...b3, f1: f1(b3.precision, b3.recall) } };
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function f1(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}

/** Mean of several scores, as of the folds, each weighing the same. */
export function meanScore(scores: readonly PartitionScore[]): PartitionScore {
  const mean = (of: (score: PartitionScore) => number) =>
    scores.reduce((sum, s) => sum + of(s), 0) / scores.length;
  const precision = mean((s) => s.precision);
  const recall = mean((s) => s.recall);
  const b3 = { precision: mean((s) => s.b3.precision), recall: mean((s) => s.b3.recall) };
  return {
    precision,
    recall,
    f1: f1(precision, recall),
    b3: { ...b3, f1: f1(b3.precision, b3.recall) },
  };
}
