import { setTimeout } from "node:timers/promises";
import { DAY_MS } from "../../ground/time.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Fetch, FetchOutcome } from "../../model/document.ts";
import type { Entry, ParsedFeed, SitemapPart } from "../../model/entry.ts";
import type { Failure } from "../../model/failure.ts";
import type { Source } from "../../model/source.ts";
import type { ReadPart } from "../../model/source-state.ts";
import { type PagesDeps, requestOf, waitFor } from "./ask-pages.ts";
import { dayInAddress, newestParts } from "./newest-parts.ts";
import { readSource } from "./read-source.ts";

export interface PartsDeps extends Pick<PagesDeps, "gap"> {
  readonly fetch: Fetch;
  readonly now: () => EpochMs;
  /** ms; what is older is of no use. */
  readonly window: number;
}

/** What the newest sitemaps of an index have. */
export interface GatheredParts {
  readonly entries: readonly Entry[];
  readonly title: string | undefined;
  readonly language: string | undefined;
  readonly skipped: number;
  /** What is to be remembered: those of before that were not asked for included. */
  readonly parts: readonly ReadPart[];
  /** Why one of them could not be had. */
  readonly failure: Failure | undefined;
  readonly refused: FetchOutcome | undefined;
}

/** Sitemaps that are asked for in a poll, where one index lists others. */
const MOST_SITEMAPS = 8;

/**
 * Asks for the newest sitemaps of an index, one after the other, and keeps what lies in the window. One that is as it
 * was is not asked for again, or with a conditional request where the index does not say when it changed.
 */
export async function gatherParts(
  deps: PartsDeps,
  source: Source,
  index: Pick<ParsedFeed, "parts">,
  before: readonly ReadPart[],
): Promise<GatheredParts> {
  const { now, window } = deps;
  const asked = new Set([source.url]);
  const newest = (parts: readonly SitemapPart[]) =>
    newestParts(parts, now(), window).filter(({ url }) => !asked.has(url) && asked.add(url));
  const queue = newest(index.parts ?? []);
  const gathered: Gathering = { entries: [], parts: [], title: undefined, language: undefined, skipped: 0 };
  for (let n = 0; n < MOST_SITEMAPS && n < queue.length; n++) {
    const part = queue[n] as SitemapPart;
    const answer = await askPart(
      deps,
      source,
      part,
      before.find(({ url }) => url === part.url),
    );
    if (answer.kind === "failure") {
      gathered.failure ??= answer.failure;
      if (!isBusy(answer.outcome)) continue;
      gathered.refused = answer.outcome;
      break;
    }
    gathered.parts.push(answer.part);
    if (answer.kind === "same") continue;
    addPart(gathered, answer.feed, (entry) => isRecent(entry, now(), window));
    queue.push(...newest(answer.feed.parts ?? []));
  }
  return { ...gathered, failure: gathered.failure, refused: gathered.refused };
}

interface Gathering {
  readonly entries: Entry[];
  readonly parts: ReadPart[];
  title: string | undefined;
  language: string | undefined;
  skipped: number;
  failure?: Failure;
  refused?: FetchOutcome | undefined;
}

function addPart(gathered: Gathering, feed: ParsedFeed, isWanted: (entry: Entry) => boolean): void {
  for (const entry of feed.entries) if (isWanted(entry)) gathered.entries.push(entry);
  gathered.title ??= feed.title;
  gathered.language ??= feed.language;
  gathered.skipped += feed.skipped;
}

/** The server wants to be left alone. */
function isBusy({ kind, ...outcome }: FetchOutcome): boolean {
  return kind === "failure" && "status" in outcome && (outcome.status === 429 || outcome.status === 503);
}

type PartAnswer =
  | { readonly kind: "same"; readonly part: ReadPart }
  | { readonly kind: "read"; readonly feed: ParsedFeed; readonly part: ReadPart }
  | { readonly kind: "failure"; readonly failure: Failure; readonly outcome: FetchOutcome };

async function askPart(
  deps: PartsDeps,
  source: Source,
  { url, changed }: SitemapPart,
  known: ReadPart | undefined,
): Promise<PartAnswer> {
  const { fetch, now } = deps;
  if (known && known.changed === changed && saysWhenChanged(changed, now()))
    return { kind: "same", part: known };
  await setTimeout(waitFor(deps, url));
  const validators = known?.validators;
  const outcome = await fetch({ ...requestOf(source, url), kind: "feed", ...(validators && { validators }) });
  if (outcome.kind === "failure") return { kind: "failure", failure: outcome, outcome };
  if (outcome.kind === "not-modified") {
    const part = {
      url,
      changed,
      validators: { ...validators, ...outcome.validators },
      hash: known?.hash ?? "",
    };
    return { kind: "same", part };
  }
  const part = { url, changed, validators: outcome.validators, hash: outcome.hash };
  if (known?.hash === outcome.hash) return { kind: "same", part };
  const read = await readSource(outcome, {}, now());
  return read.kind === "feed"
    ? { kind: "read", feed: read.feed, part }
    : { kind: "failure", failure: read, outcome };
}

/**
 * Whether the time that an index tells of a sitemap says that it is as it was: it is told to the minute, or is a day that
 * is over in every zone. In a day much may change.
 */
export function saysWhenChanged(changed: EpochMs | undefined, now: EpochMs): boolean {
  return changed !== undefined && (changed % DAY_MS !== 0 || now - changed > 2 * DAY_MS);
}

/** Whether an address may be news: what is undated may. */
export function isRecent(entry: Entry, now: EpochMs, window: number): boolean {
  const at = dateOfEntry(entry);
  return at === undefined || now - at <= window;
}

/** When an entry was published, as far as a sitemap tells; a day in its address is one. */
export function dateOfEntry({ published, updated, link = "" }: Entry): EpochMs | undefined {
  return published ?? updated ?? dayInAddress(link);
}
