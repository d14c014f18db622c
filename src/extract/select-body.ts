import { selectAll } from "css-select";
import type { AnyNode } from "domhandler";
import { Document } from "domhandler";
import type { FullTextRule } from "../model/source.ts";
import { detach } from "./tree.ts";

/** The text where the configuration says that it is. */
export function selectBody(
  document: Document,
  rule: Extract<FullTextRule, { mode: "selector" }>,
): Document | undefined {
  for (const selector of rule.remove)
    for (const element of selectAll<AnyNode, AnyNode>(selector, document)) detach(element as never);
  const chosen = selectAll<AnyNode, AnyNode>(rule.selector, document);
  if (chosen.length === 0) return undefined;
  const outermost = chosen.filter((node) => !chosen.some((other) => other !== node && isInside(node, other)));
  return new Document(outermost as never);
}

function isInside(node: AnyNode, other: AnyNode): boolean {
  for (let parent = node.parent; parent; parent = parent.parent) if (parent === other) return true;
  return false;
}
