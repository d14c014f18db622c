import { type Document, Element, isTag, isText, Text } from "domhandler";
import { ancestors, detachAll, elementsOf, findElement, replaceWith, visibleText } from "./tree.ts";

/** What programs that colour code call the numbers of its lines. */
const NUMBERS =
  /(?:^|[\s_-])(?:line-?nos?|line-?numbers?|line-?nums?|linenos|linenodiv|gutter|blob-num|crayon-nums?|ln|lnt|hljs-ln-numbers)(?=$|[\s_-])/i;

/**
 * Makes a listing of code what a reader can show: one `pre`, without the numbers of its lines, which a column of a
 * table holds, or an element in each line.
 */
export function prepareListings(root: Document | Element): void {
  const all = elementsOf(root);
  const numbers = [...all.filter(isNumbers), ...all.filter((e) => e.name === "tr").flatMap(numberColumn)];
  const tables = new Set(numbers.map((element) => ancestors(element).find((e) => e.name === "table")));
  detachAll(numbers);
  for (const table of tables) if (table) asListing(table);
}

/** By name, and with nothing but numbers in it. */
function isNumbers(element: Element): boolean {
  return NUMBERS.test(element.attribs["class"] ?? "") && /^\d[\d\s]*$/.test(visibleText(element));
}

/** The first cell of a row, where it counts from some number on, one a line, beside a cell of code. */
function numberColumn(row: Element): Element[] {
  const [first, ...others] = cellsOf(row);
  const isCode = (cell: Element) => findElement(cell, (e) => e.name === "pre") !== undefined;
  if (!first || !isCode(first) || !others.some(isCode)) return [];
  const numbers = visibleText(first).split(" ").map(Number);
  return numbers.length > 1 && numbers.every((n, i) => n === (numbers[0] as number) + i) ? [first] : [];
}

const cellsOf = (row: Element): Element[] =>
  row.children.filter((e): e is Element => isTag(e) && e.name === "td");

/** A table that has but one column of code left is a listing. */
function asListing(table: Element): void {
  const rows = elementsOf(table).filter((e) => e.name === "tr");
  const cells = rows.map(cellsOf);
  if (cells.some((row) => row.length > 1)) return;
  const lines = cells.flatMap(([cell]) => (cell ? [codeOf(cell).replace(/\n$/, "")] : []));
  const code = new Element("code", {}, [new Text(lines.join("\n"))]);
  replaceWith(table, new Element("pre", {}, [code]));
}

/** Code as it is written: its own line breaks in a `pre`, else an element a line. */
function codeOf(cell: Element): string {
  const whole = findElement(cell, (e) => e.name === "pre");
  if (whole) return written(whole);
  const lines = elementsOf(cell).filter((e) => e.name === "div" && !findElement(e, (i) => i.name === "div"));
  return lines.length > 0 ? lines.map(written).join("\n") : written(cell).trim();
}

function written(element: Element): string {
  return element.children
    .map((child) => {
      if (isText(child)) return child.data;
      if (!isTag(child)) return "";
      return child.name === "br" ? "\n" : written(child);
    })
    .join("");
}
