import render from "dom-serializer";
import type { Document } from "domhandler";
import { decodeText } from "../../charset/decode.ts";
import { countWords } from "./count-words.ts";
import { extractFailure } from "./extract-failure.ts";
import type { Extraction, ExtractRequest, PageMetadata } from "./extraction.ts";
import { findBody } from "./find-body.ts";
import { judge } from "./judge.ts";
import { markCaptions } from "./mark-captions.ts";
import { readFacts } from "./page-facts.ts";
import { pageMetadata } from "./page-metadata.ts";
import { PAGE_LIMITS, parseHtml } from "./parse-html.ts";
import { prepareMedia } from "./prepare-media.ts";
import { prune } from "./prune.ts";
import { renderText } from "./render-text.ts";
import { sanitizeHtml } from "./sanitize.ts";
import { selectBody } from "./select-body.ts";
import { visibleText } from "./tree.ts";
import { trim } from "./trim.ts";

/** Reads one page: its article's text and what it says of it, or why there is none. Synchronous; for a thread. */
export function extractPage(request: ExtractRequest): Extraction {
  if (request.bytes.length > PAGE_LIMITS.bytes)
    return extractFailure("EXTRACT_REFUSED", `The page at ${request.url} has more than 3 MB of HTML.`);
  const html = decodeText(request.bytes, {
    contentType: request.headers?.["content-type"],
    kind: "html",
  }).text;
  const document = parseHtml(html, { ...PAGE_LIMITS, over: "refuse" });
  if (typeof document === "string")
    return extractFailure("EXTRACT_REFUSED", `The page at ${request.url} has ${TOO_MUCH[document]}.`);
  return readArticle(document, request);
}

const TOO_MUCH = {
  depth: `elements nested more than ${PAGE_LIMITS.depth} deep`,
  elements: `more than ${PAGE_LIMITS.elements} elements`,
};

function readArticle(document: Document, request: ExtractRequest): Extraction {
  const { url, rule, feed } = request;
  const facts = readFacts(document, url);
  const metadata = pageMetadata(facts, feed);
  const pageText = visibleText(document);
  prepareMedia(document, facts.baseUrl);
  const body = rule?.mode === "selector" ? selectBody(document, rule) : found(document, metadata);
  const text = body ? renderText(body) : "";
  const verdict = judge({ text, pageText, title: metadata.title, free: facts.linked?.free }, feed);
  if (verdict || !body)
    return extractFailure(
      verdict?.code ?? "EXTRACT_EMPTY",
      `The page at ${url} ${verdict?.reason}.`,
      verdict?.wall ?? null,
      metadata,
    );
  const html = sanitizeHtml(render(body, { encodeEntities: "utf8" }), facts.baseUrl);
  return { kind: "text", ...metadata, html, text, words: countWords(text) };
}

function found(document: Document, metadata: PageMetadata): Document | undefined {
  prune(document);
  markCaptions(document);
  const body = findBody(document, metadata.title);
  if (body) trim(body, metadata.title);
  return body;
}
