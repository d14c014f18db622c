import { decodeHTML } from "entities";

/** Markup beyond this cannot add to a summary that anyone reads; it bounds the work on hostile entries. */
const MOST_MARKUP = 8_000;

/**
 * The text of an HTML fragment on one line: markup, scripts and styles out, entities decoded once.
 *
 * @param most characters; a longer text ends at a word with "…"
 */
export function plainText(html: string, most: number): string {
  const text = (
    html.includes("<") ? withoutMarkup(html.slice(0, MOST_MARKUP)) : html.slice(0, MOST_MARKUP)
  ).replace(/&(?:#?\w{1,31};?)/g, (m) => decodeHTML(m));
  return shorten(singleSpaced(text), most);
}

/** White space as single spaces, none at the ends. What is single already is left alone: that is nearly all. */
export function singleSpaced(text: string): string {
  return text.replace(/\s{2,}|[^\S ]/g, " ").trim();
}

/** `text` itself when it fits, else what fits of it up to a word's end. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff]$/, "")}…`;
}

function withoutMarkup(html: string): string {
  return html
    .replace(/<(script|style|template)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi, " ")
    .replace(/<!--[\s\S]*?(?:-->|$)/g, " ")
    .replace(
      /<\/?(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u)\b[^>]*>/gi,
      "",
    )
    .replace(/<[/!?a-z][^>]*(?:>|$)/gi, " ");
}
