import { decodeHTMLStrict } from "entities";

/** What JSON-LD says of the page's article (schema.org/Article and its kin). Everything is text as written. */
export interface LinkedArticle {
  readonly headline: string | undefined;
  readonly authors: readonly string[];
  /** Those of the authors that are no persons. */
  readonly organizations: readonly string[];
  readonly datePublished: string | undefined;
  readonly dateModified: string | undefined;
  readonly images: readonly string[];
  readonly language: string | undefined;
  readonly publisher: string | undefined;
  readonly description: string | undefined;
  readonly articleBody: string | undefined;
  /** `isAccessibleForFree`; undefined when not said. */
  readonly free: boolean | undefined;
  /** schema.org type, as written. */
  readonly type: string;
}

type Json = { readonly [key: string]: unknown };

const ARTICLE =
  /(?:Article|BlogPosting|Report(?:age)?|Posting|Review|Recipe|VideoObject|Product|WebPage|NewsItem)$/;
/** Better kinds first: a page describes itself, its site and its crumbs beside its article. */
const RANK: readonly RegExp[] = [
  /(?:Article|BlogPosting|Posting)$/,
  /(?:Report|Reportage|Review|NewsItem)$/,
  /Recipe$/,
  /(?:VideoObject|Product)$/,
  /WebPage$/,
];
const MAX_NODES = 5000;

/** Reads the page's JSON-LD blocks; those that are no JSON, even after small repairs, are passed over. */
export function readJsonLd(scripts: readonly string[], url: string): LinkedArticle | undefined {
  const nodes: Json[] = [];
  for (const script of scripts) gatherNodes(parseJson(script), nodes);
  const byId = new Map(nodes.filter((n) => typeof n["@id"] === "string").map((n) => [n["@id"] as string, n]));
  const articles = nodes
    .filter((node) => ARTICLE.test(typeOf(node)))
    .map((node, order) => ({ node, rank: rankOf(node, url), order }))
    .sort((a, b) => a.rank - b.rank || a.order - b.order);
  const best = articles[0]?.node;
  return (
    best &&
    describe(
      best,
      byId,
      articles.map((a) => a.node),
    )
  );
}

/** JSON as sites write it: with comment marks around it, raw line breaks inside texts, a comma too many. */
export function parseJson(text: string): unknown {
  const bare = text
    .replace(
      /^\s*(?:<!--|\/\*<!\[CDATA\[\*\/|\/\/<!\[CDATA\[|<!\[CDATA\[)|(?:-->|\/\*\]\]>\*\/|\/\/\]\]>|\]\]>)\s*;?\s*$/g,
      "",
    )
    .trim();
  for (const attempt of [
    bare,
    bare
      .replace(/\p{Cc}+/gu, " ")
      .replace(/,\s*([}\]])/g, "$1")
      .replace(/;\s*$/, ""),
  ]) {
    try {
      return JSON.parse(attempt);
    } catch {
      // the next reading
    }
  }
  return undefined;
}

/** Every object with a type, however deep; without recursion, for the nesting is the page's choice. */
function gatherNodes(json: unknown, nodes: Json[]): void {
  const queue: unknown[] = [json];
  for (let i = 0; i < queue.length && i < MAX_NODES; i++) {
    const value = queue[i];
    if (Array.isArray(value)) queue.push(...value.slice(0, MAX_NODES));
    else if (value && typeof value === "object") {
      const node = value as Json;
      if (node["@type"] || node["@id"]) nodes.push(node);
      queue.push(...INNER.map((key) => node[key]));
    }
  }
}

const INNER = ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "video", "review"];

function typeOf(node: Json): string {
  const type = Array.isArray(node["@type"]) ? node["@type"][0] : node["@type"];
  return typeof type === "string" ? type : "";
}

/** Articles before pages; among these, the one that says it is this page's. */
function rankOf(node: Json, url: string): number {
  const kind = RANK.findIndex((pattern) => pattern.test(typeOf(node)));
  const own = [
    node["url"],
    node["@id"],
    (node["mainEntityOfPage"] as Json | undefined)?.["@id"],
    node["mainEntityOfPage"],
  ];
  const here = own.some((value) => typeof value === "string" && samePage(value, url));
  const titled = typeof node["headline"] === "string" || typeof node["name"] === "string";
  return kind * 4 + (here ? 0 : 1) + (titled ? 0 : 2);
}

function samePage(a: string, b: string): boolean {
  const bare = (text: string) => text.replace(/^https?:\/\/(?:www\.)?|[?#].*$|\/$/g, "");
  return bare(a) === bare(b);
}

function describe(node: Json, byId: ReadonlyMap<string, Json>, others: readonly Json[]): LinkedArticle {
  const first = (read: (n: Json) => string | undefined) => read(node) ?? others.map(read).find((v) => v);
  const follow = (value: unknown): unknown => {
    const id = (value as Json | undefined)?.["@id"];
    return typeof id === "string" && !(value as Json)["name"] ? (byId.get(id) ?? value) : value;
  };
  const isArticle =
    (RANK[0] as RegExp).test(typeOf(node)) || /Report|Review|Recipe|NewsItem/.test(typeOf(node));
  const written = node["author"] ?? (isArticle ? node["creator"] : undefined);
  return {
    type: typeOf(node),
    headline: textOf(node["headline"]) ?? (isArticle ? textOf(node["name"]) : undefined),
    authors: namesOf(written, follow),
    organizations: namesOf(listOf(written).map(follow).filter(isOrganization), follow),
    datePublished: first((n) => textOf(n["datePublished"] ?? n["uploadDate"] ?? n["dateCreated"])),
    dateModified: first((n) => textOf(n["dateModified"])),
    images: imagesOf(node["image"], follow).concat(imagesOf(node["thumbnailUrl"], follow)),
    language: textOf(node["inLanguage"]),
    publisher: namesOf(node["publisher"], follow)[0],
    description: isArticle ? textOf(node["description"], 2000) : undefined,
    articleBody: isArticle ? textOf(node["articleBody"], 200_000) : undefined,
    free: freeOf(node["isAccessibleForFree"]),
  };
}

function textOf(value: unknown, max = 1000): string | undefined {
  if (Array.isArray(value)) return textOf(value[0], max);
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return undefined;
  // Many templates escape for HTML what stands in a script, where nothing is unescaped.
  const text = /&#?\w{2,8};/.test(value) ? decodeHTMLStrict(value.slice(0, max)) : value;
  return text.trim().slice(0, max) || undefined;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, 20) : [value]);

function isOrganization(author: unknown): boolean {
  return typeof author === "object" && author !== null && /Organization$/.test(typeOf(author as Json));
}

function namesOf(value: unknown, follow: (value: unknown) => unknown): string[] {
  return listOf(value)
    .map(follow)
    .map((item) => (typeof item === "object" && item ? nameOf(item as Json) : textOf(item)))
    .filter((name) => name !== undefined);
}

/** A person's name; whole, or in its parts. */
function nameOf(person: Json): string | undefined {
  const parts = ["givenName", "additionalName", "familyName"].map((part) => textOf(person[part]));
  return textOf(person["name"]) ?? (parts.filter(Boolean).join(" ") || undefined);
}

function imagesOf(value: unknown, follow: (value: unknown) => unknown): string[] {
  return listOf(value)
    .map(follow)
    .map((item) =>
      typeof item === "object" && item
        ? textOf((item as Json)["url"] ?? (item as Json)["contentUrl"])
        : textOf(item),
    )
    .filter((url) => url !== undefined);
}

function freeOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return /^(?:true|false)$/i.test(value) ? /^true$/i.test(value) : undefined;
  return undefined;
}
