import type { Wire } from "./wire-sets.ts";

/** Counts of one wire, or summed over several. */
export interface WireScore {
  readonly items: number;
  /** Stories of several articles, and those of them without a stranger. */
  readonly stories: number;
  readonly clean: number;
  /** Pairs put together, and those of them of one topic. */
  readonly together: number;
  readonly right: number;
  /** Pairs of one event within the window, and those of them put together. */
  readonly wanted: number;
  readonly found: number;
  /** Articles under a story that is not theirs; surplus entries of an event. */
  readonly hidden: number;
  readonly twice: number;
  /** B-cubed F1, times the items. */
  readonly b3: number;
}

const WINDOW_SECONDS = 72 * 3600;

/** Scores stories (by row) against a reader's labels: together where a topic is shared, and told once where an event is. */
export function scoreWire({ rows, events, topics }: Wire, story: readonly string[]): WireScore {
  const event = events.map((label, n) => label ?? `alone-${n}`);
  const topic = topics.map((label, n) => label ?? `alone-${n}`);
  const [groups, told] = [groupBy(story), groupBy(event)];
  return {
    items: rows.length,
    ...scoreStories(groups, topic),
    ...scoreEvents(told, story, rows),
    b3: bCubed({ groups, told, story, event, topic }),
  };
}

type Groups = ReadonlyMap<string, readonly number[]>;

function scoreStories(groups: Groups, topic: readonly string[]) {
  const score = { stories: 0, clean: 0, hidden: 0, together: 0, right: 0 };
  for (const members of groups.values()) {
    if (members.length < 2) continue;
    const parts = [...groupBy(members.map((n) => topic[n] as string)).values()].map(({ length }) => length);
    score.stories++;
    if (parts.length === 1) score.clean++;
    score.hidden += members.length - Math.max(...parts);
    score.together += pairsOf(members.length);
    score.right += parts.reduce((sum, size) => sum + pairsOf(size), 0);
  }
  return score;
}

function scoreEvents(told: Groups, story: readonly string[], rows: Wire["rows"]) {
  const score = { wanted: 0, found: 0, twice: 0 };
  const isNear = (a: number, b: number) =>
    Math.abs((rows[a]?.ts ?? 0) - (rows[b]?.ts ?? 0)) <= WINDOW_SECONDS;
  for (const members of told.values()) {
    const pairs = members.flatMap((a, k) => members.slice(k + 1).map((b) => [a, b] as const));
    const near = pairs.filter(([a, b]) => isNear(a, b));
    score.twice += new Set(members.map((n) => story[n])).size - 1;
    score.wanted += near.length;
    score.found += near.filter(([a, b]) => story[a] === story[b]).length;
  }
  return score;
}

interface Labelled {
  readonly groups: Groups;
  readonly told: Groups;
  readonly story: readonly string[];
  readonly event: readonly string[];
  readonly topic: readonly string[];
}

function bCubed({ groups, told, story, event, topic }: Labelled): number {
  let [precision, recall] = [0, 0];
  for (let n = 0; n < story.length; n++) {
    const mine = groups.get(story[n] as string) ?? [];
    const all = told.get(event[n] as string) ?? [];
    precision += mine.filter((m) => topic[m] === topic[n]).length / mine.length;
    recall += all.filter((m) => story[m] === story[n]).length / all.length;
  }
  return (2 * precision * recall) / (precision + recall);
}

export function addScores(scores: readonly WireScore[]): WireScore {
  const sum = (of: (score: WireScore) => number) => scores.reduce((total, one) => total + of(one), 0);
  return {
    items: sum((s) => s.items),
    stories: sum((s) => s.stories),
    clean: sum((s) => s.clean),
    together: sum((s) => s.together),
    right: sum((s) => s.right),
    wanted: sum((s) => s.wanted),
    found: sum((s) => s.found),
    hidden: sum((s) => s.hidden),
    twice: sum((s) => s.twice),
    b3: sum((s) => s.b3),
  };
}

export function tellScore(name: string, s: WireScore): string {
  const share = (part: number, all: number) => (all === 0 ? 100 : (100 * part) / all).toFixed(1).padStart(5);
  const rate = (part: number) => ((100 * part) / s.items).toFixed(2).padStart(5);
  return `${name.padEnd(26)} ${String(s.items).padStart(5)} items ${String(s.stories).padStart(5)} stories  clean ${share(s.clean, s.stories)}  pair P ${share(s.right, s.together)} R ${share(s.found, s.wanted)}  hidden ${rate(s.hidden)}  twice ${rate(s.twice)}  B3 F1 ${(s.b3 / s.items).toFixed(3)}`;
}

function pairsOf(size: number): number {
  return (size * (size - 1)) / 2;
}

function groupBy(labels: readonly string[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [n, label] of labels.entries()) {
    const members = groups.get(label);
    if (members) members.push(n);
    else groups.set(label, [n]);
  }
  return groups;
}
