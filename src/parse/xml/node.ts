/** One element of a document. */
export interface XmlNode {
  /** As `knownName` gives it. */
  readonly name: string;
  /** As written. */
  readonly tag: string;
  /** Names (lower case) and decoded values in turn. */
  readonly attributes: readonly string[];
  /** Text, entities decoded, and elements, in order. */
  readonly parts: (string | XmlNode)[];
  /** `xml:base` in force, resolved as far as it goes. */
  readonly base: string | undefined;
  /** `xml:lang` in force. */
  readonly language: string | undefined;
  /** The next element of this name in the same parent: set by `fieldsOf`. */
  twin: XmlNode | undefined;
}

/** The elements within an element, by name: the first of each; `twin` leads to the others. */
export type Fields = ReadonlyMap<string, XmlNode>;

const NO_ATTRIBUTES: readonly string[] = [];

/** For elements without attributes: one list for all of them. */
export function noAttributes(): readonly string[] {
  return NO_ATTRIBUTES;
}

/** Indexes the elements within `node`. */
export function fieldsOf(node: XmlNode): Fields {
  const first = new Map<string, XmlNode>();
  let last: Map<string, XmlNode> | undefined;
  for (const part of node.parts) {
    if (typeof part === "string") continue;
    const before = last?.get(part.name) ?? first.get(part.name);
    if (!before) first.set(part.name, part);
    else {
      before.twin = part;
      last ??= new Map();
      last.set(part.name, part);
    }
  }
  return first;
}

/** The first element of that name, then its twins. */
export function* all(fields: Fields, name: string): Generator<XmlNode> {
  for (let node = fields.get(name); node; node = node.twin) yield node;
}

/** Value of an attribute; its name in lower case. */
export function attribute(node: XmlNode, name: string): string | undefined {
  const { attributes } = node;
  for (let i = 0; i < attributes.length; i += 2) if (attributes[i] === name) return attributes[i + 1];
  return undefined;
}

/** All text within an element, that of elements in it included. */
export function textOf(node: XmlNode): string {
  const [only] = node.parts;
  if (node.parts.length < 2 && typeof only !== "object") return only ?? "";
  const out: string[] = [];
  gatherText(node, out);
  return out.join("");
}

function gatherText(node: XmlNode, out: string[]): void {
  for (const part of node.parts) {
    if (typeof part === "string") out.push(part);
    else gatherText(part, out);
  }
}

/** There are elements within the element. */
export function hasElements(node: XmlNode): boolean {
  return node.parts.some((part) => typeof part !== "string");
}

const VOID = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "source",
  "track",
  "wbr",
]);

/**
 * The inside of an element as HTML, in order, names without prefix.
 *
 * @param write what text becomes; elements' attributes are always escaped
 * @param rewrite the value of an attribute, given the element and the attribute's name
 */
export function markupOf(
  node: XmlNode,
  write: (text: string) => string,
  rewrite: (value: string, name: string, node: XmlNode) => string,
): string {
  const out: string[] = [];
  gatherMarkup(node, write, rewrite, out);
  return out.join("");
}

function gatherMarkup(
  node: XmlNode,
  write: (text: string) => string,
  rewrite: (value: string, name: string, node: XmlNode) => string,
  out: string[],
): void {
  for (const part of node.parts) {
    if (typeof part === "string") {
      out.push(write(part));
      continue;
    }
    const tag = part.tag.slice(part.tag.indexOf(":") + 1);
    const lower = tag.toLowerCase();
    out.push("<", tag, attributesOf(part, rewrite));
    if (part.parts.length === 0 && VOID.has(lower)) out.push("/>");
    else {
      out.push(">");
      gatherMarkup(part, isRaw(lower) ? asIs : write, rewrite, out);
      out.push("</", tag, ">");
    }
  }
}

function isRaw(tag: string): boolean {
  return tag === "script" || tag === "style";
}

function asIs(text: string): string {
  return text;
}

/** Elements that bring their own vocabulary into HTML. */
const FOREIGN: Readonly<Record<string, string>> = {
  "svg:svg": ' xmlns="http://www.w3.org/2000/svg"',
  "math:math": ' xmlns="http://www.w3.org/1998/Math/MathML"',
};

function attributesOf(
  node: XmlNode,
  rewrite: (value: string, name: string, node: XmlNode) => string,
): string {
  let written = FOREIGN[node.name] ?? "";
  for (let i = 0; i < node.attributes.length; i += 2) {
    const name = node.attributes[i] as string;
    if ((name.startsWith("xmlns") && name !== "xmlns:xlink") || name === "xml:base") continue;
    written += ` ${name}="${escapeAttribute(rewrite(node.attributes[i + 1] as string, name, node))}"`;
  }
  return written;
}

function escapeAttribute(value: string): string {
  return /[&"<>]/.test(value) ? escapeText(value).replaceAll('"', "&quot;") : value;
}

/** Text as HTML. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
