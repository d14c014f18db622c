import { type AnyNode, type Element, hasChildren, isText } from "domhandler";
import { absoluteUrl } from "./absolute-url.ts";
import type { PageFacts } from "./page-facts.ts";
import { attribute, visibleText } from "./tree.ts";

/** More pages than this is a gallery or an index, no article. */
export const MAX_PAGES = 10;

/**
 * The further pages of the same article: `rel=next`, and links whose text is the next number and whose address
 * differs from this page's in that number alone. An archive's "older posts" is none: its address is another.
 */
export function nextPages(facts: PageFacts): string[] {
  const here = splitAddress(facts.url);
  if (!here) return [];
  const found = new Map<number, string>();
  for (const { rel, href } of facts.links)
    if (rel.split(/\s+/).includes("next")) note(found, href, facts, here);
  for (const link of facts.elements) {
    if (link.name !== "a") continue;
    const href = attribute(link, "href");
    if (href && (isNumber(link) || link.attribs["rel"]?.includes("next"))) note(found, href, facts, here);
  }
  return [...found.entries()]
    .filter(([page]) => page > here.page && page <= MAX_PAGES)
    .sort(([a], [b]) => a - b)
    .map(([, url]) => url);
}

/** Most links of a page say more: one look at their first text is enough. */
function isNumber(link: Element): boolean {
  const longer = (node: AnyNode): boolean =>
    isText(node) ? !/^\s*\d{0,2}\s*$/.test(node.data) : hasChildren(node) && node.children.some(longer);
  return !longer(link) && /^\d{1,2}$/.test(visibleText(link));
}

interface Numbered {
  readonly base: string;
  readonly page: number;
}

function note(found: Map<number, string>, href: string, facts: PageFacts, here: Numbered): void {
  const url = absoluteUrl(href, facts.baseUrl);
  const there = url && splitAddress(url);
  if (url && there && there.base === here.base && !found.has(there.page))
    found.set(there.page, url.replace(/#.*$/, ""));
}

const PARAMETERS = new Set(["page", "p", "pg", "pagina", "seite", "paged", "pageno", "start_page"]);

/** An address apart from its page number: `?page=2`, `/page/2`, `/story/2/`, `story-2.html`, `story,2.html`. */
function splitAddress(address: string): Numbered | undefined {
  const url = new URL(address);
  let page = 1;
  for (const [name, value] of [...url.searchParams]) {
    if (!PARAMETERS.has(name.toLowerCase()) || !/^\d{1,2}$/.test(value)) continue;
    page = Number(value);
    url.searchParams.delete(name);
  }
  let path = url.pathname.replace(/\/+$/, "");
  const numbered =
    page === 1 &&
    path.match(/^(.*[^\d/])(?:\/(?:page|seite|pagina)[/-]?|\/|[-_,]p?(?:age)?|\.)(\d{1,2})(\.\w{3,5})?$/);
  if (numbered && Number(numbered[2]) > 1) {
    page = Number(numbered[2]);
    path = `${numbered[1]}${numbered[3] ?? ""}`;
  } else path = path.replace(/(?:\/(?:page|seite|pagina)[/-]?1|[/]1)$/, "");
  return { base: `${url.host}${path}${url.search}`, page };
}
