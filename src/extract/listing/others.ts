import { type Element, isTag } from "domhandler";
import { absoluteUrl } from "../absolute-url.ts";
import { ancestors, attribute, elementsOf, visibleText } from "../tree.ts";
import { keyOf } from "./addresses.ts";
import type { Headline } from "./headlines.ts";
import {
  isLabelOfOthers,
  isLabelOfServices,
  isNamedMostRead,
  isNamedPaid,
  isPaidLabel,
  isPaidLink,
  isSignUp,
} from "./labels.ts";
import type { ListingPage } from "./teaser.ts";
import { BOLD, FEW, isHeading, isPrice, linesOf } from "./teaser-parts.ts";

/** How many of some headlines each element around them holds. */
export function countAround(headlines: readonly Headline[]): Map<Element, number> {
  const counts = new Map<Element, number>();
  for (const { element } of headlines)
    for (const around of [element, ...ancestors(element)]) counts.set(around, (counts.get(around) ?? 0) + 1);
  return counts;
}

/** Says of a headline that it stands in a list of what is read most, or that somebody paid for it. */
export function createOthers(
  page: ListingPage,
  blocks: ReadonlyMap<Headline, Element>,
): (headline: Headline, block: Element) => boolean {
  const counts = countAround([...blocks.keys()]);
  const labels = new Map<Element, boolean>();
  const before = new Map<Element, string | undefined>();
  const named = new Map(page.elements.map((element) => [element.attribs["id"], element]));
  const labelOf = (element: Element) => {
    const by = named.get(element.attribs["aria-labelledby"] ?? "");
    return by && visibleText(by);
  };
  const isLabelled = (element: Element): boolean => {
    const known = labels.get(element);
    if (known !== undefined) return known;
    const { parent } = element;
    const isWhole = (counts.get(element) ?? 0) * 2 > blocks.size && blocks.size > FEW;
    const told = [attribute(element, "aria-label"), labelOf(element), labelBefore(element, counts, before)];
    const own = told.some(
      (text) => text !== undefined && (isLabelOfOthers(text) || (!isWhole && isLabelOfServices(text))),
    );
    const is =
      own ||
      (isNamedMostRead(element) && !isWhole) ||
      (parent !== null && isTag(parent) && isLabelled(parent));
    labels.set(element, is);
    return is;
  };
  const isPriced = (block: Element) => linesOf(block, BOLD).some(({ text }) => isPrice(text));
  // Where everything has its price the page is for that.
  const isShop = [...blocks.values()].filter(isPriced).length * 2 > blocks.size;
  return (headline, block) =>
    isLabelled(block) ||
    isHeadedByService(headline, block) ||
    isPaidLink(headline.element, headline.url) ||
    [block, ...elementsOf(block).slice(0, 100)].some(
      (element) =>
        isNamedPaid(element) || (element.name === "a" && /\bsponsored\b/i.test(element.attribs["rel"] ?? "")),
    ) ||
    ancestors(block)
      .slice(0, 3)
      .some((element) => (counts.get(element) ?? 0) <= FEW && isNamedPaid(element)) ||
    linesOf(block, BOLD).some(({ text }) => text !== headline.title && isPaidLabel(text)) ||
    (!isShop && isPriced(block)) ||
    isOffer(page, headline, block);
}

/** A box that holds but one thing has its heading within. */
function isHeadedByService({ element, title }: Headline, block: Element): boolean {
  return elementsOf(block).some(
    (one) =>
      isHeading(one) && one !== element && visibleText(one) !== title && isLabelOfServices(visibleText(one)),
  );
}

/** What a headline leads to is a thing to sign up for: another link to it says so. */
function isOffer({ baseUrl }: ListingPage, { url }: Headline, block: Element): boolean {
  return elementsOf(block).some(
    (element) =>
      element.name === "a" &&
      isSignUp(visibleText(element)) &&
      keyOf(absoluteUrl(attribute(element, "href"), baseUrl) ?? "") === keyOf(url),
  );
}

/**
 * The short text that stands right before an element among its siblings, and belongs to no article.
 *
 * @param known what was found before siblings already
 */
function labelBefore(
  element: Element,
  counts: ReadonlyMap<Element, number>,
  known: Map<Element, string | undefined>,
): string | undefined {
  let label: string | undefined;
  for (let before = element.prev; before; before = before.prev) {
    if (!isTag(before) || /^(?:script|style|link|br|hr)$/.test(before.name)) continue;
    if (counts.has(before)) {
      if (!known.has(before)) continue;
      label = known.get(before);
      break;
    }
    const text = linesOf(before)
      .map((line) => line.text)
      .join(" ");
    if (text === "") continue;
    label = text.length <= LONGEST_LABEL ? text : undefined;
    break;
  }
  known.set(element, label);
  return label;
}

/** Characters of what stands above a list. */
const LONGEST_LABEL = 60;
