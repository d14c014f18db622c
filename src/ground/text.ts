import { decodeHTML } from "entities";
import { codeUnitAt } from "./charset/code-unit.ts";

/** Characters read of what could become so many of text: references and white space take some. */
const READ_PER_CHARACTER = 4;

/** Characters of markup in which text is looked for: pictures that are part of a document have a hundred thousand. */
const FARTHEST = 1_000_000;

/**
 * The text of an HTML fragment on one line: markup, scripts, styles and what a reader would not see out, entities
 * decoded once. However much markup stands before the text, the text is found.
 *
 * @param most characters; a longer text ends at a word with "…"
 */
export function plainText(html: string, most: number): string {
  const enough = most * READ_PER_CHARACTER + 100;
  const start = html.length > FARTHEST ? html.slice(0, FARTHEST) : html;
  const text = start.includes("<") ? visibleText(start, enough) : start.slice(0, enough);
  return shorten(singleSpaced(text.includes("&") ? decoded(text) : text), most);
}

/** White space as single spaces, none at the ends. What is single already is left alone: that is nearly all. */
export function singleSpaced(text: string): string {
  return text.replace(/\s{2,}|[^\S ]/g, " ").trim();
}

/** Letters and digits alone, in small letters: two texts that differ by spaces, signs and case are the same. */
export function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** `text` itself when it fits, else what fits of it up to a word's end, and "…". */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = cutText(text, most - 1);
  const space = text.startsWith(" ", start.length) ? start.length : start.lastIndexOf(" ");
  return `${space > most / 2 ? start.slice(0, space) : start}…`;
}

/** The first `most` characters, without half of one at the end. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const unit = codeUnitAt(text, most - 1);
  return text.slice(0, unit >= 0xd800 && unit <= 0xdbff ? most - 1 : most);
}

/** The words of HTML that is well formed, as what was sanitized is: each `<` begins a tag. */
export function wordsOfHtml(html: string): readonly string[] {
  return html.replace(/<[^>]*>/g, " ").match(/[^\s]+/g) ?? [];
}

function decoded(text: string): string {
  return text.replace(/&(?:#?\w{1,31};?)/g, (m) => decodeHTML(m));
}

/** Elements within a line: what stands on both sides of their tags is one word. */
const INLINE_NAMES = new Set(
  "a abbr b bdi bdo cite code em font i mark q s small span strong sub sup u".split(" "),
);
/** What stands in these is not shown, or only where the element itself cannot be. */
const HIDDEN_NAMES = new Set(
  "script style template title head svg annotation annotation-xml iframe object video audio canvas select".split(
    " ",
  ),
);

/** The text outside of tags, in one pass, until there is enough of it. */
function visibleText(html: string, enough: number): string {
  const found: Gathered = { text: "", spaced: true };
  const unclosed = new Set<string>();
  for (let at = 0; at < html.length && found.text.length < enough; ) {
    const open = html.indexOf("<", at);
    const end = open < 0 ? html.length : open;
    if (isBlank(html, at, end)) addSpace(found, end > at);
    else addText(found, html.slice(at, Math.min(end, at + enough)));
    if (open < 0) break;
    at = afterMarkup(html, open, found, unclosed);
  }
  return found.text;
}

interface Gathered {
  text: string;
  /** Nothing is gained by a further space. */
  spaced: boolean;
}

function addText(found: Gathered, text: string): void {
  found.text += text;
  found.spaced = false;
}

function addSpace(found: Gathered, wanted: boolean): void {
  if (!wanted || found.spaced) return;
  found.text += " ";
  found.spaced = true;
}

/** Position after what begins with this `<`, and after the element when it is not shown. */
function afterMarkup(html: string, open: number, found: Gathered, unclosed: Set<string>): number {
  const name = tagName(html, open + 1);
  if (name === "") {
    const end = endOfDeclaration(html, open);
    if (end === open + 1) addText(found, "<");
    else addSpace(found, true);
    return end;
  }
  addSpace(found, !INLINE_NAMES.has(name));
  const close = endOfTag(html, open);
  return isHidden(html, open, close, name) ? endOfElement(html, close, name, unclosed) : close;
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (codeUnitAt(text, at) > 32) return false;
  return true;
}

/** After a comment, an instruction or a declaration; just after a `<` that begins none of them. */
function endOfDeclaration(html: string, open: number): number {
  const comment = html.startsWith("<!--", open);
  if (!comment && !/[/!?]/.test(html.charAt(open + 1))) return open + 1;
  const end = html.indexOf(comment ? "-->" : ">", open);
  return end < 0 ? html.length : end + (comment ? 3 : 1);
}

/** Characters in which a quote within a tag is looked for. */
const LONGEST_VALUE = 2000;

/** After the tag: a `>` within a quoted value ends none. */
function endOfTag(html: string, open: number): number {
  const close = html.indexOf(">", open);
  if (close < 0) return html.length;
  if (codeUnitAt(html, close - 1) === QUOTE || isEven(html, open, close)) return close + 1;
  const quote = html.indexOf('"', close);
  if (quote < 0 || quote - close > LONGEST_VALUE) return close + 1;
  const further = html.indexOf(">", quote);
  return further < 0 || further - quote > LONGEST_VALUE ? close + 1 : further + 1;
}

const QUOTE = 0x22;

function isEven(html: string, from: number, to: number): boolean {
  let even = true;
  for (let at = from; at < to; at++) if (codeUnitAt(html, at) === QUOTE) even = !even;
  return even;
}

function isHidden(html: string, open: number, close: number, name: string): boolean {
  if (codeUnitAt(html, open + 1) === SLASH || codeUnitAt(html, close - 2) === SLASH) return false;
  if (HIDDEN_NAMES.has(name)) return true;
  return close - open > 20 && close - open < LONGEST_VALUE && HIDDEN.test(html.slice(open, close));
}

/** Told to be hidden, or a formula that KaTeX or MathJax writes a second time for those who hear the page. */
const HIDDEN =
  /\sstyle\s*=[^>]*display\s*:\s*none|\sclass\s*=\s*["']?[^"'>]*(?:katex-mathml|assistive_mathml)/i;

/** After the end tag of that name; where there is none, scripts and the like take in all the rest. */
function endOfElement(html: string, from: number, name: string, unclosed: Set<string>): number {
  if (unclosed.has(name)) return from;
  const tag = new RegExp(`</${name}\\s*>`, "gi");
  tag.lastIndex = from;
  if (tag.test(html)) return tag.lastIndex;
  if (TO_THE_END.has(name)) return html.length;
  unclosed.add(name);
  return from;
}

const TO_THE_END = new Set(["script", "style", "template"]);

/** In lower case, without the slash of an end tag; "" where none begins with a letter. */
function tagName(html: string, at: number): string {
  const from = codeUnitAt(html, at) === SLASH ? at + 1 : at;
  if (!isLetter(codeUnitAt(html, from))) return "";
  let to = from + 1;
  while (isOfName(codeUnitAt(html, to))) to++;
  return html.slice(from, to).toLowerCase();
}

const SLASH = 0x2f;

function isLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
}

/** `[\w-]` */
function isOfName(unit: number): boolean {
  return isLetter(unit) || (unit >= 0x30 && unit <= 0x39) || unit === 0x5f || unit === 0x2d;
}
