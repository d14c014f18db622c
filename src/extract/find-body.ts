import { Readability } from "@mozilla/readability";
import render from "dom-serializer";
import { type ChildNode, type Document, type Element, isTag, isText } from "domhandler";
import { parseHTML } from "linkedom";
import { MATH_ATTRIBUTES } from "./formulas.ts";
import { parseHtml } from "./parse-html.ts";
import { adopt, BLOCKS, elementsOf } from "./tree.ts";

const KEPT_ATTRIBUTES = new Set(
  "class id href src alt title colspan rowspan role itemprop itemtype rel dir lang width height datetime start type controls poster"
    .split(" ")
    .concat(MATH_ATTRIBUTES),
);

/** Readability's choice in what pruning has left: a tree, or undefined where it finds nothing. */
export function findBody(root: Document | Element, title: string | undefined): Document | undefined {
  for (const element of elementsOf(root)) {
    // Readability takes what is called `share` or `related` out of the middle of a sentence.
    if ((!BLOCKS.has(element.name) || HEADING.test(element.name)) && element.attribs["class"] !== "embed") {
      delete element.attribs["class"];
      delete element.attribs["id"];
    }
    for (const name of Object.keys(element.attribs))
      if (!KEPT_ATTRIBUTES.has(name)) delete element.attribs[name];
  }
  unwrapParagraphs(root);
  shieldTexts(root);
  const html = render(root.children, { encodeEntities: "utf8" });
  const { document } = parseHTML(
    `<!doctype html><html><head><title>${escapeText(title ?? "")}</title></head><body>${html}</body></html>`,
  );
  const article = new Readability(document as unknown as ConstructorParameters<typeof Readability>[0], {
    keepClasses: true,
    disableJSONLD: true,
  }).parse();
  if (!article?.content) return undefined;
  const body = parseHtml(article.content, { depth: 300, elements: 100_000, over: "flatten" });
  if (typeof body === "string") return undefined;
  eachText(body, (text) => text.replace(SHIELDS, (shield) => SHIELDED[shield.charCodeAt(0) - FIRST] ?? ""));
  return body;
}

const HEADING = /^h[2-6]$/;

/**
 * A paragraph alone in a box is a paragraph: Readability drops boxes with more links than text, whatever the text says, and
 * no paragraphs.
 */
function unwrapParagraphs(root: Document | Element): void {
  for (const parent of [root, ...elementsOf(root)].reverse()) {
    if (!parent.children.some(loneParagraph)) continue;
    adopt(
      parent,
      parent.children.map((child) => loneParagraph(child) ?? child),
    );
  }
}

function loneParagraph(box: ChildNode): Element | undefined {
  if (!isTag(box) || box.name !== "div") return undefined;
  const [only, ...others] = box.children.filter((child) => !isText(child) || child.data.trim());
  return only && others.length === 0 && isTag(only) && only.name === "p" ? only : undefined;
}

/** What is escaped in text, and the private characters (Unicode 23.5) that stand for it meanwhile. */
const SHIELDED = "<>&";
const FIRST = 0xf8d0;
const SHIELDS = /[\uf8d0-\uf8d2]/g;
/** Hard spaces up to here keep their kind. */
const MOST_HARD_SPACES = 5000;

/**
 * linkedom makes a text of its own of every character that was escaped: a page of two million `<` would take it
 * minutes. So there are none.
 */
function shieldTexts(root: Document | Element): void {
  let hardSpaces = 0;
  eachText(root, (text) => {
    hardSpaces += text.split("\u00a0").length - 1;
    const soft = hardSpaces > MOST_HARD_SPACES ? text.replaceAll("\u00a0", " ") : text;
    return soft
      .replace(SHIELDS, "")
      .replace(/[<>&]/g, (character) => String.fromCharCode(FIRST + SHIELDED.indexOf(character)));
  });
}

function eachText(node: Document | Element, change: (text: string) => string): void {
  for (const child of node.children) {
    if (isText(child)) child.data = change(child.data);
    else if (isTag(child)) eachText(child, change);
  }
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
