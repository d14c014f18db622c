import render from "dom-serializer";
import type { Document } from "domhandler";
import { shorten } from "../ground/text.ts";
import { absoluteUrl, bareAddress } from "./absolute-url.ts";
import { parseHtml } from "./parse-html.ts";
import { prepareMedia } from "./prepare-media.ts";
import { sanitizeHtml } from "./sanitize.ts";
import { removeBlock } from "./text-block.ts";
import { elementsOf, hasVisibleText, visibleText } from "./tree.ts";

/** Characters of one entry's HTML that are looked at; the rest is cut off. */
const MAX_CHARACTERS = 300_000;
const LIMITS = { depth: 128, elements: 20_000, over: "flatten" } as const;

/**
 * Cleans the HTML that a feed carries: sanitized, addresses absolute, counting pixels out, lazy pictures with
 * their address, formulas once, players as links. Synchronous and linear; text past 300,000 characters is cut off.
 *
 * @param baseUrl what relative addresses are relative to (`xml:base`, else the entry's link)
 */
export function cleanFeedHtml(html: string, baseUrl: string): string {
  const document = parseHtml(withoutInlineData(html).slice(0, MAX_CHARACTERS), LIMITS);
  if (typeof document === "string") return "";
  prepareMedia(document, baseUrl);
  dropSignature(document, baseUrl);
  return sanitizeHtml(render(document, { encodeEntities: "utf8" }), baseUrl).trim();
}

/** Characters of a line that says no more than where the text stands. */
const MOST_SIGNATURE = 400;

/**
 * WordPress and its like end every entry with "The post ... appeared first on ...", in fifty languages: a last
 * paragraph that links the entry, then the site, and nothing else.
 */
function dropSignature(document: Document, url: string): void {
  const last = elementsOf(document).findLast((element) => element.name === "p" && hasVisibleText(element));
  if (!last || visibleText(last).length > MOST_SIGNATURE) return;
  const [entry, site, ...others] = elementsOf(last).filter((element) => element.name === "a");
  const [first, second] = [entry, site].map((link) => absoluteUrl(link?.attribs["href"], url));
  if (!first || !second || others.length > 0 || bareAddress(first) !== bareAddress(url)) return;
  const { pathname, host } = new URL(second);
  if (
    host === new URL(url).host &&
    bareAddress(url).startsWith(bareAddress(second)) &&
    pathname.split("/").length <= 3
  )
    removeBlock(last);
}

/** A picture written into its own address may be longer than all of the text, and is shown by nobody here. */
function withoutInlineData(html: string): string {
  if (html.length <= MAX_CHARACTERS) return html;
  return html
    .slice(0, MOST_LOOKED_AT)
    .replace(/(["'(])data:[a-z]+\/[\w.+;=-]*,[^"'()<>\s]{500,}/gi, "$1data:,");
}

const MOST_LOOKED_AT = 5_000_000;

/** The text of some HTML, white space collapsed, at most `max` characters, cut at a word. */
export function plainText(html: string, max: number): string {
  const document = parseHtml(html.slice(0, MAX_CHARACTERS), LIMITS);
  if (typeof document === "string") return "";
  return shorten(visibleText(document), max);
}
