import { Buffer } from "node:buffer";
import { cutText } from "../ground/text.ts";
import { resolveAddress } from "./address.ts";
import {
  holdsAddress,
  oneLine,
  plainLine,
  resolveMarkup,
  resolveSourceSet,
  withBreaks,
  withoutSectionMarks,
} from "./html-text.ts";
import { limits } from "./limits.ts";
import { decodeEntities } from "./xml/entities.ts";
import {
  attribute,
  escapeText,
  hasElements,
  type MarkupForm,
  markupOf,
  textOf,
  type XmlNode,
} from "./xml/node.ts";

/** Elements that tell HTML from text with a `<` in it. */
const MARKUP =
  /<\/(?:a|b|blockquote|code|div|em|h[1-6]|i|li|ol|p|pre|span|strong|table|ul)>|<(?:br|hr|img|p)\b[^<>]*>/i;

/** Text that holds HTML elements. */
function looksLikeHtml(text: string): boolean {
  return text.includes("<") && MARKUP.test(text);
}

/** What a text is in its entry. */
export interface Role {
  /** What relative addresses are relative to where no `xml:base` says it; default: the element's base. */
  readonly page?: string | undefined;
  /** It is all the text there is: its line breaks become elements. */
  readonly body?: boolean;
}

/** An RSS element whose text is HTML, escaped, in CDATA, or standing there as elements. */
export function htmlOf(node: XmlNode, role: Role = {}): string | undefined {
  return hasElements(node)
    ? bodyOf(markupOf(node, markupForm(node, role.page, "loose")))
    : htmlText(textOf(node), baseFor(node, role.page), role);
}

function baseFor(node: XmlNode, page: string | undefined): string | undefined {
  return node.based ? node.base : (page ?? node.base);
}

function htmlText(written: string, base: string | undefined, { body }: Role): string | undefined {
  const whole = /^\s*<!\[CDATA\[/.test(written) ? withoutSectionMarks(written) : written;
  const text = whole.endsWith("]]>") ? whole.slice(0, -3) : whole;
  const html = isEscapedTwice(text) ? decodeEntities(text) : text;
  return bodyOf(resolveMarkup(body ? withBreaks(html) : html, base));
}

/** Text that would show its own markup to the reader, from its beginning to its end. */
function isEscapedTwice(text: string): boolean {
  if (!ESCAPED_ELEMENT.test(text)) return false;
  const start = text.slice(0, ENOUGH_TO_TELL);
  return ESCAPED_END.test(start) && !/<[a-z/]/i.test(start);
}

const ENOUGH_TO_TELL = 20_000;
const ESCAPED_ELEMENT =
  /^\s*&(?:lt|#60|#x3c);(?:p|div|a|img|ul|ol|h[1-6]|table|figure|blockquote|span|strong|b|em|i|br)\b/i;
const ESCAPED_END =
  /(?:&lt;\/(?:p|div|a|ul|ol|h[1-6]|table|figure|blockquote)|&lt;br ?\/?|&lt;img\s[^<>]{0,500})&gt;/i;

/** One line of plain text from an RSS element. */
export function lineOf(node: XmlNode | undefined): string | undefined {
  return node && plainLine(textOf(node));
}

/** An Atom text construct (RFC 4287 section 3.1), or content (4.1.3), as HTML. */
export function constructHtml(node: XmlNode, role: Role = {}): string | undefined {
  const best = attribute(node, "type")?.startsWith("multipart/") ? lastPart(node) : undefined;
  if (best) return constructHtml(best, role);
  const form = formOf(node);
  if (form === "xhtml") {
    const html = markupOf(withoutDiv(node), markupForm(node, role.page, "strict"));
    return bodyOf(role.body && html.includes("white-space") ? withBreaks(html) : html);
  }
  if (form === "mixed") return bodyOf(markupOf(node, markupForm(node, role.page, "mixed")));
  const text = form === "base64" ? decodeBase64(textOf(node)) : textOf(node);
  if (form === "html" || form === "base64") return htmlText(text, baseFor(node, role.page), role);
  return bodyOf(role.body ? withBreaks(escapeText(text)) : escapeText(text));
}

/** Atom 0.3 has content in several forms, like mail: the last one is the richest (RFC 2046 section 5.1.4). */
function lastPart(node: XmlNode): XmlNode | undefined {
  const last = node.parts.findLast((part) => typeof part !== "string");
  return typeof last === "object" && last.name === "content" ? last : undefined;
}

/** An Atom text construct as one line of plain text. */
export function constructLine(node: XmlNode | undefined): string | undefined {
  if (!node) return undefined;
  const form = formOf(node);
  // Said to be text, it is: "&amp;" in it is an ampersand and four letters. (Atom 0.3 says "text/plain".)
  if (form === "xhtml" || /^\s*text(?:\/plain)?\s*$/i.test(attribute(node, "type") ?? ""))
    return oneLine(cutText(textOf(node), limits.line));
  return plainLine(form === "base64" ? decodeBase64(textOf(node)) : textOf(node));
}

type Form = "text" | "html" | "xhtml" | "mixed" | "base64";

/** What the text of a construct is; Atom 0.3 says it by `mode`, and many say nothing or the wrong thing. */
function formOf(node: XmlNode): Form {
  const type = (attribute(node, "type") ?? "").trim().toLowerCase();
  if (attribute(node, "mode") === "base64" || isBinary(type)) return "base64";
  if (hasElements(node)) return isEscapedForm(type) ? "mixed" : "xhtml";
  if (type.includes("html") || type.endsWith("xml")) return "html";
  return looksLikeHtml(textOf(node)) ? "html" : "text";
}

/** Said to be HTML as text; what stands there as elements all the same is some of it. */
function isEscapedForm(type: string): boolean {
  return type === "html" || type === "text/html";
}

function isBinary(type: string): boolean {
  return type.includes("/") && !type.startsWith("text/") && !/[+/](?:xml|html|xhtml\+xml)$/.test(type);
}

function decodeBase64(text: string): string {
  const bytes = Buffer.from(text, "base64").toString("utf8");
  return bytes.includes("\ufffd") || bytes === "" ? text : bytes.replaceAll("\0", "");
}

/** The `div` that carries XHTML is no part of the content. */
function withoutDiv(node: XmlNode): XmlNode {
  const parts = node.parts.filter((part) => typeof part !== "string" || part.trim() !== "");
  const [only] = parts;
  return parts.length === 1 && typeof only === "object" && /(?:^|:)div$/i.test(only.tag) ? only : node;
}

type Strictness = "strict" | "loose" | "mixed";

/** How the elements of a construct become HTML; `node` is the construct itself. */
function markupForm(node: XmlNode, page: string | undefined, strictness: Strictness): MarkupForm {
  const base = (within: XmlNode) => baseFor(within, page);
  const isMarkup = strictness === "mixed" ? holdsTags : looksLikeHtml;
  return {
    write: (text) =>
      strictness !== "strict" && isMarkup(text) ? resolveMarkup(text, base(node)) : escapeText(text),
    rewrite: (value, name, within) => rewriteAddress(value, name, base(within)),
    most: limits.body,
  };
}

function holdsTags(text: string): boolean {
  return /<[a-z/!]/i.test(text);
}

function rewriteAddress(value: string, name: string, base: string | undefined): string {
  if (name === "srcset" && base !== undefined) return resolveSourceSet(value, base);
  if (!holdsAddress(name) || value.startsWith("#")) return value;
  return resolveAddress(value, base) ?? value;
}

function bodyOf(html: string): string | undefined {
  const trimmed = html.trim();
  return trimmed === "" ? undefined : cutText(trimmed, limits.body);
}
