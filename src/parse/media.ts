import type { Enclosure } from "../model/entry.ts";
import { resolveAddress } from "./address.ts";
import { limits } from "./limits.ts";
import { all, attribute, type Fields, fieldsOf, textOf, type XmlNode } from "./xml/node.ts";

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

/** Reads `media:content`, `media:thumbnail` and their companions (Media RSS 1.5). */
export function readMedia(fields: Fields): Media {
  if (!fields.has("media:group") && !fields.has("media:content") && !fields.has("media:thumbnail"))
    return { ...NOTHING, ...companions([fields]) };
  const scopes = [fields, ...[...all(fields, "media:group")].map(fieldsOf)];
  const contents = scopes.flatMap((scope) => [...all(scope, "media:content")]);
  const inner = contents.map(fieldsOf);
  const everywhere = [...scopes, ...inner];
  const enclosures = contents.map(mediaEnclosure).filter((found) => found !== undefined);
  const thumbnail = everywhere
    .flatMap((scope) => [...all(scope, "media:thumbnail")])
    .map(addressOf)
    .find(Boolean);
  const picture = contents.find(isPicture);
  return {
    enclosures: enclosures.slice(0, limits.list),
    image: thumbnail ?? (picture && addressOf(picture)),
    ...companions(everywhere),
  };
}

function companions(scopes: readonly Fields[]): Pick<Media, "title" | "description" | "credit"> {
  const first = (name: string) => scopes.map((scope) => scope.get(name)).find((node) => node !== undefined);
  return {
    title: first("media:title"),
    description: first("media:description"),
    credit: first("media:credit"),
  };
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
