import { agreement } from "./agreement.ts";
import { metaValue, type PageFacts, shortText } from "./page-facts.ts";

const SEPARATOR = /\s+[|•·»›:–—\-‹«~]+\s+|\s*[|｜»]\s*/;

/**
 * The headline: the page's own first-level heading where the page's title or its metadata agree with it, else
 * what the metadata say, without the site's name.
 */
export function pageTitle(facts: PageFacts): string | undefined {
  const claims = [
    facts.linked?.headline,
    metaValue(
      facts,
      "og:title",
      "twitter:title",
      "dc.title",
      "dcterms.title",
      "title",
      "citation_title",
      "sailthru.title",
      "parsely-title",
      "headline",
    ),
    facts.title,
  ].flatMap((claim) => (claim ? [unescapeTwice(claim)] : []));
  const headings = facts.elements
    .filter((e) => e.name === "h1" || e.name === "h2" || /headline/i.test(e.attribs["itemprop"] ?? ""))
    .slice(0, 40)
    .map((e) => ({ first: e.name === "h1", text: shortText(e) }))
    .filter(({ text }) => text.length > 2);
  const agreed = headings.find(({ text }) => claims.some((claim) => isHeadOf(claim, text)));
  const shown = headings.find(({ first, text }) => first && claims.some((claim) => isLike(claim, text)));
  return (agreed ?? shown)?.text ?? withoutSite(claims[0], facts) ?? headings[0]?.text;
}

/** The claim is the heading, or the longest of its parts is: the others are the site's name and sections. */
function isHeadOf(claim: string, heading: string): boolean {
  const own = bare(heading);
  const parts = claim.split(SEPARATOR).map(bare);
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a), "");
  return own.length >= 4 && (bare(claim) === own || longest === own);
}

/** The same headline in other words: the page shows one, its metadata are written for elsewhere. */
function isLike(claim: string, heading: string): boolean {
  return (
    heading.length >= 12 &&
    ((agreement(heading, claim) ?? 0) >= 0.4 || (agreement(claim, heading) ?? 0) >= 0.4)
  );
}

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

function withoutSite(title: string | undefined, facts: PageFacts): string | undefined {
  if (!title) return undefined;
  const site = bare(metaValue(facts, "og:site_name", "application-name") ?? "");
  const host = bare(
    new URL(facts.url).hostname
      .replace(/^www\./, "")
      .split(".")
      .slice(0, -1)
      .join(""),
  );
  const parts = title.split(SEPARATOR);
  const isSite = (part: string | undefined) => {
    const text = bare(part ?? "");
    return (
      text.length > 1 &&
      (text === site ||
        site.includes(text) ||
        host.includes(text) ||
        (text.length > 3 && text.includes(host)))
    );
  };
  const last = title.match(/^(.*)(?:\s+[|•·»›–—\-~]+\s+|\s*[|｜»]\s*)(.*?)$/s);
  if (last && parts.length > 1 && isSite(last[2])) return last[1]?.trim();
  if (parts.length > 1 && isSite(parts[0])) return parts.slice(1).join(" - ").trim();
  return title;
}

/** Entities that were escaped once too often. */
function unescapeTwice(text: string): string {
  return text
    .replace(/&(?:amp|#0?38);/g, "&")
    .replace(/&(?:quot|#0?34);/g, '"')
    .replace(/&(?:#0?39|apos|#8217|rsquo);/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}
