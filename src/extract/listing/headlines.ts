import { type Element, isTag } from "domhandler";
import type { EpochMs } from "../../model/brand.ts";
import { absoluteUrl } from "../absolute-url.ts";
import { ancestors, attribute, elementsOf, visibleText } from "../tree.ts";
import { isNoArticle, isSameSite, keyOf, pathOf } from "./addresses.ts";
import { isPaidLabel } from "./labels.ts";
import { datedHeadlines, pointedHeadlines } from "./pointed-headlines.ts";
import type { ListingPage } from "./teaser.ts";
import {
  BOLD,
  bestHeading,
  FEW,
  headlineOf,
  isAside,
  isHeading,
  isLong,
  linesOf,
  spokenName,
  wordCount,
} from "./teaser-parts.ts";
import { isBoldLine, type PageLink, unlinkedHeadlines } from "./unlinked-headlines.ts";

/**
 * How a headline is told from other links: by a heading, by a block that is one link, in bold, by nothing, or that it is
 * but heard: the words of a picture that is a link.
 */
type Kind = "heading" | "card" | "bold" | "plain" | "picture";
const RANK: Readonly<Record<Kind, number>> = { heading: 3, card: 2, bold: 1, plain: 0, picture: -1 };

/** A link that may be a teaser's. */
export interface Headline {
  readonly url: string;
  readonly title: string;
  readonly kind: Kind;
  /** Where the title stands. */
  readonly element: Element;
  /** Where its row says it. */
  readonly published?: EpochMs;
}

const NO_PLACE = new Set("nav footer form dialog template select iframe menu button noscript svg".split(" "));
const NO_ROLE = /^(?:navigation|contentinfo|search|menu|menubar|dialog|alertdialog|tablist|toolbar|banner)$/;
const NO_PAGE = /\.(?:pdf|jpe?g|png|gif|webp|mp3|m4a|mp4|zip|xml|rss|atom|json|ics|docx?|xlsx?)$/i;

/**
 * The best headline of every address that the page links to, in the page's order.
 *
 * @param options.everywhere in what is for navigation too
 */
export function headlinesOf(page: ListingPage, { everywhere = false } = {}): readonly Headline[] {
  const elements = page.elements.filter(placesOf(page, everywhere));
  const links = linksOf(page, elements);
  const usable = isOfLinks(page, links) ? links : links.filter(({ url }) => isSameSite(url, page.url));
  const found = new Map<string, Headline>();
  const often = oftenSaid(usable);
  for (const { element, url } of usable) {
    const headline = headlineOfLink(page, element, url, often);
    const before = found.get(keyOf(url));
    if (!headline || isAside(headline.title, page)) continue;
    if (RANK[headline.kind] <= RANK.plain && often(headline.title)) continue;
    if (!before || RANK[headline.kind] > RANK[before.kind]) found.set(keyOf(url), headline);
  }
  const add = (headings: readonly Element[]) => {
    const unlinked = unlinkedHeadlines({
      headings: headings.slice(0, MOST_LINKS_OF_PAGE),
      links: usable,
      isTold: ({ element, url }) => RANK[headlineOfLink(page, element, url)?.kind ?? "picture"] >= RANK.plain,
      isTaken: (url) => found.get(keyOf(url))?.kind === "heading",
    });
    for (const one of unlinked) found.set(keyOf(one.url), { ...one, kind: "heading" });
  };
  add(elements.filter(isHeading));
  if (found.size < FEW) add(elements.filter(isBoldLine));
  addRows(page, usable, found);
  const order = new Map(page.elements.map((element, n) => [element, n]));
  const inOrder = [...found.values()].sort(
    (a, b) => (order.get(a.element) ?? 0) - (order.get(b.element) ?? 0),
  );
  return withoutRepeats(inOrder);
}

/** Says of an element that teasers may stand in it. A form may hold the whole page: there are servers that write it so. */
/** Adds the headlines of rows whose links do not say that they are some. */
function addRows(page: ListingPage, links: readonly PageLink[], found: Map<string, Headline>): void {
  const headings = [...found.values()].filter(({ kind }) => kind === "heading").length;
  if (headings * 2 > links.length) return; // nearly every link is a headline already
  const pointed = pointedHeadlines(page, links);
  if (pointed.length > found.size)
    for (const one of pointed) found.set(keyOf(one.url), { ...one, kind: "card" });
  const dated = datedHeadlines(page, links);
  const isKnown = ({ url }: PageLink) => found.has(keyOf(url));
  if (dated.length > found.size || dated.filter(isKnown).length * 4 > found.size)
    for (const one of dated)
      if ((found.get(keyOf(one.url))?.kind ?? "plain") === "plain")
        found.set(keyOf(one.url), { ...one, kind: "heading" });
}

function placesOf(page: ListingPage, everywhere: boolean): (element: Element) => boolean {
  const links = page.elements.filter(({ name }) => name === "a").length;
  const isWhole = (form: Element) =>
    elementsOf(form).filter(({ name }) => name === "a").length * 2 > links && links > FEW;
  const places = new Map<Element, boolean>();
  const isPlace = (element: Element): boolean => {
    const known = places.get(element);
    if (known !== undefined) return known;
    // A shadow that the server wrote is shown; other templates are for scripts.
    const isShown = !NO_PLACE.has(element.name) || element.attribs["shadowrootmode"] !== undefined;
    const own = isShown && !NO_ROLE.test(element.attribs["role"] ?? "");
    const is =
      (own ||
        (everywhere && (element.name === "nav" || element.attribs["role"] === "navigation")) ||
        (element.name === "form" && isWhole(element))) &&
      (!element.parent || !isTag(element.parent) || isPlace(element.parent));
    places.set(element, is);
    return is;
  };
  return isPlace;
}

/** The links to pages; those that lead into a page that another leads to lead to it. */
function linksOf(page: ListingPage, elements: readonly Element[]): readonly PageLink[] {
  const links = elements
    .filter(({ name }) => name === "a")
    .slice(0, MOST_LINKS_OF_PAGE)
    .flatMap((element) => {
      const address = addressOf(page, element);
      return address === undefined ? [] : [{ element, address, url: address.replace(/#.*$/, "") }];
    });
  const whole = new Map(links.map(({ url }) => [url, url]));
  return links.map(({ element, address, url }) => {
    const isPart = address.includes("#") && address.includes("?");
    return { element, url: (isPart && whole.get(url.replace(/\?.*$/, ""))) || url };
  });
}

/** An article that is shown twice, for wide and for narrow screens, may say in its address where it stood. */
function withoutRepeats(headlines: readonly Headline[]): readonly Headline[] {
  const best = new Map<string, Headline>();
  const nameOf = ({ url, title }: Headline) => `${pathOf(url)} ${title}`;
  for (const one of headlines) {
    const before = best.get(nameOf(one));
    if (!before || one.url.length < before.url.length) best.set(nameOf(one), one);
  }
  return headlines.filter((one) => best.get(nameOf(one)) === one);
}

/** Links that are looked at: front pages have some hundred. */
const MOST_LINKS_OF_PAGE = 3_000;

/** Whether a page lists what others wrote: most of the links that are sentences or headings lead to other sites. */
function isOfLinks(page: ListingPage, links: readonly PageLink[]): boolean {
  const told = links.filter(({ element, url }) => headlineOfLink(page, element, url) !== undefined);
  const elsewhere = told.filter(({ url }) => !isSameSite(url, page.url)).length;
  return elsewhere > 2 * (told.length - elsewhere);
}

/** What several links say is no headline: sections, writers, "read the whole report"; kickers, in links to several pages. */
function oftenSaid(links: readonly PageLink[]): (text: string) => boolean {
  const times = new Map<string, number>();
  const pages = new Map<string, Set<string>>();
  for (const { element, url } of links) {
    const text = visibleText(element) || spokenName(element);
    times.set(text, (times.get(text) ?? 0) + 1);
    for (const line of linesOf(element, BOLD))
      pages.set(line.text, (pages.get(line.text) ?? new Set()).add(keyOf(url)));
  }
  return (text) => (times.get(text) ?? 0) >= FEW || (pages.get(text)?.size ?? 0) >= FEW;
}

/** Where a script looks for the address when `href` has none. */
const WRITTEN = ["href", "data-href", "data-url", "data-link"];

/** The address of another page that a link leads to, its fragment included. */
function addressOf(page: ListingPage, link: Element): string | undefined {
  const url = WRITTEN.map((name) => absoluteUrl(attribute(link, name), page.baseUrl)).find(
    (address) => address !== undefined,
  );
  if (url === undefined || /\b(?:author|tag|license|prev|next)\b/i.test(attribute(link, "rel") ?? ""))
    return undefined;
  const { pathname, search, hash } = new URL(url);
  if (/^#(?:comment|respond|reply|disqus|kommentar)/i.test(hash)) return undefined;
  if ((pathname === "/" && search === "") || NO_PAGE.test(pathname) || keyOf(url) === keyOf(page.url))
    return undefined;
  // The whole site may stand on such a host: then it says nothing.
  return isNoArticle(url) && !isNoArticle(new URL("/", page.url).href) ? undefined : url;
}

/** What a link says, and how it says that it is a headline; undefined: nothing that could be one. */
function headlineOfLink(
  page: ListingPage,
  link: Element,
  url: string,
  isOften: (text: string) => boolean = () => false,
): Headline | undefined {
  const inside = elementsOf(link).filter(isHeading);
  const within = bestHeading(inside);
  if (within !== undefined) return { url, title: wholeOf(within, link), kind: "heading", element: link };
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
      : { url, title: wholeOf(title, link), kind: "heading", element: link };
  }
  const lines = linesOf(link, BOLD).filter(({ text }) => !isAside(text, page) && !isPaidLabel(text));
  const isPicture = elementsOf(link).some(({ name }) => name === "img" || name === "picture");
  const own = lines.filter(({ text }) => !isOften(text));
  if (lines.length > 1 || isPicture) return cardOf(own.length > 0 ? own : lines, link, url);
  const title = wholeOf(headlineOf(link), link);
  if (!isLong(title) || isAside(title, page) || isInline(link)) return undefined;
  return { url, title, kind: isBold(link) ? "bold" : "plain", element: link };
}

/** The headline of which the page shows but the beginning, where the link's own title has it whole. */
function wholeOf(title: string, link: Element): string {
  const shown = /^(.{8,}?)\s*(?:…|\.{3})$/u.exec(title)?.[1];
  const told = shown === undefined ? [] : [attribute(link, "title"), attribute(link, "aria-label")];
  return told.find((text) => text?.startsWith(shown as string))?.trim() ?? title;
}

/** A block that is one link: its headline is what is bold, else the first line that is more than a label. */
function cardOf(lines: ReturnType<typeof linesOf>, link: Element, url: string): Headline | undefined {
  const long = lines.filter(({ text }) => isLong(text));
  const bold = long.find(({ element }) => BOLD.has(element.name));
  const line = bold ?? long[0];
  if (line) return { url, title: wholeOf(line.text.slice(0, 300), link), kind: "card", element: link };
  const title = lines.length === 0 ? spokenName(link) : "";
  return isLong(title) ? { url, title, kind: "picture", element: link } : undefined;
}

function isBold(link: Element): boolean {
  const parent = link.parent;
  const only = elementsOf(link).find(({ name }) => BOLD.has(name));
  return (
    (parent && isTag(parent) && BOLD.has(parent.name)) ||
    (only !== undefined && visibleText(only) === visibleText(link))
  );
}

/** A link within a running text; a row of links with little between them is none. */
function isInline(link: Element): boolean {
  const around = ancestors(link).find(({ name }) => /^(?:p|li|td|dd|div|span|blockquote)$/.test(name));
  if (around?.name !== "p") return false;
  const whole = visibleText(around);
  const at = whole.indexOf(visibleText(link));
  if (at <= 30 || /[:|·–—-]\s*$/.test(whole.slice(0, at))) return false;
  const links = elementsOf(around).filter(({ name }) => name === "a");
  return links.reduce((sum, one) => sum + visibleText(one).length, 0) * 2 < whole.length;
}
