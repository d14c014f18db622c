import type { Kind, Scope } from "./namespaces.ts";

/** One element of a document. */
export interface XmlNode {
  /** The name that readers know it by, as `knownName` gives it. */
  readonly name: string;
  readonly kind: Kind;
  /** What the prefixes mean within it. */
  readonly scope: Scope;
  /** As written. */
  readonly tag: string;
  /** Names (lower case) and decoded values in turn. */
  readonly attributes: readonly string[];
  /** Text, entities decoded, and elements, in order. */
  readonly parts: (string | XmlNode)[];
  /** `xml:base` in force, resolved as far as it goes. */
  readonly base: string | undefined;
  /** It is an `xml:base` that says so. */
  readonly based: boolean;
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
  return valueIn(node.attributes, name);
}

/** Value in a list of names and values in turn. */
export function valueIn(attributes: readonly string[], name: string): string | undefined {
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

/** How elements become HTML. */
export interface MarkupForm {
  /** What text becomes. Elements' attributes are always escaped. */
  readonly write: (text: string) => string;
  /** The value of an attribute, given the element and the attribute's name. */
  readonly rewrite: (value: string, name: string, node: XmlNode) => string;
  /** Characters after which no further parts are added. */
  readonly most: number;
}

/** The inside of an element as HTML, in order, names without prefix. */
export function markupOf(node: XmlNode, form: MarkupForm): string {
  return addMarkup("", node, form);
}

function addMarkup(before: string, node: XmlNode, form: MarkupForm): string {
  let html = before;
  for (const part of node.parts) {
    if (html.length > form.most) break;
    html = typeof part === "string" ? html + form.write(part) : addElement(html, part, form);
  }
  return html;
}

function addElement(before: string, node: XmlNode, form: MarkupForm): string {
  const tag = node.tag.slice(node.tag.indexOf(":") + 1);
  const lower = tag.toLowerCase();
  const opened = `${before}<${tag}${attributesOf(node, form.rewrite)}`;
  // What a `br` that nobody closed seems to hold stands behind it.
  if (VOID.has(lower)) return addMarkup(`${opened}/>`, node, form);
  const inside = addMarkup(`${opened}>`, node, isRaw(lower) ? { ...form, write: asIs } : form);
  return `${inside}</${tag}>`;
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

function attributesOf(node: XmlNode, rewrite: MarkupForm["rewrite"]): string {
  let written = FOREIGN[node.name] ?? "";
  if (needsXlink(node.attributes)) written += ' xmlns:xlink="http://www.w3.org/1999/xlink"';
  for (let i = 0; i < node.attributes.length; i += 2) {
    const name = node.attributes[i] as string;
    if ((name.startsWith("xmlns") && name !== "xmlns:xlink") || name === "xml:base") continue;
    written += ` ${name}="${escapeAttribute(rewrite(node.attributes[i + 1] as string, name, node))}"`;
  }
  return written;
}

/** Its prefix may have been declared on an element that is not written. */
function needsXlink(attributes: readonly string[]): boolean {
  let uses = false;
  for (let i = 0; i < attributes.length; i += 2) {
    if (attributes[i] === "xmlns:xlink") return false;
    if (attributes[i]?.startsWith("xlink:")) uses = true;
  }
  return uses;
}

function escapeAttribute(value: string): string {
  return /[&"<>]/.test(value) ? escapeText(value).replaceAll('"', "&quot;") : value;
}

/** Text as HTML. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
