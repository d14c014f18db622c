import type { Enclosure } from "../model/entry.ts";
import { resolveAddress } from "./address.ts";
import { limits } from "./limits.ts";
import { attribute, type Fields, fieldsOf, textOf, type XmlNode } from "./xml/node.ts";

/** What Media RSS elements of one entry say, those in groups included. */
export interface Media {
  readonly enclosures: readonly Enclosure[];
  readonly image: string | undefined;
  readonly title: XmlNode | undefined;
  readonly description: XmlNode | undefined;
  readonly credit: XmlNode | undefined;
}

const NOTHING: Media = {
  enclosures: [],
  image: undefined,
  title: undefined,
  description: undefined,
  credit: undefined,
};

const ELEMENTS = [
  "media:content",
  "media:thumbnail",
  "media:group",
  "media:title",
  "media:description",
  "media:credit",
];

/** Reads `media:content`, `media:thumbnail` and their companions (Media RSS 1.5). */
export function readMedia(fields: Fields): Media {
  if (!ELEMENTS.some((name) => fields.has(name))) return NOTHING;
  const scopes = [fields, ...each([fields], "media:group").map(fieldsOf)];
  const contents = each(scopes, "media:content");
  for (const content of contents) if (content.parts.length > 0) scopes.push(fieldsOf(content));
  const picture = contents.find(isPicture);
  const thumbnails = each(scopes, "media:thumbnail").map(addressOf);
  return {
    enclosures: contents
      .slice(0, limits.list)
      .map(mediaEnclosure)
      .filter((found) => found !== undefined),
    image: thumbnails.find((url) => url !== undefined) ?? (picture && addressOf(picture)),
    title: each(scopes, "media:title")[0],
    description: each(scopes, "media:description")[0],
    credit: each(scopes, "media:credit")[0],
  };
}

/** Every element of that name in these, in order. */
function each(scopes: readonly Fields[], name: string): XmlNode[] {
  const nodes: XmlNode[] = [];
  for (const scope of scopes) for (let node = scope.get(name); node; node = node.twin) nodes.push(node);
  return nodes;
}

function addressOf(node: XmlNode): string | undefined {
  return resolveAddress(attribute(node, "url") ?? textOf(node), node.base);
}

function isPicture(node: XmlNode): boolean {
  const medium = attribute(node, "medium");
  if (medium !== undefined) return medium === "image";
  return (
    isPictureType(attribute(node, "type")) ||
    /\.(?:jpe?g|png|gif|webp|avif)(?:$|\?)/i.test(attribute(node, "url") ?? "")
  );
}

/** An image's media type. */
export function isPictureType(type: string | undefined): boolean {
  return type?.toLowerCase().startsWith("image/") ?? false;
}

function mediaEnclosure(node: XmlNode): Enclosure | undefined {
  const url = resolveAddress(attribute(node, "url"), node.base);
  if (url === undefined) return undefined;
  const type = attribute(node, "type") ?? attribute(node, "medium");
  return { url, type, length: byteLength(attribute(node, "filesize")) };
}

/** A number of bytes as written in an attribute; what is none, or none that can be, is undefined. */
export function byteLength(written: string | undefined): number | undefined {
  const digits = /^\s*(\d{1,15})/.exec(written ?? "")?.[1];
  return digits === undefined ? undefined : Number(digits);
}

const FIRST_IMAGE = /<img\s[^<>]*?\bsrc\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))/i;

/** The first picture in HTML that is more than a counter's single pixel. */
export function firstImage(html: string | undefined): string | undefined {
  const at = html === undefined ? -1 : html.search(/<img\s/i);
  if (html === undefined || at < 0) return undefined;
  const match = FIRST_IMAGE.exec(html.slice(at, at + 4096));
  const url = match && (match[1] ?? match[2] ?? match[3])?.trim();
  if (!url || /\b(?:width|height)\s*=\s*["']?[01]["'\s>]/i.test(match[0])) return undefined;
  return /^https?:/i.test(url) ? url.replaceAll("&amp;", "&") : undefined;
}
