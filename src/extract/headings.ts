import { Document, type Element, isTag } from "domhandler";
import { lettersOf } from "../ground/text.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { nameTokens } from "./name-tokens.ts";
import { type PageFacts, shortText } from "./page-facts.ts";
import { attribute, findElement, visibleText } from "./tree.ts";

/** For those who have pages read to them: what it says is the name of a part. */
export const isForReaders = (element: Element) => HIDDEN.test(element.attribs["class"] ?? "");
const HIDDEN =
  /(?:^|\s)(?:screen-reader-text|sr-only|(?:visually|element)-?hidden|assistive-text|u-hidden)(?:\s|$)/i;

/** What may be the headline. */
export interface Heading {
  readonly element: Element;
  /** Without the small lines within it. */
  readonly text: string;
  /** Its letters and digits alone. */
  readonly letters: string;
  /** By its rank or its markup it is the page's headline, if the page's claims are like it. */
  readonly sure: boolean;
}

/** The headings that may be the article's: none of the site's own, which lead to its first page. */
export function headingsOf(facts: PageFacts): Heading[] {
  return asHeadings(facts, (e) => /^h[1-3]$/.test(e.name) || isMarked(e)).slice(0, 120);
}

/** Elements that are no headings and are named as titles. */
export function namedTitles(facts: PageFacts): Heading[] {
  return asHeadings(facts, (e) => NAMED.has(e.name) && nameTokens(e).some((token) => TITLES.has(token)));
}

function asHeadings(facts: PageFacts, test: (element: Element) => boolean): Heading[] {
  return facts.elements
    .filter(test)
    .filter((e) => !isOfSite(e, facts))
    .map((element) => ({ element, text: ownText(element) }))
    .filter(({ text }) => text.length > 2)
    .map(({ element, text }) => ({
      element,
      text,
      letters: lettersOf(text),
      sure: (element.name === "h1" && !isStrapline(element)) || isMarked(element),
    }));
}

/** The line above a headline, ranked as one. */
const isStrapline = (element: Element) =>
  nameTokens(element).some((token) =>
    /^(?:kicker|strapline|topline|overline|eyebrow|dachzeile|spitzmarke)$/.test(token),
  );

const NAMED = new Set(["div", "span", "p", "td", "strong", "b", "h4", "h5", "h6"]);
const TITLES = new Set(["title", "headline", "pagetitle", "itemtitle"]);

const KICKER = new Set(
  "kicker strapline toptitle topline overline eyebrow dachzeile spitzmarke topic label section category rubrik subtitle subline subhead subheading supertitle surtitre antetitulo occhiello titleheader small".split(
    " ",
  ),
);

/** A heading's text without the small lines within it, above the headline or below. */
function ownText(heading: Element): string {
  const parts = visibleChildren(heading);
  const [only] = parts;
  if (parts.length === 1 && only && isTag(only) && only.children.length > 0) return ownText(only);
  const named = parts.filter((node) => isTag(node) && nameTokens(node).some((token) => TITLES.has(token)));
  const half = parts.reduce((letters, node) => letters + visibleText(node).length, 0) / 2;
  const isMost = named.length === 1 && named[0] && visibleText(named[0]).length >= half;
  const small = parts.filter((node) => (isMost ? node !== named[0] : isTag(node) && isSmallLine(node)));
  const own =
    small.length < parts.length ? heading.children.filter((node) => !small.includes(node)) : heading.children;
  return shortText(new Document(own));
}

const visibleChildren = (element: Element) => element.children.filter((node) => visibleText(node) !== "");

function isSmallLine(element: Element): boolean {
  const [only, ...others] = visibleChildren(element);
  if (element.name === "small" || isKicker(element)) return true;
  return only !== undefined && others.length === 0 && isTag(only) && isSmallLine(only);
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
