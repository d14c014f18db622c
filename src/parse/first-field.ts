import { parseDate } from "../ground/date/parse-date.ts";
import { cutText } from "../ground/text.ts";
import { isWebAddress, linkAddress, resolveAddress } from "./address.ts";
import { constructHtml, htmlOf, lineOf, type Role } from "./construct.ts";
import { oneLine } from "./html-text.ts";
import { limits } from "./limits.ts";
import { attribute, type Fields, textOf, type XmlNode } from "./xml/node.ts";

/** The first value that `read` finds in elements of these names, the earlier names before the later ones. */
function first<T>(
  fields: Fields,
  names: readonly string[],
  read: (node: XmlNode) => T | undefined,
): T | undefined {
  for (const name of names)
    for (let node = fields.get(name); node; node = node.twin) {
      const value = read(node);
      if (value !== undefined) return value;
    }
  return undefined;
}

/** One line of plain text. */
export function firstLine(fields: Fields, ...names: readonly string[]): string | undefined {
  return first(fields, names, lineOf);
}

/** One line as it is written: no markup is looked for in identifiers. */
export function firstText(fields: Fields, ...names: readonly string[]): string | undefined {
  return first(fields, names, (node) => oneLine(cutText(textOf(node), limits.line)));
}

/** HTML, from elements of RSS and its modules. */
export function firstHtml(fields: Fields, names: readonly string[], role?: Role): string | undefined {
  return first(fields, names, (node) => htmlOf(node, role));
}

/** HTML, from text constructs of Atom. */
export function firstConstruct(fields: Fields, names: readonly string[], role?: Role): string | undefined {
  return first(fields, names, (node) => constructHtml(node, role));
}

/** An instant; a text that is no date does not hide the next one. */
export function firstDate(fields: Fields, ...names: readonly string[]): number | undefined {
  return first(fields, names, (node) => parseDate(textOf(node)));
}

/** An address that stands as text. */
export function firstAddress(fields: Fields, ...names: readonly string[]): string | undefined {
  return first(fields, names, (node) => linkAddress(textOf(node), node.base));
}

/** The first http(s) address that stands as text; where there is none, the first of another kind. */
export function firstPage(fields: Fields, name: string): string | undefined {
  const web = first(fields, [name], (node) => webAddress(linkAddress(textOf(node), node.base)));
  return web ?? firstAddress(fields, name);
}

function webAddress(address: string | undefined): string | undefined {
  return address !== undefined && isWebAddress(address) ? address : undefined;
}

/** An address in an `href` or `url` attribute. */
export function firstHref(fields: Fields, ...names: readonly string[]): string | undefined {
  return first(fields, names, (node) =>
    resolveAddress(attribute(node, "href") ?? attribute(node, "url"), node.base),
  );
}

/** What `read` makes of every element of these names. */
export function each<T>(
  fields: Fields,
  names: readonly string[],
  read: (node: XmlNode) => T | undefined,
): (T | undefined)[] {
  const values: (T | undefined)[] = [];
  for (const name of names) for (let node = fields.get(name); node; node = node.twin) values.push(read(node));
  return values;
}
