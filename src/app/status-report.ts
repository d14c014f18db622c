import type { Redis } from "ioredis";
import type { Veil } from "../config/veil.ts";
import { VERSION } from "../ground/package-file.ts";
import type { EpochMs, SourceId } from "../model/brand.ts";
import type { Config } from "../model/config.ts";
import type { Source } from "../model/source.ts";
import type { SourceState } from "../model/source-state.ts";
import type { SourceStatus, StatusReport } from "../model/status.ts";
import { isOffline } from "../pipeline/poll/keep-network.ts";
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
    offline,
    silent,
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
    troubles.offlineSince(),
    schedule.silentFor(),
  ]);
  const idle = idleIn(silent, states, now);
  const known = new Map(config.sources.map((source, n) => [source.id, states[n]]));
  const same = sameFeeds(config.sources, (id) => known.get(id));
  return under(deps.veil, config, {
    at: now,
    version: VERSION,
    sources: config.sources.map((source, n) =>
      sourceStatus(source, states[n], {
        now,
        offline,
        twin: twinIn(same.get(source.id), known),
        missed: missed.get(source.id),
      }),
    ),
    queues: queueStatus,
    publications,
    totals: { articles: count, stories: Math.max(0, ...publications.map((p) => p.storiesInWindow)) },
    hours,
    extractions,
    warnings: [
      ...new Set([
        ...(idle ? [idleSentence(idle, now)] : []),
        ...(offline === undefined ? [] : [offlineSentence(offline)]),
        ...deps.troubles(),
        ...others,
        ...warnings.flat(),
      ]),
    ],
    counters: totals,
    running,
    idle,
  });
}

/** The schedule is looked at every ten seconds by whoever keeps it. */
const SILENT_MS = 30_000;

/** Nobody keeps the schedule; and since when nothing was polled, or nobody kept it. */
function idleIn(
  silent: number | undefined,
  states: readonly (SourceState | undefined)[],
  now: EpochMs,
): StatusReport["idle"] {
  if (silent !== undefined && silent < SILENT_MS) return undefined;
  const kept = silent === undefined ? 0 : now - silent;
  const last = states.reduce((latest, state) => Math.max(latest, state?.lastPollAt ?? 0), kept);
  return { since: last === 0 ? undefined : last };
}

function idleSentence({ since }: NonNullable<StatusReport["idle"]>, now: EpochMs): string {
  const last =
    since === undefined ? "none has run here yet" : `the last sign of one was ${agoOf(since, now)}`;
  return `No wire is running: ${last}. Start it with "lede run"; "lede once" makes one round.`;
}

/** The one sentence about an outage: for `/status`, `lede status`, and the page that waits for the first edition. */
export function offlineSentence(since: EpochMs): string {
  return `The network cannot be reached (since ${new Date(since).toISOString().slice(11, 16)} UTC): no source is to blame, and all are asked again within a minute of its return.`;
}

/** Failures name addresses, and so do redirects and validators: what is secret in them stays here. */
function under(veil: Veil, { secrets = [] }: Pick<Config, "secrets">, report: StatusReport): StatusReport {
  if (secrets.length === 0) return report;
  return JSON.parse(veil.over(JSON.stringify(report))) as StatusReport;
}

function twinIn(id: SourceId | undefined, known: ReadonlyMap<SourceId, SourceState | undefined>) {
  return id === undefined ? undefined : { id, polling: known.get(id) };
}

interface Seen {
  readonly now: EpochMs;
  /** Since when this machine has had no network. */
  readonly offline: EpochMs | undefined;
  /** The source that is polled in its place. */
  readonly twin: { readonly id: SourceId; readonly polling: SourceState | undefined } | undefined;
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
  const { twin, missed } = seen;
  const { id, outlet, tags } = source;
  const name = source.name ?? polling?.document?.title ?? id;
  const itemsPerDay = polling?.rate?.perDay ?? 0;
  const more = movedOn(polling) + missedSelector(source, missed);
  return {
    id,
    name,
    outlet,
    url: source.shownUrl ?? source.url,
    tags,
    ...(twin === undefined ? withMore(stateOf(polling, seen), more) : twinOf(twin, seen)),
    itemsPerDay,
    polling,
  };
}

type Told = Pick<SourceStatus, "state" | "sentence">;

/** Where something is worse, that alone is said. */
function withMore({ state, sentence }: Told, more: string): Told {
  return { state, sentence: state === "ok" ? sentence + more : sentence };
}

/** It is as well as the one that is polled. */
function twinOf({ id, polling }: NonNullable<Seen["twin"]>, seen: Seen): Told {
  const { state, sentence } = stateOf(polling, seen);
  const same = `the same feed as ${id}, which is polled for both`;
  return { state, sentence: state === "ok" ? same : `${same}: ${sentence}` };
}

/** What follows a source's sentence when its server says for good that the feed has another address. */
function movedOn(polling: SourceState | undefined): string {
  const to = polling?.movedTo ?? polling?.moved?.to;
  return to === undefined ? "" : `; ${movedSentence(to)}`;
}

/** Of a source whose feed has moved for good: for `status`, `once` and `check --probe`. */
export function movedSentence(to: string): string {
  return `moved to ${to} for good: put that into lede.yaml`;
}

function stateOf(polling: SourceState | undefined, { now, offline }: Seen): Told {
  if (offline !== undefined && (!polling || isOffline(polling, offline))) return offlineState(polling, now);
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

/** Nothing is known of it that the outage does not explain. */
function offlineState(polling: SourceState | undefined, now: EpochMs): Told {
  const read = polling?.lastSuccessAt;
  if (read === undefined) return { state: "new", sentence: "waits for the network" };
  return { state: "ok", sentence: `read ${agoOf(read, now)}; waits for the network` };
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
export function durationOf(ms: number): string {
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
