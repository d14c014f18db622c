import type { Element } from "domhandler";
import { pixels, widthOf } from "../ground/picture.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { attribute, elementsOf } from "./tree.ts";

/** What stands where a picture is to come. */
export const PLACEHOLDER =
  /^data:|(?:^|[/_.-])(?:blank|spacer|placeholder|pixel|transparent|lazy(?:load)?|grey|gray|loading|1x1|empty|clear|dummy|trans)\b[^/]*\.(?:gif|png|jpe?g|svg|webp)/i;
const SETS = ["data-srcset", "data-lazy-srcset", "data-original-set", "srcset"];
/** Pixels of a column of text on a page, as a rule. */
const USUAL = 600;
/** Wider pictures cost readers more than they see of them. */
const WIDEST = 1600;
/** Characters of a set that are looked at. */
const MOST = 10_000;

export interface Candidate {
  readonly url: string;
  /** Pixels. */
  readonly width: number;
  /** It says that it is wider than the usual one. */
  readonly larger: boolean;
}

/** The widest picture of those that an `img`, and the `picture` around it, offer: at most 1600 pixels wide, else the narrowest. */
export function widestOffered(image: Element, baseUrl: string): Candidate | undefined {
  const usual = widthOf({ url: attribute(image, "src") ?? "" }) ?? pixels(image.attribs["width"]) ?? USUAL;
  return widest([setOf(image), ...sourceSets(image)], { baseUrl, usual });
}

/** The widest of the sets of a `picture` without an `img`. */
export function widestSource(picture: Element, baseUrl: string): Candidate | undefined {
  return widest(setsIn(picture), { baseUrl, usual: USUAL });
}

interface Context {
  readonly baseUrl: string;
  /** Pixels that "1x" are. */
  readonly usual: number;
}

function widest(sets: readonly (string | undefined)[], context: Context): Candidate | undefined {
  const candidates = sets
    .flatMap((set) => (set ? candidatesIn(set.slice(0, MOST), context) : []))
    .sort((a, b) => b.width - a.width);
  return candidates.find(({ width }) => width <= WIDEST) ?? candidates.at(-1);
}

const setOf = (element: Element): string | undefined =>
  SETS.map((name) => attribute(element, name)).find((set) => set);

function sourceSets(image: Element): (string | undefined)[] {
  const { parent } = image;
  return parent?.type === "tag" && parent.name === "picture" ? setsIn(parent) : [];
}

/** What is for narrow screens is cut to them; AVIF is what the fewest readers show. */
function setsIn(picture: Element): (string | undefined)[] {
  const sources = elementsOf(picture).filter((e) => e.name === "source");
  const wide = sources.filter(({ attribs }) => !/max-width|portrait/i.test(attribs["media"] ?? ""));
  const shown = wide.filter(({ attribs }) => !/avif|jxl/i.test(attribs["type"] ?? ""));
  return (shown.length > 0 ? shown : wide).map(setOf);
}

/** The pictures of a `srcset` (HTML 4.8.4.2.1), which may have commas in their addresses. */
function candidatesIn(set: string, { baseUrl, usual }: Context): Candidate[] {
  return entriesOf(set).flatMap(({ address, descriptor }) => {
    const url = PLACEHOLDER.test(address) ? undefined : absoluteUrl(address, baseUrl);
    const number = Number.parseFloat(descriptor) || 1;
    const inPixels = descriptor.endsWith("w");
    return url ? [{ url, width: inPixels ? number : number * usual, larger: inPixels || number > 1 }] : [];
  });
}

interface Entry {
  readonly address: string;
  /** "800w" or "2x"; empty where nothing is said. */
  readonly descriptor: string;
}

function entriesOf(set: string): Entry[] {
  const entries: Entry[] = [];
  let [address, descriptor] = ["", ""];
  const end = (next: string) => {
    if (address) entries.push({ address, descriptor });
    [address, descriptor] = [next, ""];
  };
  for (const token of set
    .replace(/,(?=https?:)/g, ", ")
    .trim()
    .split(/\s+/)) {
    if (!address) {
      address = token.replace(/^,+|,+$/g, "");
      if (token.endsWith(",")) end("");
      continue;
    }
    const [said = "", ...rest] = token.split(",");
    if (/^[\d.]+[wx]$/.test(said)) descriptor = said;
    if (rest.length > 0) end(rest.join(","));
  }
  end("");
  return entries;
}
