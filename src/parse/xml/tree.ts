import { limits } from "../limits.ts";
import { decodeEntities, readDeclaredEntities } from "./entities.ts";
import { addressOf, type Home, innerScope, knownName, outermostScope, type Scope } from "./namespaces.ts";
import { attribute, noAttributes, textOf, type XmlNode } from "./node.ts";
import { type ScanSink, scan } from "./scan.ts";

/** Who makes something of a document while it is read. */
export interface TreeSink {
  /** The first element that can begin a feed: `rss`, `rdf:rdf`, `feed`, `channel`, `item` or `entry`. */
  root(node: XmlNode): void;
  /** An item or entry, complete. It is not kept in the tree. */
  entry(node: XmlNode): void;
}

/**
 * Reads a document into elements. Entries are handed over one by one and forgotten, so that memory is that of
 * the largest entry. End tags close what they can; forgotten ones are made up for; elements over the limits of
 * depth and number are left out with their text kept. Never throws but what `sink` throws.
 *
 * @param base address of the document
 */
export function readTree(text: string, base: string | undefined, sink: TreeSink): void {
  const builder = new TreeBuilder(text, base, sink);
  scan(text, builder);
  builder.end();
}

const ROOTS = new Set(["rss", "rdf", "feed", "channel", "item", "entry"]);
/** In a web page only these begin a feed: it may have items of its own. */
const FORMATS = new Set(["rss", "rdf", "feed"]);
const ENTRIES = new Set(["item", "entry"]);
const HOLDERS = new Set(["rss", "rdf:rdf", "channel", "feed", "items"]);
/** White space between the elements within these means nothing. */
const CONTAINERS = new Set([...HOLDERS, "item", "entry", "image", "author", "source", "media:group"]);
const LINE_FIELDS = words(
  "title link guid pubdate id updated published comments generator language copyright lastbuilddate dc:date dc:creator",
);
/** One of these within an element that holds one line means that the line's end tag was forgotten. */
const FIELDS = words(
  "title link guid pubdate id updated published description item entry category content summary author content:encoded enclosure comments",
);

interface Open {
  readonly node: XmlNode;
  readonly scope: Scope;
  /** The tag in lower case: end tags are matched without regard to case. */
  readonly tag: string;
}

/** The elements that are open at one moment of one document. */
class TreeBuilder implements ScanSink {
  done = false;
  readonly #text: string;
  readonly #base: string | undefined;
  readonly #sink: TreeSink;
  readonly #stack: Open[] = [];
  #current: Open | undefined;
  #home: Home = { uri: undefined, space: "" };
  /** Entities that the document declares itself, and how much longer they have made it. */
  #own: Map<string, string> | undefined;
  #expanded = 0;
  #elements = 0;
  #inPage = false;
  /** The channel's link, once it is read. */
  #site: string | undefined;
  /** Where on the stack the open entry is; -1: none is open. */
  #entryAt = -1;

  constructor(text: string, base: string | undefined, sink: TreeSink) {
    this.#text = text;
    this.#base = base;
    this.#sink = sink;
  }

  text(raw: string): void {
    const node = this.#current?.node;
    if (!node || (CONTAINERS.has(node.name) && isBlank(raw))) return;
    node.parts.push(this.#decode(raw));
  }

  cdata(text: string): void {
    this.#current?.node.parts.push(text);
  }

  doctype(inside: string): void {
    if (!this.#current) this.#own = readDeclaredEntities(inside);
  }

  open(tag: string, marks: readonly number[], selfClosing: boolean): void {
    const attributes = this.#attributes(marks);
    if (!this.#current) {
      this.#openRoot(tag, attributes, selfClosing);
      return;
    }
    const scope = scopeFor(this.#current.scope, attributes);
    const name = knownName(scope, tag, this.#home);
    this.#closeForgotten(name);
    if (!this.#current || this.#stack.length >= limits.depth || this.#elements >= limits.elements) return;
    this.#push(tag, name, attributes, scope);
    if (selfClosing) this.#pop();
  }

  close(tag: string): void {
    if (this.#current?.node.tag === tag) {
      this.#pop();
      return;
    }
    const lower = tag.toLowerCase();
    const stack = this.#stack;
    let at = stack.length - 1;
    while (at >= 0 && stack[at]?.tag !== lower) at -= 1;
    if (at >= 0) this.#popTo(at);
  }

  /** Closes all that is open: the document may have been cut off. */
  end(): void {
    this.#popTo(0);
  }

  #openRoot(tag: string, attributes: readonly string[], selfClosing: boolean): void {
    const scope = scopeFor(outermostScope(), attributes);
    const lower = tag.toLowerCase();
    const colon = lower.indexOf(":");
    const local = lower.slice(colon + 1);
    if (local === "html") this.#inPage = true;
    if (!(this.#inPage ? FORMATS : ROOTS).has(local)) return;
    const atom = local === "feed" || local === "entry";
    const uri = addressOf(scope, colon < 0 ? "" : lower.slice(0, colon));
    this.#home = { uri: local === "rdf" ? undefined : uri, space: atom ? "atom" : "" };
    this.#push(tag, local === "rdf" ? "rdf:rdf" : local, attributes, scope);
    if (this.#current) this.#sink.root(this.#current.node);
    if (selfClosing) this.#pop();
  }

  #push(tag: string, name: string, attributes: readonly string[], scope: Scope): void {
    const parent = this.#current?.node;
    const node: XmlNode = {
      name,
      tag,
      attributes,
      parts: [],
      base: inherited(attributes, "xml:base", this.#outerBase(parent, name), joinAddress),
      language: inherited(attributes, "xml:lang", parent?.language, ownValue),
      twin: undefined,
    };
    this.#elements += 1;
    const isEntry = this.#entryAt < 0 && ENTRIES.has(name) && (!parent || HOLDERS.has(parent.name));
    if (isEntry) this.#entryAt = this.#stack.length;
    else parent?.parts.push(node);
    this.#current = { node, scope, tag: tag.toLowerCase() };
    this.#stack.push(this.#current);
  }

  #pop(): void {
    const closed = this.#stack.pop();
    this.#current = this.#stack.at(-1);
    if (closed && this.#current?.node.name === "channel") this.#noteSite(closed.node);
    if (closed && this.#stack.length === this.#entryAt) {
      this.#entryAt = -1;
      this.#elements = 0;
      this.#sink.entry(closed.node);
    }
    // A lone item is a root too; others may follow it.
    if (!this.#current && !ENTRIES.has(closed?.node.name ?? "")) this.done = true;
  }

  /** RSS has no base address: what its items refer to is the site, wherever the feed itself is served. */
  #outerBase(parent: XmlNode | undefined, name: string): string | undefined {
    if (!parent) return this.#base;
    const isItem = name === "item" && parent.base === this.#base;
    return isItem ? (this.#site ?? parent.base) : parent.base;
  }

  #noteSite(link: XmlNode): void {
    const isAtom = link.name === "atom:link" && (attribute(link, "rel") ?? "alternate") === "alternate";
    if (link.name !== "link" && !isAtom) return;
    const address = (isAtom ? (attribute(link, "href") ?? "") : textOf(link)).trim();
    if (/^https?:/i.test(address) && URL.parse(address)) this.#site ??= address;
  }

  #popTo(height: number): void {
    while (this.#stack.length > height) this.#pop();
  }

  #closeForgotten(name: string): void {
    if (!FIELDS.has(name)) return;
    const parent = this.#current?.node.name ?? "";
    if (ENTRIES.has(name)) this.#closeBeforeEntry(name);
    else if (LINE_FIELDS.has(parent)) this.#pop();
  }

  /** An entry stands in no other, and in nothing that a forgotten end tag left open beside it. */
  #closeBeforeEntry(name: string): void {
    if (this.#entryAt >= 0) {
      if (this.#stack[this.#entryAt]?.node.name === name) this.#popTo(this.#entryAt);
      return;
    }
    const holder = this.#stack.findLastIndex(({ node }) => HOLDERS.has(node.name));
    if (holder >= 0) this.#popTo(holder + 1);
  }

  #decode(raw: string): string {
    if (!this.#own || this.#expanded > limits.expansion) return decodeEntities(raw);
    const decoded = decodeEntities(raw, this.#own);
    this.#expanded += Math.max(0, decoded.length - raw.length);
    return decoded;
  }

  #attributes(marks: readonly number[]): readonly string[] {
    if (marks.length === 0) return noAttributes();
    const attributes: string[] = [];
    for (let i = 0; i < marks.length; i += 4) {
      const [start, nameEnd, from, to] = [marks[i], marks[i + 1], marks[i + 2], marks[i + 3]];
      attributes.push(
        this.#text.slice(start, nameEnd).toLowerCase(),
        this.#decode(this.#text.slice(from, to)),
      );
    }
    return attributes;
  }
}

function scopeFor(outer: Scope, attributes: readonly string[]): Scope {
  let declarations: Map<string, string> | undefined;
  for (let i = 0; i < attributes.length; i += 2) {
    const name = attributes[i] as string;
    if (!name.startsWith("xmlns")) continue;
    declarations ??= new Map();
    if (name === "xmlns") declarations.set("", attributes[i + 1] as string);
    else if (name.charCodeAt(5) === COLON) declarations.set(name.slice(6), attributes[i + 1] as string);
  }
  return declarations ? innerScope(outer, declarations) : outer;
}

const COLON = 58;

function inherited(
  attributes: readonly string[],
  name: string,
  outer: string | undefined,
  join: (own: string, outer: string | undefined) => string | undefined,
): string | undefined {
  if (attributes.length === 0) return outer;
  for (let i = 0; i < attributes.length; i += 2)
    if (attributes[i] === name) return join((attributes[i + 1] as string).trim(), outer);
  return outer;
}

function ownValue(own: string): string | undefined {
  return own === "" ? undefined : own.replaceAll("_", "-");
}

function joinAddress(own: string, outer: string | undefined): string | undefined {
  return URL.parse(own, outer)?.href ?? outer;
}

function isBlank(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 32) return false;
  return true;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
