import type { Element } from "domhandler";
import { groupBy } from "../../ground/group-by.ts";
import { ancestors, visibleText } from "../tree.ts";
import { keyOf } from "./addresses.ts";
import { BOLD, FEW, isLong } from "./headlines.ts";
import type { ListingPage } from "./teaser.ts";
import { isAside, linesOf } from "./teaser-parts.ts";
import type { PageLink, Unlinked } from "./unlinked-headlines.ts";

/**
 * Headlines that are neither links nor headings, each in a row or card whose one link says but "view", or nothing, as
 * those of the other rows do.
 */
export function pointedHeadlines(page: ListingPage, links: readonly PageLink[]): readonly Unlinked[] {
  const said = groupBy(links, ({ element }) => visibleText(element));
  const often = [...said].map(([text, same]) => ({ text, same: onceEach(same) })).filter(({ text }) => !isLong(text));
  const [most] = often.sort((a, b) => b.same.length - a.same.length);
  if (!most || most.same.length < FEW) return [];
  const counts = new Map<Element, number>();
  for (const { element } of most.same)
    for (const around of ancestors(element)) counts.set(around, (counts.get(around) ?? 0) + 1);
  return most.same.flatMap(({ element, url }) => {
    const block = ancestors(element).findLast((around) => counts.get(around) === 1);
    const lines = block ? linesOf(block, BOLD) : [];
    const long = lines.filter(({ text }) => isLong(text) && !isAside(text, page));
    const line = long.find((one) => BOLD.has(one.element.name)) ?? long[0];
    return line ? [{ element: line.element, url, title: line.text }] : [];
  });
}

function onceEach(links: readonly PageLink[]): readonly PageLink[] {
  return [...new Map(links.map((link) => [keyOf(link.url), link])).values()];
}
