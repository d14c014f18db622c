import { type OfferedPicture, pixels } from "../ground/picture.ts";
import type { Enclosure } from "../model/entry.ts";
import { resolveAddress } from "./address.ts";
import { limits } from "./limits.ts";
import { attribute, type Fields, fieldsOf, textOf, type XmlNode } from "./xml/node.ts";

/** What Media RSS elements of one entry say, those in groups included. */
export interface Media {
  readonly enclosures: readonly Enclosure[];
  /** Every picture and thumbnail, in order. */
  readonly pictures: readonly OfferedPicture[];
  readonly title: XmlNode | undefined;
  readonly description: XmlNode | undefined;
  readonly credit: XmlNode | undefined;
}

const NOTHING: Media = {
  enclosures: [],
  pictures: [],
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
  const pictures = [...contents.filter(isPicture), ...each(scopes, "media:thumbnail")];
  return {
    enclosures: contents
      .slice(0, limits.list)
      .map(mediaEnclosure)
      .filter((found) => found !== undefined),
    pictures: pictures.slice(0, limits.list).flatMap((node) => offered(node) ?? []),
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

function offered(node: XmlNode): OfferedPicture | undefined {
  const url = resolveAddress(attribute(node, "url") ?? textOf(node), node.base);
  const [width, height] = [pixels(attribute(node, "width")), pixels(attribute(node, "height"))];
  const bytes = byteLength(attribute(node, "filesize"));
  return url === undefined ? undefined : { url, width, height, bytes };
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
  return {
    url,
    type,
    length: byteLength(attribute(node, "filesize")),
    ...lasting(secondsOf(attribute(node, "duration"))),
  };
}

/** Of the first file; `itunes:duration` says it of an entry, for iTunes knows one file an episode. */
export function withDuration(all: readonly Enclosure[], fields: Fields): readonly Enclosure[] {
  const node = fields.get("itunes:duration");
  const duration = node && secondsOf(textOf(node));
  const [first, ...others] = all;
  return first && duration !== undefined ? [{ duration, ...first }, ...others] : all;
}

/** How long an enclosure plays, when that is known. */
export function lasting(seconds: number | undefined): Pick<Enclosure, "duration"> {
  return seconds === undefined ? {} : { duration: seconds };
}

/** Nothing plays longer than a month. */
const LONGEST = 31 * 86_400;

/** A duration in seconds, as `1:02:03`, `62:03`, `3723` or `3723.4`; undefined when it is none, or nothing. */
export function secondsOf(written: string | undefined): number | undefined {
  const text = written?.trim() ?? "";
  if (!/^(?:\d{1,4}:){0,2}\d{1,7}(?:\.\d{1,9})?$/.test(text)) return undefined;
  const seconds = Math.round(text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0));
  return seconds > 0 && seconds <= LONGEST ? seconds : undefined;
}

/** A number of bytes as written in an attribute, `1,234` too; `35.5 MB` and what else is no number is undefined. */
export function byteLength(written: string | undefined): number | undefined {
  const text = written?.trim() ?? "";
  const digits = /^\d{1,3}(?:[,.' \u00a0]\d{3})+$/.test(text) ? text.replace(/\D/g, "") : text;
  const bytes = /^(\d{1,15})(?: ?bytes)?$/i.exec(digits)?.[1];
  return bytes === undefined ? undefined : Number(bytes);
}
