import { absoluteUrl } from "./absolute-url.ts";
import type { FeedHints, PageMetadata } from "./extraction.ts";
import { nextPages } from "./next-pages.ts";
import { pageAuthor } from "./page-author.ts";
import { pageDate } from "./page-date.ts";
import { metaValue, type PageFacts } from "./page-facts.ts";
import { pageImage } from "./page-image.ts";
import { pageTitle } from "./page-title.ts";

/** What a page says of its article. The feed's author comes first: a person entered it for this article. */
export function pageMetadata(facts: PageFacts, feed: FeedHints | undefined): PageMetadata {
  const date = pageDate(facts);
  return {
    title: pageTitle(facts),
    author: feed?.author?.trim() || pageAuthor(facts),
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
