import { decodeText } from "../../ground/charset/decode.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Fetch, FetchOutcome } from "../../model/document.ts";
import type { Failure } from "../../model/failure.ts";
import type { ListedFeed, SourceList } from "../../model/source.ts";
import type { ListState } from "../../model/source-state.ts";
import { parseOpml } from "../../publish/opml.ts";

/** A list that cannot be read is looked at again after this, ms, or sooner where the YAML says so. */
const AGAIN_MS = 15 * 60_000;
/** Whoever keeps a list may make this wire ask so many servers, and no more. */
const MOST_FEEDS = 5_000;

/** When a list is to be looked at next. */
export function listDueAt({ every }: SourceList, state: ListState | undefined): EpochMs {
  if (!state) return 0;
  return state.checkedAt + (state.failure ? Math.min(every, AGAIN_MS) : every);
}

/**
 * Looks at a list. What cannot be had, is no list, breaks off or names no feed leaves what it named before: it never
 * empties a wire.
 */
export async function readList(
  fetch: Fetch,
  { url, headers }: SourceList,
  before: ListState | undefined,
  now: EpochMs,
): Promise<ListState> {
  const outcome = await fetch({
    url,
    kind: "feed",
    headers,
    validators: before?.validators,
    validatorsFor: before?.validatorsFor,
  });
  if (outcome.kind === "not-modified" && before)
    return { ...before, checkedAt: now, readAt: now, failure: undefined };
  const read = outcome.kind === "document" ? feedsIn(outcome) : failureOf(outcome);
  if ("kind" in read) {
    const { code, message, remedy } = read;
    const since = before?.failure?.since ?? now;
    const known = before ?? { url, validators: {}, feeds: [] };
    return { ...known, checkedAt: now, failure: { code, message, remedy, since } };
  }
  const { validators } = outcome as Extract<FetchOutcome, { kind: "document" }>;
  return { url, validators, validatorsFor: outcome.url, feeds: read.feeds, checkedAt: now, readAt: now };
}

type Read = { readonly feeds: readonly ListedFeed[] } | Failure;

/** The root's end tag is there: what was cut off would take sources out that its keeper never took out. */
const WHOLE = /<\/(?:\w+:)?opml\s*>\s*(?:<!--[\s\S]*?-->\s*)*$/i;

function feedsIn({ bytes, headers, url }: Extract<FetchOutcome, { kind: "document" }>): Read {
  const { text } = decodeText(bytes, { contentType: headers["content-type"], kind: "xml" });
  if (!/<(?:\w+:)?opml[\s>]/i.test(text)) return broken(url, "is no OPML document");
  if (!WHOLE.test(text)) return broken(url, "breaks off before its end");
  // How a page or an API is read is for whoever runs the wire to say.
  const found = parseOpml(text)
    .filter(({ page, json }) => !page && !json)
    .slice(0, MOST_FEEDS);
  if (found.length === 0) return broken(url, "names no feed");
  return {
    feeds: found.map(({ xmlUrl, title }) => ({ url: new URL(xmlUrl).href, name: title || undefined })),
  };
}

function failureOf(outcome: FetchOutcome): Failure {
  if (outcome.kind === "failure") return outcome;
  return broken(outcome.url, "answers nothing new to a first request");
}

function broken(url: string, what: string): Failure {
  return {
    kind: "failure",
    code: "PARSE_NOT_A_FEED",
    message: `The list at ${url} ${what}.`,
    remedy: "What it named before stays; its keeper can be told.",
  };
}
