import { codeUnitAt } from "../../ground/charset/code-unit.ts";
import { limits } from "../limits.ts";
import { decodeEntities, readDeclaredEntities } from "./entities.ts";
import { canBeRoot, kindOf, localName, rootOf } from "./kinds.ts";
import type { Kind } from "./namespaces.ts";
import { declarationsIn, type Home, ownAttributes, scopeWith } from "./namespaces.ts";
import { attribute, noAttributes, textOf, valueIn, type XmlNode } from "./node.ts";
import { Scanner, type ScanSink } from "./scan.ts";
import type { Marks } from "./tag.ts";

/** Who makes something of a document while it is read. */
export interface TreeSink {
  /** The first element that can begin a feed: `rss`, `rdf:rdf`, `feed`, `channel`, `item` or `entry`. */
  root(node: XmlNode): void;
  /**
   * An item or entry, complete. It is not kept in the tree.
   *
   * @param site the page of the feed, when the document has named it before
   */
  entry(node: XmlNode, site: string | undefined): void;
}

/**
 * Reads a document, which may come in pieces, into elements. Entries are handed over one by one and forgotten, so
 * that memory is that of the largest entry. End tags close what they can; forgotten ones are made up for; elements
 * over the limits of depth and number are left out with their text kept. Never throws but what `sink` throws.
 */
export class TreeReader {
  readonly #builder: TreeBuilder;
  readonly #scanner: Scanner;

  /** @param base address of the document */
  constructor(base: string | undefined, sink: TreeSink) {
    this.#builder = new TreeBuilder(base, sink);
    this.#scanner = new Scanner(this.#builder);
  }

  /** The feed has ended, whatever may follow. */
  get done(): boolean {
    return this.#builder.done;
  }

  /** @param last there are no further pieces */
  write(piece: string, last: boolean): void {
    this.#scanner.write(piece, last);
  }

  /** Reads on in what was written. True when there is more of it to be read at once. */
  step(): boolean {
    return this.#scanner.step();
  }

  /** Closes what is still open: the document may have been cut off. */
  end(): void {
    this.#builder.end();
  }
}

/** Reads a whole document in one go. */
export function readTree(text: string, base: string | undefined, sink: TreeSink): void {
  const reader = new TreeReader(base, sink);
  reader.write(text, true);
  while (reader.step());
  reader.end();
}

/** The elements that are open at one moment of one document. */
class TreeBuilder implements ScanSink {
  done = false;
  readonly #base: string | undefined;
  readonly #sink: TreeSink;
  readonly #stack: XmlNode[] = [];
  #current: XmlNode | undefined;
  #home: Home = { uri: undefined, space: "" };
  /** Entities that the document declares itself, and how much longer they have made it. */
  #own: Map<string, string> | undefined;
  #expanded = 0;
  /** Elements and characters of the open entry, or of all that stands outside of entries. */
  #elements = 0;
  #characters = 0;
  #inPage = false;
  /** The channel's link, and where it says that it is served, once these are read. */
  #site: string | undefined;
  #self: string | undefined;
  /** Where on the stack the open entry is; -1: none is open. */
  #entryAt = -1;

  constructor(base: string | undefined, sink: TreeSink) {
    this.#base = base;
    this.#sink = sink;
  }

  text(text: string, from: number, to: number): void {
    const node = this.#current;
    if (!node || (node.kind.container && isBlank(text, from, to))) return;
    if (this.#isTooLong(to - from)) return;
    node.parts.push(this.#decode(text.slice(from, to)));
  }

  cdata(inside: string): void {
    if (this.#current && !this.#isTooLong(inside.length)) this.#current.parts.push(inside);
  }

  doctype(inside: string): void {
    if (!this.#current) this.#own = readDeclaredEntities(inside);
  }

  open(text: string, tag: string, marks: Marks, selfClosing: boolean): void {
    const parent = this.#current;
    if (!parent) {
      if (localName(tag) === "html") this.#inPage = true;
      if (canBeRoot(tag, this.#inPage)) this.#openRoot(tag, this.#attributes(text, marks), selfClosing);
      return;
    }
    if (marks.count > 0 && this.#isTooLong((marks.at[marks.count - 1] as number) - (marks.at[0] as number)))
      return;
    const attributes = marks.count === 0 ? noAttributes() : this.#attributes(text, marks);
    const declarations = marks.count === 0 ? undefined : declarationsIn(attributes);
    const scope = declarations ? scopeWith(declarations, parent.scope) : parent.scope;
    const kind = kindOf(scope, tag, this.#home);
    if (kind.field) this.#closeForgotten(kind);
    if (!this.#current || this.#stack.length >= limits.depth || this.#elements >= limits.elements) return;
    this.#push(kind, tag, ownAttributes(scope, tag, attributes), scope);
    if (selfClosing) this.#pop();
  }

  close(text: string, from: number, to: number): void {
    const open = this.#current?.tag ?? "";
    if (open.length === to - from && text.startsWith(open, from)) {
      this.#pop();
      return;
    }
    const tag = text.slice(from, to).toLowerCase();
    const stack = this.#stack;
    let at = stack.length - 1;
    while (at >= 0 && stack[at]?.kind.tag !== tag) at -= 1;
    if (at >= 0) this.#popTo(at);
  }

  /** Closes all that is open. An entry that the document was cut within is none: the next poll has it whole. */
  end(): void {
    if (this.#entryAt >= 0) {
      this.#stack.length = this.#entryAt;
      this.#entryAt = -1;
    }
    this.#popTo(0);
  }

  #openRoot(tag: string, attributes: readonly string[], selfClosing: boolean): void {
    const root = rootOf(tag, attributes);
    this.#home = root.home;
    this.#push(root.kind, tag, attributes, root.scope);
    if (this.#current) this.#sink.root(this.#current);
    if (selfClosing) this.#pop();
  }

  #push(kind: Kind, tag: string, attributes: readonly string[], scope: XmlNode["scope"]): void {
    const parent = this.#current;
    const base = this.#outerBase(parent, kind);
    const plain = attributes.length === 0;
    const own = plain ? undefined : valueIn(attributes, "xml:base");
    const node: XmlNode = {
      name: kind.name,
      kind,
      scope,
      tag,
      attributes,
      parts: [],
      base: own === undefined ? base : joinedBase(own, base),
      based: own !== undefined || parent?.based === true,
      language: plain ? parent?.language : languageIn(attributes, parent?.language),
      twin: undefined,
    };
    this.#elements += 1;
    const isEntry = kind.entry && this.#entryAt < 0 && (!parent || parent.kind.holder);
    if (isEntry) this.#entryAt = this.#stack.length;
    else parent?.parts.push(node);
    this.#current = node;
    this.#stack.push(node);
  }

  #pop(): void {
    const closed = this.#stack.pop();
    const height = this.#stack.length;
    this.#current = height > 0 ? this.#stack[height - 1] : undefined;
    if (!closed) return;
    if (this.#site === undefined && this.#current?.kind.holder) this.#noteSite(closed);
    if (height === this.#entryAt) this.#finishEntry(closed);
    // A lone item is a root too; others may follow it.
    if (height === 0 && !closed.kind.entry) this.done = true;
  }

  #finishEntry(entry: XmlNode): void {
    this.#entryAt = -1;
    this.#elements = 0;
    this.#characters = 0;
    this.#sink.entry(entry, this.#site);
  }

  /** RSS has no base address: what its items refer to is the site, wherever the feed itself is served. */
  #outerBase(parent: XmlNode | undefined, kind: Kind): string | undefined {
    if (!parent) return this.#base;
    if (!kind.entry || kind.name !== "item" || parent.base !== this.#base) return parent.base;
    return this.#site ?? parent.base ?? this.#self;
  }

  #noteSite(link: XmlNode): void {
    if (link.name !== "link" && link.name !== "atom:link") return;
    const atom = link.name === "atom:link" || attribute(link, "href") !== undefined;
    const rel = atom ? (attribute(link, "rel") ?? "alternate") : undefined;
    if (rel !== undefined && rel !== "alternate" && rel !== "self") return;
    const address = (atom ? (attribute(link, "href") ?? "") : textOf(link)).trim();
    if (!/^https?:/i.test(address) || !isUsableBase(address)) return;
    if (rel === "self") this.#self ??= address;
    else this.#site = address;
  }

  #popTo(height: number): void {
    while (this.#stack.length > height) this.#pop();
  }

  #closeForgotten(kind: Kind): void {
    if (kind.entry) this.#closeBeforeEntry(kind.name);
    else if (this.#current?.kind.line) this.#pop();
  }

  /** An entry stands in no other, and in nothing that a forgotten end tag left open beside it. */
  #closeBeforeEntry(name: string): void {
    if (this.#entryAt >= 0) {
      if (this.#stack[this.#entryAt]?.name === name) this.#popTo(this.#entryAt);
      return;
    }
    const holder = this.#stack.findLastIndex(({ kind }) => kind.holder);
    if (holder >= 0) this.#popTo(holder + 1);
  }

  /** Counts what an entry comes to; what is over the limit is left out. */
  #isTooLong(characters: number): boolean {
    this.#characters += characters;
    return this.#characters > limits.entry;
  }

  #decode(raw: string): string {
    if (!this.#own || this.#expanded > limits.expansion) return decodeEntities(raw);
    const decoded = decodeEntities(raw, this.#own);
    this.#expanded += Math.max(0, decoded.length - raw.length);
    return decoded;
  }

  #attributes(text: string, { at, count }: Marks): readonly string[] {
    const attributes: string[] = [];
    for (let i = 0; i < count; i += 4) {
      attributes.push(
        text.slice(at[i], at[i + 1]).toLowerCase(),
        this.#decode(text.slice(at[i + 2], at[i + 3])),
      );
    }
    return attributes;
  }
}

function joinedBase(own: string, outer: string | undefined): string | undefined {
  const joined = own.length > limits.base ? undefined : URL.parse(own.trim(), outer)?.href;
  return joined !== undefined && joined.length <= limits.base ? joined : outer;
}

function isUsableBase(address: string): boolean {
  return address.length <= limits.base && URL.parse(address) !== null;
}

function languageIn(attributes: readonly string[], outer: string | undefined): string | undefined {
  const own = valueIn(attributes, "xml:lang")?.trim();
  return own === undefined ? outer : own.replaceAll("_", "-") || undefined;
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (codeUnitAt(text, i) > 32) return false;
  return true;
}
