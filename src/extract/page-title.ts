import { Document, type Element, isText } from "domhandler";
import { lettersOf } from "../ground/text.ts";
import { agreement } from "./agreement.ts";
import { type Heading, headingsOf, isForReaders, namedTitles } from "./headings.ts";
import { metaValue, type PageFacts, shortText } from "./page-facts.ts";
import { isSite, SEPARATOR, UNDERSCORES, withoutLastSite, withoutSite } from "./site-in-title.ts";
import { ancestors, elementsOf } from "./tree.ts";

/** The headline, and the element that shows it, where one does. */
export interface Headline {
  readonly text: string | undefined;
  readonly element: Element | undefined;
}

const META = [
  "og:title",
  "twitter:title",
  "dc.title",
  "dcterms.title",
  "title",
  "citation_title",
  "sailthru.title",
  "parsely-title",
  "headline",
];

/**
 * The headline: what the page shows where its title or its metadata agree with it, the surest claim first; else its
 * only first-level heading; else what the metadata say, without the site's name.
 */
export function pageTitle(facts: PageFacts): Headline {
  const claims = [facts.linked?.headline, ...META.map((name) => metaValue(facts, name)), facts.title].flatMap(
    (claim) => (claim ? [unescapeTwice(claim)] : []),
  );
  const headings = headingsOf(facts);
  const sure = headings.filter((heading) => heading.sure);
  const found =
    agreed(sure, claims, /:\s+/) ??
    likened(sure, claims) ??
    begun(sure, claims) ??
    agreed(headings, claims) ??
    only(sure, facts) ??
    agreed(namedTitles(facts), claims, /:\s+/);
  if (found)
    return { element: found.element, text: withoutLastSite(found.text, facts).replace(/^[\s:|–—-]+/, "") };
  const told = withoutSite(claims[0], facts);
  // A title that names nothing but the site: of the page's headings the first of its text says more.
  const first =
    told && isSite(told, facts)
      ? headings.find(({ element, letters }) => letters.length >= LABEL && isInText(element))
      : undefined;
  return { text: first?.text ?? told ?? sure[0]?.text, element: first?.element };
}

/** In none of the parts that are on every page of the site. */
const isInText = (element: Element) =>
  !isForReaders(element) && !ancestors(element).some((e) => /^(?:nav|aside|footer|form)$/.test(e.name));

interface Found {
  readonly text: string;
  readonly element: Element;
}

/**
 * The heading that is a claim, or that is what a claim has beside the names of sections and site.
 *
 * @param weak what may stand between a kicker and a headline, where the heading is sure
 */
function agreed(headings: readonly Heading[], claims: readonly string[], weak?: RegExp): Found | undefined {
  for (const claim of claims) {
    const letters = lettersOf(claim);
    if (letters.length < 4) continue;
    const heading = headings.find((one) => one.letters === letters);
    if (heading) return heading;
  }
  for (const claim of claims) {
    const parts = partsOf(claim);
    const further = weak ? partsOf(claim, weak).filter((part) => part.length >= 10) : [];
    for (const part of [...parts, ...further]) {
      const heading = headings.find(({ letters }) => letters === part);
      if (heading) return heading;
    }
  }
  return undefined;
}

/** Letters of the parts that may be the headline: the longest one, then the first, then, where split anew, all. */
function partsOf(claim: string, weak?: RegExp): string[] {
  const strong = claim.split(UNDERSCORES).flatMap((part) => part.split(SEPARATOR));
  const parts = (weak ? strong.flatMap((part) => part.split(weak)) : strong).map(lettersOf);
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a), "");
  return (weak ? parts : [longest, parts[0] ?? ""]).filter((part) => part.length >= 4);
}

/** The heading that says a claim in other words: the page shows one, its metadata are written for elsewhere. */
function likened(headings: readonly Heading[], claims: readonly string[]): Found | undefined {
  const heading = headings.find(({ text }) => claims.some((claim) => isLike(claim, text)));
  return heading && { element: heading.element, text: partOf(heading, claims) ?? heading.text };
}

/** The heading that a claim begins with, where nothing parts it from what the site adds. */
function begun(headings: readonly Heading[], claims: readonly string[]): Found | undefined {
  return headings.find(
    ({ letters }) => letters.length >= 10 && claims.some((claim) => lettersOf(claim).startsWith(letters)),
  );
}

/** Letters that a label or the name of a section rarely has. */
const LABEL = 14;

/** The page's only first-level heading, whatever its metadata say. */
function only(headings: readonly Heading[], facts: PageFacts): Found | undefined {
  const own = headings.filter(
    ({ element, text, letters }) => letters.length >= LABEL && !isSite(text, facts) && !isForReaders(element),
  );
  const once = own.filter(({ text }) => own.filter((other) => other.text === text).length === 1);
  return once.length === 1 ? once[0] : new Set(own.map(({ text }) => text)).size === 1 ? own[0] : undefined;
}

/** Of a heading that holds a kicker or a subtitle besides the headline: the part that a claim has for the whole. */
function partOf({ element, text, letters: own }: Heading, claims: readonly string[]): string | undefined {
  const parts = elementsOf(element).map((part) => shortText(part));
  const loose = shortText(new Document(element.children.filter(isText)));
  for (const claim of claims.map(lettersOf)) {
    const part = [...parts, loose].find((p) => lettersOf(p) === claim);
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
    if (lettersOf(rest) === letters) return rest.replace(/^[^\p{L}\p{N}"'“„«‘¿¡]+/u, "");
  }
  return undefined;
}

/** The same headline in other words: the page shows one, its metadata are written for elsewhere. */
function isLike(claim: string, heading: string): boolean {
  return (
    heading.length >= 12 &&
    ((agreement(heading, claim) ?? 0) >= 0.4 || (agreement(claim, heading) ?? 0) >= 0.4)
  );
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
