import { selectAll, selectOne } from "css-select";
import { type AnyNode, type Element, isTag } from "domhandler";
import type { PageRule } from "../../model/source.ts";
import { absoluteUrl } from "../absolute-url.ts";
import { ancestors, attribute, elementsOf, visibleText } from "../tree.ts";
import { addressOfPart, partOf } from "./anchored.ts";
import type { ListingPage, Teaser } from "./teaser.ts";
import { dateIn, headingIn, isHeading, pictureIn, readWrittenDate, textBelow } from "./teaser-parts.ts";

/** More no page shows. */
const MOST_TEASERS = 1000;

/**
 * The teasers that a rule with `items` finds, in the page's order, each address once. What the rule does not name is
 * looked for within the item.
 */
export function teasersByRule(
  page: ListingPage,
  rule: PageRule & { readonly items: string },
): readonly Teaser[] {
  const items = (selectAll(rule.items, page.document.children) as AnyNode[])
    .filter(isTag)
    .slice(0, MOST_TEASERS);
  const byUrl = new Map<string, Teaser>();
  const all = new Set(items);
  for (const item of items) {
    const teaser = readItem(page, rule, { item, beside: besideOf(item, all) });
    if (teaser && !byUrl.has(teaser.url)) byUrl.set(teaser.url, teaser);
  }
  return [...byUrl.values()];
}

interface Place {
  readonly item: Element;
  /** What follows it before the next item: some lists have dates and texts there. */
  readonly beside: readonly Element[];
}

/** Elements after an item that belong to no other. */
function besideOf(item: Element, all: ReadonlySet<Element>): readonly Element[] {
  const found: Element[] = [];
  for (let next = item.next; next && found.length < MOST_BESIDE; next = next.next) {
    if (!isTag(next)) continue;
    if (all.has(next)) break;
    found.push(next);
  }
  return found;
}

const MOST_BESIDE = 4;

function readItem(page: ListingPage, rule: PageRule, { item, beside }: Place): Teaser | undefined {
  const told = (selector: string, usual?: readonly string[]) =>
    [item, ...beside].map((part) => valueAt(part, selector, usual)).find((value) => value !== undefined);
  const url =
    rule.link === undefined
      ? (absoluteUrl(usualLink(item), page.baseUrl) ?? addressOfPart(page, item))
      : addressAt(page, item, rule.link);
  const title = rule.title === undefined ? headingIn(item) : valueAt(item, rule.title);
  if (url === undefined || !title) return undefined;
  const date = rule.date === undefined ? undefined : told(rule.date, ["datetime", "content"]);
  const image = rule.image === undefined ? undefined : told(rule.image, PICTURE);
  return {
    url,
    title,
    published: rule.date === undefined ? dateIn(item, page) : readWrittenDate(date, page),
    summary: rule.summary === undefined ? textBelow(item, title) : told(rule.summary) || undefined,
    image:
      rule.image === undefined ? pictureIn(item, page) : absoluteUrl(pictureWritten(image), page.baseUrl),
  };
}

/** Pictures that wait until they are scrolled to have a stand-in in `src`. */
const PICTURE = [
  "data-src",
  "data-lazy-src",
  "data-original",
  "src",
  "data-srcset",
  "srcset",
  "content",
  "style",
];

/** `a.jpg 300w, b.jpg 600w`: the first of them; `background: url("a.jpg")`: what stands in it. */
function pictureWritten(written: string | undefined): string | undefined {
  const styled = /\burl\(\s*["']?([^"')]+)/i.exec(written ?? "")?.[1];
  if (styled !== undefined) return styled;
  return written?.includes(" ") ? written.trim().split(/\s+/)[0]?.replace(/,$/, "") : written;
}

/** The link of the headline, else the one that says most: a section's or a writer's name may stand before it. */
function usualLink(item: Element): string | undefined {
  const isLink = (element: Element) => element.name === "a" && attribute(element, "href") !== undefined;
  if (isLink(item)) return attribute(item, "href");
  const links = elementsOf(item).filter(isLink);
  const own = links.find((link) => [...ancestors(link), ...elementsOf(link)].some((one) => isHeading(one)));
  const link = own ?? [...links].sort((a, b) => visibleText(b).length - visibleText(a).length)[0];
  return link && attribute(link, "href");
}

/** Of what has no page of its own the id is its address: that of a part of this page. */
function addressAt(page: ListingPage, item: Element, selector: string): string | undefined {
  const value = valueAt(item, selector, ["href"]);
  return value !== undefined && /@id$/i.test(selector.trim())
    ? partOf(page.url, value)
    : absoluteUrl(value, page.baseUrl);
}

/**
 * What `selector@attribute` finds within an item. `@attribute` alone is of the item itself.
 *
 * @param usual attributes that are asked first when the selector names none; the last resort is the text
 */
function valueAt(item: Element, selector: string, usual: readonly string[] = []): string | undefined {
  const [, css = "", name] = /^([\s\S]*?)(?:@([a-z][\w:-]*))?$/i.exec(selector.trim()) ?? [];
  const element = css.trim() === "" ? item : (selectOne(css, item.children) ?? matching(css, item));
  if (!element) return undefined;
  if (name !== undefined) return attribute(element as Element, name.toLowerCase());
  const told = usual.map((each) => attribute(element as Element, each)).find((value) => value !== undefined);
  return told ?? (visibleText(element as Element) || undefined);
}

/** The item itself, where the selector means it. */
function matching(css: string, item: Element): Element | undefined {
  return selectAll(css, [item]).includes(item) ? item : undefined;
}
