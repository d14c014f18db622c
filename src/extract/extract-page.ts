import render from "dom-serializer";
import { Document } from "domhandler";
import { decodeText } from "../ground/charset/decode.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { countWords } from "./count-words.ts";
import { extractFailure } from "./extract-failure.ts";
import type { Extraction, ExtractRequest } from "./extraction.ts";
import { findBody } from "./find-body.ts";
import { type JudgedPage, judge } from "./judge.ts";
import { markCaptions } from "./mark-captions.ts";
import { metaValue, type PageFacts, readFacts, shortText } from "./page-facts.ts";
import { bodyImage, headImage } from "./page-image.ts";
import { pageMetadata } from "./page-metadata.ts";
import { PAGE_LIMITS, parseHtml } from "./parse-html.ts";
import { prepareMedia } from "./prepare-media.ts";
import { prune } from "./prune.ts";
import { renderText } from "./render-text.ts";
import { sanitizeHtml } from "./sanitize.ts";
import { selectBody } from "./select-body.ts";
import { visibleText } from "./tree.ts";
import { trim } from "./trim.ts";
import { wider, widestBody } from "./wider-body.ts";

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
  const seen = beforePruning(facts, document);
  prepareMedia(document, facts.baseUrl);
  const near = headImage(facts);
  const body =
    rule?.mode === "selector" ? selectBody(document, rule) : found(document, facts, metadata.title);
  const text = body ? renderText(body) : "";
  // Who says where the text stands has looked at it: it is held to no likeness with the feed's.
  const verdict = judge({ ...seen, text }, rule?.mode === "selector" ? undefined : feed);
  if (verdict || !body)
    return extractFailure(
      verdict?.code ?? "EXTRACT_EMPTY",
      `The page at ${url} ${verdict?.reason}.`,
      verdict?.wall ?? null,
      metadata,
    );
  const html = sanitizeHtml(render(body, { encodeEntities: "utf8" }), facts.baseUrl);
  const image = metadata.image ?? absoluteUrl(near ?? bodyImage(body), facts.baseUrl);
  return { kind: "text", ...metadata, image, html, text, words: countWords(text) };
}

/** What the judge wants to know of the page and pruning takes away. */
function beforePruning(facts: PageFacts, document: Document): Omit<JudgedPage, "text"> {
  const headings = facts.elements.filter((element) => element.name === "h1");
  const heading = headings.length === 1 ? headings[0] : undefined;
  const noscripts = facts.elements.filter((element) => element.name === "noscript");
  return {
    pageText: visibleText(document).slice(0, 200_000),
    noscript: noscripts
      .map((element) => visibleText(new Document(element.children)))
      .join(" ")
      .slice(0, 5000),
    titles: [facts.title ?? "", heading ? shortText(heading) : ""],
    isArticle:
      facts.linked?.datePublished !== undefined || metaValue(facts, "article:published_time") !== undefined,
    password: facts.elements.some(
      (e) => e.name === "input" && e.attribs["type"]?.toLowerCase() === "password",
    ),
    free: facts.linked?.free,
  };
}

function found(document: Document, facts: PageFacts, title: string | undefined): Document | undefined {
  prune(document);
  markCaptions(document);
  const whole = widestBody(document);
  // A live blog is many short pieces, and Readability takes a part of them.
  const isLive = facts.linked?.type === "LiveBlogPosting";
  const chosen = isLive ? whole.root : wider(findBody(document, title), whole);
  if (chosen) trim(chosen, title);
  return chosen;
}
