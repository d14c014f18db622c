import { Buffer } from "node:buffer";
import { cutText } from "../ground/text.ts";
import { resolveAddress } from "./address.ts";
import { holdsAddress, oneLine, plainLine, resolveMarkup, resolveSourceSet } from "./html-text.ts";
import { limits } from "./limits.ts";
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

/** An RSS element whose text is HTML, escaped, in CDATA, or standing there as elements. */
export function htmlOf(node: XmlNode): string | undefined {
  if (!hasElements(node)) return bodyOf(resolveMarkup(textOf(node), node.base));
  return bodyOf(markupOf(node, LOOSE_MARKUP));
}

/** One line of plain text from an RSS element. */
export function lineOf(node: XmlNode | undefined): string | undefined {
  return node && plainLine(textOf(node));
}

/** An Atom text construct (RFC 4287 section 3.1), or content (4.1.3), as HTML. */
export function constructHtml(node: XmlNode): string | undefined {
  const best = attribute(node, "type")?.startsWith("multipart/") ? lastPart(node) : undefined;
  if (best) return constructHtml(best);
  const form = formOf(node);
  if (form === "xhtml") return bodyOf(markupOf(withoutDiv(node), MARKUP_FORM));
  const text = form === "base64" ? decodeBase64(textOf(node)) : textOf(node);
  return bodyOf(form === "text" ? escapeText(text) : resolveMarkup(text, node.base));
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

type Form = "text" | "html" | "xhtml" | "base64";

/** What the text of a construct is; Atom 0.3 says it by `mode`, and many say nothing or the wrong thing. */
function formOf(node: XmlNode): Form {
  const type = (attribute(node, "type") ?? "").trim().toLowerCase();
  if (attribute(node, "mode") === "base64" || isBinary(type)) return "base64";
  if (hasElements(node)) return "xhtml";
  if (type.includes("html") || type.endsWith("xml")) return "html";
  return looksLikeHtml(textOf(node)) ? "html" : "text";
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

function rewriteAddress(value: string, name: string, node: XmlNode): string {
  if (name === "srcset" && node.base !== undefined) return resolveSourceSet(value, node.base);
  if (!holdsAddress(name) || value.startsWith("#")) return value;
  return resolveAddress(value, node.base) ?? value;
}

/** XHTML. */
const MARKUP_FORM: MarkupForm = { write: escapeText, rewrite: rewriteAddress, most: limits.body };
/** Elements that stand in RSS, among text that may be HTML once more. */
const LOOSE_MARKUP: MarkupForm = {
  ...MARKUP_FORM,
  write: (text) => (looksLikeHtml(text) ? text : escapeText(text)),
};

function bodyOf(html: string): string | undefined {
  const trimmed = html.trim();
  return trimmed === "" ? undefined : cutText(trimmed, limits.body);
}
