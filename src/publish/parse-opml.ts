import { Parser } from "htmlparser2";
import { legalLine, legalUrl } from "./legal.ts";

export interface OpmlSource {
  readonly title: string;
  readonly xmlUrl: string;
  readonly htmlUrl: string | undefined;
  /** The folders that it lies in and its `category` attribute, each once. */
  readonly categories: readonly string[];
}

/** More than any reader exports: what comes after is not read. */
const MOST_SOURCES = 20_000;
const MOST_DEPTH = 100;
/** Characters read at once: how far a document can nest before it is noticed. */
const CHUNK = 64 * 1024;

/**
 * The feeds of an OPML document (1.0, 1.1 or 2.0) in document order, each address once. Tolerant: attribute
 * names in any case, `url` for `xmlUrl`, broken markup, nested folders. Entities that the document declares are
 * not expanded, and nothing is fetched. A text that is no OPML has no feeds.
 */
export function parseOpml(text: string): readonly OpmlSource[] {
  const found = new Map<string, OpmlSource>();
  const folders: (string | undefined)[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name !== "outline") return;
        const source = folders.length < MOST_DEPTH ? readSource(attributes, folders) : undefined;
        if (source && found.size < MOST_SOURCES) keep(found, source);
        folders.push(source ? undefined : legalLine(attributes["text"] ?? attributes["title"], 120));
      },
      onclosetag(name) {
        if (name === "outline") folders.pop();
      },
    },
    { xmlMode: true, decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  for (let at = 0; at < text.length && folders.length < MOST_DEPTH; at += CHUNK)
    parser.write(text.slice(at, at + CHUNK));
  parser.end();
  return [...found.values()];
}

/** A feed that stands in two folders is one feed of both. */
function keep(found: Map<string, OpmlSource>, source: OpmlSource): void {
  const known = found.get(source.xmlUrl);
  const categories = [...new Set([...(known?.categories ?? []), ...source.categories])];
  found.set(source.xmlUrl, { ...(known ?? source), categories });
}

function readSource(
  attributes: Readonly<Record<string, string>>,
  folders: readonly (string | undefined)[],
): OpmlSource | undefined {
  const xmlUrl = legalUrl(withoutFeedScheme(feedAddress(attributes)));
  if (!xmlUrl) return undefined;
  const categories = [...folders, ...readCategories(attributes["category"])];
  return {
    title: legalLine(attributes["title"] || attributes["text"], 300),
    xmlUrl,
    htmlUrl: legalUrl(attributes["htmlurl"]),
    categories: [
      ...new Set(categories.filter((category) => category !== undefined && category !== "")),
    ] as string[],
  };
}

/** Only a feed's own outline: `type="link"` and `type="include"` point at pages and other lists. */
function feedAddress(attributes: Readonly<Record<string, string>>): string | undefined {
  if (attributes["xmlurl"]) return attributes["xmlurl"];
  return /^(rss|atom|feed)$/i.test(attributes["type"] ?? "") ? attributes["url"] : undefined;
}

/** `feed:https://host/` and `feed://host/` are what some browsers made of an address. */
function withoutFeedScheme(address: string | undefined): string | undefined {
  return address
    ?.trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, "")
    .replace(/^feed:\/\//i, "http://");
}

/** OPML 2.0: comma-separated, each perhaps a path between slashes, of which the last part names it. */
function readCategories(text: string | undefined): string[] {
  return (text ?? "")
    .slice(0, 2_000)
    .split(",")
    .map((path) =>
      legalLine(
        path
          .split("/")
          .filter((part) => part.trim() !== "")
          .at(-1),
        120,
      ),
    );
}
