import type { EpochMs, SourceId } from "../../model/brand.ts";
import type { Fetch, FetchOutcome } from "../../model/document.ts";
import type { ParsedFeed } from "../../model/entry.ts";
import type { Failure } from "../../model/failure.ts";
import type { Source } from "../../model/source.ts";
import type { SourceState } from "../../model/source-state.ts";
import { isComplete } from "../../schedule/is-complete.ts";
import { requestFor } from "../../schedule/request-for.ts";
import type { Subscription } from "../../websub/subscription.ts";
import { type DecideDeps, decideVisit } from "./decide-visit.ts";
import { type Document, NOTHING_TAKEN, type TakenDocument, type TakenIn } from "./take-in.ts";

/** What a document is: bytes, and where they came from. */
export type Delivered = Pick<Extract<FetchOutcome, { kind: "document" }>, "bytes" | "url" | "headers">;

/** How a document becomes articles: of a poll, and of what a hub delivered. */
export interface TakeDocumentDeps {
  /** Reads a document as the source wants it read; one that is no feed is a `Failure`. */
  readonly read: (document: Delivered, source: Source, now: EpochMs) => Promise<ParsedFeed | Failure>;
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
  const known = hasFor(state, same) ? state : withoutDocument(state);
  const outcome = await deps.fetch(requestFor(source, known, deps.now()));
  const isNew = outcome.kind === "document" && !(known?.url === source.url && known.hash === outcome.hash);
  const first = state === undefined;
  const document = isNew
    ? await takeDocument(deps, [source, ...same], outcome, { first, interrupted })
    : NO_DOCUMENT;
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
  known: Pick<Document, "first" | "interrupted">,
): Promise<TakenDocument> {
  const inPlace = deps.inPlace ?? ((_bytes, work) => work());
  return inPlace(document.bytes.byteLength, async () => {
    const read = await deps.read(document, sources[0], deps.now());
    if ("code" in read) return { ...NO_DOCUMENT, parseFailure: read, complete: false };
    let taken = NOTHING_TAKEN;
    for (const [n, source] of sources.entries()) {
      const own = await deps.takeIn({ source, feed: read, now: deps.now(), ...known });
      taken = n === 0 ? own : alsoTaken(taken, own);
    }
    return { feed: read, parseFailure: undefined, complete: isComplete(document.bytes), taken };
  });
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
