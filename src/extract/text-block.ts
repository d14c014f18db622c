import { type AnyNode, type Document, type Element, hasChildren, isTag } from "domhandler";
import { BLOCKS, detach, findElement, hasVisibleText, visibleText } from "./tree.ts";

/** A paragraph, list item, heading or cell: the smallest element that begins on a line of its own. */
export interface TextBlock {
  readonly element: Element;
  readonly text: string;
  /** Characters inside links, as a share of all. */
  readonly linkShare: number;
  readonly heading: boolean;
  /** It stands, with others or alone, inside one link: the card of another page. */
  readonly card: boolean;
}

/** The blocks below a node that have text, in document order. */
export function textBlocks(root: Document | Element): TextBlock[] {
  const blocks: TextBlock[] = [];
  gather(root, blocks);
  return blocks;
}

/** @returns whether there was a block at or below the node */
function gather(node: AnyNode, blocks: TextBlock[]): boolean {
  if (!hasChildren(node)) return false;
  let inner = false;
  for (const child of node.children) inner = gather(child, blocks) || inner;
  if (inner || !isTag(node) || !BLOCKS.has(node.name)) return inner;
  const text = visibleText(node);
  if (!text) return false;
  const heading = /^h[1-6]$/.test(node.name) || isAllStrong(node, text);
  const card = isInLink(node);
  blocks.push({ element: node, text, linkShare: card ? 1 : linkChars(node) / text.length, heading, card });
  return true;
}

function isInLink(element: Element): boolean {
  for (let node = element.parent; node; node = node.parent) if (isTag(node) && node.name === "a") return true;
  return false;
}

/** A short paragraph wholly in bold is a heading in all but name. */
function isAllStrong(element: Element, text: string): boolean {
  if (text.length > 100 || /[.!?…]$/.test(text)) return false;
  const strong = findElement(element, (e) => e.name === "strong" || e.name === "b");
  return strong !== undefined && visibleText(strong).length >= text.length - 2;
}

function linkChars(node: AnyNode): number {
  if (!hasChildren(node)) return 0;
  if (isTag(node) && node.name === "a") return visibleText(node).length;
  return node.children.reduce((sum, child) => sum + linkChars(child), 0);
}

/** Elements that are seen without any text in them. */
export const MEDIA: ReadonlySet<string> = new Set(["img", "video", "audio", "iframe", "table", "hr", "math"]);

/** Takes an element out, and with it the elements around it that hold nothing any more. */
export function removeBlock(element: Element): void {
  const parent = element.parent;
  detach(element);
  if (parent && isTag(parent) && !hasVisibleText(parent) && !findElement(parent, (e) => MEDIA.has(e.name)))
    removeBlock(parent);
}
