import type { Redis } from "ioredis";
import type { Veil } from "../config/veil.ts";
import { VERSION } from "../ground/package-file.ts";
import type { EpochMs, SourceId } from "../model/brand.ts";
import type { Config } from "../model/config.ts";
import type { Source } from "../model/source.ts";
import type { SourceState } from "../model/source-state.ts";
import type { SourceStatus, StatusReport } from "../model/status.ts";
import { sameFeeds } from "../schedule/same-feed.ts";
import type { StatsStore } from "../store/stats-store.ts";
import { thisProcess } from "../store/trouble-store.ts";
import type { OpenedRedis } from "./parts/redis.ts";

const HOURS_SHOWN = 24;

export interface StatusDeps extends Pick<OpenedRedis, "answering" | "queues" | "hasty" | "warnings"> {
  readonly now: () => EpochMs;
  readonly veil: Veil;
  /** What is wrong with this process; of the others Redis knows. */
  readonly troubles: () => readonly string[];
}

/** Everything that `lede status`, `/status` and `/metrics` tell, read from Redis: any process can answer for all. */
export async function statusReport(
  deps: StatusDeps,
  config: Pick<Config, "sources" | "secrets">,
): Promise<StatusReport> {
  const { queues } = deps;
  const { schedule, articles, stories, stats, troubles } = deps.answering;
  const now = deps.now();
  const [
    states,
    queueStatus,
    publications,
    count,
    hours,
    extractions,
    missed,
    warnings,
    totals,
    running,
    others,
  ] = await Promise.all([
    schedule.states(config.sources.map((s) => s.id)),
    queues.status(),
    stories.statuses(),
    articles.count(),
    stats.hours(now, HOURS_SHOWN),
    stats.extractionFailures(),
    missesOf(stats, config.sources),
    Promise.all([deps.warnings(), redisWarnings(deps.hasty)]),
    stats.totals(now, HOURS_SHOWN),
    stats.running(),
    troubles.all(thisProcess()),
  ]);
  const known = new Map(config.sources.map((source, n) => [source.id, states[n]]));
  const same = sameFeeds(config.sources, (id) => known.get(id));
  return under(deps.veil, config, {
    at: now,
    version: VERSION,
    sources: config.sources.map((source, n) =>
      sourceStatus(source, states[n], { now, twin: same.get(source.id), missed: missed.get(source.id) }),
    ),
    queues: queueStatus,
    publications,
    totals: { articles: count, stories: Math.max(0, ...publications.map((p) => p.storiesInWindow)) },
    hours,
    extractions,
    warnings: [...new Set([...deps.troubles(), ...others, ...warnings.flat()])],
    counters: totals,
    running,
  });
}

/** Failures name addresses, and so do redirects and validators: what is secret in them stays here. */
function under(veil: Veil, { secrets = [] }: Pick<Config, "secrets">, report: StatusReport): StatusReport {
  if (secrets.length === 0) return report;
  return JSON.parse(veil.over(JSON.stringify(report))) as StatusReport;
}

interface Seen {
  readonly now: EpochMs;
  /** The source that is polled in its place. */
  readonly twin: SourceId | undefined;
  /** Its selector matched nothing on this many pages, the last ones. */
  readonly missed: number | undefined;
}

async function missesOf(
  stats: StatsStore,
  sources: readonly Source[],
): Promise<ReadonlyMap<SourceId, number>> {
  const asked = sources.flatMap(({ id, fullText }) =>
    fullText.mode === "selector" ? [{ source: id, selector: fullText.selector }] : [],
  );
  const misses = await stats.selectorMisses(asked);
  return new Map(asked.map(({ source }, n) => [source, misses[n] ?? 0]));
}

/** What follows a source's sentence when its selector has come to nothing, else nothing. */
function missedSelector({ fullText }: Source, missed = 0): string {
  if (fullText.mode !== "selector" || missed === 0) return "";
  const pages = missed === 1 ? "its last page" : `its last ${missed} pages`;
  return `; its selector ${JSON.stringify(fullText.selector)} matches nothing on ${pages}, where the text was looked for the usual way`;
}

function sourceStatus(source: Source, polling: SourceState | undefined, seen: Seen): SourceStatus {
  const { now, twin, missed } = seen;
  const { id, outlet, tags } = source;
  const name = source.name ?? polling?.document?.title ?? id;
  const itemsPerDay = polling?.rate?.perDay ?? 0;
  return {
    id,
    name,
    outlet,
    url: source.shownUrl ?? source.url,
    tags,
    ...withMore(twin === undefined ? stateOf(polling, now) : twinOf(twin), missedSelector(source, missed)),
    itemsPerDay,
    polling,
  };
}

/** Where something is worse than the selector, that alone is said. */
function withMore({ state, sentence }: Pick<SourceStatus, "state" | "sentence">, more: string) {
  return { state, sentence: state === "ok" ? sentence + more : sentence };
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

/** Sentences about a Redis that would lose what Lede keeps in it. */
async function redisWarnings(redis: Redis): Promise<readonly string[]> {
  const [memory, persistence] = await Promise.all([redis.info("memory"), redis.info("persistence")]);
  const warnings: string[] = [];
  const policy = field(memory, "maxmemory_policy");
  const limit = Number(field(memory, "maxmemory"));
  if (limit > 0 && policy !== "noeviction") {
    warnings.push(`Redis may throw away keys (maxmemory-policy ${policy}): set it to noeviction.`);
  }
  if (limit > 0 && Number(field(memory, "used_memory")) > 0.9 * limit) {
    warnings.push("Redis has used over 90 % of its maxmemory: raise it, or shorten the windows in the YAML.");
  }
  if (field(persistence, "aof_enabled") === "0") {
    warnings.push(
      "Redis keeps nothing on disk: a restart would forget what was published. Set appendonly yes.",
    );
  }
  if (field(persistence, "aof_last_write_status") === "err")
    warnings.push("Redis cannot write its append-only file: is the disk full?");
  return warnings;
}

function field(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1];
}
