import { type Element, isTag, isText } from "domhandler";
import type { EpochMs } from "../../model/brand.ts";
import { ancestors, attribute, elementsOf, visibleText } from "../tree.ts";
import { keyOf } from "./addresses.ts";
import { headlineOf, wordCount } from "./teaser-parts.ts";

/** A link of a page, and the absolute address that it leads to. */
export interface PageLink {
  readonly element: Element;
  readonly url: string;
}

/** A heading that is no link, and the link that belongs to it. */
export interface Unlinked extends PageLink {
  readonly title: string;
  readonly published?: EpochMs;
}

export interface UnlinkedDeps {
  readonly headings: readonly Element[];
  readonly links: readonly PageLink[];
  /** Whether a link shows a headline of its own. */
  readonly isTold: (link: PageLink) => boolean;
  /** Whether an address has a heading already. */
  readonly isTaken: (url: string) => boolean;
}

/** Headlines that are no links themselves: a link over the whole block, a picture or "read on" leads to their article. */
export function unlinkedHeadlines({ headings, links, isTold, isTaken }: UnlinkedDeps): readonly Unlinked[] {
  const around = linksAround(links);
  const counts = new Map<Element, number>();
  for (const heading of headings)
    for (const element of ancestors(heading)) counts.set(element, (counts.get(element) ?? 0) + 1);
  const taken = new Set<string>();
  const unlinked = headings.filter(
    (heading) => ![...ancestors(heading), ...elementsOf(heading)].some(({ name }) => name === "a"),
  );
  return unlinked.flatMap((element) => {
    const title = headlineOf(element);
    const block = ancestors(element).find((one) => around.has(one));
    if (!block || (counts.get(block) ?? 0) > 2 || wordCount(title) < 2) return [];
    const within = (around.get(block) ?? []).filter((one) => !isWithinText(one));
    if (within.some(({ url }) => isTaken(url) || taken.has(keyOf(url)))) return [];
    const link = isOverList(within.filter(isTold)) ? undefined : ownLink(within, title);
    if (!link) return [];
    taken.add(keyOf(link.url));
    return [{ element, url: link.url, title }];
  });
}

/** Whether a sentence goes on after a link: it leads to what is spoken of. */
function isWithinText({ element }: PageLink): boolean {
  const around = ancestors(element).find(({ name }) => name === "p");
  if (!around) return false;
  const [text, own] = [visibleText(around), visibleText(element)];
  return own !== "" && text.length - text.lastIndexOf(own) - own.length > SHORT_REST;
}

/** Characters that may stand behind "read on": a mark, an hour. */
const SHORT_REST = 20;

/** Whether links of a block have headlines of their own: what stands above them is the name of a list. */
function isOverList(told: readonly PageLink[]): boolean {
  const rows = new Set(told.map(({ element }) => ancestors(element).find(({ name }) => name === "li")));
  return new Set(told.map(({ url }) => keyOf(url))).size > 2 || (rows.size > 1 && !rows.has(undefined));
}

/** Articles that the block of one headline leads to: its own, and those beside it in small print. */
const MOST_LINKS = 4;
const MOST_REMEMBERED = 20;

/** The links within each element, so many of them. */
function linksAround(links: readonly PageLink[]): ReadonlyMap<Element, readonly PageLink[]> {
  const around = new Map<Element, PageLink[]>();
  for (const link of links)
    for (const element of ancestors(link.element)) {
      const known = around.get(element) ?? [];
      if (known.length < MOST_REMEMBERED) known.push(link);
      around.set(element, known);
    }
  return around;
}

/** The link of a block to its article: named as the headline, else an empty one over all, else the one that comes most often, else the last. */
function ownLink(links: readonly PageLink[], title: string): PageLink | undefined {
  if (new Set(links.map(({ url }) => keyOf(url))).size > MOST_LINKS) return undefined;
  const named = links.find(({ element }) =>
    (attribute(element, "aria-label") ?? attribute(element, "title") ?? "").includes(title),
  );
  const empty = links.find(({ element }) => visibleText(element) === "");
  const times = (url: string) => links.filter((one) => one.url === url).length;
  const most = [...links].sort((a, b) => times(b.url) - times(a.url))[0];
  return named ?? empty ?? (most && times(most.url) > 1 ? most : links.at(-1));
}

/** Pages that were never given headings have them in bold, on lines of their own. */
export function isBoldLine(element: Element): boolean {
  const isEdge = (beside: Element["prev"]) => beside === null || (isTag(beside) && beside.name === "br");
  return (
    /^(?:b|strong)$/.test(element.name) &&
    isEdge(besideText(element, "prev")) &&
    isEdge(besideText(element, "next"))
  );
}

/** What stands before or after an element, but spaces. */
function besideText(element: Element, side: "prev" | "next"): Element["prev"] {
  let beside = element[side];
  while (beside && isText(beside) && beside.data.trim() === "") beside = beside[side];
  return beside;
}
