import { readInThread } from "../../extract/listing/listing-reader.ts";
import type { Teaser } from "../../extract/listing/teaser.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { FetchOutcome } from "../../model/document.ts";
import type { Entry } from "../../model/entry.ts";
import type { Source } from "../../model/source.ts";
import { noItems, type ReadOutcome, tooComplex } from "../../parse/read-document.ts";
import { readFeed } from "../../parse/read-feed.ts";
import { nothingSaid, nothingSaidOf } from "../../parse/sitemap.ts";
import { escapeText } from "../../parse/xml/node.ts";

/** What a document is: bytes, and where they came from. */
export type Delivered = Pick<Extract<FetchOutcome, { kind: "document" }>, "bytes" | "url" | "headers">;

/** How a source's documents are read. */
export type Reading = Partial<Pick<Source, "page" | "json" | "reader">>;

/** Reads a document as its source wants it read: a feed, a sitemap, a page by its rule, JSON by its rule. Never throws. */
export async function readSource(
  { bytes, url, headers }: Delivered,
  { page, json, reader }: Reading,
  now: EpochMs,
): Promise<ReadOutcome> {
  if (!page) return await readFeed(bytes, { url, headers, now, reader, json });
  if (bytes.byteLength === 0) return noItems(url, "is empty", "It is tried again later.");
  const answer = await readInThread({ bytes, url, contentType: headers["content-type"], rule: page });
  if (answer.kind !== "listing")
    return tooComplex(url, answer.kind === "refused" ? answer.reason : "is no list");
  if (answer.teasers.length === 0) {
    const what =
      page.items === undefined
        ? "shows no teasers"
        : `has nothing that the rule ${JSON.stringify(page.items)} finds an article in`;
    return noItems(url, what, REMEDY);
  }
  const { title, language, teasers } = answer;
  const feed = { ...nothingSaid("page"), title, link: url, language, entries: teasers.map(entryOf) };
  return { kind: "feed", feed };
}

const REMEDY =
  "Look at it with lede parse URL --config FILE: the page may have been built anew. Write its selectors anew, or page: {}.";

function entryOf({ url, title, published, summary, image }: Teaser): Entry {
  return { ...nothingSaidOf(url), title, published, summary: summary && escapeText(summary), image };
}
