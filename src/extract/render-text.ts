import { type AnyNode, type Element, hasChildren, isTag, isText } from "domhandler";
import { isPlayerLink } from "./player-link.ts";
import { BLOCKS } from "./tree.ts";

const SILENT = new Set(
  "script style noscript template figcaption video audio iframe object svg button select textarea title rt rp".split(
    " ",
  ),
);

/**
 * The text of an article as paragraphs with blank lines between them. Captions and links to players are left out; rows of a table
 * are lines, a list item is a paragraph.
 */
export function renderText(root: AnyNode): string {
  const paragraphs: string[] = [];
  let line = "";
  const end = () => {
    const text = line
      .replace(/[^\S\n]+/g, " ")
      .replace(/ ?\n ?/g, "\n")
      .trim();
    if (text) paragraphs.push(text);
    line = "";
  };
  const walk = (node: AnyNode): void => {
    if (isText(node)) line += node.data.replace(/\s+/g, " ");
    else if (isTag(node)) walkElement(node);
    else if (hasChildren(node)) node.children.forEach(walk);
  };
  const walkElement = (element: Element): void => {
    if (SILENT.has(element.name) || isPlayerLink(element)) return;
    if (element.name === "br") line += "\n";
    const block = BLOCKS.has(element.name);
    if (element.name === "td" || element.name === "th") line += " ";
    else if (block) end();
    element.children.forEach(walk);
    if (block && element.name !== "td" && element.name !== "th") end();
  };
  walk(root);
  end();
  return paragraphs.join("\n\n");
}
