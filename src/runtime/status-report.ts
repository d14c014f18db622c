import type { EpochMs, SourceId } from "../model/brand.ts";
import type { Source } from "../model/source.ts";
import type { SourceState } from "../model/source-state.ts";
import type { SourceStatus, StatusReport } from "../model/status.ts";
import { sameFeeds } from "../schedule/same-feed.ts";
import { redisWarnings } from "./redis-warnings.ts";
import type { Runtime } from "./runtime.ts";

const HOURS_SHOWN = 24;

/** Everything that `lede status`, `/status` and `/metrics` tell, read from Redis: any process can answer for all. */
export async function statusReport(runtime: Runtime, version: string): Promise<StatusReport> {
  const { config, now: clock, queues } = runtime;
  const { schedule, articles, stories, stats } = runtime.answering;
  const now = clock();
  const [states, queueStatus, publications, count, hours, extractions, warnings, totals, running] =
    await Promise.all([
      schedule.states(config.sources.map((s) => s.id)),
      queues.status(),
      stories.statuses(),
      articles.count(),
      stats.hours(now, HOURS_SHOWN),
      stats.extractionFailures(),
      redisWarnings(runtime.hasty),
      stats.totals(now, HOURS_SHOWN),
      stats.running(),
    ]);
  const known = new Map(config.sources.map((source, n) => [source.id, states[n]]));
  const same = sameFeeds(config.sources, (id) => known.get(id));
  return under(runtime, {
    at: now,
    version,
    sources: config.sources.map((source, n) =>
      sourceStatus(source, states[n], { now, twin: same.get(source.id) }),
    ),
    queues: queueStatus,
    publications,
    totals: { articles: count, stories: Math.max(0, ...publications.map((p) => p.storiesInWindow)) },
    hours,
    extractions,
    warnings: runtime.trouble === undefined ? warnings : [runtime.trouble, ...warnings],
    counters: totals,
    running,
  });
}

/** Failures name addresses, and so do redirects and validators: what is secret in them stays here. */
function under({ veil, config }: Runtime, report: StatusReport): StatusReport {
  if ((config.secrets ?? []).length === 0) return report;
  return JSON.parse(veil.over(JSON.stringify(report))) as StatusReport;
}

interface Seen {
  readonly now: EpochMs;
  /** The source that is polled in its place. */
  readonly twin: SourceId | undefined;
}

function sourceStatus(source: Source, polling: SourceState | undefined, { now, twin }: Seen): SourceStatus {
  const { id, outlet, tags } = source;
  const name = source.name ?? polling?.document?.title ?? id;
  const itemsPerDay = polling?.rate?.perDay ?? 0;
  return {
    id,
    name,
    outlet,
    url: source.shownUrl ?? source.url,
    tags,
    ...(twin === undefined ? stateOf(polling, now) : twinOf(twin)),
    itemsPerDay,
    polling,
  };
}

function twinOf(twin: SourceId): Pick<SourceStatus, "state" | "sentence"> {
  return { state: "ok", sentence: `the same feed as ${twin}, which is polled for both` };
}

function stateOf(polling: SourceState | undefined, now: EpochMs): Pick<SourceStatus, "state" | "sentence"> {
  if (!polling?.lastPollAt) return { state: "new", sentence: "waiting for its first poll" };
  const failure = polling.failure;
  if (polling.goneAt)
    return {
      state: "gone",
      sentence: `gone since ${agoOf(polling.goneAt, now)}; remove it or give its new address`,
    };
  if (!failure)
    return { state: "ok", sentence: `read ${agoOf(polling.lastSuccessAt ?? polling.lastPollAt, now)}` };
  const state = failure.code === "FETCH_RATE_LIMITED" ? "limited" : "failing";
  return {
    state,
    sentence: `${sentence(failure.message)} For ${durationOf(now - failure.since)} now. ${sentence(failure.remedy)}`,
  };
}

/** With a capital, unless it begins with an address, and a full stop. */
function sentence(text: string): string {
  const ended = /[.!?]$/.test(text) ? text : `${text}.`;
  return /^[a-z]+ /.test(ended) ? ended.charAt(0).toUpperCase() + ended.slice(1) : ended;
}

/** "12 minutes ago", in English. */
export function agoOf(instant: EpochMs, now: EpochMs): string {
  return now - instant < 1_500 ? "just now" : `${durationOf(now - instant)} ago`;
}

const UNITS: readonly (readonly [ms: number, name: string])[] = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1_000, "second"],
];

/** "12 minutes", "1 hour": the largest unit of which there are two, else the next smaller one. */
function durationOf(ms: number): string {
  const [unit, name] = UNITS.find(([size]) => ms >= 2 * size) ?? [1_000, "second"];
  const n = Math.max(1, Math.round(ms / unit));
  return `${n} ${name}${n === 1 ? "" : "s"}`;
}
