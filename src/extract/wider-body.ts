import { cloneNode, Document, type Element, isTag } from "domhandler";
import { type Measures, measureOf, measureTree } from "./measure.ts";

/** A part of the page's sentences that is nearly all of them. */
const NEARLY_ALL = 0.85;
/** Below this share of the page's sentences Readability has taken one part of the article for the whole. */
const PART = 0.3;
/** Characters of sentences from which a part is an article in itself, whatever else is on the page. */
const SMALL = 1000;

export interface WideBody {
  readonly root: Document;
  readonly prose: number;
}

/** The smallest element that holds nearly all the sentences that pruning has left, as a copy. */
export function widestBody(document: Document): WideBody {
  const measures = measureTree(document);
  const { prose } = measures.get(document) ?? { prose: 0 };
  let smallest: Document | Element = document;
  for (let next: Element | undefined; ; smallest = next) {
    next = largestChild(smallest, measures);
    if (!next || measureOf(measures, next).prose < prose * NEARLY_ALL) break;
  }
  return { root: new Document([cloneNode(smallest as Element, true)]), prose };
}

function largestChild(parent: Document | Element, measures: Measures): Element | undefined {
  let largest: Element | undefined;
  for (const child of parent.children)
    if (isTag(child) && (!largest || measureOf(measures, child).prose > measureOf(measures, largest).prose))
      largest = child;
  return largest;
}

/** Readability's choice, unless it is a mere part of the sentences that are left. */
export function wider(body: Document | undefined, wide: WideBody): Document | undefined {
  const found = body ? (measureTree(body).get(body)?.prose ?? 0) : 0;
  return found < wide.prose * PART && found < SMALL ? wide.root : body;
}
