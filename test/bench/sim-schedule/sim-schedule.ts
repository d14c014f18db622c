import { type Rule, rules } from "./rules.ts";
import { inventStreams, type Stream, seeded } from "./streams.ts";

/**
 * How late entries are seen under different polling rules at the same number of requests. Every rule has one dial,
 * which is turned until it makes as many requests as the budget allows; then the delays are compared.
 */
const FEEDS = 160;
/** Thirty days of history, a week to learn, two weeks that count. */
const START_DAY = 30;
const COUNT_FROM_DAY = 37;
const END_DAY = 51;
const BUDGETS = [12, 24, 48];
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

interface Outcome {
  readonly requests: number;
  readonly delays: Float64Array;
  readonly feedMeans: readonly number[];
}

interface Row {
  readonly budget: number;
  readonly rule: string;
  readonly requests: number;
  readonly mean: number;
  readonly p90: number;
  readonly feedMedian: number;
}

const random = seeded(20_260_101);
const streams = inventStreams(FEEDS, END_DAY, random);
const rows = BUDGETS.flatMap((budget) =>
  Object.entries(rules).map(([name, rule]) => rowOf(name, rule, budget)),
);
print(rows);
process.exitCode = verdicts(rows).every(({ ok }) => ok) ? 0 : 1;

function rowOf(name: string, rule: Rule, budget: number): Row {
  const { requests, delays, feedMeans } = atBudget(rule, budget);
  const sorted = delays.toSorted();
  const means = [...feedMeans].sort((a, b) => a - b);
  return {
    budget,
    rule: name,
    requests,
    mean: delays.reduce((sum, delay) => sum + delay, 0) / delays.length / MINUTE_MS,
    p90: (sorted[Math.floor(sorted.length * 0.9)] ?? 0) / MINUTE_MS,
    feedMedian: (means[Math.floor(means.length / 2)] ?? 0) / MINUTE_MS,
  };
}

/** Turns the dial until the mean number of requests a feed and day is the budget: the secant rule, on logarithms. */
function atBudget(rule: Rule, budget: number): Outcome {
  const trial = (log: number) => {
    const outcome = simulate(rule, Math.exp(log));
    return { log, outcome, off: Math.log(outcome.requests / budget) };
  };
  let before = trial(0);
  let last = trial(before.off > 0 ? 0.5 : -0.5);
  for (let step = 0; step < 8 && Math.abs(last.off) > 0.003; step += 1) {
    const slope = (last.off - before.off) / (last.log - before.log) || -1;
    const move = Math.max(-2, Math.min(2, -last.off / slope));
    [before, last] = [last, trial(last.log + move)];
  }
  return last.outcome;
}

function simulate(rule: Rule, scale: number): Outcome {
  const delays: number[] = [];
  const feedMeans: number[] = [];
  let polls = 0;
  streams.forEach((stream, i) => {
    const own: number[] = [];
    polls += pollFeed(stream, rule(scale), (i / FEEDS) * 3_600_000, own);
    delays.push(...own);
    if (own.length > 0) feedMeans.push(own.reduce((sum, delay) => sum + delay, 0) / own.length);
  });
  const requests = polls / FEEDS / (END_DAY - COUNT_FROM_DAY);
  return { requests, delays: Float64Array.from(delays), feedMeans };
}

/** One feed from its first poll to the end; gives the polls that count, and the delays in `delays`. */
function pollFeed({ times }: Stream, wait: ReturnType<Rule>, offset: number, delays: number[]): number {
  let polls = 0;
  let next = 0; // the first entry that no poll has seen
  let lastPollAt: number | undefined;
  for (let now = START_DAY * DAY_MS + offset; now < END_DAY * DAY_MS; ) {
    const from = next;
    while (next < times.length && (times[next] ?? 0) <= now) next += 1;
    const newTimes = times.slice(lastPollAt === undefined ? Math.max(0, next - 30) : from, next);
    if (now >= COUNT_FROM_DAY * DAY_MS) polls += 1;
    for (const time of newTimes) if (time >= COUNT_FROM_DAY * DAY_MS) delays.push(now - time);
    const seen = {
      now,
      lastPollAt,
      newTimes,
      lastWeek: since(times, next, now - 7 * DAY_MS),
      lastMonth: since(times, next, now - 30 * DAY_MS),
    };
    lastPollAt = now;
    now += wait(seen);
  }
  return polls;
}

/** Entries before index `end` that are newer than `from`. */
function since(times: readonly number[], end: number, from: number): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return end - low;
}

function verdicts(all: readonly Row[]): { text: string; ok: boolean }[] {
  return BUDGETS.flatMap((budget) => {
    const row = (name: string) => all.find((r) => r.budget === budget && r.rule === name) as Row;
    const [lede, fixed, miniflux] = [row("lede"), row("fixed"), row("miniflux")];
    return [
      {
        text: `${budget}: mean ${(lede.mean / fixed.mean).toFixed(2)} of fixed (wanted: 0.60)`,
        ok: lede.mean <= 0.6 * fixed.mean,
      },
      {
        text: `${budget}: 90th percentile ${(lede.p90 / fixed.p90).toFixed(2)} of fixed (wanted: 0.75)`,
        ok: lede.p90 <= 0.75 * fixed.p90,
      },
      {
        text: `${budget}: median feed ${(lede.feedMedian / fixed.feedMedian).toFixed(2)} of fixed (wanted: 1)`,
        ok: lede.feedMedian <= fixed.feedMedian,
      },
      {
        text: `${budget}: ahead of Miniflux's on mean and 90th percentile`,
        ok: lede.mean < miniflux.mean && lede.p90 < miniflux.p90,
      },
    ];
  });
}

function print(all: readonly Row[]): void {
  const entries = streams.reduce((sum, { times }) => sum + times.length, 0);
  console.log(
    `${FEEDS} invented feeds, ${entries} entries; delays in minutes, ${END_DAY - COUNT_FROM_DAY} days counted\n`,
  );
  console.log("requests/day  rule        mean    p90  median feed");
  for (const { requests, rule, mean, p90, feedMedian } of all)
    console.log(
      `${requests.toFixed(1).padStart(12)}  ${rule.padEnd(9)} ${mean.toFixed(1).padStart(6)} ${p90.toFixed(1).padStart(6)} ${feedMedian.toFixed(1).padStart(12)}`,
    );
  console.log("");
  for (const { text, ok } of verdicts(all)) console.log(`${ok ? "ok    " : "FAILED"} ${text}`);
  if (process.argv.includes("--json"))
    console.log(JSON.stringify({ sim: "schedule", rows: all, verdicts: verdicts(all) }));
}
