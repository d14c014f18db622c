import { performance } from "node:perf_hooks";
import { readAtomEntry, readAtomFeed } from "./atom.ts";
import type { EntryDraft, FeedDraft } from "./draft.ts";
import { limits } from "./limits.ts";
import { readRssChannel } from "./rss-channel.ts";
import { bylineOf } from "./rss-fields.ts";
import { readRssItem } from "./rss-item.ts";
import { fieldsOf, type XmlNode } from "./xml/node.ts";
import { TreeReader, type TreeSink } from "./xml/tree.ts";

/**
 * Reads RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0, well-formed or not. An entry that cannot be read is left out and
 * counted; it never costs the feed. A large document is read in slices of time, with the event loop in between.
 *
 * @param pieces the text, cut anywhere
 * @param base address that relative ones in the document start from
 * @returns undefined when the text holds no feed; "overdue" when reading it took longer than a feed may
 */
export async function readXml(
  pieces: Iterator<string>,
  base: string | undefined,
  pace = new Pace(),
): Promise<FeedDraft | "overdue" | undefined> {
  const gathered = new Gathered();
  const reader = new TreeReader(base, gathered);
  if (await inSlices(reader, pieces, pace)) return "overdue";
  reader.end();
  return gathered.feed();
}

/** What reads a document piece by piece, a step at a time. */
interface Steps {
  readonly done: boolean;
  write(piece: string, last: boolean): void;
  /** True when there is more of it to be read at once. */
  step(): boolean;
}

/** Hands a document to its reader in slices of time, with the event loop in between. */
export async function inSlices(
  reader: Steps,
  pieces: Iterator<string>,
  pace = new Pace(),
): Promise<"overdue" | undefined> {
  let piece = pieces.next();
  while (!piece.done && !reader.done) {
    const following = pieces.next();
    reader.write(piece.value, following.done === true);
    let more = true;
    while (more) {
      more = reader.step();
      if (pace.isOver) return "overdue";
      if (pace.isDue) await pace.turn();
    }
    piece = following;
  }
  return undefined;
}

/** What was found in a document so far. */
class Gathered implements TreeSink {
  #root: XmlNode | undefined;
  readonly #entries: EntryDraft[] = [];
  #skipped = 0;

  root(node: XmlNode): void {
    this.#root = node;
  }

  entry(node: XmlNode, site: string | undefined): void {
    const entry = this.#entries.length < limits.entries ? readEntry(node, site) : undefined;
    if (entry) this.#entries.push(entry);
    else this.#skipped += 1;
  }

  feed(): FeedDraft | undefined {
    if (!this.#root || !isFeed(this.#root, this.#entries.length + this.#skipped)) return undefined;
    const { feed, byline } = readHead(this.#root);
    for (const entry of this.#entries) inherit(entry, feed, byline);
    feed.entries = this.#entries;
    feed.skipped = this.#skipped;
    return feed;
  }
}

function readEntry(node: XmlNode, site: string | undefined): EntryDraft | undefined {
  try {
    return node.name === "entry" ? readAtomEntry(node, site) : readRssItem(node, site);
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
function inherit(entry: EntryDraft, feed: FeedDraft, byline: string | undefined): void {
  entry.author ??= byline;
  if (entry.categories.length === 0) entry.categories = feed.categories;
}

/** ms of work on a document after which others get a turn. */
const SLICE = 4;
/** ms of work on one document. The largest that is fetched takes a fraction of it. */
const DEADLINE = 20_000;

/** Keeps the work on one document from holding the event loop, and from going on for ever. */
export class Pace {
  readonly #deadline: number;
  #spent = 0;
  #since = performance.now();

  /** @param deadline ms */
  constructor(deadline = DEADLINE) {
    this.#deadline = deadline;
  }

  /** The work has taken so long that others should get a turn. */
  get isDue(): boolean {
    return performance.now() - this.#since >= SLICE;
  }

  /** The work has taken longer than any feed may. The time that others took is not counted. */
  get isOver(): boolean {
    return this.#spent + performance.now() - this.#since >= this.#deadline;
  }

  /** Comes back after all who waited had their turn. */
  async turn(): Promise<void> {
    this.#spent += performance.now() - this.#since;
    await new Promise((resolve) => setImmediate(resolve));
    this.#since = performance.now();
  }
}
