import { type AnyNode, cloneNode, type Document, Element, hasChildren, isTag, isText } from "domhandler";
import { lettersOf } from "../ground/text.ts";
import type { PageFacts } from "./page-facts.ts";
import { adopt, BLOCKS, hidden, SILENT, visibleText } from "./tree.ts";

/** Letters and digits from which a description says enough to be known again. */
const ENOUGH = 40;
/** Longer blocks are no standfirsts. */
const LONGEST = 900;
/** What never holds one, and what holds those of other articles. */
const ELSEWHERE = new Set([
  "nav",
  "footer",
  "aside",
  "figcaption",
  "form",
  "a",
  "head",
  "title",
  "button",
  "dialog",
]);

/** A block of the page that says what the page's description says. */
export interface Standfirst {
  readonly element: Element;
  readonly text: string;
}

/**
 * The blocks of a page, in document order, that say what its description says: what a newspaper prints between
 * headline and text. Has to run before pruning, for they often stand in the page's header.
 */
export function findStandfirsts(document: Document, facts: PageFacts): Standfirst[] {
  const wanted = [...new Set(descriptionsOf(facts).map(lettersOf))].filter((text) => text.length >= ENOUGH);
  if (wanted.length === 0) return [];
  const titles = [facts.title ?? "", facts.linked?.headline ?? "", ...(facts.meta.get("og:title") ?? [])]
    .map(lettersOf)
    .filter((title) => title.length >= 12);
  const found: Standfirst[] = [];
  walk(
    document,
    (element) => {
      const text = visibleText(element);
      // A copy of the text's beginning that breaks off is a teaser; the title again is none either.
      if (text.length > LONGEST || /(?:\.\.\.|…|\[…\])$/.test(text)) return;
      const own = lettersOf(text);
      if (
        own.length >= 30 &&
        !titles.some(
          (title) => title.includes(own) || (own.includes(title) && own.length < title.length * 1.3),
        ) &&
        wanted.some((description) => isLike(own, description))
      )
        found.push({ element: cloneNode(element, true), text: own });
    },
    wanted,
  );
  return found;
}

/** What the page says that it is about, in its metadata. */
export function descriptionsOf(facts: PageFacts): string[] {
  const names = [
    "description",
    "og:description",
    "twitter:description",
    "dc.description",
    "sailthru.description",
  ];
  return [...names.flatMap((name) => facts.meta.get(name) ?? []), facts.linked?.description ?? ""];
}

function isLike(own: string, description: string): boolean {
  if (description.includes(own)) return own.length >= description.length * 0.3;
  const start = description.slice(0, Math.max(ENOUGH, Math.min(description.length - 10, 100)));
  return own.startsWith(start) || own.includes(description);
}

function walk(node: AnyNode, visit: (element: Element) => void, wanted: readonly string[]): void {
  if (!hasChildren(node)) return;
  let last: Element | undefined;
  for (const child of node.children) {
    if (isTag(child) && isShown(child)) walk(child, visit, wanted);
    if (!isText(child) || !maySay(child.data, wanted)) continue;
    const line = lineOf(child);
    if (line && line !== last) visit(line);
    last = line;
  }
}

const isShown = (element: Element): boolean =>
  !SILENT.has(element.name) && !ELSEWHERE.has(element.name) && !hidden(element);

/** A run of text that may be of a description. */
function maySay(data: string, wanted: readonly string[]): boolean {
  if (data.length < 20) return false;
  const own = lettersOf(data);
  return (
    own.length >= 20 &&
    wanted.some((text) => text.includes(own.slice(0, 60)) || own.includes(text.slice(0, ENOUGH)))
  );
}

/** The element that is the line in which a text stands. */
function lineOf(node: AnyNode): Element | undefined {
  let line: Element | undefined;
  for (let e = node.parent; e && isTag(e); e = e.parent) {
    if (e.children.some((c) => isTag(c) && BLOCKS.has(c.name)) && line) return line;
    line = e;
    if (BLOCKS.has(e.name)) return /^h1$/.test(e.name) ? undefined : line;
  }
  return line;
}

/** Puts the page's standfirst at the head of the text where the text has none of it. */
export function putStandfirst(body: Document, standfirsts: readonly Standfirst[]): void {
  const [first] = standfirsts;
  if (!first || lettersOf(visibleText(body)).includes(first.text.slice(0, ENOUGH))) return;
  const paragraph = new Element("p", {}, []);
  adopt(paragraph, first.element.children);
  adopt(body, [paragraph, ...body.children]);
}
