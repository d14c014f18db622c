import { parseDate } from "../ground/date/parse-date.ts";
import type { Entry } from "../model/entry.ts";
import type { JsonRule } from "../model/source.ts";
import { linkAddress } from "./address.ts";
import { wellFormed, withoutControls } from "./controls.ts";
import type { FeedDraft } from "./draft.ts";
import { plainLine } from "./html-text.ts";
import { parseJson } from "./json-feed.ts";
import { limits } from "./limits.ts";
import { nothingSaid, nothingSaidOf } from "./sitemap.ts";

/** Where a field is looked for when the rule does not say, the usual names first. */
const USUAL: Readonly<Record<Exclude<keyof JsonRule, "items" | "language">, readonly string[]>> = {
  title: ["title", "headline", "name", "heading"],
  link: [
    "url",
    "link",
    "href",
    "permalink",
    "canonical_url",
    "canonicalUrl",
    "webUrl",
    "web_url",
    "shareUrl",
    "uri",
    "path",
  ],
  date: [
    ...["publishedAt", "published_at", "published", "datePublished", "date_published", "publishDate"],
    ...["pubDate", "firstPublished", "date_gmt", "date", "created_at", "createdAt", "timestamp"],
    ...["publish_date", "publicationDate", "publication_date", "displayDate", "created"],
  ],
  summary: ["summary", "description", "excerpt", "abstract", "teaser", "standfirst", "dek", "lead"],
  image: ["image", "imageUrl", "image_url", "thumbnail", "thumbnailUrl", "urlToImage", "picture"],
};

/**
 * Reads the articles of a JSON document by a rule of dotted paths. A list on the way is gone through whole
 * (`sections.articles`: of every section); a map of articles is a list of them.
 *
 * @returns undefined when the text is no JSON, or holds no article where the rule says
 */
export function readJsonByRule(
  text: string,
  rule: JsonRule,
  base: string | undefined,
): FeedDraft | undefined {
  const document = documentIn(text.trim());
  const found =
    rule.items === undefined ? longestList(document, rule) : listOf(valuesAt(document, rule.items));
  const items = found.slice(0, limits.entries);
  const entries = items.flatMap((item) => readItem(item, rule, base) ?? []);
  if (entries.length === 0) return undefined;
  const link = base === undefined ? undefined : URL.parse("/", base)?.href;
  return {
    ...nothingSaid("api"),
    link,
    language: rule.language,
    entries,
    skipped: found.length - entries.length,
  };
}

/** What servers put before JSON so that no page takes it for a script, or so that one does. */
const GUARD = /^(?:\)\]\}'?,?|(?:while|for)\s*\([^)]*\);|(?:var\s+|window\.)?[\w$.]+\s*=(?=\s*[[{]))/;

/** JSON, behind a guard, in a call (JSONP), or an object a line. */
function documentIn(text: string): unknown {
  const bare = text
    .replace(GUARD, "")
    .replace(/^\s*[\w$.]+\s*\(([\s\S]*)\)\s*;?$/, "$1")
    .replace(/;\s*$/, "");
  const whole = parseJson(bare);
  if (whole !== undefined) return whole;
  const lines = bare
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(parseJson);
  return lines.length > 1 && lines.every(isObject) ? lines : undefined;
}

/** What interfaces wrap an article's fields in: GraphQL's lists, JSON:API, search engines. */
const WRAPPERS = ["node", "attributes", "_source", "fields", "article", "post", "item"];

function readItem(item: unknown, rule: JsonRule, base: string | undefined): Entry | undefined {
  const inner = isObject(item) ? WRAPPERS.map((name) => item[name]).find(isObject) : undefined;
  return readFields(item, rule, base) ?? (inner && readFields({ ...(item as object), ...inner }, rule, base));
}

function readFields(item: unknown, rule: JsonRule, base: string | undefined): Entry | undefined {
  const first = (field: keyof typeof USUAL) => {
    const paths = rule[field] === undefined ? USUAL[field] : [rule[field]];
    return paths.flatMap((path) => valuesAt(item, path).map(scalarIn)).find((value) => value !== undefined);
  };
  const link = linkAddress(first("link"), base);
  const title = plainLine(first("title"));
  if (link === undefined || title === undefined) return undefined;
  return {
    ...nothingSaidOf(link),
    title,
    summary: first("summary"),
    published: parseDate(first("date")),
    image: linkAddress(first("image"), base),
  };
}

/** One name of a path: `.name`, `[0]`, `[*]`, `['name']`. */
const NAME = /\[\s*(?:'([^']*)'|"([^"]*)"|(\d+|\*))\s*\]|([^.[\]]+)/g;

/** Every value at a path; lists on the way are gone through. A name that holds dots is one name. */
function valuesAt(value: unknown, path: string): readonly unknown[] {
  if (isObject(value) && Object.hasOwn(value, path)) return [value[path]];
  let found: readonly unknown[] = [value];
  for (const [, single, double, bare, plain] of path.matchAll(NAME)) {
    const name = (single ?? double ?? bare ?? plain ?? "").trim();
    if (name !== "" && name !== "$")
      found = found.flatMap((one) => membersNamed(one, name)).slice(0, limits.entries);
  }
  return found;
}

function membersNamed(value: unknown, name: string): readonly unknown[] {
  if (name === "*") return typeof value === "object" && value !== null ? Object.values(value) : [];
  if (Array.isArray(value)) {
    if (/^\d+$/.test(name)) return value.slice(Number(name), Number(name) + 1);
    return value.flatMap((one) => (isObject(one) && name in one ? [one[name]] : []));
  }
  return isObject(value) && Object.hasOwn(value, name) ? [value[name]] : [];
}

function listOf(values: readonly unknown[]): readonly unknown[] {
  return values.flatMap((value) => {
    if (Array.isArray(value)) return value;
    if (!isObject(value)) return [];
    const members = Object.values(value);
    // A map of articles by their ids, or one article alone.
    return members.length > 0 && members.every(isObject) ? members : [value];
  });
}

/** Objects within objects in which a list is looked for. */
const DEPTH = 6;
const MOST_LOOKED_AT = 20_000;

/** The list of objects that has the most articles in it, wherever it stands. */
function longestList(document: unknown, rule: JsonRule): readonly unknown[] {
  let best: { readonly list: readonly unknown[]; readonly articles: number } = { list: [], articles: 0 };
  const queue: { readonly value: unknown; readonly depth: number }[] = [{ value: document, depth: 0 }];
  for (let n = 0; n < queue.length && n < MOST_LOOKED_AT; n++) {
    const { value, depth } = queue[n] as (typeof queue)[number];
    const list = Array.isArray(value) ? value : mapped(value);
    const articles = list.filter((one) => readItem(one, rule, "https://a.example/")).length;
    if (articles > best.articles) best = { list, articles };
    const members = depth < DEPTH && typeof value === "object" && value !== null ? Object.values(value) : [];
    for (const member of members) queue.push({ value: member, depth: depth + 1 });
  }
  return best.list;
}

/** Articles by their ids. */
function mapped(value: unknown): readonly unknown[] {
  const members = isObject(value) ? Object.values(value) : [];
  return members.length > 1 && members.every(isObject) ? members : [];
}

/** A text or number as text; also where an object wraps it (`{ rendered }`, `{ url }`), or it is the first of several. */
function scalarIn(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  if (typeof value === "string")
    return wellFormed(withoutControls(value)).trim().slice(0, limits.body) || undefined;
  if (Array.isArray(value)) return scalarIn(value[0]);
  if (!isObject(value)) return undefined;
  const inner = INNER.map((name) => value[name]);
  return inner.filter((one) => typeof one === "string" || typeof one === "number").map(scalarIn)[0];
}

/** What a text, an address, a picture, an instant is called in the object that wraps it. */
const INNER = [
  ...["rendered", "url", "href", "src", "text", "value", "default", "alias"],
  ...["iso", "$date", "date", "_seconds", "seconds"],
];

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
