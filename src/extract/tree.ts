import {
  type AnyNode,
  type ChildNode,
  type Element,
  hasChildren,
  isTag,
  isText,
  type ParentNode,
} from "domhandler";

/** Elements whose text is never shown as text. */
export const SILENT: ReadonlySet<string> = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "title",
  "textarea",
  "select",
  "option",
  // How a word of a ruby annotation is read: said beside the word, not in the line.
  "rt",
  "rp",
]);

/** Every element below `root`, in document order. The list is made first: the tree may be changed meanwhile. */
export function elementsOf(root: AnyNode, found: Element[] = []): Element[] {
  if (!hasChildren(root)) return found;
  for (const child of root.children) {
    if (isTag(child)) {
      found.push(child);
      elementsOf(child, found);
    }
  }
  return found;
}

/** The first element below `root` that passes. */
export function findElement(root: AnyNode, test: (element: Element) => boolean): Element | undefined {
  if (!hasChildren(root)) return undefined;
  for (const child of root.children) {
    if (!isTag(child)) continue;
    const found = test(child) ? child : findElement(child, test);
    if (found) return found;
  }
  return undefined;
}

/** The elements around one, from the inside out. */
export function ancestors(element: Element): Element[] {
  const found: Element[] = [];
  for (let node = element.parent; node && isTag(node); node = node.parent) found.push(node);
  return found;
}

/** The text that a person would see, white space collapsed. */
export function visibleText(node: AnyNode): string {
  const parts: string[] = [];
  collectText(node, parts);
  return parts.join("").replace(/\s+/g, " ").trim();
}

/** Whether there is anything of `visibleText`; stops at the first letter. */
export function hasVisibleText(node: AnyNode): boolean {
  if (isText(node)) return /\S/.test(node.data);
  return hasChildren(node) && !(isTag(node) && SILENT.has(node.name)) && node.children.some(hasVisibleText);
}

function collectText(node: AnyNode, parts: string[]): void {
  if (isText(node)) parts.push(node.data);
  else if (isTag(node)) {
    if (SILENT.has(node.name)) return;
    if (node.name === "br" || BLOCKS.has(node.name)) parts.push(" ");
    for (const child of node.children) collectText(child, parts);
    if (BLOCKS.has(node.name)) parts.push(" ");
  } else if (hasChildren(node)) for (const child of node.children) collectText(child, parts);
}

/** Elements that begin on a line of their own. */
export const BLOCKS: ReadonlySet<string> = new Set(
  (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption " +
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre " +
    "section summary table tbody td tfoot th thead tr ul"
  ).split(" "),
);

/** The attribute, trimmed; undefined when absent or empty. */
export function attribute(element: Element, name: string): string | undefined {
  return element.attribs[name]?.trim() || undefined;
}

/** Takes a node out of its tree. */
export function detach(node: ChildNode): void {
  const siblings = node.parent?.children;
  const index = siblings?.indexOf(node) ?? -1;
  if (siblings && index >= 0) siblings.splice(index, 1);
  if (node.prev) node.prev.next = node.next;
  if (node.next) node.next.prev = node.prev;
  node.parent = null;
  node.prev = null;
  node.next = null;
}

/** Takes many nodes out at once: one by one, fifty thousand siblings would take seconds. */
export function detachAll(nodes: readonly ChildNode[]): void {
  const gone = new Set<ChildNode>(nodes);
  const parents = new Set(nodes.map((node) => node.parent));
  for (const parent of parents)
    if (parent)
      adopt(
        parent,
        parent.children.filter((child) => !gone.has(child)),
      );
  for (const node of nodes) {
    node.parent = null;
    node.prev = null;
    node.next = null;
  }
}

/** Makes these the children of a node, in this order. */
export function adopt(parent: ParentNode, children: ChildNode[]): void {
  parent.children = children;
  for (const [index, child] of children.entries()) {
    child.parent = parent;
    child.prev = children[index - 1] ?? null;
    child.next = children[index + 1] ?? null;
  }
}

/** Puts nodes in the place of another. */
export function replaceWith(node: ChildNode, ...others: ChildNode[]): void {
  const parent = node.parent;
  if (!parent) return;
  for (const other of others) if (other.parent) detach(other);
  const index = parent.children.indexOf(node);
  parent.children.splice(index, 1, ...others);
  const row = [node.prev, ...others, node.next];
  row.forEach((item, i) => {
    if (item && i > 0) item.prev = row[i - 1] ?? null;
    if (item && i < row.length - 1) item.next = row[i + 1] ?? null;
  });
  for (const other of others) other.parent = parent;
  node.parent = null;
  node.prev = null;
  node.next = null;
}

/** Not shown, says the element itself. */
export function hidden(element: Element): boolean {
  const { hidden, style } = element.attribs;
  return hidden !== undefined || /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style ?? "");
}
