import { selectAll } from "css-select";
import { type AnyNode, cloneNode, Document, type Element, isTag } from "domhandler";
import type { FullTextRule } from "../model/source.ts";
import { agreement } from "./agreement.ts";
import { findBody } from "./find-body.ts";
import { type Measures, measureOf, measureTree } from "./measure.ts";
import { ancestors, detach, detachAll, elementsOf, visibleText } from "./tree.ts";

/** A part of the page's sentences that is nearly all of them. */
const NEARLY_ALL = 0.85;
/** Below this share of the page's sentences Readability has taken one part of the article for the whole. */
const PART = 0.3;
/** Characters of sentences from which a part is an article in itself, whatever else is on the page. */
const SMALL = 1000;
/** A text that has less than this of the words announced is held against the other candidates. */
const LITTLE = 0.4;
/** Another candidate has to agree by this much more. */
const MUCH_MORE = 0.2;

export interface Announced {
  readonly title: string | undefined;
  /** Title, description and the feed's summary: the words that the article is known by. */
  readonly words: string;
  /** The pieces of a live blog are short and many, and Readability takes a part of them. */
  readonly live: boolean;
}

/** The page as it was before pruning: reading it costs as much as the first reading. */
export interface WholePage {
  /** The sentences in it: no part of it can agree much more with what is announced than all of them. */
  readonly sentences: readonly string[];
  readonly read: () => Document | undefined;
}

/**
 * The article in what pruning has left: Readability's choice, unless it is a mere part of the sentences that are left,
 * or agrees little with what is announced and another candidate much more: the smallest element that holds nearly all
 * sentences, or else Readability's choice on the page as it was before pruning.
 */
export function chooseBody(pruned: Document, announced: Announced, whole: WholePage): Document | undefined {
  const wide = widestBody(pruned);
  const own = announced.live ? wide.root : wider(findBody(pruned, announced.title), wide);
  const agreed = agreementWith(own, announced);
  if (agreed === undefined || agreed >= LITTLE) return own;
  const isBetter = (body: Document) =>
    (agreementWith(body, announced) ?? 0) > agreed + MUCH_MORE && !isList(body);
  if (isBetter(wide.root)) return wide.root;
  if ((agreement(announced.words, whole.sentences.join(" ")) ?? 0) <= agreed + MUCH_MORE) return own;
  const page = whole.read();
  const other = page && findBody(page, announced.title);
  return other && isBetter(other) ? other : own;
}

/** Holds more of links than of sentences. */
function isList(body: Document): boolean {
  const { prose, linkChars } = measureTree(body).get(body) ?? { prose: 0, linkChars: 0 };
  return linkChars >= prose;
}

function agreementWith(body: Document | undefined, { words }: Announced): number | undefined {
  return agreement(words, body ? visibleText(body) : "");
}

interface WideBody {
  readonly root: Document;
  readonly prose: number;
}

/** The smallest element that holds nearly all the sentences that pruning has left, as a copy: reading changes them. */
function widestBody(document: Document): WideBody {
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

function wider(body: Document | undefined, wide: WideBody): Document | undefined {
  const found = body ? (measureTree(body).get(body)?.prose ?? 0) : 0;
  return found < wide.prose * PART && found < SMALL ? wide.root : body;
}

/** Characters of sentences that make an element an article of its own. */
const ARTICLE = 150;

/**
 * Takes the other articles out of a page that holds several one below the other, as pages do that load the next when
 * the reader has reached the end: what stands beside the article with this headline, is built as it is, and has a
 * headline of the same rank.
 */
export function dropOtherArticles(document: Document, title: string | undefined): void {
  const elements = elementsOf(document);
  const headings = elements.filter((e) => HEADINGS.has(e.name));
  // One headline, and no other article: most pages.
  if (headings.length < 2) return;
  const own = headings.find((heading) => title && agrees(title, visibleText(heading)));
  if (!own) return;
  const measures = measureTree(document);
  const articles = elements.filter((e) => e.name === "article");
  const isArticle = (e: Element) => measureOf(measures, e).prose >= ARTICLE;
  for (const frame of [own, ...ancestors(own)]) {
    if (!isArticle(frame) || (own.name !== "h1" && frame.name !== "article")) continue;
    const beside = frame.name === "article" ? articles : (frame.parent?.children ?? []);
    const others = beside.filter(
      (e): e is Element =>
        isTag(e) &&
        e !== frame &&
        isBuiltAs(e, frame) &&
        isArticle(e) &&
        !isInside(e, frame) &&
        !isInside(frame, e) &&
        elementsOf(e).some((h) => h.name === own.name),
    );
    detachAll(others);
  }
}

const HEADINGS = new Set(["h1", "h2"]);

function agrees(title: string, heading: string): boolean {
  return title.trim() === heading || (agreement(title, heading) ?? 0) >= 0.7;
}

function isBuiltAs(a: Element, b: Element): boolean {
  const firstName = (e: Element) => (e.attribs["class"] ?? "").trim().split(/\s+/)[0];
  return (
    a.name === b.name && (a.name === "article" || (firstName(a) !== "" && firstName(a) === firstName(b)))
  );
}

/** Where the configuration says that the text is, without what it says is none of it; undefined where nothing is there. */
export function selectBody(
  document: Document,
  rule: Extract<FullTextRule, { mode: "selector" }>,
): Document | undefined {
  const chosen = selectAll<AnyNode, AnyNode>(rule.selector, document);
  if (chosen.length === 0) return undefined;
  for (const selector of rule.remove)
    for (const element of selectAll<AnyNode, AnyNode>(selector, document)) detach(element as never);
  const outermost = chosen.filter((node) => !chosen.some((other) => other !== node && isInside(node, other)));
  return new Document(outermost as never);
}

function isInside(node: AnyNode, other: AnyNode): boolean {
  for (let parent = node.parent; parent; parent = parent.parent) if (parent === other) return true;
  return false;
}
