import type { EpochMs } from "../../model/brand.ts";
import type { Fetch, FetchOutcome, ResponseHeaders } from "../../model/document.ts";
import type { ParsedFeed } from "../../model/entry.ts";
import type { Failure } from "../../model/failure.ts";
import type { Source } from "../../model/source.ts";
import type { SourceDocument, SourceState } from "../../model/source-state.ts";
import { readFeed } from "../../parse/read-feed.ts";
import { afterPoll, type PollResult } from "../../schedule/after-poll.ts";
import { isComplete } from "../../schedule/is-complete.ts";
import type { ScheduleSettings } from "../../schedule/poll-settings.ts";
import { requestFor } from "../../schedule/request-for.ts";
import { NOTHING_TAKEN, type TakeInDeps, type TakenIn, takeIn } from "./take-in.ts";

export interface PollDeps {
  readonly fetch: Fetch;
  /** Reads a document as the source wants it read; a document that is no feed is a `Failure`. */
  readonly readFeed: (
    bytes: Uint8Array,
    context: { source: Source; url: string; headers: ResponseHeaders; now: EpochMs },
  ) => Promise<ParsedFeed | Failure> | ParsedFeed | Failure;
  /** Takes the feed's entries into the wire; tells how many no earlier poll had. */
  readonly accept: (feed: ParsedFeed, now: EpochMs) => Promise<{ readonly newEntries: number }>;
  /** Waits for a place to read a document and hand its entries over; default: there is always one. */
  readonly inPlace?: <T>(bytes: number, work: () => Promise<T>) => Promise<T>;
  readonly settings: ScheduleSettings;
  readonly now: () => EpochMs;
  /** 0-1 */
  readonly random: () => number;
  /** Told of every outcome, good and bad; says whether none of the sources can be reached. */
  readonly networkDown?: (outcome: FetchOutcome) => boolean | Promise<boolean>;
  /** A hub delivers this source's news. */
  readonly pushed?: boolean;
  /** ms until its lease has to be renewed. */
  readonly renewalIn?: number | undefined;
}

export interface Poll {
  /** To be remembered; the same object as before when the poll was stopped from outside. */
  readonly state: SourceState;
  readonly outcome: FetchOutcome;
  /** Present when a feed was read: not after 304, nor when the bytes are those of the last poll. */
  readonly feed: ParsedFeed | undefined;
  /** The document came and is no feed. */
  readonly parseFailure: Failure | undefined;
  readonly newEntries: number;
}

/**
 * Polls one source once: request, fetch, read, hand the entries over, and decide when it is polled next. The order is
 * its safety: the state that makes the next request conditional exists only after the entries were accepted.
 *
 * Rejects only with what `accept` or `readFeed` throw (infrastructure); nothing is to be remembered then.
 */
export async function pollSource(
  deps: PollDeps,
  source: Source,
  state: SourceState | undefined,
): Promise<Poll> {
  const outcome = await deps.fetch(requestFor(source, state, deps.now()));
  const { read, newEntries } = await takeDocument(deps, source, state, outcome);
  const now = deps.now();
  const networkDown = (await deps.networkDown?.(outcome)) ?? false;
  const result: PollResult = {
    source,
    state,
    outcome,
    document: read.feed && describe(read.feed),
    parseFailure: read.parseFailure,
    complete: read.complete,
    newEntries,
    entryTimes: read.feed?.entries.flatMap(({ published, updated }) => published ?? updated ?? []) ?? [],
    now,
    random: deps.random(),
    settings: deps.settings,
    networkDown,
    pushed: deps.pushed ?? false,
    renewalIn: deps.renewalIn,
  };
  return {
    state: afterPoll(result),
    outcome,
    feed: read.feed,
    parseFailure: read.parseFailure,
    newEntries,
  };
}

async function takeDocument(
  deps: PollDeps,
  source: Source,
  state: SourceState | undefined,
  outcome: FetchOutcome,
): Promise<{ readonly read: Read; readonly newEntries: number }> {
  if (outcome.kind !== "document") return { read: NOTHING_READ, newEntries: 0 };
  const inPlace = deps.inPlace ?? ((_bytes, work) => work());
  return inPlace(outcome.bytes.byteLength, async () => {
    const read = await readDocument(deps, source, state, outcome);
    if (!read.feed) return { read, newEntries: 0 };
    return { read, newEntries: (await deps.accept(read.feed, deps.now())).newEntries };
  });
}

interface Read {
  readonly feed: ParsedFeed | undefined;
  readonly parseFailure: Failure | undefined;
  readonly complete: boolean;
}

const NOTHING_READ: Read = { feed: undefined, parseFailure: undefined, complete: true };

/** Bytes that were read before are not read again: many servers never say 304. */
async function readDocument(
  deps: PollDeps,
  source: Source,
  state: SourceState | undefined,
  { bytes, hash, url, headers }: Extract<FetchOutcome, { kind: "document" }>,
): Promise<Read> {
  if (state?.url === source.url && state.hash === hash) return NOTHING_READ;
  const read = await deps.readFeed(bytes, { source, url, headers, now: deps.now() });
  if ("code" in read) return { feed: undefined, parseFailure: read, complete: false };
  return { feed: read, parseFailure: undefined, complete: isComplete(bytes) };
}

/** What is worth remembering of a document until the next one comes. */
function describe(feed: ParsedFeed): SourceDocument {
  const { ttl, updatePeriod, skipHours, skipDays } = feed.pacing;
  const minInterval = Math.max(ttl ?? 0, updatePeriod ?? 0);
  return {
    title: feed.title,
    siteUrl: feed.link,
    feedUrl: feed.feedUrl,
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

export type TakeInSourceDeps = TakeInDeps & Omit<PollDeps, "readFeed" | "accept">;

/** fetch > parse > normalize > dedupe: polls one source and stores what is new in it. */
export async function takeInSource(
  deps: TakeInSourceDeps,
  source: Source,
  { state, interrupted }: { readonly state: SourceState | undefined; readonly interrupted: boolean },
): Promise<{ readonly poll: Poll; readonly taken: TakenIn }> {
  let taken = NOTHING_TAKEN;
  const read: PollDeps["readFeed"] = async (bytes, { url, headers, now }) => {
    const outcome = await readFeed(bytes, { url, headers, now, reader: source.reader });
    return outcome.kind === "feed" ? outcome.feed : outcome;
  };
  const accept: PollDeps["accept"] = async (feed, now) => {
    taken = await takeIn(deps, { source, feed, now, interrupted, first: state === undefined });
    return { newEntries: taken.new };
  };
  return { poll: await pollSource({ ...deps, readFeed: read, accept }, source, state), taken };
}
