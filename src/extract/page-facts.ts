import type { Document, Element } from "domhandler";
import { textContent } from "domutils";
import { type LinkedArticle, readJsonLd } from "./json-ld.ts";
import { attribute, elementsOf, visibleText } from "./tree.ts";

/** What a page says about itself, gathered in one walk before anything is taken out of it. */
export interface PageFacts {
  readonly url: string;
  /** What relative addresses are relative to. */
  readonly baseUrl: string;
  /** Values by lower-case `name`, `property` or `itemprop` of meta elements, in document order. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  readonly links: readonly {
    readonly rel: string;
    readonly href: string;
    readonly type: string | undefined;
  }[];
  readonly title: string | undefined;
  readonly language: string | undefined;
  /** What the page's JSON-LD says of its article, and of whether it may be read for free. */
  readonly linked: LinkedArticle | undefined;
  /** All elements of the page, in document order. */
  readonly elements: readonly Element[];
}

interface LinkFact {
  /** Lower case, space separated. */
  readonly rel: string;
  readonly href: string;
  readonly type: string | undefined;
}

const MAX_JSON_LD = 500_000;

/** Gathers the facts. Has to run before pruning. */
export function readFacts(document: Document, url: string): PageFacts {
  const elements = elementsOf(document);
  const named = (name: string) => elements.filter((element) => element.name === name);
  const meta = new Map<string, string[]>();
  for (const element of named("meta")) addMeta(meta, element);
  const links: LinkFact[] = [];
  for (const element of named("link")) addLink(links, element);
  const scripts = named("script").filter((e) =>
    /^application\/ld\+json/i.test(e.attribs["type"]?.trim() ?? ""),
  );
  const html = named("html").find((e) => attribute(e, "lang") ?? attribute(e, "xml:lang"));
  const title = named("title").find((element) => !isInSvg(element));
  return {
    url,
    baseUrl: resolveBase(
      named("base")
        .map((e) => attribute(e, "href"))
        .find((href) => href),
      url,
    ),
    meta,
    links,
    title: title && textContent(title).replace(/\s+/g, " ").trim(),
    language: html && (attribute(html, "lang") ?? attribute(html, "xml:lang")),
    linked: readJsonLd(
      scripts.map((script) => textContent(script).slice(0, MAX_JSON_LD)),
      url,
    ),
    elements,
  };
}

function isInSvg(element: Element): boolean {
  const parent = element.parent as Element | null;
  return parent?.name === "svg" || parent?.name === "symbol";
}

function addMeta(meta: Map<string, string[]>, element: Element): void {
  const content = attribute(element, "content") ?? attribute(element, "value");
  if (!content) return;
  for (const kind of ["property", "name", "itemprop", "http-equiv"]) {
    const name = attribute(element, kind)?.toLowerCase();
    if (!name) continue;
    const values = meta.get(name);
    if (values) values.push(content);
    else meta.set(name, [content]);
  }
}

function addLink(links: LinkFact[], element: Element): void {
  const [rel, href] = [attribute(element, "rel")?.toLowerCase(), attribute(element, "href")];
  if (rel && href) links.push({ rel, href, type: attribute(element, "type") });
}

function resolveBase(base: string | undefined, url: string): string {
  try {
    const resolved = new URL(base ?? "", url);
    return resolved.protocol.startsWith("http") ? resolved.href : url;
  } catch {
    return url;
  }
}

/** The first value of the first of these names that has one. */
export function metaValue(facts: PageFacts, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = facts.meta.get(name)?.[0];
    if (value) return value;
  }
  return undefined;
}

/** Visible text of an element, bounded; without the marks that say where a word may be broken. */
export function shortText(element: Element | Document, max = 300): string {
  return visibleText(element)
    .replace(/[\u00ad\u200b]/g, "")
    .slice(0, max);
}
