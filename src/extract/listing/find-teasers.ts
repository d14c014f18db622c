import { type Element, isTag } from "domhandler";
import { groupBy } from "../../ground/group-by.ts";
import { ancestors, elementsOf, visibleText } from "../tree.ts";
import { isSameSite, keyOf, pathOf } from "./addresses.ts";
import { anchoredTeasers } from "./anchored.ts";
import { likeTheOthers, withoutSections } from "./by-address.ts";
import { type Candidate, isMarked, share } from "./candidate.ts";
import { type Headline, headlinesOf } from "./headlines.ts";
import { linkedTeasers } from "./linked-lists.ts";
import { countAround, createOthers } from "./others.ts";
import type { ListingPage, Teaser } from "./teaser.ts";
import {
  dateIn,
  FEW,
  isAside,
  isHeading,
  isLong,
  linesOf,
  pictureIn,
  textBelow,
  wordCount,
} from "./teaser-parts.ts";

/**
 * Finds the teasers of a page by its structure: headlines that are links, each with the block that is about nothing
 * else, whose like repeats or which says more of its article. Navigation, footers, lists of what is read most and what
 * somebody paid for are left out.
 */
export function findTeasers(page: ListingPage): readonly Teaser[] {
  const found = teasersIn(page, headlinesOf(page));
  // Some say of their list that it is for navigation.
  const all = found.length > 0 ? found : teasersIn(page, headlinesOf(page, { everywhere: true }));
  return all.length > 0 ? all : anchoredTeasers(page);
}

function teasersIn(page: ListingPage, headlines: readonly Headline[]): readonly Teaser[] {
  const blocks = blocksOf(headlines);
  const isOther = createOthers(page, blocks);
  const candidates = [...blocks].flatMap(([headline, block]) =>
    isOther(headline, block) ? [] : [candidateOf(page, headline, block)],
  );
  const shown = choose(candidates).map(teaserOf);
  return withLinked(page, shown, candidates.map(teaserOf));
}

function teaserOf({ url, title, published, summary, image }: Candidate): Teaser {
  return { url, title, published, summary, image };
}

/**
 * With what the page says of itself that it lists: that alone where it has nearly all that it shows, else both. A list
 * of something else that the page does not show as teasers is left out.
 */
function withLinked(page: ListingPage, shown: readonly Teaser[], all: readonly Teaser[]): readonly Teaser[] {
  const known = new Map(all.map((teaser) => [keyOf(teaser.url), teaser]));
  const linked = new Map<string, Teaser>();
  for (const one of linkedTeasers(page)) {
    const beside = known.get(keyOf(one.url));
    const title = one.title ?? beside?.title;
    if (title === undefined || keyOf(one.url) === keyOf(page.url) || !isSameSite(one.url, page.url)) continue;
    linked.set(keyOf(one.url), {
      url: one.url,
      title,
      published: one.published ?? beside?.published,
      summary: one.summary ?? beside?.summary,
      image: one.image ?? beside?.image,
    });
  }
  if (linked.size < FEW) return shown;
  const both = shown.filter(({ url }) => linked.has(keyOf(url))).length;
  if (both >= shown.length * 0.8) return [...linked.values()];
  if (both < linked.size / 2) return shown;
  const keys = new Set(shown.map(({ url }) => keyOf(url)));
  const more = [...linked].filter(([key]) => !keys.has(key)).map(([, teaser]) => teaser);
  return [...shown.map((teaser) => linked.get(keyOf(teaser.url)) ?? teaser), ...more];
}

/** For each headline the highest element around it that is about no other article. */
function blocksOf(headlines: readonly Headline[]): ReadonlyMap<Headline, Element> {
  const strong = countAround(headlines.filter(isMarked));
  const all = countAround(headlines);
  return new Map(
    headlines.map((headline) => {
      const counts = isMarked(headline) ? strong : all;
      let block = headline.element;
      for (const element of ancestors(headline.element)) {
        if ((counts.get(element) ?? 0) > 1 || /^(?:body|main|html)$/.test(element.name)) break;
        block = element;
      }
      return [headline, block];
    }),
  );
}

function candidateOf(page: ListingPage, headline: Headline, block: Element): Candidate {
  const beside = besideOf(block);
  const parts = [block, ...beside];
  const first = <T>(read: (element: Element) => T | undefined): T | undefined => {
    for (const part of parts) {
      const value = read(part);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const around = ancestors(block);
  const lines = linesOf(block);
  const inside = ancestors(headline.element);
  return {
    ...headline,
    block,
    published: first((part) => dateIn(part, page)) ?? headline.published,
    summary: first((part) => textBelow(part, headline.title)),
    image: first((part) => pictureIn(part, page)),
    dated: parts.some((part) => linesOf(part).some(({ text }) => isAside(text, page) && /\d/.test(text))),
    shape: [...inside.slice(0, Math.max(0, inside.indexOf(block))), block, ...around]
      .map(({ name }) => name)
      .join(" "),
    zone: zoneOf([block, ...around]),
    isRanked:
      /^\W*\d{1,2}\W*$/.test(lines[0]?.text ?? "") ||
      [block, ...around.slice(0, 2)].some(({ name }) => name === "ol"),
  };
}

/** Where a page has no element around each article, what follows a headline belongs to it until the next one. */
function besideOf(block: Element): Element[] {
  const found: Element[] = [];
  if (/^(?:article|li|a|td|section)$/.test(block.name)) return found;
  for (let next = block.next; next && found.length < 4; next = next.next) {
    if (!isTag(next)) continue;
    if (!/^(?:p|dd|time|span|small|img|figure|picture|div)$/.test(next.name)) break;
    if (
      next.name === "div" &&
      elementsOf(next).some((element) => isHeading(element) || element.name === "li")
    )
      break;
    if ([next, ...elementsOf(next)].some((element) => element.name === "a" && isLong(visibleText(element))))
      break;
    found.push(next);
  }
  return found;
}

function zoneOf(around: readonly Element[]): Candidate["zone"] {
  for (const [n, { name, attribs }] of around.entries()) {
    if (name === "article" || name === "main") return undefined;
    if (name === "aside" || attribs["role"] === "complementary") return "aside";
    if (name === "header")
      return around.slice(n).some((one) => /^(?:section|main|li)$/.test(one.name)) ? undefined : "header";
  }
  return undefined;
}

/** Of all that may be teasers those that are, by how much they say and how often their like comes. */
function choose(all: readonly Candidate[]): readonly Candidate[] {
  const candidates = withoutSections(all);
  const sizes = new Map<string, number>();
  for (const { shape } of candidates) sizes.set(shape, (sizes.get(shape) ?? 0) + 1);
  const strong = candidates.filter(
    (one) => isMarked(one) && one.zone !== "header" && saysMore(one) && !one.isRanked,
  );
  const isRich = strong.length >= 5;
  const marks = isRich ? MARKS.filter((mark) => share(strong, mark) >= 0.8) : [];
  const isAlike = (one: Candidate) => marks.every((mark) => mark(one));
  const inLists = new Set(isRich ? headlineLists(candidates, strong).filter(isAlike) : []);
  const accepted = candidates.filter(
    (one) =>
      inLists.has(one) ||
      (isTeaser(one, sizes.get(one.shape) ?? 1, isRich) &&
        ((saysMore(one) && one.kind !== "picture") || isAlike(one))),
  );
  if (accepted.length >= FEW) {
    const more = isRich ? [] : besideHeadings(candidates, accepted);
    return likeTheOthers(candidates.filter((one) => accepted.includes(one) || more.includes(one)));
  }
  const lists = candidates.filter(
    ({ zone, shape }) => zone === undefined && (sizes.get(shape) ?? 0) >= LEAST_LIST,
  );
  return lists.length > accepted.length && averageWords(lists) >= LEAST_WORDS ? lists : accepted;
}

/** Long lists below headings that are links themselves: columns of a portal, each led by one headline. */
function besideHeadings(
  candidates: readonly Candidate[],
  accepted: readonly Candidate[],
): readonly Candidate[] {
  const marks = MARKS.filter((mark) => share(accepted, mark) >= 0.8);
  const plain = candidates.filter(
    (one) => one.kind === "plain" && !one.zone && marks.every((mark) => mark(one)),
  );
  const lists = [...groupBy(plain, ({ block }) => block.parent).values()].filter(
    (list) => list.length >= LEAST_LIST && averageWords(list) >= LEAST_WORDS,
  );
  const all = lists.flat();
  return all.length > accepted.length && marks.length > 0 ? all : [];
}

/** What the addresses of a site's articles mostly have, and those of its other pages may not. */
const hasNumber = ({ url }: Candidate) => /\d{3,}/.test(url.replace(/^https?:\/\/[^/]+/, ""));
const MARKS: readonly ((one: Candidate) => boolean)[] = [
  hasNumber,
  ({ url }) => pathOf(url).split("/").length > 2,
  ({ url }) => pathOf(url).split("/").length > 3,
];

/** Links of a list. */
const LEAST_LIST = 4;
/** Words of its headlines, on the average; names of pages have fewer. */
const LEAST_WORDS = 4.5;

/**
 * Lists of headlines alone beside the teasers: several links side by side that are sentences. What comes after the last
 * teaser is the page's end.
 */
function headlineLists(candidates: readonly Candidate[], strong: readonly Candidate[]): readonly Candidate[] {
  const last = candidates.indexOf(strong.at(-1) as Candidate);
  const blocks = new Set(strong.map(({ block }) => block));
  const isRelated = ({ block }: Candidate) => ancestors(block).some((around) => blocks.has(around));
  const plain = candidates.filter(
    (one, n) => n <= last && one.kind === "plain" && !one.zone && !one.isRanked && !isRelated(one),
  );
  return [...groupBy(plain, ({ block }) => block.parent).values()]
    .flatMap((list) => [...groupBy(list, ({ shape }) => shape).values()])
    .filter((list) => list.length >= LEAST_LIST && averageWords(list) >= LEAST_WORDS)
    .flat();
}

function averageWords(list: readonly Candidate[]): number {
  return list.reduce((sum, { title }) => sum + wordCount(title), 0) / list.length;
}

function saysMore({ image, summary, published, dated }: Candidate): boolean {
  return image !== undefined || summary !== undefined || published !== undefined || dated;
}

function isTeaser(one: Candidate, alike: number, isRich: boolean): boolean {
  const { kind, title } = one;
  if (isBeside(one, alike, isRich) || (kind !== "heading" && RESULT.test(title))) return false;
  const words = wordCount(title);
  const says = saysMore(one);
  if (kind === "picture") return alike >= 3;
  if (kind === "plain" || kind === "bold") return says && alike >= (kind === "bold" ? 2 : 3) && words >= 3;
  return says ? words >= 2 || alike >= 3 : words >= 3 && (alike >= 3 || words >= 5);
}

/** Who played whom, and how it stands. */
const RESULT = /^[\p{L}\p{M}\s.’'&-]{2,40}\d{1,3}\s?[-–:]\s?\d{1,3}[\p{L}\p{M}\s.’'&-]{2,40}$/u;

/** Where it stands there is something else, unless it says as much as a teaser does. */
function isBeside(one: Candidate, alike: number, isRich: boolean): boolean {
  const { kind, zone, isRanked, summary, published, dated } = one;
  if (zone === "header") return kind !== "heading" || !saysMore(one);
  if (isRich && isRanked) return summary === undefined && published === undefined && !dated;
  // One box at the side tells of the site, or of who writes it.
  const says = published !== undefined || dated || (summary !== undefined && alike > 1);
  return isRich && zone === "aside" && (kind === "plain" || !says);
}
