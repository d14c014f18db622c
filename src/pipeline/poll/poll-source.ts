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
import { type Document, NOTHING_TAKEN, type TakenIn } from "./take-in.ts";

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
}

/** What was made of a document. */
export interface TakenDocument {
  /** Present when a feed was read: not after 304, nor when the bytes are those of the last poll. */
  readonly feed: ParsedFeed | undefined;
  /** The document came and is no feed. */
  readonly parseFailure: Failure | undefined;
  /** False when the document breaks off: its entries count, its validators must not. */
  readonly complete: boolean;
  readonly taken: TakenIn;
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
  const { state, interrupted } = begun;
  const outcome = await deps.fetch(requestFor(source, state, deps.now()));
  const isNew = outcome.kind === "document" && !(state?.url === source.url && state.hash === outcome.hash);
  const first = state === undefined;
  const document = isNew ? await takeDocument(deps, source, outcome, { first, interrupted }) : NO_DOCUMENT;
  const subscription = await deps.subscription?.(source.id);
  const next = decideVisit(deps, { source, state, outcome, subscription, ...document });
  return { ...document, outcome, state: next };
}

/** read > take in. Many servers never say 304: bytes that were read before do not come here. */
export async function takeDocument(
  deps: TakeDocumentDeps,
  source: Source,
  document: Delivered,
  known: Pick<Document, "first" | "interrupted">,
): Promise<TakenDocument> {
  const inPlace = deps.inPlace ?? ((_bytes, work) => work());
  return inPlace(document.bytes.byteLength, async () => {
    const read = await deps.read(document, source, deps.now());
    if ("code" in read) return { ...NO_DOCUMENT, parseFailure: read, complete: false };
    const taken = await deps.takeIn({ source, feed: read, now: deps.now(), ...known });
    return { feed: read, parseFailure: undefined, complete: isComplete(document.bytes), taken };
  });
}

const NO_DOCUMENT: TakenDocument = {
  feed: undefined,
  parseFailure: undefined,
  complete: true,
  taken: NOTHING_TAKEN,
};
