import { setTimeout } from "node:timers/promises";
import { readInThread } from "../../extract/listing/listing-reader.ts";
import type { ListedPage } from "../../extract/listing/read-listing.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Fetch, FetchOutcome, FetchRequest } from "../../model/document.ts";
import type { Entry } from "../../model/entry.ts";
import type { Source } from "../../model/source.ts";
import { escapeText } from "../../parse/xml/node.ts";

export interface PagesDeps {
  readonly fetch: Fetch;
  readonly now: () => EpochMs;
  /** ms to leave between two requests to a host. */
  readonly gap?: ((host: string) => number) | undefined;
}

/** What the pages of some entries told. */
export interface AskedPages {
  /** By address; an entry that is `passed` is no article. */
  readonly told: ReadonlyMap<string, Entry>;
  /** What made the asking end before all were asked. */
  readonly refused: FetchOutcome | undefined;
}

/** Bytes of a page: more than the reader takes in, so that it can say so. */
const MOST_OF_PAGE = 10 * 2 ** 20;
/** ms for the pages of one poll, waits included: the source's host is held meanwhile. */
const BUDGET = 20_000;

/**
 * Asks the pages of articles for what their list does not say: title, date, summary, picture. One after the other, with
 * the wait that the host or its robots.txt asks for before each, for the list was asked for just now. A server that fails is not asked further.
 *
 * @param entries each with an address, those that matter most first
 */
export async function askPages(
  deps: PagesDeps,
  source: Source,
  entries: readonly Entry[],
): Promise<AskedPages> {
  const told = new Map<string, Entry>();
  const until = deps.now() + BUDGET;
  let asked = 0;
  for (const entry of entries) {
    const url = entry.link as string;
    const wait = waitFor(deps, url, asked);
    if (deps.now() + wait > until) break;
    if (wait > 0) await setTimeout(wait);
    const outcome = await deps.fetch({ ...requestOf(source, url), kind: "page", maxBytes: MOST_OF_PAGE });
    if (outcome.kind === "failure" && !isDefinite(outcome.code)) return { told, refused: outcome };
    told.set(url, outcome.kind === "document" ? await readPage(entry, outcome) : without(entry));
    asked = outcome.kind === "document" ? (outcome.crawlDelay ?? 0) : 0;
  }
  return { told, refused: undefined };
}

/** ms before a further request of the same poll. `asked`: what robots.txt asks for. */
export function waitFor({ gap }: Pick<PagesDeps, "gap">, url: string, asked = 0): number {
  return Math.max(asked, gap?.(new URL(url).host) ?? 0);
}

/** Failures that say something of this page, and will say it again; the others are of its server or the network. */
function isDefinite(code: string): boolean {
  return /^(?:FETCH_HTTP_4(?!29)\d\d|FETCH_GONE|FETCH_BLOCKED|FETCH_TOO_LARGE|FETCH_REDIRECT|EXTRACT_\w+)$/.test(
    code,
  );
}

/** A request for another document of a source: with its exceptions, and its headers where they belong. */
export function requestOf({ url: own, headers, network }: Source, url: string): Omit<FetchRequest, "kind"> {
  const { allow, proxy } = network;
  return {
    url,
    ...(URL.parse(url)?.origin === new URL(own).origin ? { headers } : {}),
    ...(allow.length > 0 ? { allow } : {}),
    ...(proxy === undefined ? {} : { proxy }),
  };
}

async function readPage(entry: Entry, outcome: Extract<FetchOutcome, { kind: "document" }>): Promise<Entry> {
  const { bytes, url, headers } = outcome;
  const page = await readInThread({ bytes, url, contentType: headers["content-type"], rule: undefined });
  return page.kind === "article" ? filledIn(entry, page) : without(entry);
}

/** What the list says goes before what the page says. */
function filledIn(entry: Entry, page: ListedPage): Entry {
  const isArticle = page.is === "article" || (page.is === undefined && page.publishedAt !== undefined);
  const title = entry.title ?? page.title;
  if (entry.title === undefined && !(isArticle && title)) return without(entry);
  return {
    ...entry,
    title,
    published: entry.published ?? (page.is === "other" ? undefined : page.publishedAt),
    summary: entry.summary ?? (page.summary && escapeText(page.summary)),
    image: entry.image ?? page.image,
    author: entry.author ?? page.author,
    language: entry.language ?? page.language,
  };
}

/** Nothing can be had: what has no title of its own is no article to us. */
function without(entry: Entry): Entry {
  return entry.title === undefined ? { ...entry, title: entry.link, passed: true } : entry;
}
