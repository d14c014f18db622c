import { type Element, isTag } from "domhandler";
import { ancestors, attribute, elementsOf } from "../tree.ts";
import type { ListingPage, Teaser } from "./teaser.ts";
import { dateIn, FEW, headlineOf, isHeading, pictureIn, textBelow } from "./teaser-parts.ts";

/** The address of a part of a page: of what has an id itself, else of the first thing within that has one. */
export function addressOfPart({ url }: ListingPage, part: Element): string | undefined {
  const id = [part, ...elementsOf(part)].map((element) => attribute(element, "id")).find(Boolean);
  return id === undefined ? undefined : partOf(url, id);
}

/** The address of the part of a page that has an id. */
export function partOf(page: string, id: string): string {
  return Object.assign(new URL(page), { hash: id.trim() }).href;
}

/**
 * What a page tells itself, without a page for each: parts that have a heading, an id and a day, as histories of changes and
 * pages of notices do.
 */
export function anchoredTeasers(page: ListingPage): readonly Teaser[] {
  const headings = page.elements.filter((element) => isHeading(element) && element.name !== "h1");
  const counts = new Map<Element, number>();
  for (const heading of headings)
    for (const around of [heading, ...ancestors(heading)]) counts.set(around, (counts.get(around) ?? 0) + 1);
  const found = headings.flatMap((heading) => teaserBelow(page, heading, counts) ?? []);
  return found.length >= FEW ? found : [];
}

function teaserBelow(
  page: ListingPage,
  heading: Element,
  counts: ReadonlyMap<Element, number>,
): Teaser | undefined {
  const parts = partsBelow(heading, counts);
  const first = <T>(read: (part: Element) => T | undefined): T | undefined =>
    parts.map(read).find((value) => value !== undefined);
  const id = attribute(heading, "id") ?? first((part) => attribute(part, "id"));
  const published = first((part) => dateIn(part, page));
  const title = headlineOf(heading);
  if (id === undefined || published === undefined || title === "") return undefined;
  const summary = first((part) => textBelow(part, title));
  return {
    url: partOf(page.url, id),
    title,
    published,
    summary,
    image: first((part) => pictureIn(part, page)),
  };
}

/**
 * The element that is about this heading alone; else the heading and what follows it, up to the next one.
 *
 * @param counts how many headings each element is or holds
 */
function partsBelow(heading: Element, counts: ReadonlyMap<Element, number>): readonly Element[] {
  const isOwn = (element: Element) => !/^(?:body|main|html)$/.test(element.name) && counts.get(element) === 1;
  const own = ancestors(heading).slice(0, 4).findLast(isOwn);
  if (own) return [own];
  const parts = [heading];
  for (let next = heading.next; next && parts.length < MOST_PARTS; next = next.next) {
    if (!isTag(next)) continue;
    if (counts.has(next)) break;
    parts.push(next);
  }
  return parts;
}

const MOST_PARTS = 12;
