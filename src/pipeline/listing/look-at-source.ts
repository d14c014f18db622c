import type { EpochMs } from "../../model/brand.ts";
import type { Fetch } from "../../model/document.ts";
import type { Failure } from "../../model/failure.ts";
import type { Source } from "../../model/source.ts";
import type { ReadOutcome } from "../../parse/read-document.ts";
import { requestFor } from "../../schedule/request-for.ts";
import { completeListing } from "./complete-listing.ts";
import { readSource } from "./read-source.ts";

export interface Look {
  readonly fetch: Fetch;
  readonly now: () => EpochMs;
  /** Pages that are asked for what a list does not say. */
  readonly mostPages: number;
  /** ms; what is older is left out of sitemaps. */
  readonly window: number;
}

/** What a look came to; `url`: where its document was, `permanentUrl`: where it is to be asked for from now on. */
export type Seen =
  | (Extract<ReadOutcome, { kind: "feed" }> & {
      readonly url: string;
      readonly permanentUrl: string | undefined;
    })
  | Extract<ReadOutcome, { kind: "failure" }>;

/** Asks for a source as its first poll would, and reads what comes. Nothing is remembered. */
export async function lookAtSource(look: Look, source: Source): Promise<Seen> {
  const { fetch, now } = look;
  const outcome = await fetch(requestFor(source, undefined, now()));
  if (outcome.kind === "failure") return nothing(outcome);
  if (outcome.kind === "not-modified") return nothing(unasked(source.url));
  const { url, permanentUrl } = outcome;
  const read = await readSource(outcome, source, now());
  if (read.kind === "failure") return read;
  const before = { parts: [], first: true, interrupted: false };
  const list = await completeListing({ ...look, keepsUntitled: true }, source, read.feed, before);
  if ("code" in list) return nothing(list);
  const entries = list.feed.entries.filter(({ passed }) => !passed);
  return { kind: "feed", feed: { ...list.feed, entries }, url, permanentUrl };
}

function nothing({ code, message, remedy }: Failure): Extract<ReadOutcome, { kind: "failure" }> {
  return { kind: "failure", code, message, remedy, announced: [] };
}

function unasked(url: string): Failure {
  const message = `${url} answered 304 to a request without conditions.`;
  return { kind: "failure", code: "FETCH_HTTP_304", message, remedy: "Try again later." };
}
