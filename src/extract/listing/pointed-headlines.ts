import { type Element, isTag } from "domhandler";
import { groupBy } from "../../ground/group-by.ts";
import { ancestors, attribute, visibleText } from "../tree.ts";
import { keyOf } from "./addresses.ts";
import type { ListingPage } from "./teaser.ts";
import {
  BOLD,
  dateIn,
  FEW,
  isAside,
  isHeading,
  isLong,
  type Line,
  linesOf,
  readWrittenDate,
} from "./teaser-parts.ts";
import type { PageLink, Unlinked } from "./unlinked-headlines.ts";

/**
 * Headlines that are neither links nor headings, each in a row or card whose one link says but a number, "view", or
 * nothing, and stands where those of the other rows stand. Of several such columns the one that gives most.
 */
export function pointedHeadlines(page: ListingPage, links: readonly PageLink[]): readonly Unlinked[] {
  const short = links.filter(({ element }) => !isLong(visibleText(element)));
  return mostOf(columnsOf(short).map((column) => headlinesBeside(page, column)));
}

/** Headlines of a word or two: links of a column of which each row has its day. */
export function datedHeadlines(page: ListingPage, links: readonly PageLink[]): readonly Unlinked[] {
  return mostOf(
    columnsOf(links).map((column) => {
      const rowOf = rowsOf(column);
      const found = column.flatMap((link) => {
        const { element, url } = link;
        const title = longestLine(element);
        const published = dateIn(rowOf(link), page) ?? readWrittenDate(attribute(element, "title"), page);
        return published === undefined || title === "" || isAside(title, page)
          ? []
          : [{ element, url, title, published }];
      });
      const titles = new Set(found.map(({ title }) => title));
      return titles.size > column.length * 0.8 ? found : [];
    }),
  );
}

/** A code may stand before it. */
function longestLine(link: Element): string {
  return linesOf(link).reduce((longest, { text }) => (text.length > longest.length ? text : longest), "");
}

/** Links that stand in elements of the same names, and in tables in the same column; each address once. */
function columnsOf(links: readonly PageLink[]): readonly (readonly PageLink[])[] {
  const columns = groupBy(links, ({ element }) => [element, ...ancestors(element)].map(placeOf).join(" "));
  return [...columns.values()].map(onceEach).filter(({ length }) => length >= FEW);
}

function placeOf(element: Element): string {
  let name = element.name;
  if (name === "td")
    for (let before = element.prev; before; before = before.prev) if (isTag(before)) name += "|";
  return name;
}

/** For each link of a column the highest element that holds no other of them. */
function rowsOf(column: readonly PageLink[]): (link: PageLink) => Element {
  const counts = new Map<Element, number>();
  for (const { element } of column)
    for (const around of ancestors(element)) counts.set(around, (counts.get(around) ?? 0) + 1);
  return ({ element }) => ancestors(element).findLast((around) => counts.get(around) === 1) ?? element;
}

function mostOf(found: readonly (readonly Unlinked[])[]): readonly Unlinked[] {
  return found.reduce((most, one) => (one.length > most.length ? one : most), []);
}

function headlinesBeside(page: ListingPage, column: readonly PageLink[]): readonly Unlinked[] {
  const rowOf = rowsOf(column);
  const rows = new Set(column.flatMap((link) => [rowOf(link), ...ancestors(rowOf(link))]));
  const found = column.flatMap((link) => {
    const { element, url } = link;
    const row = rowOf(link);
    const line = headlineAmong(page, linesOf(row, BOLD)) ?? headlineAmong(page, linesBefore(row, rows));
    return line ? [{ element: line.element, url, title: withoutLink(line.text, visibleText(element)) }] : [];
  });
  return new Set(found.map(({ title }) => title)).size === found.length ? found : [];
}

/** The link may end the line that it belongs to. */
function withoutLink(line: string, said: string): string {
  return said !== "" && line.endsWith(said)
    ? line.slice(0, -said.length).replace(/[\s.…»>›→-]+$/u, "")
    : line;
}

function headlineAmong(page: ListingPage, lines: readonly Line[]): Line | undefined {
  const long = lines.filter(({ text }) => isLong(text) && !isAside(text, page));
  return long.find(({ element }) => BOLD.has(element.name) || isHeading(element)) ?? long[0];
}

/** What stands between a row and the one before it, where rows have no element around them. */
function linesBefore(row: Element, rows: ReadonlySet<Element>): readonly Line[] {
  const lines: Line[] = [];
  for (let before = row.prev; before; before = before.prev) {
    if (!isTag(before)) continue;
    if (rows.has(before)) break;
    const own = isHeading(before) ? [{ element: before, text: visibleText(before) }] : linesOf(before, BOLD);
    lines.unshift(...own);
  }
  return lines;
}

function onceEach(links: readonly PageLink[]): readonly PageLink[] {
  return [...new Map(links.map((link) => [keyOf(link.url), link])).values()];
}
