import { type Element, isTag } from "domhandler";
import { getDomain } from "tldts";
import { absoluteUrl } from "../absolute-url.ts";
import { ancestors, attribute, elementsOf, visibleText } from "../tree.ts";
import { isPaidLabel } from "./labels.ts";
import type { ListingPage } from "./teaser.ts";
import { bestHeading, headlineOf, isAside, isHeading, linesOf, wordCount } from "./teaser-parts.ts";

/** How a headline is told from other links: by a heading, by a block that is one link, in bold, or by nothing. */
type Kind = "heading" | "card" | "bold" | "plain";
const RANK: Readonly<Record<Kind, number>> = { heading: 3, card: 2, bold: 1, plain: 0 };

/** A link that may be a teaser's. */
export interface Headline {
  readonly url: string;
  readonly title: string;
  readonly kind: Kind;
  /** Where the title stands. */
  readonly element: Element;
}

const NO_PLACE = new Set("nav footer form dialog template select iframe menu button noscript svg".split(" "));
const NO_ROLE = /^(?:navigation|contentinfo|search|menu|menubar|dialog|alertdialog|tablist|toolbar|banner)$/;
const NO_PAGE = /\.(?:pdf|jpe?g|png|gif|webp|mp3|m4a|mp4|zip|xml|rss|atom|json|ics|docx?|xlsx?)$/i;

/** The best headline of every address that the page links to, in the page's order. */
export function headlinesOf(page: ListingPage): readonly Headline[] {
  const places = new Map<Element, boolean>();
  const isPlace = (element: Element): boolean => {
    const known = places.get(element);
    if (known !== undefined) return known;
    const own = !NO_PLACE.has(element.name) && !NO_ROLE.test(element.attribs["role"] ?? "");
    const is = own && (!element.parent || !isTag(element.parent) || isPlace(element.parent));
    places.set(element, is);
    return is;
  };
  const elements = page.elements.filter(isPlace);
  const links = elements
    .filter(({ name }) => name === "a")
    .slice(0, MOST_LINKS_OF_PAGE)
    .flatMap((element) => {
      const url = addressOf(page, element);
      return url === undefined ? [] : [{ element, url }];
    });
  const usable = isOfLinks(page, links) ? links : links.filter(({ url }) => isSameSite(url, page.url));
  const found = new Map<string, Headline>();
  const often = oftenSaid(usable);
  for (const { element, url } of usable) {
    const headline = headlineOfLink(page, element, url);
    const before = found.get(keyOf(url));
    if (!headline || isAside(headline.title, page) || (headline.kind === "plain" && often(headline.title)))
      continue;
    if (!before || RANK[headline.kind] > RANK[before.kind]) found.set(keyOf(url), headline);
  }
  addUnlinked(found, { headings: elements.filter(isHeading).slice(0, MOST_LINKS_OF_PAGE), links: usable });
  const order = new Map(page.elements.map((element, n) => [element, n]));
  return [...found.values()].sort((a, b) => (order.get(a.element) ?? 0) - (order.get(b.element) ?? 0));
}

/** Links that are looked at: front pages have some hundred. */
const MOST_LINKS_OF_PAGE = 3_000;

/** Whether a page lists what others wrote: most of the links that are sentences or headings lead to other sites. */
function isOfLinks(page: ListingPage, links: Found["links"]): boolean {
  const told = links.filter(({ element, url }) => headlineOfLink(page, element, url) !== undefined);
  const elsewhere = told.filter(({ url }) => !isSameSite(url, page.url)).length;
  return elsewhere > 2 * (told.length - elsewhere);
}

/** What several links say is no headline: sections, writers, "read the whole report". */
function oftenSaid(links: readonly { readonly element: Element }[]): (text: string) => boolean {
  const times = new Map<string, number>();
  for (const { element } of links) {
    const text = visibleText(element);
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  return (text) => (times.get(text) ?? 0) >= FEW;
}

/** Fewer links to its own articles has no front page. */
export const FEW = 3;

function addressOf(page: ListingPage, link: Element): string | undefined {
  const url = absoluteUrl(attribute(link, "href"), page.baseUrl);
  if (url === undefined || /\b(?:author|tag|license|prev|next)\b/i.test(attribute(link, "rel") ?? ""))
    return undefined;
  const { pathname, search, hash } = new URL(url);
  if (/^#(?:comment|respond|reply|disqus|kommentar)/i.test(hash)) return undefined;
  if ((pathname === "/" && search === "") || NO_PAGE.test(pathname) || keyOf(url) === keyOf(page.url))
    return undefined;
  return url.replace(/#.*$/, "");
}

/** Without what only counts where the reader came from. */
export function keyOf(url: string): string {
  return url
    .replace(/#.*$/, "")
    .replace(/[?&](?:utm_\w+|ref|referrer|source|src|from|cmp|icid|xtor|fbclid|gclid)=[^&]*/gi, "")
    .replace(/\/$/, "");
}

export function isSameSite(url: string, other: string): boolean {
  const [a, b] = [new URL(url).hostname, new URL(other).hostname];
  return a === b || (getDomain(a) ?? a) === (getDomain(b) ?? b);
}

/** What a link says, and how it says that it is a headline; undefined: nothing that could be one. */
function headlineOfLink(page: ListingPage, link: Element, url: string): Headline | undefined {
  const inside = elementsOf(link).filter(isHeading);
  const within = bestHeading(inside);
  if (within !== undefined) return { url, title: within, kind: "heading", element: link };
  const around = ancestors(link).slice(0, 4).find(isHeading);
  if (around) {
    const isAlone = !elementsOf(around).some(
      (element) =>
        element.name === "a" &&
        element !== link &&
        attribute(element, "href") !== attribute(link, "href") &&
        wordCount(visibleText(element)) > 0,
    );
    const title = headlineOf(isAlone ? around : link);
    return title === "" || wordCount(visibleText(link)) === 0
      ? undefined
      : { url, title, kind: "heading", element: link };
  }
  const lines = linesOf(link, BOLD).filter(({ text }) => !isAside(text, page) && !isPaidLabel(text));
  const isPicture = elementsOf(link).some(({ name }) => name === "img" || name === "picture");
  if (lines.length > 1 || isPicture) return cardOf(lines, link, url);
  const title = headlineOf(link);
  if (!isLong(title) || isAside(title, page) || isInline(link)) return undefined;
  return { url, title, kind: isBold(link) ? "bold" : "plain", element: link };
}

export const BOLD = new Set(["b", "strong"]);

/** A block that is one link: its headline is what is bold, else the first line that is more than a label. */
function cardOf(lines: ReturnType<typeof linesOf>, link: Element, url: string): Headline | undefined {
  const long = lines.filter(({ text }) => isLong(text));
  const bold = long.find(({ element }) => BOLD.has(element.name));
  const line = bold ?? long[0];
  return line && { url, title: line.text.slice(0, 300), kind: "card", element: link };
}

/** Words and characters of a headline that no heading says to be one. */
export function isLong(text: string): boolean {
  return (
    wordCount(text) >= 3 &&
    text.length >= (/[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}\p{sc=Hangul}]/u.test(text) ? 8 : 15)
  );
}

function isBold(link: Element): boolean {
  const parent = link.parent;
  const only = elementsOf(link).find(({ name }) => BOLD.has(name));
  return (
    (parent && isTag(parent) && BOLD.has(parent.name)) ||
    (only !== undefined && visibleText(only) === visibleText(link))
  );
}

/** A link within a running text. */
function isInline(link: Element): boolean {
  const around = ancestors(link).find(({ name }) => /^(?:p|li|td|dd|div|span|blockquote)$/.test(name));
  if (around?.name !== "p") return false;
  const whole = visibleText(around);
  const at = whole.indexOf(visibleText(link));
  return at > 30 && !/[:|·–—-]\s*$/.test(whole.slice(0, at));
}

interface Found {
  readonly headings: readonly Element[];
  readonly links: readonly { readonly element: Element; readonly url: string }[];
}

/** Headlines that are no links themselves: a link over the whole block, a picture or "read on" leads to their article. */
function addUnlinked(found: Map<string, Headline>, { headings, links }: Found): void {
  const around = linksAround(links);
  const counts = new Map<Element, number>();
  for (const heading of headings)
    for (const element of ancestors(heading)) counts.set(element, (counts.get(element) ?? 0) + 1);
  const unlinked = headings.filter(
    (heading) => ![...ancestors(heading), ...elementsOf(heading)].some(({ name }) => name === "a"),
  );
  for (const heading of unlinked) {
    const title = headlineOf(heading);
    const block = ancestors(heading).find((element) => around.has(element));
    if (!block || (counts.get(block) ?? 0) > 2 || wordCount(title) < 2) continue;
    const within = around.get(block) ?? [];
    const isTaken = within.some(({ url }) => found.get(keyOf(url))?.kind === "heading");
    const link = isTaken ? undefined : ownLink(within, title);
    if (link) found.set(keyOf(link.url), { url: link.url, title, kind: "heading", element: heading });
  }
}

/** Articles that the block of one headline leads to: its own, and those beside it in small print. */
const MOST_LINKS = 4;
const MOST_REMEMBERED = 20;

/** The links within each element, so many of them. */
function linksAround(links: Found["links"]): ReadonlyMap<Element, Found["links"]> {
  const around = new Map<Element, Found["links"][number][]>();
  for (const link of links)
    for (const element of ancestors(link.element)) {
      const known = around.get(element) ?? [];
      if (known.length < MOST_REMEMBERED) known.push(link);
      around.set(element, known);
    }
  return around;
}

/** The link of a block to its article: named as the headline, else an empty one over all, else the one that comes most often, else the last. */
function ownLink(links: Found["links"], title: string): Found["links"][number] | undefined {
  if (new Set(links.map(({ url }) => keyOf(url))).size > MOST_LINKS) return undefined;
  const named = links.find(({ element }) =>
    (attribute(element, "aria-label") ?? attribute(element, "title") ?? "").includes(title),
  );
  const empty = links.find(({ element }) => visibleText(element) === "");
  const times = (url: string) => links.filter((one) => one.url === url).length;
  const most = [...links].sort((a, b) => times(b.url) - times(a.url))[0];
  return named ?? empty ?? (most && times(most.url) > 1 ? most : links.at(-1));
}
