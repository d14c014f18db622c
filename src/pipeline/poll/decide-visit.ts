import { registrableDomain } from "../../fetch/registrable-domain.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { FetchOutcome } from "../../model/document.ts";
import type { ParsedFeed } from "../../model/entry.ts";
import type { Source } from "../../model/source.ts";
import type { SourceDocument, SourceState } from "../../model/source-state.ts";
import type { ScheduleSettings } from "../../schedule/given.ts";
import type { NetworkWatch } from "../../schedule/network-down.ts";
import { afterPoll } from "../../schedule/next-visit.ts";
import { ruleOf } from "../../schedule/request-for.ts";
import { isPushed, renewalIn, type Subscription } from "../../websub/subscription.ts";
import type { TakenDocument } from "./take-in.ts";

export interface DecideDeps {
  readonly settings: ScheduleSettings;
  readonly now: () => EpochMs;
  /** 0-1 */
  readonly random: () => number;
  /** Told of every outcome, good and bad; says whether none of the sources can be reached. Default: they can. */
  readonly network?: NetworkWatch;
}

/** All that a poll found out. */
interface Found extends TakenDocument {
  readonly source: Source;
  readonly state: SourceState | undefined;
  readonly outcome: FetchOutcome;
  readonly subscription: Subscription | undefined;
  /** Other sources that have the same feed. */
  readonly same: readonly Source[];
}

/** What is remembered of a source after a poll: what its document said of itself, and when and why it is polled next. */
export function decideVisit(deps: DecideDeps, found: Found): SourceState {
  const { source, state, outcome, feed, parseFailure, complete, taken, subscription } = found;
  const now = deps.now();
  const next = afterPoll({
    source,
    state,
    outcome,
    document: feed && describe(feed),
    parseFailure,
    complete,
    newEntries: taken.new,
    entryTimes: feed?.entries.flatMap(({ published, updated }) => published ?? updated ?? []) ?? [],
    now,
    random: deps.random(),
    settings: deps.settings,
    networkDown: deps.network?.(outcome, machineOf(outcome.url), now),
    pushed: isPushed(subscription, now),
    renewalIn: renewalIn(subscription, now),
  });
  if (next === state) return next;
  const remembered = {
    ...next,
    rule: feed ? ruleOf(source) : state?.rule,
    parts: found.parts ?? (feed ? undefined : state?.parts),
  };
  return feed
    ? { ...remembered, same: found.same.length > 0 ? found.same.map(({ id }) => id) : undefined }
    : remembered;
}

/** Several dead servers on one machine say nothing about the network. */
export function machineOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? registrableDomain(parsed.hostname) : url;
}

/** What is worth remembering of a document until the next one comes. */
function describe(feed: ParsedFeed): SourceDocument {
  const { ttl, updatePeriod, skipHours, skipDays } = feed.pacing;
  const minInterval = Math.max(ttl ?? 0, updatePeriod ?? 0);
  return {
    title: feed.title,
    siteUrl: feed.link,
    id: feed.id,
    feedUrl: feed.feedUrl,
    rights: feed.copyright,
    language: feed.language,
    icon: feed.icon ?? feed.image,
    hubs: feed.hubs,
    minInterval: minInterval > 0 ? minInterval : undefined,
    skipHours,
    skipDays,
    reader: feed.reader,
    format: feed.format,
    entries: feed.entries.length,
    skipped: feed.skipped,
  };
}
