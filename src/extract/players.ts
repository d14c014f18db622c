import type { Document, Element } from "domhandler";
import { absoluteUrl } from "./absolute-url.ts";
import { FRAMES, frameTarget, MEDIA_NAME, objectTarget } from "./framed-players.ts";
import { frameOf, linkIn, type Place, paragraph, type Target } from "./player-link.ts";
import { labelOf, siteOf } from "./player-sites.ts";
import { titleOf } from "./player-title.ts";
import { quotedPost } from "./quoted-posts.ts";
import { adopt, attribute, elementsOf, replaceWith } from "./tree.ts";
import { waitingTarget } from "./waiting-players.ts";

/**
 * Makes a titled link of everything that a reader cannot show: frames, objects, elements that a script would make a
 * player of, quoted posts without their address. What cannot be reached at all leaves what was written for that case.
 */
export function linkPlayers(root: Document | Element, baseUrl: string): void {
  const linked = new Set<string>();
  for (const element of elementsOf(root)) {
    if (!element.parent) continue;
    if (element.name === "blockquote") lead(element, baseUrl, linked);
    const place = inPlaceOf(element, baseUrl, linked);
    if (place) replaceWith(place.length > 0 ? frameOf(element) : element, ...place);
  }
}

/** The words of a quoted post lead to it. */
function lead(quote: Element, baseUrl: string, linked: Set<string>): void {
  const post = quotedPost(quote, baseUrl);
  if (!post) return;
  linked.add(post.url);
  adopt(quote, [...quote.children, paragraph(post.url, post.title)]);
  const frame = frameOf(quote);
  if (frame !== quote) replaceWith(frame, quote);
}

function inPlaceOf(element: Element, baseUrl: string, linked: Set<string>): Place {
  const found = find(element, baseUrl);
  if (!found || Array.isArray(found)) return found as Place;
  const { url, title } = found as Target;
  if (linked.has(url)) return [];
  linked.add(url);
  return [linkIn(frameOf(element), url, title)];
}

function find(element: Element, baseUrl: string): Place | Target {
  if (element.name === "object") return objectTarget(element, baseUrl);
  if (FRAMES.has(element.name)) return frameTarget(element, baseUrl);
  if (element.name === "script") return scriptTarget(element, baseUrl);
  if (element.name === "video" || element.name === "audio") return trackTarget(element, baseUrl);
  return waitingTarget(element, baseUrl);
}

/** Scripts that write a thing of theirs where they stand. */
function scriptTarget(script: Element, baseUrl: string): Target | undefined {
  const post = attribute(script, "data-telegram-post");
  if (post && /^\w+\/\d+$/.test(post)) return { url: `https://t.me/${post}`, title: "Post on Telegram" };
  const address = absoluteUrl(attribute(script, "src"), baseUrl);
  if (!address || !/^https:\/\/(?:gist\.github\.com|asciinema\.org\/a)\//.test(address)) return undefined;
  const url = address.replace(/\.js(?:$|\?.*)/, "");
  return { url, title: labelOf(siteOf(url), url) };
}

/** Scripts of players take a film's page for a source; no browser does. */
function trackTarget(track: Element, baseUrl: string): Target | undefined {
  const sources = [track, ...elementsOf(track).filter((e) => e.name === "source")];
  const addresses = sources.flatMap((source) => absoluteUrl(attribute(source, "src"), baseUrl) ?? []);
  if (addresses.some((address) => MEDIA_NAME.test(address))) return undefined;
  const page = addresses.map((address) => siteOf(address)?.page?.(new URL(address))).find((found) => found);
  return page ? { url: page, title: titleOf(track, undefined) ?? labelOf(siteOf(page), page) } : undefined;
}
