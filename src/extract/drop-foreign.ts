import {
  type AnyNode,
  type Document,
  type Element,
  hasChildren,
  isTag,
  isText,
  type ParentNode,
} from "domhandler";
import { topicOf } from "./agreement.ts";
import type { Announced } from "./choose-body.ts";
import { isLegal, legalTerms } from "./legal-text.ts";
import { type Measures, measureOf, measureTree } from "./measure.ts";
import { detachAll, findElement, hidden, visibleText } from "./tree.ts";

/** Words announced that are enough to know the article by. */
const FEW = 3;
/** The share of them that the page's sentences have where the article is among them. */
const THERE = 0.5;
/** Characters of sentences that make a box a text of its own; a notice may be one line. */
const TEXT = { apart: 150, notice: 60 };
/** Characters of sentences in one of several boxes that are built alike. */
const ALIKE = 100;
const BOXES = new Set(
  "div section aside article details dialog ol ul form fieldset footer table dl".split(" "),
);

interface Page {
  readonly measures: Measures;
  /** The elements that have any of the words announced. */
  readonly known: ReadonlySet<AnyNode>;
  /** Of each parent, the kinds of those of its children that have the words. */
  readonly kinds: Map<ParentNode, ReadonlySet<string>>;
}

/**
 * Takes out notices, terms and what stands apart from the text, whatever it is called, where it has none of the words by
 * which the article is known and sentences elsewhere have them: none of it is the article, however long it is.
 */
export function dropForeign(root: Document, { words }: Announced): void {
  const wanted = topicOf(words);
  if (wanted.size < FEW) return;
  const known = new Set<AnyNode>();
  const there = new Set<string>();
  noteKnown(root, { wanted, known, there });
  if (there.size < FEW) return;
  const page = { known, measures: measureTree(root), kinds: new Map() };
  const isArticleThere = there.size >= wanted.size * THERE;
  const aboutLaw = legalTerms(words).size > 0;
  const isForeign = (box: Element) => {
    const text = visibleText(box);
    const isOne = isOneOfMany(box, page);
    // A paragraph of an article about a court is one of several that bear a name.
    if (!aboutLaw && isLegal(text)) return !(isOne && firstName(box));
    if (measureOf(page.measures, box).prose < TEXT.apart) return false;
    return isArticleThere && !isOne && (isApart(box) || legalTerms(text).size > 1);
  };
  detachAll(boxesIn(root, page).filter(isForeign));
}

interface Words {
  readonly wanted: ReadonlySet<string>;
  readonly known: Set<AnyNode>;
  /** Words found in sentences: a headline says nothing of what text there is. */
  readonly there: Set<string>;
}

/** @returns whether the node has any of the words */
function noteKnown(node: AnyNode, words: Words, inTitle = false): boolean {
  if (isText(node)) return noteText(node.data, words, inTitle);
  if (!hasChildren(node)) return false;
  const title = inTitle || (isTag(node) && TITLES.has(node.name));
  const has = node.children.filter((child) => noteKnown(child, words, title)).length > 0;
  if (has) words.known.add(node);
  return has;
}

function noteText(text: string, { wanted, there }: Words, inTitle: boolean): boolean {
  const found = [...topicOf(text)].filter((word) => wanted.has(word));
  if (!inTitle && text.length >= SENTENCE) for (const word of found) there.add(word);
  return found.length > 0;
}

const SENTENCE = 40;
const TITLES = new Set(["h1", "a", "title"]);

/** The outermost boxes of text that have none of the words. */
function boxesIn(parent: AnyNode, page: Page, found: Element[] = []): Element[] {
  for (const child of hasChildren(parent) ? parent.children : []) {
    if (!isTag(child) || measureOf(page.measures, child).prose < TEXT.notice) continue;
    if (page.known.has(child) || !BOXES.has(child.name)) boxesIn(child, page, found);
    else found.push(child);
  }
  return found;
}

/** It is not shown at first, lies above the page, or asks for something. */
function isApart(box: Element): boolean {
  const { attribs, name } = box;
  return (
    hidden(box) ||
    APART.some(([attribute, value]) => value.test(attribs[attribute] ?? "none")) ||
    ABOVE.test(attribs["style"] ?? "") ||
    name === "form" ||
    name === "footer"
  );
}

/** What elements say that are shown when a script asks for it. */
const APART: readonly (readonly [attribute: string, value: RegExp])[] = [
  ["aria-hidden", /^true$/i],
  ["aria-modal", /^true$/i],
  ["inert", /^(?!none$)/],
  ["popover", /^(?!none$)/],
  ["role", /dialog/i],
];
const ABOVE =
  /position\s*:\s*(?:fixed|sticky)|(?:left|top)\s*:\s*-\d{3}|opacity\s*:\s*0(?![.\d])|(?:^|;)\s*(?:max-)?height\s*:\s*0/i;

/** A part of a list, of an interview or of a guide, of which others have the words. The frame of the headline is no part. */
function isOneOfMany(box: Element, page: Page): boolean {
  const { parent } = box;
  if (!parent) return false;
  const kinds = page.kinds.get(parent) ?? knownKinds(parent, page);
  page.kinds.set(parent, kinds);
  return kinds.has(kindOf(box));
}

function knownKinds(parent: ParentNode, { measures, known }: Page): ReadonlySet<string> {
  const parts = parent.children.filter(
    (e): e is Element =>
      isTag(e) &&
      known.has(e) &&
      measureOf(measures, e).prose >= ALIKE &&
      !findElement(e, (inner) => inner.name === "h1"),
  );
  return new Set(parts.map(kindOf));
}

const kindOf = (e: Element) => `${e.name} ${firstName(e)}`;

const firstName = (e: Element) => (e.attribs["class"] ?? "").trim().split(/\s+/)[0];
