import { type Element, isTag } from "domhandler";
import { groupBy } from "../../ground/group-by.ts";
import { ancestors, visibleText } from "../tree.ts";
import { keyOf } from "./addresses.ts";
import type { ListingPage } from "./teaser.ts";
import { BOLD, FEW, isAside, isHeading, isLong, type Line, linesOf } from "./teaser-parts.ts";
import type { PageLink, Unlinked } from "./unlinked-headlines.ts";

/**
 * Headlines that are neither links nor headings, each in a row or card whose one link says but a number, "view", or
 * nothing, and stands where those of the other rows stand. Of several such columns the one that gives most.
 */
export function pointedHeadlines(page: ListingPage, links: readonly PageLink[]): readonly Unlinked[] {
  const short = links.filter(({ element }) => !isLong(visibleText(element)));
  const columns = groupBy(short, ({ element }) =>
    [element, ...ancestors(element)].map(({ name }) => name).join(" "),
  );
  return [...columns.values()]
    .map((column) => headlinesBeside(page, onceEach(column)))
    .reduce((most, found) => (found.length > most.length ? found : most), []);
}

function headlinesBeside(page: ListingPage, column: readonly PageLink[]): readonly Unlinked[] {
  if (column.length < FEW) return [];
  const counts = new Map<Element, number>();
  for (const { element } of column)
    for (const around of ancestors(element)) counts.set(around, (counts.get(around) ?? 0) + 1);
  const found = column.flatMap(({ element, url }) => {
    const row = ancestors(element).findLast((around) => counts.get(around) === 1) ?? element;
    const line = headlineAmong(page, linesOf(row, BOLD)) ?? headlineAmong(page, linesBefore(row, counts));
    return line ? [{ element: line.element, url, title: line.text }] : [];
  });
  return new Set(found.map(({ title }) => title)).size === found.length ? found : [];
}

function headlineAmong(page: ListingPage, lines: readonly Line[]): Line | undefined {
  const long = lines.filter(({ text }) => isLong(text) && !isAside(text, page));
  return long.find(({ element }) => BOLD.has(element.name) || isHeading(element)) ?? long[0];
}

/** What stands between a row and the one before it, where rows have no element around them. */
function linesBefore(row: Element, counts: ReadonlyMap<Element, number>): readonly Line[] {
  const lines: Line[] = [];
  for (let before = row.prev; before; before = before.prev) {
    if (!isTag(before)) continue;
    if (counts.has(before)) break;
    const own = isHeading(before) ? [{ element: before, text: visibleText(before) }] : linesOf(before, BOLD);
    lines.unshift(...own);
  }
  return lines;
}

function onceEach(links: readonly PageLink[]): readonly PageLink[] {
  return [...new Map(links.map((link) => [keyOf(link.url), link])).values()];
}
