import type { Element } from "domhandler";
import { absoluteUrl } from "../absolute-url.ts";
import { parseJson } from "../json-ld.ts";
import { attribute, elementsOf, findElement, visibleText } from "../tree.ts";
import type { ListingPage, Teaser } from "./teaser.ts";
import { readWrittenDate } from "./teaser-parts.ts";

/** What a page itself says that it lists; titles may be missing. */
export type LinkedTeaser = Omit<Teaser, "title"> & { readonly title: string | undefined };

type Json = Readonly<Record<string, unknown>>;

const ARTICLE =
  /(?:Article|Posting|Report|Reportage|Review|NewsItem|Recipe|VideoObject|PodcastEpisode|Event)$/;
const MOST_NODES = 20_000;

/** The articles that a page lists in JSON-LD (`ItemList`, several articles) or microformats (h-feed), in its order. */
export function linkedTeasers(page: ListingPage): readonly LinkedTeaser[] {
  const marked = entriesIn(page);
  if (marked.length > 1) return marked;
  const lists: LinkedTeaser[] = [];
  const articles: LinkedTeaser[] = [];
  for (const node of nodesIn(page)) {
    if (typeOf(node) === "ItemList") lists.push(...itemsOf(page, node));
    else if (ARTICLE.test(typeOf(node))) articles.push(...teaserOf(page, node));
  }
  return lists.length > 0 ? lists : articles.filter(({ title }) => title !== undefined);
}

/** Every object of the page's JSON-LD, however deep; without recursion, for the nesting is the page's choice. */
function nodesIn({ elements }: ListingPage): readonly Json[] {
  const scripts = elements.filter(
    ({ name, attribs }) => name === "script" && /^application\/ld\+json/i.test(attribs["type"]?.trim() ?? ""),
  );
  const queue: unknown[] = scripts.map((script) =>
    parseJson(script.children.map((child) => ("data" in child ? child.data : "")).join("")),
  );
  const nodes: Json[] = [];
  for (let n = 0; n < queue.length && n < MOST_NODES; n++) {
    const value = queue[n];
    if (Array.isArray(value)) queue.push(...value.slice(0, MOST_NODES));
    else if (isObject(value) && typeOf(value) !== "BreadcrumbList") {
      if (typeOf(value) !== "") nodes.push(value);
      queue.push(...Object.values(value).filter((member) => typeof member === "object"));
    }
  }
  return nodes;
}

function itemsOf(page: ListingPage, list: Json): LinkedTeaser[] {
  const items = list["itemListElement"];
  return (Array.isArray(items) ? items : [items]).flatMap((element: unknown) => {
    if (typeof element === "string") return teaserOf(page, { url: element });
    if (!isObject(element)) return [];
    const { item } = element;
    if (isObject(item)) return teaserOf(page, { name: element["name"], url: element["url"], ...item });
    return teaserOf(page, typeof item === "string" ? { ...element, url: item } : element);
  });
}

function teaserOf(page: ListingPage, node: Json): LinkedTeaser[] {
  const { mainEntityOfPage: main } = node;
  const written = [node["url"], isObject(main) ? main["@id"] : main, node["@id"]]
    .map(textOf)
    .find((text) => text !== undefined);
  const url = absoluteUrl(written, page.baseUrl)?.replace(/#.*$/, "");
  if (url === undefined || /^(?:SiteNavigationElement|Product|Person|Organization)$/.test(typeOf(node)))
    return [];
  const { image } = node;
  const picture = Array.isArray(image) ? image[0] : image;
  const title = textOf(node["headline"]) ?? textOf(node["name"]);
  return [
    {
      url,
      title,
      published: readWrittenDate(textOf(node["datePublished"]), page),
      summary: textOf(node["description"]),
      image: absoluteUrl(
        textOf(isObject(picture) ? (picture["url"] ?? picture["contentUrl"]) : picture),
        page.baseUrl,
      ),
    },
  ];
}

function typeOf(node: Json): string {
  const types = [node["@type"]].flat().filter((type) => typeof type === "string");
  const names = types.map((type) => type.replace(/^.*[/#:]/, ""));
  // Of something that is an article and a page the former counts.
  return names.find((name) => ARTICLE.test(name)) ?? names[0] ?? "";
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string"
    ? value.replace(/\s+/g, " ").trim().slice(0, 1000) || undefined
    : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Microformats 2 (h-entry) and 1 (hentry). */
function entriesIn(page: ListingPage): readonly LinkedTeaser[] {
  const entries = page.elements.filter((element) => hasClass(element, "h-entry", "hentry"));
  return entries.flatMap((entry) => {
    const link =
      part(entry, "u-url") ??
      elementsOf(entry).find(({ attribs }) => /\bbookmark\b/.test(attribs["rel"] ?? "")) ??
      linkIn(part(entry, "p-name", "entry-title"));
    const url = absoluteUrl(link && attribute(link, "href"), page.baseUrl);
    const date = part(entry, "dt-published", "published");
    const title =
      textIn(part(entry, "p-name", "entry-title")) ??
      textIn(part(entry, "e-content", "p-content"))?.slice(0, 100);
    if (url === undefined || title === undefined) return [];
    const photo = part(entry, "u-photo");
    return [
      {
        url,
        title,
        published: readWrittenDate(
          (date && (attribute(date, "datetime") ?? attribute(date, "title"))) ?? textIn(date),
          page,
        ),
        summary: textIn(part(entry, "p-summary", "entry-summary")),
        image: absoluteUrl(photo && attribute(photo, "src"), page.baseUrl),
      },
    ];
  });
}

function part(entry: Element, ...names: readonly string[]): Element | undefined {
  return findElement(entry, (element) => hasClass(element, ...names));
}

function linkIn(element: Element | undefined): Element | undefined {
  if (element?.name === "a") return element;
  return element && findElement(element, ({ name }) => name === "a");
}

function textIn(element: Element | undefined): string | undefined {
  return element && (visibleText(element) || undefined);
}

function hasClass({ attribs }: Element, ...names: readonly string[]): boolean {
  const classes = (attribs["class"] ?? "").split(/\s+/);
  return names.some((name) => classes.includes(name));
}
