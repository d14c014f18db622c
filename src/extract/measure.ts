import { type AnyNode, type Element, hasChildren, isTag, isText } from "domhandler";

export interface Measure {
  /** Characters of text, white space collapsed. */
  readonly chars: number;
  /** Of these, inside links. */
  readonly linkChars: number;
  /** Of these, outside links and in runs long enough to be sentences. */
  readonly prose: number;
}

export type Measures = ReadonlyMap<AnyNode, Measure>;

const NONE: Measure = { chars: 0, linkChars: 0, prose: 0 };
/** A run of text this long is more likely a sentence than a label. */
const SENTENCE = 40;
const SILENT = new Set(["script", "style", "noscript", "template", "svg", "select", "textarea", "button"]);

/** How much text each element holds, and of what kind. One walk. */
export function measureTree(root: AnyNode): Measures {
  const measures = new Map<AnyNode, Measure>();
  measureNode(root, false, measures);
  return measures;
}

function measureNode(node: AnyNode, inLink: boolean, measures: Map<AnyNode, Measure>): Measure {
  if (isText(node)) return measureText(node.data, inLink);
  if (!hasChildren(node) || (isTag(node) && SILENT.has(node.name))) return NONE;
  const link = inLink || (isTag(node) && node.name === "a");
  let [chars, linkChars, prose] = [0, 0, 0];
  for (const child of node.children) {
    const part = measureNode(child, link, measures);
    chars += part.chars;
    linkChars += part.linkChars;
    prose += part.prose;
  }
  const total = { chars, linkChars, prose };
  measures.set(node, total);
  return total;
}

function measureText(data: string, inLink: boolean): Measure {
  const chars = lengthOf(data);
  if (chars === 0) return NONE;
  return { chars, linkChars: inLink ? chars : 0, prose: !inLink && chars >= SENTENCE ? chars : 0 };
}

/** Characters of a text as it is shown: white space at its ends is none, and elsewhere one. Every text is asked for it. */
function lengthOf(text: string): number {
  let [length, pending] = [0, false];
  for (let i = 0; i < text.length; i++) {
    if (isSpace(text.charCodeAt(i))) pending = length > 0;
    else {
      length += pending ? 2 : 1;
      pending = false;
    }
  }
  return length;
}

/** What a pattern calls white space. */
const isSpace = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || (code >= 160 && /\s/.test(String.fromCharCode(code)));

/** The measure of an element; nothing for one that was made after measuring. */
export function measureOf(measures: Measures, element: Element): Measure {
  return measures.get(element) ?? NONE;
}

/** The runs of text below a node that are long enough to be sentences, outside links. One walk. */
export function sentencesIn(node: AnyNode, found: string[] = []): string[] {
  if (isText(node) && node.data.length >= SENTENCE) found.push(node.data);
  else if (hasChildren(node) && !(isTag(node) && (SILENT.has(node.name) || NO_SENTENCE.has(node.name))))
    for (const child of node.children) sentencesIn(child, found);
  return found;
}

const NO_SENTENCE = new Set(["a", "h1", "title"]);
