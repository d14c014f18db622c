import type { Element } from "domhandler";
import { isStoryPicture } from "../../ground/picture.ts";
import type { EpochMs } from "../../model/brand.ts";
import { absoluteUrl } from "../absolute-url.ts";
import { readMarkedDate } from "../read-date.ts";
import { attribute, elementsOf, findElement, visibleText } from "../tree.ts";
import type { ListingPage } from "./teaser.ts";

/** Characters of a headline; what is longer is a text. */
const LONGEST_TITLE = 300;
const LONGEST_SUMMARY = 1000;
/** Characters of the shortest text that is a summary and no label. */
const SHORTEST_SUMMARY = 40;

/** A date as a page writes it; undefined when it is none. */
export function readWrittenDate(text: string | undefined, { monthFirst }: ListingPage): EpochMs | undefined {
  return readMarkedDate(text, { monthFirst })?.at;
}

/** The instant that a teaser is marked with: its `time`, else what says it in its attributes. */
export function dateIn(block: Element, page: ListingPage): EpochMs | undefined {
  for (const element of elementsOf(block)) {
    const marked =
      element.name === "time" || /datepublished|datecreated/i.test(element.attribs["itemprop"] ?? "");
    if (!marked) continue;
    const text =
      attribute(element, "datetime") ?? attribute(element, "content") ?? visibleText(element).slice(0, 100);
    const at = readWrittenDate(text, page);
    if (at !== undefined) return at;
  }
  return undefined;
}

/** The headline of a block that is one teaser. */
export function headingIn(block: Element): string | undefined {
  const headings = elementsOf(block).filter((element) => /^h[1-6]$/.test(element.name));
  const texts = headings.map(headlineOf).filter((text) => text !== "");
  return texts.sort((a, b) => b.length - a.length)[0] ?? linkText(block);
}

function linkText(block: Element): string | undefined {
  const links = [block, ...elementsOf(block)].filter(({ name }) => name === "a").map(headlineOf);
  return links.sort((a, b) => b.length - a.length)[0] || undefined;
}

/** The text of a heading without the small line above the headline that some put into it. */
export function headlineOf(heading: Element): string {
  return visibleText(heading).slice(0, LONGEST_TITLE);
}

/** The longest paragraph of a block beside its headline. */
export function textBelow(block: Element, title: string): string | undefined {
  const texts = elementsOf(block)
    .filter(({ name }) => name === "p")
    .map((element) => visibleText(element))
    .filter((text) => text.length >= SHORTEST_SUMMARY && text !== title);
  return texts.sort((a, b) => b.length - a.length)[0]?.slice(0, LONGEST_SUMMARY);
}

/** The address of the first picture of a block that can stand for its story. */
export function pictureIn(block: Element, { baseUrl }: ListingPage): string | undefined {
  const image = findElement(
    block,
    (element) => element.name === "img" && pictureAddress(element) !== undefined,
  );
  const url = absoluteUrl(image && pictureAddress(image), baseUrl);
  return url !== undefined && isStoryPicture({ url, className: image?.attribs["class"] }) ? url : undefined;
}

/** Pictures that wait until they are scrolled to have their address elsewhere, and a stand-in in `src`. */
function pictureAddress(image: Element): string | undefined {
  const names = ["data-src", "data-lazy-src", "data-original", "src", "data-srcset", "srcset"];
  const told = names.map((name) => attribute(image, name)).filter((value) => value !== undefined);
  return told
    .map((value) => value.split(/[\s,]+(?=\S)/)[0] ?? "")
    .find((value) => value !== "" && !value.startsWith("data:"));
}
