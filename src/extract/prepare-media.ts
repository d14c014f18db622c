import { type Document, Element, Text } from "domhandler";
import { absoluteUrl } from "./absolute-url.ts";
import { attribute, detach, elementsOf, findElement, replaceWith, visibleText } from "./tree.ts";

const IMAGE_ADDRESS = /\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#&/;:])/i;
const PLACEHOLDER =
  /^data:|(?:^|[/_.-])(?:blank|spacer|placeholder|pixel|transparent|lazy(?:load)?|grey|gray|loading|1x1|empty|clear|dummy|trans)\b[^/]*\.(?:gif|png|jpe?g|svg|webp)/i;
/** Counters and beacons: addresses that exist to be asked for, not to be looked at. */
const BEACON =
  /(?:^|\.)(?:doubleclick|scorecardresearch|quantserve|google-analytics|feedsportal|omtrdc|2o7|chartbeat|imrworldwide|pixel\.wp|stats\.wordpress|adnxs|facebook)\.(?:com|net)|\/\/(?:pixel|beacon|tracking|track|counter|stats?|analytics|vg\d+\.met)\.|\/(?:pixel|beacon|tracking|track|counter|1x1|count|spacer|open|hit)(?:[._-][\w-]*)?\.(?:gif|png|php|aspx?)|\/~r\/[^/]+\/~4\/|\/feed-pixel|[?&](?:pixel|beacon)=/i;
/** Who may be linked to in the place of a frame. */
const VIDEO_HOSTS =
  /^(?:www\.)?(?:youtube\.com|youtube-nocookie\.com|player\.vimeo\.com|vimeo\.com|dailymotion\.com|geo\.dailymotion\.com|player\.twitch\.tv|archive\.org|tube\.switch\.ch)$/;
const LAZY = [
  "data-src",
  "data-lazy-src",
  "data-original",
  "data-src-medium",
  "data-src-large",
  "data-full-src",
  "data-image",
  "data-url",
  "data-hi-res-src",
];
const LAZY_SETS = ["data-srcset", "data-lazy-srcset", "data-original-set"];

/**
 * Makes pictures and videos what a reader without scripts can show: lazy pictures get their address, counting
 * pixels go, a frame of a known video host becomes a link, every other frame goes. Addresses become absolute.
 */
export function prepareMedia(root: Document | Element, baseUrl: string): void {
  for (const element of elementsOf(root)) {
    if (element.name === "noscript") unwrapNoscript(element);
    else if (element.name === "img" || element.name === "amp-img") prepareImage(element, baseUrl);
    else if (element.name === "iframe" || element.name === "embed" || element.name === "amp-youtube")
      linkVideo(element, baseUrl);
  }
  for (const picture of elementsOf(root)) if (picture.name === "picture") unwrapPicture(picture, baseUrl);
}

/** A picture for those without scripts stands in for the one that a script would have loaded. */
function unwrapNoscript(noscript: Element): void {
  const image = findElement(noscript, (e) => e.name === "img");
  if (!image || visibleTextOfNoscript(noscript)) return;
  const before = previousElement(noscript);
  const twin = before && (before.name === "img" ? before : findElement(before, (e) => e.name === "img"));
  if (twin && isPlaceholder(twin)) replaceWith(twin, image);
  else if (!twin) replaceWith(noscript, image);
}

function visibleTextOfNoscript(noscript: Element): string {
  return noscript.children.map((child) => visibleText(child)).join("");
}

function previousElement(node: Element): Element | undefined {
  for (let sibling = node.prev; sibling; sibling = sibling.prev)
    if (sibling instanceof Element) return sibling;
  return undefined;
}

function isPlaceholder(image: Element): boolean {
  const source = attribute(image, "src");
  return !source || PLACEHOLDER.test(source) || LAZY.some((name) => image.attribs[name]);
}

function prepareImage(image: Element, baseUrl: string): void {
  const source = imageAddress(image, baseUrl);
  const set = [...LAZY_SETS, "srcset"].map((name) => attribute(image, name)).find((value) => value);
  const chosen = source ?? widestOf(set, baseUrl);
  if (!chosen || isBeacon(image, chosen)) {
    detach(image);
    return;
  }
  image.name = "img";
  image.attribs["src"] = chosen;
  delete image.attribs["srcset"];
}

/** The address of the picture itself, in whatever attribute a script would look for it. */
function imageAddress(image: Element, baseUrl: string): string | undefined {
  const source = attribute(image, "src");
  const lazy = LAZY.map((name) => attribute(image, name)).find((v) => v && !v.startsWith("data:"));
  const other = () =>
    Object.entries(image.attribs).find(
      ([name, value]) =>
        name.startsWith("data-") && IMAGE_ADDRESS.test(value) && !/[\s{}<>"]/.test(value.trim()),
    )?.[1];
  // Some editors write a whole `srcset` into `src`.
  const first = source?.match(/^(\S+?)(?:\s|%20)\d+w,/)?.[1] ?? source;
  const usable = first && !PLACEHOLDER.test(first) ? first : undefined;
  return absoluteUrl(lazy ?? usable ?? other(), baseUrl);
}

/** The widest candidate of a `srcset` (HTML 4.8.4.2.1) that is at most 1600 pixels wide, else the first. */
function widestOf(set: string | undefined, baseUrl: string): string | undefined {
  if (!set) return undefined;
  const candidates = set
    .slice(0, 10_000)
    .split(/,\s+|,(?=https?:)/)
    .map((text) => {
      const [address, descriptor] = text.trim().split(/\s+/);
      return { url: absoluteUrl(address, baseUrl), width: Number.parseFloat(descriptor ?? "1") || 1 };
    })
    .filter((candidate) => candidate.url && candidate.width <= 1600);
  candidates.sort((a, b) => b.width - a.width);
  return candidates[0]?.url;
}

/** A counter: told to be at most two pixels either way, or asked of a host or path that counts. */
function isBeacon(image: Element, source: string): boolean {
  const { width, height, style } = image.attribs;
  const size = (text: string | undefined, property: RegExp) =>
    Number.parseFloat(text ?? style?.match(property)?.[1] ?? "100");
  const [w, h] = [size(width, /(?:^|;)\s*width:\s*(\d+)/), size(height, /(?:^|;)\s*height:\s*(\d+)/)];
  return (w <= 2 && h <= 2) || BEACON.test(source);
}

function linkVideo(frame: Element, baseUrl: string): void {
  const source = attribute(frame, "src") ?? attribute(frame, "data-src") ?? attribute(frame, "data-lazy-src");
  const id = attribute(frame, "data-videoid");
  const url = watchAddress(source ?? (id && `https://www.youtube.com/embed/${id}`), baseUrl);
  if (!url) {
    detach(frame);
    return;
  }
  const title =
    attribute(frame, "title") ?? `Video on ${new URL(url).hostname.replace(/^www\.|^player\./, "")}`;
  const link = new Element("a", { href: url }, [new Text(title)]);
  replaceWith(frame, new Element("p", {}, [link]));
}

/** The page of an embedded video; undefined for frames of any other host. */
function watchAddress(source: string | undefined, baseUrl: string): string | undefined {
  const absolute = absoluteUrl(source, baseUrl);
  if (!absolute) return undefined;
  const url = new URL(absolute);
  if (!VIDEO_HOSTS.test(url.hostname)) return undefined;
  const id = url.pathname.match(/^\/(?:embed|video|embed\/video)\/([\w-]+)/)?.[1];
  if (id && url.hostname.includes("youtube")) return `https://www.youtube.com/watch?v=${id}`;
  if (id && url.hostname === "player.vimeo.com") return `https://vimeo.com/${id}`;
  if (id && url.hostname.includes("dailymotion")) return `https://www.dailymotion.com/video/${id}`;
  return absolute;
}

/** The `img` of a `picture`, with the address of a `source` when it has none of its own. */
function unwrapPicture(picture: Element, baseUrl: string): void {
  const image = findElement(picture, (e) => e.name === "img");
  const source = findElement(picture, (e) => e.name === "source");
  const set = source && (attribute(source, "srcset") ?? attribute(source, "data-srcset"));
  const address = widestOf(set, baseUrl);
  if (image) replaceWith(picture, image);
  else if (address) replaceWith(picture, new Element("img", { src: address }, []));
  else detach(picture);
}
