import type { Entry } from "../model/entry.ts";
import { readAtomEntry, readAtomFeed } from "./atom.ts";
import type { FeedDraft } from "./draft.ts";
import { limits } from "./limits.ts";
import { readRssChannel } from "./rss-channel.ts";
import { bylineOf } from "./rss-fields.ts";
import { readRssItem } from "./rss-item.ts";
import { fieldsOf, type XmlNode } from "./xml/node.ts";
import { readTree } from "./xml/tree.ts";

/** What a reader found: the feed, its entries, and how many of these it left out. */
export interface Found {
  readonly feed: FeedDraft;
  readonly entries: Entry[];
  readonly skipped: number;
}

/**
 * Reads RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0, well-formed or not. An entry that cannot be read is left out and
 * counted; it never costs the feed.
 *
 * @param base address that relative ones in the document start from
 * @returns undefined when the text holds no feed
 */
export function readXml(text: string, base: string | undefined): Found | undefined {
  let root: XmlNode | undefined;
  const entries: Entry[] = [];
  let skipped = 0;
  readTree(text, base, {
    root: (node) => {
      root = node;
    },
    entry: (node) => {
      const entry = entries.length < limits.entries ? readEntry(node) : undefined;
      if (entry) entries.push(entry);
      else skipped += 1;
    },
  });
  if (!root || !isFeed(root, entries.length + skipped)) return undefined;
  const { feed, byline } = readHead(root);
  return { feed, entries: entries.map((entry) => inherit(entry, feed, byline)), skipped };
}

function readEntry(node: XmlNode): Entry | undefined {
  try {
    return node.name === "entry" ? readAtomEntry(node) : readRssItem(node);
  } catch {
    return undefined; // counted by the caller
  }
}

/** The name of the root is not enough where it is used for other things too: RDF is, and any XML has items. */
function isFeed(root: XmlNode, entries: number): boolean {
  if (entries > 0 || root.name === "rss" || root.name === "feed") return true;
  const within = root.parts.filter((part) => typeof part !== "string").map((part) => part.name);
  return within.some((name) => FEED_ELEMENTS.has(name));
}

const FEED_ELEMENTS = new Set(["channel", "image", "textinput", "title", "link", "id"]);

function readHead(root: XmlNode): { readonly feed: FeedDraft; readonly byline: string | undefined } {
  if (root.name === "feed" || root.name === "entry") {
    const feed = readAtomFeed(root);
    return { feed, byline: feed.author };
  }
  const outside = fieldsOf(root);
  const channel = outside.get("channel") ?? root;
  const feed = readRssChannel(channel, outside, root.name === "rdf:rdf" ? "rdf" : "rss");
  return { feed, byline: bylineOf(fieldsOf(channel)) };
}

/** An entry without an author has the feed's (RFC 4287 section 4.2.1), one without categories those of its section. */
function inherit(entry: Entry, feed: FeedDraft, byline: string | undefined): Entry {
  const author = entry.author ?? byline;
  const categories = entry.categories.length > 0 ? entry.categories : feed.categories;
  return author === entry.author && categories === entry.categories
    ? entry
    : { ...entry, author, categories };
}
