import { codeUnitAt } from "../ground/charset/code-unit.ts";
import { cutText } from "../ground/text.ts";
import { resolveAddress } from "./address.ts";
import { limits } from "./limits.ts";
import { decodeEntities } from "./xml/entities.ts";
import { endOfName, noMarks, readTag } from "./xml/tag.ts";

const TAGS =
  /<\/?(?:a|abbr|acronym|b|big|blockquote|br|center|cite|code|del|dfn|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|small|span|strike|strong|sub|sup|table|td|tr|tt|u|ul|var|wbr)(?:\s[^<>]*)?\/?>/gi;

/**
 * One line of plain text from what may be HTML: titles, names, categories. Only elements that HTML has are
 * taken out, so that "a < b" and "the <foo> element" stay; entities are decoded once.
 */
export function plainLine(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  let line = text.length > limits.line ? cutText(text, limits.line) : text;
  if (line.includes("<")) line = withoutComments(line).replace(TAGS, "");
  return oneLine(decodeEntities(line));
}

/** A pattern for this would start again at every `<!--` that is never closed. */
function withoutComments(text: string): string {
  const [before = "", ...rest] = text.split("<!--");
  const kept = rest.map((part) => {
    const end = part.indexOf("-->");
    return end < 0 ? `<!--${part}` : part.slice(end + 3);
  });
  return before + kept.join("");
}

/** White space as single spaces, none at the ends; undefined when nothing else is there. */
export function oneLine(text: string): string | undefined {
  const trimmed = /[\t\n\f\r]| {2}/.test(text) ? text.replace(/[ \t\n\f\r]+/g, " ").trim() : text.trim();
  return trimmed === "" ? undefined : trimmed;
}

/** A language as BCP 47 writes it; many write it as their operating system does. */
export function languageTag(written: string | undefined): string | undefined {
  return written?.replaceAll("_", "-");
}

const ADDRESS_ATTRIBUTES = new Set(
  "href src action background cite classid codebase data formaction icon longdesc lowsrc poster profile usemap xlink:href".split(
    " ",
  ),
);

/** The attribute holds one address. */
export function holdsAddress(attribute: string): boolean {
  return ADDRESS_ATTRIBUTES.has(attribute);
}

/**
 * Resolves the relative addresses in HTML against `base`. Everything else is left as it is written, and so are
 * addresses within the text itself (`#note`).
 */
export function resolveMarkup(html: string, base: string | undefined): string {
  if (base === undefined || !html.includes("<")) return html;
  const marks = noMarks();
  let resolved = "";
  let copied = 0;
  let at = html.indexOf("<");
  while (at >= 0 && resolved.length < limits.body) {
    const end = isLetter(codeUnitAt(html, at + 1)) ? readTag(html, endOfName(html, at + 1), marks) : at + 1;
    if (end < 0) break;
    for (let i = 0; end > at + 1 && i < marks.count; i += 4) {
      const from = marks.at[i + 2] as number;
      const to = marks.at[i + 3] as number;
      const value = resolvedValue(html, marks.at[i] as number, marks.at[i + 1] as number, from, to, base);
      if (value === undefined) continue;
      resolved += html.slice(copied, from) + value;
      copied = to;
    }
    at = html.indexOf("<", end);
  }
  return copied === 0 ? html : resolved + html.slice(copied);
}

function isLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122;
}

/** undefined: stays as it is. */
function resolvedValue(
  html: string,
  nameFrom: number,
  nameTo: number,
  from: number,
  to: number,
  base: string,
): string | undefined {
  if (to === from || html.startsWith("http", from) || codeUnitAt(html, from) === HASH) return undefined;
  const name = html.slice(nameFrom, nameTo).toLowerCase();
  if (name === "srcset") return resolveSourceSet(html.slice(from, to), base);
  return ADDRESS_ATTRIBUTES.has(name) ? resolveAddress(html.slice(from, to), base) : undefined;
}

const HASH = 35;

/** `srcset`: addresses with a width or density each, separated by commas; addresses may hold commas too. */
export function resolveSourceSet(value: string, base: string): string {
  if (value.length > limits.line) return value;
  const candidates = value.replace(/(\s[\d.]{1,10}[wxh]),/g, "$1, ").split(/,(?=\s)/);
  return candidates
    .map((candidate) => {
      const trimmed = candidate.trim();
      const space = trimmed.search(/\s/);
      const url = space < 0 ? trimmed : trimmed.slice(0, space);
      return (resolveAddress(url, base) ?? url) + (space < 0 ? "" : trimmed.slice(space));
    })
    .join(", ");
}
