import { Element, isTag, isText } from "domhandler";
import { absoluteUrl } from "./absolute-url.ts";
import type { Place, Target } from "./player-link.ts";
import { labelOf, siteOf } from "./player-sites.ts";
import { MOST_TITLE, titleOf } from "./player-title.ts";
import { attribute, elementsOf, findElement, hasVisibleText, visibleText } from "./tree.ts";

export const FRAMES = new Set(["iframe", "frame", "embed", "object", "amp-iframe", "portal"]);

/** Frames that hold nothing of a story: advertisements, counters, buttons, forms of consent and of sign-in. */
export const NO_PLAYER =
  /^https?:\/\/(?:[\w-]+\.)*(?:googletagmanager|doubleclick|googlesyndication|googleadservices|adnxs|amazon-adsystem|adsystem|taboola|outbrain|criteo|disqus|addthis|sharethis|addtoany|privacy-mgmt|consensu|onetrust|cookiebot|recaptcha|hcaptcha|linkedin\.com\/embed\/follow)\b|facebook\.com\/(?:v[\d.]+\/)?plugins\/(?:like|share|follow|page|likebox|comments|subscribe)|google\.com\/(?:recaptcha|ads)|accounts\.google|apis\.google|platform\.(?:twitter|linkedin)\.com\/(?:widgets\/(?:follow|tweet)_button|widget_iframe|js\/)|\/(?:ads?|adframe|advert\w*)\/|\/\/ads?\d*\./i;

/** In which an address waits for a script, on frames and on what a script makes one of. */
export const WAITING =
  /^(?:data-(?:[\w-]*src|[\w-]*url|href|embed|permalink|instgrm-permalink|text-post-permalink|link)|cite)$/;

export function frameTarget(frame: Element, baseUrl: string): Place | Target {
  const address = frameAddress(frame, baseUrl);
  if (!address || NO_PLAYER.test(address) || isUnseen(frame)) return [];
  const played = playable(address, attribute(frame, "type"));
  if (played) return [played];
  const fallback = fallbackLink(frame);
  const site = siteOf(address);
  // Bandcamp's players are addressed by numbers; the page stands in what is written for those without frames.
  const url = site?.page?.(new URL(address)) ?? absoluteUrl(fallback?.href, baseUrl) ?? address;
  return { url, title: titleOf(frame, fallback?.text) ?? labelOf(siteOf(url) ?? site, url) };
}

function frameAddress(frame: Element, baseUrl: string): string | undefined {
  const waiting = Object.entries(frame.attribs).filter(([name]) => WAITING.test(name));
  const inner = /(?:href|src)\s*=\s*["']?(https?:\/\/[^"'\s>]+)/i.exec(frame.attribs["srcdoc"] ?? "")?.[1];
  const addresses = [attribute(frame, "src"), ...waiting.map(([, value]) => value), inner];
  for (const address of addresses) {
    const url = address?.startsWith("about:") ? undefined : absoluteUrl(address, baseUrl);
    if (url) return url;
  }
  return undefined;
}

/** Told to be no larger than two pixels, or not displayed: Datawrapper's `width:0` is a measure of style, not of size. */
function isUnseen({ attribs }: Element): boolean {
  const size = (name: string) => Number.parseFloat(attribs[name] ?? "100");
  if (attribs["hidden"] !== undefined) return true;
  return (size("width") <= 2 && size("height") <= 2) || /display\s*:\s*none/i.test(attribs["style"] ?? "");
}

/** A parser gives what stands in a frame as elements or as text. */
function fallbackLink(frame: Element): { href: string; text: string } | undefined {
  const link = findElement(frame, (e) => e.name === "a");
  if (link?.attribs["href"]) return { href: link.attribs["href"], text: visibleText(link) };
  const raw = frame.children.map((child) => (isText(child) ? child.data : "")).join("");
  const [, href, text] =
    /<a\s[^<>]*?href\s*=\s*["']([^"']+)["'][^<>]*>([^<]*)/i.exec(raw.slice(0, 4096)) ?? [];
  return href ? { href: href.replaceAll("&amp;", "&"), text: (text ?? "").trim() } : undefined;
}

export const MEDIA_NAME = /\.(?:(mp4|m4v|webm|ogv|mov)|(mp3|m4a|ogg|oga|opus|aac|flac|wav))(?:$|[?#])/i;

/** A file of sound or film in a frame is played by the reader itself. */
function playable(address: string, type: string | undefined): Element | undefined {
  const [, film, sound] = MEDIA_NAME.exec(address) ?? [];
  const said = /^(audio|video)\//i.exec(type ?? "")?.[1]?.toLowerCase();
  const name = said ?? (film ? "video" : sound ? "audio" : undefined);
  return name && !siteOf(address) ? new Element(name, { src: address, controls: "" }, []) : undefined;
}

/** A picture, a film, a sound, another document; or what is written for those who cannot show it. */
export function objectTarget(object: Element, baseUrl: string): Place | Target {
  const parameters = elementsOf(object).filter((e) => e.name === "param");
  const named = parameters.find((e) => /^(?:movie|src|url|filename|data)$/i.test(e.attribs["name"] ?? ""));
  const address = absoluteUrl(attribute(object, "data") ?? named?.attribs["value"], baseUrl);
  const type = attribute(object, "type") ?? "";
  if (!address || (isPlugin(address, type) && !siteOf(address))) return withoutPlugin(object);
  if (/^image\//i.test(type) || PICTURE_NAME.test(address)) {
    const inner = findElement(object, (e) => e.name === "img");
    const { width = "", height = "" } = object.attribs;
    return [inner ?? new Element("img", { src: address, alt: visibleText(object), width, height }, [])];
  }
  const played = playable(address, type);
  if (played) return [played];
  if (NO_PLAYER.test(address)) return [];
  const site = siteOf(address);
  const text = visibleText(object);
  const title = titleOf(object, text.length <= MOST_TITLE && !isHelpText(text) ? text : undefined);
  const url = site?.page?.(new URL(address)) ?? address;
  return { url, title: title ?? labelOf(site, url) };
}

const PICTURE_NAME = /\.(?:svg|png|jpe?g|gif|webp|avif)(?:$|[?#])/i;

function isPlugin(address: string, type: string): boolean {
  return /flash|silverlight|java/i.test(type) || /\.(?:swf|xap|class|jar)(?:$|[?#])/i.test(address);
}

/** The frame within, which is looked at in its turn, or the words within, but for how to get a plug-in. */
function withoutPlugin(object: Element): Place {
  const frame = findElement(object, (e) => FRAMES.has(e.name));
  return frame ? [frame] : object.children.filter((child) => hasVisibleText(child) && !isHelp(child));
}

const isHelpText = (text: string) =>
  /\b(?:browser|plug-?in|flash|javascript|support|install|download|iframe)\b/i.test(text);

function isHelp(node: Element["children"][number]): boolean {
  return isTag(node) ? isHelpText(visibleText(node)) : isText(node) && isHelpText(node.data);
}
