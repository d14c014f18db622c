import type { EpochMs, SourceId } from "../../model/brand.ts";
import type { Fetch, FetchOutcome } from "../../model/document.ts";
import type { ParsedFeed } from "../../model/entry.ts";
import type { Failure } from "../../model/failure.ts";
import type { Source } from "../../model/source.ts";
import type { SourceState } from "../../model/source-state.ts";
import { nothingSaid } from "../../parse/sitemap.ts";
import { isComplete } from "../../schedule/is-complete.ts";
import { requestFor, ruleOf } from "../../schedule/request-for.ts";
import type { Subscription } from "../../websub/subscription.ts";
import type { CompleteListing, ListingBefore } from "../listing/complete-listing.ts";
import { saysWhenChanged } from "../listing/gather-parts.ts";
import type { Delivered } from "../listing/read-source.ts";
import { type DecideDeps, decideVisit } from "./decide-visit.ts";
import { type Document, NOTHING_TAKEN, type TakenDocument, type TakenIn } from "./take-in.ts";

/** How a document becomes articles: of a poll, and of what a hub delivered. */
export interface TakeDocumentDeps {
  /** Reads a document as the source wants it read; one that is no feed is a `Failure`. */
  readonly read: (document: Delivered, source: Source, now: EpochMs) => Promise<ParsedFeed | Failure>;
  /** Asks for what a list of articles does not say; default: nothing is asked. */
  readonly complete?: (
    source: Source,
    read: ParsedFeed,
    before: ListingBefore,
  ) => Promise<CompleteListing | Failure>;
  readonly takeIn: (document: Document) => Promise<TakenIn>;
  /** Waits for a place to read a document of so many bytes and take it in; default: there is always one. */
  readonly inPlace?: <T>(bytes: number, work: () => Promise<T>) => Promise<T>;
  readonly now: () => EpochMs;
}

export interface PollDeps extends TakeDocumentDeps, DecideDeps {
  readonly fetch: Fetch;
  /** The source's place at a hub, if it has one. */
  readonly subscription?: (id: SourceId) => Promise<Subscription | undefined>;
}

/** What is known of a source as its poll begins. */
export interface Begun {
  readonly state: SourceState | undefined;
  /** An earlier poll began and did not settle: what it claimed may not have been stored. */
  readonly interrupted: boolean;
  /** Other sources that have the same feed: it is theirs too. */
  readonly same?: readonly Source[];
}

export interface Poll extends TakenDocument {
  readonly outcome: FetchOutcome;
  /** To be remembered; the same object as before when the poll was stopped from outside. */
  readonly state: SourceState;
}

/**
 * Polls one source once: fetch > read > take in > decide the next visit. The order is its safety: the state that makes the
 * next request conditional exists only after the articles are stored.
 *
 * Rejects only when the infrastructure fails; nothing is to be remembered then.
 */
export async function pollSource(deps: PollDeps, source: Source, begun: Begun): Promise<Poll> {
  const { state, interrupted, same = [] } = begun;
  const known = hasFor(state, same) && ruleOf(source) === state?.rule ? state : withoutDocument(state);
  const outcome = await deps.fetch(requestFor(source, known, deps.now()));
  const isNew = outcome.kind === "document" && !(known?.url === source.url && known.hash === outcome.hash);
  const parts = (known?.url === source.url && known.parts) || [];
  const before = { first: state === undefined, interrupted, parts };
  const document = isNew
    ? await takeDocument(deps, [source, ...same], outcome, before)
    : await takeParts(deps, [source, ...same], outcome, before);
  const subscription = await deps.subscription?.(source.id);
  const next = decideVisit(deps, { source, state: known, outcome, subscription, same, ...document });
  return { ...document, outcome, state: next };
}

/**
 * read > take in: for each of the sources that have the feed, by its own rules. Many servers never say 304: bytes that
 * were read before do not come here.
 *
 * @param sources the one that is polled first
 */
export async function takeDocument(
  deps: TakeDocumentDeps,
  sources: readonly [Source, ...Source[]],
  document: Delivered,
  before: ListingBefore,
): Promise<TakenDocument> {
  const { bytes } = document;
  const inPlace = deps.inPlace ?? ((_bytes, work) => work());
  const taken = await inPlace(bytes.byteLength, async () => {
    const read = await deps.read(document, sources[0], deps.now());
    return "code" in read || isList(read)
      ? read
      : await takeFeed(deps, sources, { feed: read, complete: true }, before);
  });
  if ("code" in taken) return { ...NO_DOCUMENT, parseFailure: taken, complete: false };
  const isWhole = sources[0].page !== undefined || isComplete(bytes);
  // Other requests are made for it: nobody's place is held meanwhile.
  const done = "format" in taken ? await takeList(deps, sources, taken, before) : taken;
  return { ...done, complete: done.complete && isWhole };
}

/** What has to be completed first, or may have to be. */
function isList({ format }: ParsedFeed): boolean {
  return format === "sitemap" || format === "page" || format === "api";
}

async function takeList(
  deps: TakeDocumentDeps,
  sources: readonly [Source, ...Source[]],
  read: ParsedFeed,
  before: ListingBefore,
): Promise<TakenDocument> {
  const list = (await deps.complete?.(sources[0], read, before)) ?? { feed: read, complete: true };
  if ("code" in list) return { ...NO_DOCUMENT, parseFailure: list, complete: false };
  return takeFeed(deps, sources, list, before);
}

/** An index of sitemaps is as it was, but does not say of each when it changed: they are asked. */
async function takeParts(
  deps: TakeDocumentDeps,
  sources: readonly [Source, ...Source[]],
  outcome: FetchOutcome,
  before: ListingBefore,
): Promise<TakenDocument> {
  const isSettled = before.parts.every(({ changed }) => saysWhenChanged(changed, deps.now()));
  if (outcome.kind === "failure" || isSettled) return NO_DOCUMENT;
  const parts = before.parts.map(({ url, changed }) => ({ url, changed }));
  const taken = await takeList(deps, sources, { ...nothingSaid("sitemap"), parts }, before);
  // Of what the index says of itself nothing is known now.
  return { ...taken, feed: undefined };
}

async function takeFeed(
  deps: TakeDocumentDeps,
  sources: readonly [Source, ...Source[]],
  { feed, complete, parts, refused }: CompleteListing,
  { first, interrupted }: ListingBefore,
): Promise<TakenDocument> {
  let taken = NOTHING_TAKEN;
  for (const [n, source] of sources.entries()) {
    const own = await deps.takeIn({ source, feed, now: deps.now(), first, interrupted });
    taken = n === 0 ? own : alsoTaken(taken, own);
  }
  return { feed, parseFailure: undefined, complete, taken, parts, refused };
}

/** What another source of the same feed took of what the first had dropped. */
function alsoTaken(taken: TakenIn, own: TakenIn): TakenIn {
  const dropped = Math.max(0, taken.dropped - own.new);
  return { ...taken, new: taken.new + own.new, changed: taken.changed + own.changed, dropped };
}

/** Whether what was read before was taken in for all of them. */
function hasFor(state: SourceState | undefined, same: readonly Source[]): boolean {
  return same.every(({ id }) => state?.same?.includes(id));
}

/** So that the server gives the document once more. */
function withoutDocument(state: SourceState | undefined): SourceState | undefined {
  return state && { ...state, validators: {}, hash: undefined };
}

const NO_DOCUMENT: TakenDocument = {
  feed: undefined,
  parseFailure: undefined,
  complete: true,
  taken: NOTHING_TAKEN,
};
