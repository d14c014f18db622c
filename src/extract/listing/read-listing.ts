import type { Document } from "domhandler";
import { decodeText } from "../../ground/charset/decode.ts";
import type { PageMetadata } from "../extraction.ts";
import { isMonthFirst } from "../page-date.ts";
import { metaValue, readFacts } from "../page-facts.ts";
import { pageMetadata } from "../page-metadata.ts";
import { PAGE_LIMITS, parseHtml } from "../parse-html.ts";
import { descriptionsOf } from "../standfirst.ts";
import { teasersByRule } from "./by-rule.ts";
import { findTeasers } from "./find-teasers.ts";
import type { Listing, ListingRequest } from "./teaser.ts";

/** What an article's page says of itself: enough to list it. */
export type ListedPage = Pick<PageMetadata, "title" | "publishedAt" | "image" | "language" | "author"> & {
  readonly kind: "article";
  readonly summary: string | undefined;
  /** Whether it says that it is an article, or something else: a front page, a section. */
  readonly is: "article" | "other" | undefined;
};

/** What a thread answers: what was asked for, or why a page cannot be read. */
export type ListingAnswer =
  | (Listing & { readonly kind: "listing" })
  | ListedPage
  | { readonly kind: "refused"; readonly reason: string };

const REFUSED = {
  depth: `has elements nested more than ${PAGE_LIMITS.depth} deep`,
  elements: `has more than ${PAGE_LIMITS.elements} elements`,
};

/** Reads the teasers of a page, or what an article's page says of itself. Synchronous; for a thread. */
export function readListing({ bytes, url, contentType, rule }: ListingRequest): ListingAnswer {
  if (bytes.length > PAGE_LIMITS.bytes) return { kind: "refused", reason: "has more than 3 MB of HTML" };
  const html = decodeText(bytes, { contentType, kind: "html" }).text;
  const document = parseHtml(html, { ...PAGE_LIMITS, over: "refuse" });
  if (typeof document === "string") return { kind: "refused", reason: REFUSED[document] };
  return rule ? listingOf(document, url, rule) : articleOf(document, url);
}

function listingOf(
  document: Document,
  url: string,
  rule: NonNullable<ListingRequest["rule"]>,
): ListingAnswer {
  const facts = readFacts(document, url);
  const { baseUrl, elements } = facts;
  const page = { document, elements, url, baseUrl, monthFirst: isMonthFirst(facts) };
  const { items } = rule;
  return {
    kind: "listing",
    title: metaValue(facts, "og:site_name", "application-name") ?? facts.title,
    language: rule.language ?? facts.language,
    teasers: items === undefined ? findTeasers(page) : teasersByRule(page, { ...rule, items }),
  };
}

const ARTICLE = /^(?:article|news|blog)/i;
const LINKED_ARTICLE = /(?:Article|Posting|Report|Review|NewsItem)$/;
/** Kinds that say of a page that it is no article. */
const OTHER = /^(?:website|profile|product|business|place)/i;

function articleOf(document: Document, url: string): ListedPage {
  const facts = readFacts(document, url);
  const { title, publishedAt, image, language, author } = pageMetadata(facts, undefined);
  const type = metaValue(facts, "og:type") ?? "";
  const isArticle =
    facts.meta.has("article:published_time") ||
    ARTICLE.test(type) ||
    LINKED_ARTICLE.test(facts.linked?.type ?? "");
  const isOther = OTHER.test(type) || new URL(url).pathname === "/";
  const summary = descriptionsOf(facts).find((text) => text !== "");
  const is = isArticle ? "article" : isOther ? "other" : undefined;
  return { kind: "article", title, publishedAt, image, language, author, summary, is };
}
