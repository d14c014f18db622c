import { type ChildNode, type Document, Element, isTag } from "domhandler";
import { adopt, BLOCKS, elementsOf, hasVisibleText } from "./tree.ts";

/** Lines of their own already, and what has only blocks in it by its nature. */
const WHOLE = new Set("p h1 h2 h3 h4 h5 h6 table tbody thead tfoot tr ul ol dl details".split(" "));

/**
 * Text that stands beside blocks and in none of its own becomes a paragraph, as it is shown (CSS 2.1, 9.2.1.1): so
 * that what looks at an article line by line sees it.
 */
export function wrapLooseText(root: Document): void {
  for (const element of [root, ...elementsOf(root)])
    if (element.children.some(isBlock) && !(isTag(element) && WHOLE.has(element.name))) wrapRuns(element);
}

function isBlock(node: ChildNode): boolean {
  return isTag(node) && BLOCKS.has(node.name);
}

function wrapRuns(parent: Document | Element): void {
  const children: ChildNode[] = [];
  let run: ChildNode[] = [];
  const end = () => {
    if (run.some(hasVisibleText)) children.push(paragraphOf(run));
    else children.push(...run);
    run = [];
  };
  for (const child of parent.children) {
    if (isBlock(child)) {
      end();
      children.push(child);
    } else run.push(child);
  }
  end();
  adopt(parent, children);
}

function paragraphOf(run: ChildNode[]): Element {
  const paragraph = new Element("p", {}, []);
  adopt(paragraph, run);
  return paragraph;
}
