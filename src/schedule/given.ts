import { DAY_MS, HOUR_MS, MINUTE_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Config } from "../model/config.ts";
import type { FetchOutcome } from "../model/document.ts";
import type { Failure } from "../model/failure.ts";
import type { Source } from "../model/source.ts";
import type { SourceDocument, SourceState } from "../model/source-state.ts";
import type { Outage } from "./network-down.ts";

/** All that is known when a poll is over. */
export interface PollResult {
  readonly source: Source;
  readonly state: SourceState | undefined;
  readonly outcome: FetchOutcome;
  /** What the document said of itself; absent when no feed was read from it (304, unchanged bytes, a failure). */
  readonly document?: SourceDocument | undefined;
  /** The document came and is no feed. */
  readonly parseFailure?: Failure | undefined;
  /** False when the document breaks off: its entries count, its validators must not. Default true. */
  readonly complete?: boolean;
  /** Entries that no earlier poll had. */
  readonly newEntries: number;
  /** Publication instants of the document's entries. */
  readonly entryTimes?: readonly EpochMs[];
  readonly now: EpochMs;
  /** 0-1; chance only ever adds to a wait. */
  readonly random: number;
  readonly settings: ScheduleSettings;
  /** None of the sources can be reached: this one is not to blame. */
  readonly networkDown?: Outage | undefined;
  /** A hub delivers this source's news: polling is only the safety net. */
  readonly pushed?: boolean;
  /** ms until its lease has to be renewed, which happens after a poll. */
  readonly renewalIn?: number | undefined;
}

/** What the schedule is told by the configuration. All in ms. */
export interface ScheduleSettings {
  /** `schedule.every`: the shortest interval of sources without their own. */
  readonly every: number;
  /** No source is polled more often, whatever it or the configuration says. Default: 5 min. */
  readonly least?: number;
  /** Longest interval between polls of a healthy source, and the most that a hint of a 200 or 304 can ask for. */
  readonly most?: number;
  /** See `USUAL_PATIENCE`. */
  readonly patience?: number;
  /** `websub.callback`: where hubs deliver. */
  readonly callback?: string | undefined;
  /** How many there are. Default: few. */
  readonly sources?: number;
}

export const LEAST_MS = 5 * MINUTE_MS;
export const MOST_MS = 24 * HOUR_MS;
/** The most that Retry-After or Cache-Control on an error can ask for. */
export const MOST_REFUSED_MS = 7 * DAY_MS;

/** The last instant that a Date can hold: when a source that is gone is polled next. */
export const NEVER = 8_640_000_000_000_000;

/** An interval under the usual least was written by hand, and so is meant. */
export function scheduleSettings({
  schedule,
  sources,
  websub,
}: Pick<Config, "schedule" | "sources" | "websub">): ScheduleSettings {
  const least = sources.reduce(
    (shortest, source) => Math.min(shortest, source.every ?? shortest),
    schedule.every,
  );
  return {
    every: schedule.every,
    least: Math.min(LEAST_MS, least),
    callback: websub.callback,
    sources: sources.length,
  };
}

/** What the configuration says of how often a source is polled, as one text: it is compared with what it said before. */
export function paceOf({ every, cron, timezone = "" }: Source, settings: ScheduleSettings): string {
  if (cron !== undefined) return `cron ${cron} ${timezone}`.trimEnd();
  return every === undefined ? `from ${settings.every}` : `every ${every}`;
}
