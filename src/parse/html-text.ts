import { codeUnitAt } from "../ground/charset/code-unit.ts";
import { cutText } from "../ground/text.ts";
import { resolveAddress } from "./address.ts";
import { limits } from "./limits.ts";
import { decodeEntities } from "./xml/entities.ts";
import { endOfName, noMarks, readTag } from "./xml/tag.ts";

const INLINE_TAGS =
  /<\/?(?:a|abbr|acronym|b|big|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|nobr|q|ruby|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr)(?:\s[^<>]*)?\/?>/gi;
/** Their tags divide words. */
const BLOCK_TAGS =
  /<\/?(?:blockquote|br|center|div|h[1-6]|hr|img|li|ol|p|pre|table|td|th|tr|ul)(?:\s[^<>]*)?\/?>/gi;

/**
 * One line of plain text from what may be HTML: titles, names, categories. Only elements that HTML has are
 * taken out, so that "a < b" and "the <foo> element" stay; entities are decoded once.
 */
export function plainLine(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  let line = text.length > limits.line ? cutText(text, limits.line) : text;
  if (line.includes("<")) line = withoutTags(withoutComments(withoutSectionMarks(line)));
  if (line.endsWith("]]>")) line = line.slice(0, -3);
  return oneLine(decodeEntities(line));
}

function withoutTags(text: string): string {
  return text.replace(UNREAD, "").replace(INLINE_TAGS, "").replace(BLOCK_TAGS, " ");
}

/** Elements that no line says aloud, or says twice: scripts, and how to read the characters beside them. */
const UNREAD = /<(script|style|rt|rp)(?:\s[^<>]{0,200})?>[^<]{0,2000}<\/\1>/gi;

/** A CDATA section that was escaped, or put into another one, is what stands in it. */
export function withoutSectionMarks(text: string): string {
  return text.includes("<![CDATA[") ? text.replaceAll("<![CDATA[", "").replaceAll("]]>", "") : text;
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

/** White space as single spaces, none at the ends; undefined when nothing else is there that can be seen. */
export function oneLine(text: string): string | undefined {
  const trimmed = /[\t\n\f\r]| {2}/.test(text) ? text.replace(/[ \t\n\f\r]+/g, " ").trim() : text.trim();
  if (trimmed === "") return undefined;
  const [first, last] = [codeUnitAt(trimmed, 0), codeUnitAt(trimmed, trimmed.length - 1)];
  if (first < 0x80 && last < 0x80) return trimmed;
  const seen = isPadding(first) || isPadding(last) ? withoutPadding(trimmed) : trimmed;
  return UNSEEN.test(seen) ? undefined : seen;
}

/** A pattern for the end would start again at every character of a run within. */
function withoutPadding(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && (isPadding(codeUnitAt(text, from)) || text[from] === " ")) from += 1;
  while (to > from && (isPadding(codeUnitAt(text, to - 1)) || text[to - 1] === " ")) to -= 1;
  return text.slice(from, to);
}

/** Zero-width characters and soft hyphens join or divide nothing at the ends of a line. */
function isPadding(code: number): boolean {
  return code === 0xad || code === 0x200b || code === 0x2060 || code === 0xfeff;
}

/** Nothing but format characters and the letters that Unicode has to fill a place: Hangul's, Braille's blank. */
const UNSEEN = /^[\s\p{Cf}\p{Cc}\p{M}\u115f\u1160\u2800\u3164\uffa0]*$/u;

/** HTML elements, or what looks like them. */
const ANY_TAG = /<[a-z!/?]/i;
/** Elements that hold lines or divide them: with one of them line breaks in the text mean nothing. */
const BLOCK =
  /<(?:address|article|aside|blockquote|br|center|dd|div|dl|dt|figure|form|h[1-6]|hr|li|ol|p|pre|section|table|td|tr|ul|textarea)\b/i;
const BLANK_LINE = /\n[^\S\n]*\n\s*/;

/**
 * HTML whose author meant line breaks in its text: text without elements gets its lines and paragraphs, and its bare
 * addresses become links; text with none but inline elements gets paragraphs where blank lines are.
 */
export function withBreaks(html: string): string {
  const isText = !ANY_TAG.test(html);
  if (!html.includes("\n") && !html.includes("\r")) return isText ? linkAddresses(html) : html;
  if (isText) return /[\r\n]/.test(html.trim()) ? inParagraphs(html, withLines) : linkAddresses(html);
  const kept = html.includes("white-space") ? withPreformatted(html) : html;
  return !BLOCK.test(kept) && BLANK_LINE.test(kept) ? inParagraphs(kept, asIs) : kept;
}

function asIs(text: string): string {
  return text;
}

/** Elements whose style says that line breaks within them are some: a sanitizer takes the style out. */
const PREFORMATTED = /<([a-z][a-z0-9]*)\s[^<>]{0,500}?white-space\s*:\s*(?:pre|break-spaces)[^<>]{0,500}>/g;

/** In one pass: of an element that nothing closes the end is looked for once. */
function withPreformatted(html: string): string {
  const unclosed = new Set<string>();
  let written = "";
  let from = 0;
  for (const { 0: tag, 1: name = "", index } of html.matchAll(PREFORMATTED)) {
    const start = index + tag.length;
    if (index < from || name === "pre" || unclosed.has(name)) continue;
    const end = html.indexOf(`</${name}`, start);
    if (end < 0) unclosed.add(name);
    const inside = end < 0 ? "" : html.slice(start, end);
    if (!inside.includes("\n") || ANY_BREAK.test(inside)) continue;
    written += html.slice(from, start) + inside.trim().replace(/\r?\n/g, "<br>\n");
    from = end;
  }
  return written + html.slice(from);
}

const ANY_BREAK = /<(?:br|p|div|li)\b/i;

function inParagraphs(html: string, write: (paragraph: string) => string): string {
  const text = html.replace(/\r\n?/g, "\n").trim();
  const paragraphs = text.split(BLANK_LINE).map(write);
  return paragraphs.length === 1 && !paragraphs[0]?.includes("<br>")
    ? (paragraphs[0] ?? "")
    : paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join("\n");
}

function withLines(paragraph: string): string {
  const lines = paragraph.split("\n");
  const trimmed = lines.map((line) => line.trim());
  const flowing = isIndented(lines) || isWrapped(trimmed);
  return linkAddresses(trimmed.join(flowing ? " " : "<br>\n"));
}

/** The document was laid out so: its lines are no lines of the text. The points of a list are. */
function isIndented(lines: readonly string[]): boolean {
  return (
    lines.length > 1 && lines.slice(1).every((line) => /^(?:\t| {2})\s*(?![\s•·▪◦‣*–—-]|\d+[.)])/.test(line))
  );
}

const NARROWEST_COLUMN = 55;
const WIDEST_COLUMN = 82;

/** An editor broke the lines where the next word did not fit any more. */
function isWrapped(lines: readonly string[]): boolean {
  const before = lines.slice(0, -1);
  const widths = before.map((line) => line.length);
  const width = Math.max(...widths);
  if (before.length === 0 || Math.min(...widths) < NARROWEST_COLUMN || width > WIDEST_COLUMN) return false;
  if (before.every((line) => /[.!?:;…。！？]["”’»)]*$/.test(line))) return false;
  return before.every((line, at) => line.length + 1 + firstWord(lines[at + 1] ?? "").length >= width);
}

function firstWord(line: string): string {
  return /^\S*/.exec(line)?.[0] ?? "";
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"]{1,2000}/gi;

/** Makes links of the addresses in text that has no elements; what ends a sentence ends no address. */
function linkAddresses(text: string): string {
  if (!text.includes("://")) return text;
  return text.replace(ADDRESS, (written) => {
    const url = withoutTail(written);
    return url.length < 10 ? written : `<a href="${url}">${url}</a>${written.slice(url.length)}`;
  });
}

function withoutTail(address: string): string {
  const end = address.length - LONGEST_TAIL;
  let url = address.slice(0, Math.max(0, end)) + address.slice(Math.max(0, end)).replace(TAIL, "");
  for (let n = 0; n < LONGEST_TAIL && /[)\]}]$/.test(url) && !isBalanced(url); n++)
    url = url.slice(0, -1).replace(/[.,;:!?'…]$/, "");
  return url;
}

/** Characters behind an address that are looked at: nobody writes more, and they are looked at again and again. */
const LONGEST_TAIL = 12;
const TAIL = /(?:[.,;:!?'*_…»”’]|&(?:gt|lt|quot|#39|apos|nbsp);?)+$/i;

/** Each bracket that closes was opened within. */
function isBalanced(url: string): boolean {
  const count = (character: string) => url.split(character).length;
  return count("(") >= count(")") && count("[") >= count("]") && count("{") >= count("}");
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
