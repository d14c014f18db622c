import type { Document, Element } from "domhandler";
import { nameTokens } from "./name-tokens.ts";
import { ancestors, elementsOf, findElement, visibleText } from "./tree.ts";

const CAPTION = new Set([
  "caption",
  "captions",
  "cutline",
  "credit",
  "credits",
  "figcaption",
  "legende",
  "bildunterschrift",
  "photocredit",
]);
const FRAME = new Set([
  "image",
  "images",
  "photo",
  "photos",
  "picture",
  "img",
  "figure",
  "thumb",
  "thumbnail",
  "foto",
  "bild",
  "media",
  "gallery",
  "slideshow",
]);
/** Longer texts are no captions. */
const MAX_CAPTION = 500;

/**
 * Makes every caption a `figcaption`: what is named one, and the text in a picture's own frame. Readability drops
 * class names of the elements that it rewrites, an element's name it keeps. The source of a quotation becomes a part of
 * it: Readability drops every `footer`.
 */
export function markCaptions(root: Document): void {
  for (const element of elementsOf(root)) {
    if (element.name === "footer" && ancestors(element).some((e) => e.name === "blockquote"))
      element.name = "div";
    if (element.name === "figcaption" || element.name === "body" || element.name === "table") continue;
    const tokens = nameTokens(element);
    if (tokens.some((token) => CAPTION.has(token)) && isShort(element) && !hasImage(element))
      element.name = "figcaption";
    else if (tokens.some((token) => FRAME.has(token)) && isShort(element) && hasImage(element))
      markFrame(element);
  }
}

function isShort(element: Element): boolean {
  return visibleText(element).length <= MAX_CAPTION;
}

function hasImage(element: Element): boolean {
  return findElement(element, (e) => e.name === "img") !== undefined;
}

const TEXT = new Set(["p", "div", "span", "small", "em", "figcaption"]);

/** The parts of a frame that hold text and no picture. */
function markFrame(frame: Element): void {
  for (const child of elementsOf(frame))
    if (TEXT.has(child.name) && visibleText(child) && !hasImage(child)) child.name = "figcaption";
}
