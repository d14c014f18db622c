import type { Element } from "domhandler";
import { absoluteUrl } from "./absolute-url.ts";
import { linesOf } from "./byline.ts";
import type { FeedHints, PageMetadata } from "./extraction.ts";
import { nextPages } from "./next-pages.ts";
import { pageAuthor } from "./page-author.ts";
import { pageDate } from "./page-date.ts";
import { metaValue, type PageFacts } from "./page-facts.ts";
import { pageImage } from "./page-image.ts";
import { pageTitle } from "./page-title.ts";
import type { Near } from "./shown-dates.ts";

/** What a page says of its article. The feed's author comes first: a person entered it for this article. */
export function pageMetadata(facts: PageFacts, feed: FeedHints | undefined): PageMetadata {
  const headline = pageTitle(facts);
  const near = nearHeadline(facts, headline.element ?? facts.elements.find((e) => e.name === "h1"));
  const date = pageDate(facts, near);
  return {
    title: headline.text,
    author: feed?.author?.trim() || pageAuthor(facts, near),
    date: date?.iso,
    publishedAt: date?.at,
    image: pageImage(facts),
    language: language(facts),
    siteName: metaValue(facts, "og:site_name", "application-name") ?? facts.linked?.publisher,
    canonical: canonical(facts),
    amp: linked(facts, "amphtml"),
    nextPages: nextPages(facts),
  };
}

/** BCP 47 primary language, lower case. */
function language(facts: PageFacts): string | undefined {
  const tag =
    facts.language ??
    metaValue(facts, "content-language", "og:locale", "language", "dc.language") ??
    facts.linked?.language;
  return tag?.toLowerCase().match(/^[a-z]{2,3}(?![a-z])/)?.[0];
}

function linked(facts: PageFacts, rel: string): string | undefined {
  const link = facts.links.find((candidate) => candidate.rel.split(/\s+/).includes(rel));
  return absoluteUrl(link?.href, facts.baseUrl);
}

/** `rel=canonical`, else `og:url`. The root of a site is no article's address. */
function canonical(facts: PageFacts): string | undefined {
  const candidates = [linked(facts, "canonical"), absoluteUrl(metaValue(facts, "og:url"), facts.baseUrl)];
  return candidates.find((url) => url && !isRoot(url));
}

function isRoot(address: string): boolean {
  const url = new URL(address);
  return url.pathname === "/" && !url.search;
}

/** Elements before and after the headline among which its byline and date stand. */
const NEAR = { before: 30, after: 120 };

function nearHeadline(facts: PageFacts, headline: Element | undefined): Near {
  const at = headline ? facts.elements.indexOf(headline) : 0;
  const elements = facts.elements.slice(Math.max(at - NEAR.before, 0), at + NEAR.after);
  return { headline, elements, lines: linesOf(elements) };
}
