import { readFile } from "node:fs/promises";
import path from "node:path";
import { selectAll, selectOne } from "css-select";
import { type Document, DomHandler, type Element, isTag } from "domhandler";
import { decodeHTML } from "entities";
import { Parser } from "htmlparser2";
import { visibleText } from "../../../src/extract/tree.ts";
import { elementsOf, readXml, type XmlNode } from "../../support/read-xml.ts";

export type Format = "Atom" | "RSS" | "JSON" | "HTML";

/** A file that can be played, as an output names it. */
export interface ShownFile {
  readonly url: string;
  readonly type: string;
  readonly bytes: number | undefined;
  readonly seconds: number | undefined;
}

/** One story as a reader of one output has it; what the output has no word for is undefined. */
export interface Shown {
  readonly format: Format;
  readonly title: string;
  readonly url: string | undefined;
  readonly date: number | undefined;
  readonly byline: string | undefined;
  readonly summary: string | undefined;
  readonly categories: readonly string[] | undefined;
  readonly picture: string | undefined;
  readonly html: string;
  readonly files: readonly ShownFile[];
  /** Everything that the output says of it. */
  readonly whole: string;
}

const plain = (text: string | undefined) => text?.replaceAll("\u2060", "");

/** Every story of an output folder by its id, in each format. */
export async function readPublished(folder: string): Promise<ReadonlyMap<string, readonly Shown[]>> {
  const read = (file: string) => readFile(path.join(folder, file), "utf8");
  const stories = new Map<string, Shown[]>();
  const add = (id: string, shown: Shown) => stories.set(id, [...(stories.get(id) ?? []), shown]);
  for (const entry of elementsOf(readXml(await read("feed.atom")), "entry"))
    add(textOf(entry, "id"), fromAtom(entry));
  for (const item of elementsOf(readXml(await read("feed.rss")), "item"))
    add(textOf(item, "guid"), fromRss(item));
  const feed = JSON.parse(await read("feed.json")) as { items: JsonItem[] };
  const front = parsePage(await read("index.html"));
  for (const item of feed.items) {
    add(item.id, fromJson(item));
    const { id } = item._story;
    add(item.id, fromPages(front, parsePage(await read(`story/${id}/index.html`)), id));
  }
  return stories;
}

function child(node: XmlNode, name: string, uri?: string): XmlNode | undefined {
  return node.children.find((one) => one.name === name && (uri === undefined || one.uri === uri));
}

const textOf = (node: XmlNode, name: string) => child(node, name)?.text ?? "";
const number = (text: string | undefined) => (text ? Number(text) : undefined);
const MEDIA = "http://search.yahoo.com/mrss/";

function fromAtom(entry: XmlNode): Shown {
  const links = entry.children.filter((one) => one.name === "link");
  const alternate = links.find((link) => link.attributes["rel"] === "alternate");
  const files = links.filter((link) => link.attributes["rel"] === "enclosure");
  const author = child(entry, "author");
  return {
    format: "Atom",
    title: plain(textOf(entry, "title")) ?? "",
    url: alternate?.attributes["href"],
    date: Date.parse(textOf(entry, "published")),
    byline: author && plain(textOf(author, "name")),
    summary: plain(textOf(entry, "summary")),
    categories: entry.children
      .filter((one) => one.name === "category")
      .map((one) => one.attributes["label"] ?? one.attributes["term"] ?? ""),
    picture: child(entry, "thumbnail", MEDIA)?.attributes["url"],
    html: textOf(entry, "content"),
    files: files.map(({ attributes: { href = "", type = "", length } }) => ({
      url: href,
      type,
      bytes: number(length),
      seconds: undefined,
    })),
    whole: JSON.stringify(entry),
  };
}

function fromRss(item: XmlNode): Shown {
  const [first, ...others] = [
    ...item.children.filter((one) => one.name === "enclosure"),
    ...item.children.filter((one) => one.name === "content" && one.uri === MEDIA),
  ];
  const seconds = number(textOf(item, "duration") || undefined);
  const file = ({ attributes: { url = "", type = "", length, fileSize, duration } }: XmlNode): ShownFile => ({
    url,
    type,
    bytes: number(length === "0" ? undefined : (length ?? fileSize)),
    seconds: number(duration),
  });
  return {
    format: "RSS",
    title: plain(textOf(item, "title")) ?? "",
    url: textOf(item, "link"),
    date: Date.parse(textOf(item, "pubDate")),
    byline: plain(textOf(item, "creator")),
    summary: decodeHTML(textOf(item, "description")),
    categories: item.children.filter((one) => one.name === "category").map((one) => plain(one.text) ?? ""),
    picture: child(item, "thumbnail", MEDIA)?.attributes["url"],
    html: textOf(item, "encoded"),
    files: [...(first ? [{ ...file(first), seconds }] : []), ...others.map(file)],
    whole: JSON.stringify(item),
  };
}

interface JsonItem {
  readonly _story: { readonly id: string };
  readonly id: string;
  readonly url?: string;
  readonly title: string;
  readonly content_html: string;
  readonly summary?: string;
  readonly image?: string;
  readonly date_published: string;
  readonly authors: readonly { readonly name: string }[];
  readonly tags?: readonly string[];
  readonly attachments?: readonly {
    readonly url: string;
    readonly mime_type: string;
    readonly size_in_bytes?: number;
    readonly duration_in_seconds?: number;
  }[];
}

function fromJson(item: JsonItem): Shown {
  return {
    format: "JSON",
    title: item.title,
    url: item.url,
    date: Date.parse(item.date_published),
    byline: item.authors[0]?.name,
    summary: item.summary ?? "",
    categories: item.tags ?? [],
    picture: item.image,
    html: item.content_html,
    files: (item.attachments ?? []).map((one) => ({
      url: one.url,
      type: one.mime_type,
      bytes: one.size_in_bytes,
      seconds: one.duration_in_seconds,
    })),
    whole: JSON.stringify(item),
  };
}

function parsePage(html: string): Document {
  const handler = new DomHandler();
  new Parser(handler, { decodeEntities: true }).end(html);
  return handler.root;
}

function source(node: Document | Element): string {
  let html = "";
  const walk = (one: Document | Element): void => {
    for (const child of one.children) {
      if (isTag(child)) {
        html += `<${child.name}${Object.entries(child.attribs)
          .map(([name, value]) => ` ${name}="${value}"`)
          .join("")}>`;
        walk(child);
        html += `</${child.name}>`;
      } else if ("data" in child) html += child.data;
    }
  };
  walk(node);
  return html;
}

/** The story's own page, and how the front page shows it. */
function fromPages(front: Document, page: Document, id: string): Shown {
  const article = selectOne("main article", page) as unknown as Element;
  const teaser = selectOne(`#story-${id}`, front) as unknown as Element;
  const one = (selector: string, within: Element | Document = article) =>
    (selectOne(selector, within) as Element | null) ?? undefined;
  const text = one(".text");
  const time = one(".by time");
  const link = one("h1 a");
  const author = one(".author");
  const shown = one(".picture") ?? one(".player video[poster]");
  const players = selectAll("figure.player source", article) as Element[];
  return {
    format: "HTML",
    title: visibleText(one("h1") as Element),
    url: link?.attribs["href"],
    date: time && Date.parse(time.attribs["datetime"] ?? ""),
    byline: author && visibleText(author),
    summary: undefined,
    categories: undefined,
    picture: shown?.attribs["src"] ?? shown?.attribs["poster"],
    html: text ? source(text) : "",
    files: players.map(({ attribs: { src = "", type = "" } }) => ({
      url: src,
      type,
      bytes: undefined,
      seconds: undefined,
    })),
    whole: `${source(teaser)}${source(article)}`,
  };
}
