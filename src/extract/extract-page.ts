import render from "dom-serializer";
import { Document } from "domhandler";
import { decodeText } from "../ground/charset/decode.ts";
import type { FullTextRule } from "../model/source.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { type Announced, chooseBody, dropOtherArticles, selectBody } from "./choose-body.ts";
import { plainText } from "./clean-html.ts";
import { countWords } from "./count-words.ts";
import { dropForeign } from "./drop-foreign.ts";
import { extractFailure } from "./extract-failure.ts";
import type { Extraction, ExtractRequest, FeedHints } from "./extraction.ts";
import { type JudgedPage, judge } from "./judge.ts";
import { markCaptions } from "./mark-captions.ts";
import { sentencesIn } from "./measure.ts";
import { metaValue, type PageFacts, readFacts, shortText } from "./page-facts.ts";
import { bodyImage, headImage } from "./page-image.ts";
import { pageMetadata } from "./page-metadata.ts";
import { PAGE_LIMITS, parseHtml } from "./parse-html.ts";
import { prepareMedia, preparePictures, preparePlayers } from "./prepare-media.ts";
import { prune, pruneCertain } from "./prune.ts";
import { renderText } from "./render-text.ts";
import { sanitizeHtml } from "./sanitize.ts";
import { descriptionsOf, findStandfirsts, putStandfirst } from "./standfirst.ts";
import { elementsOf, replaceWith, visibleText } from "./tree.ts";
import { trim } from "./trim.ts";

/** Reads one page: its article's text and what it says of it, or why there is none. Synchronous; for a thread. */
export function extractPage(request: ExtractRequest): Extraction {
  if (request.bytes.length > PAGE_LIMITS.bytes)
    return extractFailure("EXTRACT_REFUSED", `The page at ${request.url} has more than 3 MB of HTML.`);
  const html = decodeText(request.bytes, {
    contentType: request.headers?.["content-type"],
    kind: "html",
  }).text;
  if (FEED.test(html.slice(0, FEED_HEAD)))
    return extractFailure(
      "EXTRACT_REFUSED",
      `What stands at ${request.url} is a feed or a list, not a page.`,
    );
  const parse = () => parseHtml(html, { ...PAGE_LIMITS, over: "refuse" });
  const document = parse();
  if (typeof document === "string")
    return extractFailure("EXTRACT_REFUSED", `The page at ${request.url} has ${TOO_MUCH[document]}.`);
  return readArticle(document, request, () => (html.length < READ_TWICE ? (parse() as Document) : undefined));
}

/** Its texts in one row would look like those of an article. */
const FEED =
  /^(?:\s|<\?[^>]{0,200}>|<!--[^>]{0,500}>)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)(?:\s[^>]*)?>/i;
/** Characters in which the root of a document stands. */
const FEED_HEAD = 2000;

/** Characters up to which a page may be read a second time. */
const READ_TWICE = 600_000;

const TOO_MUCH = {
  depth: `elements nested more than ${PAGE_LIMITS.depth} deep`,
  elements: `more than ${PAGE_LIMITS.elements} elements`,
};

function readArticle(
  document: Document,
  request: ExtractRequest,
  again: () => Document | undefined,
): Extraction {
  const { url, rule, feed } = request;
  showNoscript(document);
  const facts = readFacts(document, url);
  const metadata = pageMetadata(facts, feed);
  const seen = beforePruning(facts, document);
  const announced = announcedBy(facts, metadata.title, feed);
  preparePlayers(document, facts.baseUrl);
  const declared = metadata.image ?? headImage(facts);
  const selected = rule?.mode === "selector" ? select(document, rule, facts) : undefined;
  const missed = rule?.mode === "selector" && !selected ? rule.selector : undefined;
  const body = selected ?? found(document, facts, announced, again);
  const text = body ? renderText(body) : "";
  const words = countWords(text);
  const html = body && words > 0 ? sanitizeHtml(render(body, { encodeEntities: "utf8" }), facts.baseUrl) : "";
  // Who says where the text stands has looked at it: it is held to no likeness with the feed's.
  const verdict = judge(
    { ...seen, text, announced: selected ? { title: "", words: "" } : announced },
    selected ? undefined : feed,
  );
  if (verdict || !body)
    return {
      ...extractFailure(
        verdict?.code ?? "EXTRACT_EMPTY",
        `The page at ${url} ${verdict?.reason}.`,
        verdict?.wall ?? null,
        metadata,
      ),
      html,
      text,
      missed,
    };
  const image = absoluteUrl(declared ?? bodyImage(body), facts.baseUrl);
  return { kind: "text", ...metadata, image, html, text, words, missed };
}

/** What the article is known by, before its text is looked for. */
function announcedBy(facts: PageFacts, title: string | undefined, feed: FeedHints | undefined): Announced {
  const summary = plainText(feed?.summary ?? feed?.content ?? "", 2000);
  return {
    title,
    words: [title, ...descriptionsOf(facts), feed?.title, summary].filter((text) => text).join(" "),
    live: facts.linked?.type === "LiveBlogPosting",
  };
}

/** Characters that a page shows when it shows an article. */
const SHOWN = 400;

/** The article that a page shows only to those without scripts, where it shows nothing else. */
function showNoscript(document: Document): void {
  const hiding = elementsOf(document).filter((e) => e.name === "noscript");
  const articles = hiding.filter((e) => visibleText(new Document(e.children)).length >= SHOWN);
  if (articles.length === 0) return;
  const shown = visibleText(document).length;
  for (const noscript of articles) {
    const inner = [...noscript.children];
    if (visibleText(new Document(inner)).length > shown) replaceWith(noscript, ...inner);
    else for (const child of inner) child.parent = noscript;
  }
}

/** What the judge wants to know of the page and pruning takes away. */
function beforePruning(facts: PageFacts, document: Document): Omit<JudgedPage, "text" | "announced"> {
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
    scripts: facts.elements.some((e) => e.name === "script" && !/json/i.test(e.attribs["type"] ?? "")),
    password: facts.elements.some(
      (e) => e.name === "input" && e.attribs["type"]?.toLowerCase() === "password",
    ),
    free: facts.linked?.free,
  };
}

function select(
  document: Document,
  rule: Extract<FullTextRule, { mode: "selector" }>,
  { baseUrl }: PageFacts,
): Document | undefined {
  const selected = selectBody(document, rule);
  if (selected) preparePictures(selected, baseUrl);
  return selected;
}

function found(
  document: Document,
  facts: PageFacts,
  announced: Announced,
  again: () => Document | undefined,
): Document | undefined {
  dropOtherArticles(document, announced.title);
  const standfirsts = findStandfirsts(document, facts);
  const sentences = sentencesIn(document);
  prune(document);
  dropForeign(document, announced);
  preparePictures(document, facts.baseUrl);
  markCaptions(document);
  const read = () => {
    const page = again();
    if (!page) return undefined;
    prepareMedia(page, facts.baseUrl);
    pruneCertain(page);
    markCaptions(page);
    return page;
  };
  const chosen = chooseBody(document, announced, { sentences, read });
  if (chosen) {
    trim(chosen, announced.title, facts.baseUrl);
    putStandfirst(chosen, standfirsts);
  }
  return chosen;
}
