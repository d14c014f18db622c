import { Document, type Element, isTag, isText } from "domhandler";
import { absoluteUrl } from "./absolute-url.ts";
import { agreement } from "./agreement.ts";
import { nameTokens } from "./name-tokens.ts";
import { metaValue, type PageFacts, shortText } from "./page-facts.ts";
import { attribute, elementsOf, findElement, visibleText } from "./tree.ts";

/** Between a headline and the names of sections and site. */
/** In titles of Chinese and Japanese sites the headline stands before the first of these. */
const UNDERSCORES = /(?<=[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}？！」）])_+/u;
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
  const headings = headingsOf(facts);
  const agreed = headings.find((heading) => claims.some((claim) => isHeadOf(claim, heading)));
  if (agreed) return agreed.text;
  const shown = headings.find(({ sure, text }) => sure && claims.some((claim) => isLike(claim, text)));
  if (shown) return partOf(shown, claims) ?? shown.text;
  return withoutSite(claims[0], facts) ?? headings.find(({ sure }) => sure)?.text;
}

interface Heading {
  readonly element: Element;
  readonly text: string;
  /** By its rank or its markup it is the page's headline, if the page's claims are like it. */
  readonly sure: boolean;
}

/** The headings that may be the article's: none of the site's own, which lead to its first page. */
function headingsOf(facts: PageFacts): Heading[] {
  return facts.elements
    .filter((e) => /^h[1-3]$/.test(e.name) || isMarked(e))
    .filter((e) => !isOfSite(e, facts))
    .slice(0, 60)
    .map((element) => ({
      element,
      text: ownText(element),
      sure: element.name === "h1" || isMarked(element),
    }))
    .filter(({ text }) => text.length > 2);
}

const KICKER = new Set(
  "kicker topline overline eyebrow dachzeile spitzmarke topic label section category rubrik subtitle subline subhead subheading supertitle surtitre antetitulo occhiello titleheader".split(
    " ",
  ),
);

/** A heading's text without the small lines within it, above the headline or below. */
function ownText(heading: Element): string {
  const parts = heading.children.filter((node) => visibleText(node) !== "");
  const own = parts.filter((node) => !isTag(node) || !isSmallLine(node));
  return shortText(new Document(own.length > 0 ? own : parts));
}

function isSmallLine(element: Element): boolean {
  return element.name === "small" || isKicker(element);
}

/** Named as the small line above or below a headline. */
export function isKicker(element: Element): boolean {
  return nameTokens(element).some((token) => KICKER.has(token));
}

function isMarked(element: Element): boolean {
  if (/headline/i.test(element.attribs["itemprop"] ?? "")) return element.name !== "meta";
  return (
    /^(?:h[1-6]|p|div)$/.test(element.name) &&
    /(?:^|\s)(?:entry|post)-title(?:\s|$)/.test(element.attribs["class"] ?? "")
  );
}

/** Its only link leads to the site's first page, or it is named as the site's. */
function isOfSite(heading: Element, facts: PageFacts): boolean {
  if (
    /(?:^|\s)site-?(?:title|name)/i.test(`${heading.attribs["class"] ?? ""} ${heading.attribs["id"] ?? ""}`)
  )
    return true;
  const link = findElement(heading, (e) => e.name === "a");
  const url = link && absoluteUrl(attribute(link, "href"), facts.baseUrl);
  return url !== undefined && new URL(url).pathname === "/" && new URL(facts.url).pathname !== "/";
}

/** Of a heading that holds a kicker or a subtitle besides the headline: the part that a claim has for the whole. */
function partOf({ element, text }: Heading, claims: readonly string[]): string | undefined {
  const parts = elementsOf(element).map((part) => shortText(part));
  const loose = shortText(new Document(element.children.filter(isText)));
  const own = bare(text);
  for (const claim of claims.map(bare)) {
    const part = [...parts, loose].find((p) => bare(p) === claim);
    if (part) return part;
    if (claim.length >= 20 && own !== claim && own.endsWith(claim)) return lastOf(text, claim);
  }
  return undefined;
}

/** The end of a text that has these letters and digits. */
function lastOf(text: string, letters: string): string | undefined {
  const words = text.split(" ");
  for (let from = 1; from < words.length; from++) {
    const rest = words.slice(from).join(" ");
    if (bare(rest) === letters) return rest.replace(/^[^\p{L}\p{N}"'“„«‘¿¡]+/u, "");
  }
  return undefined;
}

/** The claim is the heading, or its first part is the page's main heading, or the longest of its parts is: the others are the site's name and sections. */
function isHeadOf(claim: string, { text, sure }: Heading): boolean {
  const own = bare(text);
  const parts = claim
    .split(UNDERSCORES)
    .flatMap((part) => part.split(SEPARATOR))
    .map(bare);
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a), "");
  return own.length >= 4 && (bare(claim) === own || longest === own || (sure && parts[0] === own));
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
  if (UNDERSCORES.test(title)) return title.split(UNDERSCORES)[0];
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
    .replace(/[\u00ad\u200b]/g, "")
    .replace(/&(?:amp|#0?38);/g, "&")
    .replace(/&(?:quot|#0?34);/g, '"')
    .replace(/&(?:#0?39|apos|#8217|rsquo);/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}
