import { decodeHTML } from "entities";
import { codeUnitAt } from "./charset/code-unit.ts";

/** Markup beyond this cannot add to a summary that anyone reads; it bounds the work on hostile entries. */
const MOST_MARKUP = 8_000;

/**
 * The text of an HTML fragment on one line: markup, scripts and styles out, entities decoded once.
 *
 * @param most characters; a longer text ends at a word with "…"
 */
export function plainText(html: string, most: number): string {
  const start = html.length > MOST_MARKUP ? html.slice(0, MOST_MARKUP) : html;
  const text = start.includes("<") ? (withoutPlainTags(start) ?? withoutMarkup(start)) : start;
  return shorten(singleSpaced(text.includes("&") ? decoded(text) : text), most);
}

/** White space as single spaces, none at the ends. What is single already is left alone: that is nearly all. */
export function singleSpaced(text: string): string {
  return text.replace(/\s{2,}|[^\S ]/g, " ").trim();
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
const INLINE = "a|abbr|b|bdi|bdo|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u";
const INLINE_NAMES = new Set(INLINE.split("|"));
const HIDDEN_NAMES = new Set(["script", "style", "template"]);
const INLINE_TAG = new RegExp(`</?(?:${INLINE})\\b[^>]*>`, "gi");

/** What `withoutMarkup` gives, in one pass, where each `<` begins a whole tag: undefined where one does not. */
function withoutPlainTags(html: string): string | undefined {
  let text = "";
  let copied = 0;
  for (let open = html.indexOf("<"); open >= 0; ) {
    const next = html.indexOf("<", open + 1);
    const close = html.indexOf(">", open);
    const name = tagName(html, open + 1);
    if (close < 0 || (next >= 0 && next < close) || name === "" || HIDDEN_NAMES.has(name)) return undefined;
    text += html.slice(copied, open);
    if (!INLINE_NAMES.has(name)) text += " ";
    copied = close + 1;
    open = next;
  }
  return text + html.slice(copied);
}

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

/** `\w` */
function isOfName(unit: number): boolean {
  return isLetter(unit) || (unit >= 0x30 && unit <= 0x39) || unit === 0x5f;
}

function withoutMarkup(html: string): string {
  return html
    .replace(/<(script|style|template)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi, " ")
    .replace(/<!--[\s\S]*?(?:-->|$)/g, " ")
    .replace(INLINE_TAG, "")
    .replace(/<[/!?a-z][^>]*(?:>|$)/gi, " ");
}
