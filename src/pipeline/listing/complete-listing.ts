import { headOfAddress } from "../../dedupe/keys.ts";
import { DAY_MS } from "../../ground/time.ts";
import type { SourceId } from "../../model/brand.ts";
import type { FetchOutcome } from "../../model/document.ts";
import type { Entry, ParsedFeed } from "../../model/entry.ts";
import type { Failure } from "../../model/failure.ts";
import type { Source } from "../../model/source.ts";
import type { ReadPart } from "../../model/source-state.ts";
import { askPages, type PagesDeps } from "./ask-pages.ts";
import { dateOfEntry, gatherParts, isRecent, type PartsDeps } from "./gather-parts.ts";

export interface CompleteDeps extends PartsDeps, PagesDeps {
  /** Which entries the source had before, by their heads. Default: none. */
  readonly known?: (id: SourceId, heads: readonly string[], now: number) => Promise<readonly boolean[]>;
  /** Pages that are asked in one poll; default 20. */
  readonly mostPages?: number;
  /** For looking at: what has no title stays. */
  readonly keepsUntitled?: boolean;
}

/** What is known as a list is completed. */
export interface ListingBefore {
  readonly parts: readonly ReadPart[];
  /** No poll of the source was settled before. */
  readonly first: boolean;
  /** An earlier poll was cut short: what it claimed may not have been stored. */
  readonly interrupted: boolean;
}

export interface CompleteListing {
  readonly feed: ParsedFeed;
  /** False: there are articles whose pages could not be asked yet, and the document is wanted again. */
  readonly complete: boolean;
  readonly parts?: readonly ReadPart[] | undefined;
  /** A server asked for fewer requests. */
  readonly refused?: FetchOutcome | undefined;
}

const MOST_PAGES = 20;
/** Articles that may wait for a later poll: of a site that publishes more than can be asked, the newest. */
const MOST_WAITING = 100;
/** Of addresses without a title, older ones are not asked for, whatever the window. */
const LONGEST_WINDOW = 14 * DAY_MS;

/**
 * Makes a list of articles complete: the newest sitemaps of an index, what lies in the window, and for articles without a
 * title or a date what their own pages say, the newest first, so many a poll. Feeds are as they are.
 */
export async function completeListing(
  deps: CompleteDeps,
  source: Source,
  read: ParsedFeed,
  before: ListingBefore,
): Promise<CompleteListing | Failure> {
  if (read.format !== "sitemap" && read.format !== "page" && read.format !== "api")
    return { feed: read, complete: true };
  const index = read.parts && (await gatherParts(deps, source, read, before.parts));
  if (index?.failure && index.parts.length === 0 && read.entries.length === 0) return index.failure;
  const all = index ? [...read.entries, ...index.entries] : read.entries;
  const isWanted = (entry: Entry) => isRecent(entry, deps.now(), deps.window) && !isRoot(entry);
  const recent = read.format === "sitemap" ? all.filter(isWanted) : all;
  const filled = await fillIn(deps, source, { ...read, entries: recent }, before);
  const { parts, ...rest } = read;
  return {
    feed: {
      ...rest,
      title: read.title ?? index?.title,
      language: read.language ?? index?.language,
      entries: filled.entries,
      skipped: read.skipped + (index?.skipped ?? 0),
    },
    complete: filled.complete && !index?.failure,
    // Sitemaps that are wanted again are not remembered.
    parts: index && (filled.complete ? index.parts : before.parts),
    refused: index?.refused ?? filled.refused,
  };
}

/** A site's first page is no article, however often it changes. */
function isRoot({ link = "" }: Entry): boolean {
  return /^https?:\/\/[^/?#]+\/?$/i.test(link);
}

interface Filled {
  readonly entries: readonly Entry[];
  readonly complete: boolean;
  readonly refused: FetchOutcome | undefined;
}

async function fillIn(
  deps: CompleteDeps,
  source: Source,
  { format, entries, link: page }: ParsedFeed,
  before: ListingBefore,
): Promise<Filled> {
  const isSitemap = format === "sitemap";
  const lacking = entries.filter((entry) => lacks(entry, isSitemap) && !isPartOf(page, entry));
  if (lacking.length === 0) return { entries, complete: true, refused: undefined };
  const known = await knownOf(deps, source, before.interrupted ? [] : lacking);
  const unknown = lacking.filter((entry) => !known.has(entry));
  const wanted = isSitemap ? newestFirst(unknown) : unknown;
  const asked = wanted.slice(0, deps.mostPages ?? MOST_PAGES);
  const { told, refused } = await askPages(deps, source, asked);
  const behind = new Set(isSitemap ? wanted.slice(MOST_WAITING) : []);
  const unanswered = new Set(asked.filter(({ link = "" }) => !told.has(link)));
  let complete = true;
  const filled = entries.flatMap((entry) => {
    const answer = told.get(entry.link as string);
    if (answer && lacks(entry, isSitemap)) return [answer];
    if (entry.title !== undefined || deps.keepsUntitled) return [entry];
    if (known.has(entry)) return [];
    // An archive without dates: what it has when it is first read is old.
    if (behind.has(entry) || (!unanswered.has(entry) && isBacklog(deps, entry, before)))
      return [{ ...entry, title: entry.link, passed: true }];
    complete = false;
    return [];
  });
  return { entries: filled, complete, refused };
}

function lacks({ title, published, updated, link }: Entry, isSitemap: boolean): boolean {
  if (link === undefined) return false;
  return isSitemap ? title === undefined || (published ?? updated) === undefined : published === undefined;
}

/** An article that is a part of the page that lists it: that page has been read. */
function isPartOf(page: string | undefined, { link = "" }: Entry): boolean {
  return page !== undefined && link.includes("#") && link.replace(/#.*$/, "") === page.replace(/#.*$/, "");
}

function isBacklog({ now, window }: CompleteDeps, entry: Entry, { first }: ListingBefore): boolean {
  const at = dateOfEntry(entry);
  return at === undefined ? first : now() - at > Math.min(window, LONGEST_WINDOW);
}

async function knownOf(
  { known, now }: CompleteDeps,
  { id }: Source,
  entries: readonly Entry[],
): Promise<ReadonlySet<Entry>> {
  const heads = entries.map(({ link = "" }) => headOfAddress(id, link));
  const found = heads.length === 0 ? [] : await known?.(id, heads, now());
  return new Set(entries.filter((_, n) => found?.[n]));
}

/** Undated ones last, in the document's order. */
function newestFirst(entries: readonly Entry[]): readonly Entry[] {
  const dated = entries.map((entry) => ({ entry, at: dateOfEntry(entry) ?? 0 }));
  return dated.sort((a, b) => b.at - a.at).map(({ entry }) => entry);
}
