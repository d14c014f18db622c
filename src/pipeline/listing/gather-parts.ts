import { urlDate } from "../../cluster/url-date.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Fetch, FetchOutcome } from "../../model/document.ts";
import type { Entry, ParsedFeed, SitemapPart } from "../../model/entry.ts";
import type { Failure } from "../../model/failure.ts";
import type { Source } from "../../model/source.ts";
import type { ReadPart } from "../../model/source-state.ts";
import { requestOf } from "./ask-pages.ts";
import { readSource } from "./read-source.ts";

export interface PartsDeps {
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

/** Sitemaps of one index that are asked for in a poll. */
const MOST_OF_INDEX = 4;
/** The same of all indexes, where one lists others. */
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
  const queue = newestParts(index.parts ?? [], now(), window);
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
    queue.push(...newestParts(answer.feed.parts ?? [], now(), window));
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
  { fetch, now }: PartsDeps,
  source: Source,
  { url, changed }: SitemapPart,
  known: ReadPart | undefined,
): Promise<PartAnswer> {
  if (known && changed !== undefined && known.changed === changed) return { kind: "same", part: known };
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

/** Whether an address may be news: what is undated may. */
export function isRecent(entry: Entry, now: EpochMs, window: number): boolean {
  const at = dateOfEntry(entry);
  return at === undefined || now - at <= window;
}

const MONTH = /(?<!\d)(20[0-3]\d)[/_.-]?(0[1-9]|1[0-2])(?!\d)/;

/** The day that an address names, or the end of the month. */
function dateInAddress(url: string): EpochMs | undefined {
  const day = urlDate(url);
  const [, year, month] = (day === undefined && MONTH.exec(url)) || [];
  return month === undefined ? day : Date.UTC(Number(year), Number(month));
}

/** When an entry was published, as far as a sitemap tells; a day in its address is one. */
export function dateOfEntry({ published, updated, link = "" }: Entry): EpochMs | undefined {
  return published ?? updated ?? dateInAddress(link);
}

/** Sitemaps that hold something else than articles. */
const OTHER = /(?:^|[^a-z])(?:categor|tag|author|image|video|page|static|product|topic|section|user)/i;

/**
 * The sitemaps of an index that may hold news: those that changed within the window, the newest first. Of undated ones a
 * date in the address tells; of numbered ones, which may count up or down, the first and the last.
 */
function newestParts(parts: readonly SitemapPart[], now: EpochMs, window: number): SitemapPart[] {
  const dated = parts.map((part) => ({ part, at: part.changed ?? dateInAddress(part.url) }));
  const told = dated.filter((one) => one.at !== undefined);
  const recent = told.filter(({ at }) => now - (at as number) <= window);
  const newest = (recent.length > 0 ? recent : told.slice(0, 1)).sort(
    (a, b) =>
      Number(OTHER.test(a.part.url)) - Number(OTHER.test(b.part.url)) ||
      (dateInAddress(b.part.url) ?? 0) - (dateInAddress(a.part.url) ?? 0) ||
      (b.at as number) - (a.at as number),
  );
  const undated = dated.filter((one) => one.at === undefined).map(({ part }) => part);
  const articles = undated.filter(({ url }) => !OTHER.test(url));
  const ends = articles.flatMap((_, n) =>
    n % 2 === 0 ? [articles[n / 2]] : [articles[articles.length - (n + 1) / 2]],
  );
  const others = undated.filter(({ url }) => OTHER.test(url));
  return [...newest.map(({ part }) => part), ...(ends as SitemapPart[]), ...others].slice(0, MOST_OF_INDEX);
}
