import { type Document, Element, Text } from "domhandler";
import {
  isBeacon,
  isEmoji,
  isFormula,
  type OfferedPicture,
  pictureKey,
  pixels,
  widthOf,
} from "../ground/picture.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { prepareListings } from "./code-listings.ts";
import { prepareFormulas } from "./formulas.ts";
import { type Candidate, PLACEHOLDER, widestOffered, widestSource } from "./picture-set.ts";
import { linkPlayers } from "./players.ts";
import { prepareTrack, TRACKS } from "./prepare-tracks.ts";
import { MEDIA, removeBlock } from "./text-block.ts";
import {
  adopt,
  ancestors,
  attribute,
  detach,
  elementsOf,
  findElement,
  hasVisibleText,
  replaceWith,
  visibleText,
} from "./tree.ts";

const IMAGE_ADDRESS = /\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#&/;:])/i;
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

/**
 * Makes of what a page or feed shows what a reader without scripts can show: formulas once, lazy pictures with their
 * address and each picture once, no counters, a titled link for every frame and player. Addresses become absolute.
 */
export function prepareMedia(root: Document | Element, baseUrl: string): void {
  preparePlayers(root, baseUrl);
  preparePictures(root, baseUrl);
}

/** The first part: what furniture takes with it, such as scripts that stand for a player. */
export function preparePlayers(root: Document | Element, baseUrl: string): void {
  prepareFormulas(root);
  prepareListings(root);
  for (const element of elementsOf(root)) if (element.name === "noscript") unwrapNoscript(element);
  linkPlayers(root, baseUrl);
}

/** The second part: pictures, sound and film, of which most of a page's are none of the article's. */
export function preparePictures(root: Document | Element, baseUrl: string): void {
  for (const element of elementsOf(root)) {
    if (isImage(element)) prepareImage(element, baseUrl);
    else if (TRACKS.has(element.name)) prepareTrack(element, baseUrl);
  }
  const all = elementsOf(root);
  for (const picture of all) if (picture.name === "picture") unwrapPicture(picture, baseUrl);
  const images = elementsOf(root).filter((element) => element.name === "img");
  if (images.length > 1) dropTwins(images.slice(0, MOST_COMPARED));
  for (const figure of all) if (figure.name === "figure" && isEmpty(figure)) removeBlock(figure);
}

/** The picture in it was none, or comes by a script. */
function isEmpty(figure: Element): boolean {
  return figure.parent !== null && !hasVisibleText(figure) && !findElement(figure, (e) => MEDIA.has(e.name));
}

/** A picture, before it is prepared. */
export const isImage = ({ name, attribs }: Element): boolean =>
  name === "img" || name === "amp-img" || (/-(?:img|image)$/.test(name) && !!attribs["src"]);

/** What is for those without scripts stands in for what a script would have loaded. */
function unwrapNoscript(noscript: Element): void {
  const player = findElement(noscript, (e) => e.name === "iframe" || TRACKS.has(e.name));
  if (player && !visibleTextOfNoscript(noscript)) {
    replaceWith(noscript, player);
    return;
  }
  const image = findElement(noscript, (e) => e.name === "img");
  if (!image || visibleTextOfNoscript(noscript)) return;
  const before = previousElement(noscript);
  const twin = before && (before.name === "img" ? before : findElement(before, (e) => e.name === "img"));
  if (twin && (isPlaceholder(twin) || isSmaller(twin, image))) replaceWith(twin, image);
  else if (!twin) replaceWith(noscript, image);
}

/** A first, blurred sight of the same picture. */
function isSmaller(twin: Element, image: Element): boolean {
  const [small, large] = [attribute(twin, "src") ?? "", attribute(image, "src") ?? ""];
  if (small === large || pictureKey(small) !== pictureKey(large)) return false;
  return (widthOf({ url: small }) ?? UNTOLD) < (widthOf({ url: large }) ?? UNTOLD);
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

/** Gives a picture its own address; takes out a counter, and puts a drawn character into words. Twice is as once. */
export function prepareImage(image: Element, baseUrl: string): void {
  const source = imageAddress(image, baseUrl);
  const chosen = wider(source, widestOffered(image, baseUrl));
  const picture = chosen && offered(image, chosen);
  if (!picture) replaceByWords(image);
  else if (isBeacon(picture)) removeImage(image);
  else if (isEmoji(picture)) replaceByText(image);
  else {
    image.name = "img";
    adopt(image, []);
    image.attribs["src"] = picture.url;
    delete image.attribs["srcset"];
    delete image.attribs["style"];
  }
}

/** The set's widest, unless the picture itself is told to be wider. */
function wider(source: string | undefined, widest: Candidate | undefined): string | undefined {
  if (!source || !widest) return source ?? widest?.url;
  const told = widthOf({ url: source });
  return widest.larger && widest.width > (told ?? 0) ? widest.url : source;
}

function offered(image: Element, url: string): OfferedPicture {
  const { width, height, style, class: className } = image.attribs;
  // What waits for a script may be hidden until it comes; an element of a script's own keeps a place free.
  const waits = image.name !== "img" || LAZY.some((name) => image.attribs[name]);
  const shown = waits ? undefined : style;
  return { url, width: pixels(width), height: pixels(height), style: shown, className };
}

/** A character or a formula whose picture is written into the document is told in words. */
function replaceByWords(image: Element): void {
  const offer = offered(image, "");
  const words = attribute(image, "alt");
  if (words && isFormula(offer)) replaceWith(image, new Element("code", {}, [new Text(words)]));
  else if (words && isEmoji(offer)) replaceWith(image, new Text(words));
  else removeImage(image);
}

/** A character that is drawn as a picture says in words which it is. */
function replaceByText(image: Element): void {
  const words = attribute(image, "alt");
  if (words) replaceWith(image, new Text(words));
  else detach(image);
}

/** With the link, the figure and the paragraph that held nothing else. */
function removeImage(image: Element): void {
  removeBlock(image);
}

/** Pictures of one text that are compared with each other. */
const MOST_COMPARED = 300;

/** Of a picture that stands twice, in two sizes or as itself, the wider stays, in the place of the first. */
function dropTwins(images: readonly Element[]): void {
  const first = new Map<string, Element>();
  for (const image of images) {
    const key = twinKey(image);
    const twin = key && first.get(key);
    if (twin) first.set(key, unite(twin, image));
    else if (key) first.set(key, image);
  }
}

/** Formulas and signs may stand as often as they are written. */
function twinKey(image: Element): string | undefined {
  const url = attribute(image, "src");
  const picture = url && offered(image, url);
  return picture && !isFormula(picture) && (picture.height ?? 100) >= 32
    ? pictureKey(picture.url)
    : undefined;
}

/** @returns the one that stays: one with a caption, else the first; both stay when both have one */
function unite(first: Element, second: Element): Element {
  if (hasCaption(first) && hasCaption(second)) return first;
  const [kept, gone] = hasCaption(second) ? [second, first] : [first, second];
  if (breadth(gone) > breadth(kept)) Object.assign(kept.attribs, sizeOf(gone));
  kept.attribs["alt"] = kept.attribs["alt"] || gone.attribs["alt"] || "";
  removeImage(gone);
  return kept;
}

/** What the address says of the file is more than how wide the page shows it. */
function breadth(image: Element): number {
  const url = image.attribs["src"] ?? "";
  return widthOf({ url }) ?? pixels(image.attribs["width"]) ?? UNTOLD;
}

/** A picture whose width nobody tells is taken for the whole one. */
const UNTOLD = 1000;

function sizeOf({ attribs }: Element): Record<string, string> {
  const { src = "", width = "", height = "" } = attribs;
  return { src, width, height };
}

function hasCaption(image: Element): boolean {
  const figure = ancestors(image).find((e) => e.name === "figure");
  return figure !== undefined && findElement(figure, (e) => e.name === "figcaption") !== undefined;
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

/** The `img` of a `picture`, which has looked at its sources; one of them where there is none. */
function unwrapPicture(picture: Element, baseUrl: string): void {
  const image = findElement(picture, (e) => e.name === "img");
  const source = image ? undefined : widestSource(picture, baseUrl);
  if (image) replaceWith(picture, image);
  else if (source) replaceWith(picture, new Element("img", { src: source.url }, []));
  else detach(picture);
}
