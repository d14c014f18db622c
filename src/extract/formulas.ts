import {
  type AnyNode,
  type ChildNode,
  type Document,
  Element,
  hasChildren,
  isTag,
  isText,
  Text,
} from "domhandler";
import { parseHtml } from "./parse-html.ts";
import { adopt, attribute, detach, elementsOf, findElement, replaceWith, visibleText } from "./tree.ts";

/** Elements of MathML Core that hold text alone. */
const TOKENS = new Set(["mi", "mn", "mo", "ms", "mtext"]);
/** Its other elements, but for what runs or frames. */
const BOXES = new Set(
  (
    "mrow mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup munder mover munderover mmultiscripts " +
    "mprescripts mtable mtr mtd mspace none"
  ).split(" "),
);
/** What a browser draws a formula of, for the list of what may stay. */
export const MATH_TAGS: readonly string[] = ["math", ...TOKENS, ...BOXES];
/** What these elements may say (MathML Core), none of it an address or a style. */
export const MATH_ATTRIBUTES: readonly string[] = (
  "display alttext mathvariant displaystyle scriptlevel linethickness accent accentunder form fence separator " +
  "stretchy symmetric largeop movablelimits lspace rspace minsize maxsize width height depth voffset columnspan rowspan"
).split(" ");

/**
 * Makes every formula one that a browser draws without script or style: MathML of the core, each once. What KaTeX,
 * MathJax, Wikipedia and others write beside it goes; where there is no MathML, the formula's TeX stands as code.
 */
export function prepareFormulas(root: Document | Element): void {
  const all = elementsOf(root);
  const within = new Set<AnyNode>();
  for (const element of all.filter(isSource)) {
    // The parts of a drawing that could not be settled are not settled one by one.
    const { parent } = element;
    if (parent && within.has(parent)) within.add(element);
    else if (isAttached(element, root)) readSource(element, within);
  }
  const formulas = within.size > 0 || all.some(isSource) ? elementsOf(root) : all;
  for (const element of formulas)
    if (element.name.endsWith("math") && localName(element) === "math" && isAttached(element, root))
      cleanMath(element);
}

/** It may be something of a formula: most texts have none, and one look at their elements is enough. */
function isSource({ name, attribs }: Element): boolean {
  if (name === "script" || name === "svg" || name === "d-math" || name === "mjx-container") return true;
  if (attribs["data-mathml"] !== undefined || attribs["data-attrs"] !== undefined) return true;
  return attribs["class"] !== undefined && /katex|mathjax|mjx-|mwe-math|mathquill/i.test(attribs["class"]);
}

/** One element of what a program drew, or was to draw. */
function readSource(element: Element, within: Set<AnyNode>): void {
  if (isDrawn(element)) {
    within.add(element);
    settle(element);
  } else if (element.name === "script") readScript(element);
  else if (element.attribs["data-attrs"]?.includes("persistentExpression")) readAttributes(element);
  else if (element.name === "svg") readPicture(element);
  else if (element.name === "d-math")
    replaceWith(element, code(visibleText(element), "block" in element.attribs));
  else if (hasClass(element, /^mathjax_preview$/)) detach(element);
}

function isAttached(element: Element, root: Document | Element): boolean {
  for (let node: AnyNode | null = element; node; node = node.parent) if (node === root) return true;
  return false;
}

function hasClass({ attribs }: Element, name: RegExp): boolean {
  const classes = attribs["class"];
  if (!classes) return false;
  return classes
    .toLowerCase()
    .split(/\s+/)
    .some((one) => name.test(one));
}

const localName = (element: Element) => element.name.replace(/^[\w-]+:/, "");

/** The outermost element of what a program drew of one formula. */
function isDrawn(element: Element): boolean {
  return isNamedDrawn(element) && !findElement(element, (e) => TEXT.has(e.name));
}

/** In the drawing of one formula none of these stand: a whole article may carry the program's name. */
const TEXT = new Set(["p", "h1", "h2", "h3", "h4", "li", "blockquote"]);

function isNamedDrawn(element: Element): boolean {
  if (element.name === "mjx-container") return true;
  if (element.attribs["data-mathml"] !== undefined) return true;
  return hasClass(
    element,
    /^(?:katex|katex-display|mathjax|mathjax_(?:display|svg|chtml)\w*|mjx-(?:chtml|full-width)|mwe-math-element|mathquill)$/,
  );
}

/** Puts the formula alone in the place of all that was drawn of it. */
function settle(drawn: Element): void {
  const block =
    hasClass(drawn, /display|mathjax_display/) ||
    attribute(drawn, "display") === "true" ||
    findElement(drawn, (e) => hasClass(e, /^mathjax_(?:svg_)?display$/)) !== undefined;
  const source = scriptBeside(drawn);
  const math = mathIn(drawn) ?? mathWritten(drawn);
  if (math) {
    if (block) math.attribs["display"] = "block";
    replaceWith(drawn, math);
  } else {
    const tex = texOf(drawn) ?? (source && scriptText(source));
    // Without a source, what was drawn as text is better than nothing; Wikipedia's picture says itself in words.
    if (!tex) return;
    replaceWith(drawn, code(tex, block));
  }
  if (source) detach(source);
}

function mathIn(drawn: Element): Element | undefined {
  return findElement(drawn, (e) => localName(e) === "math");
}

function mathWritten(drawn: Element): Element | undefined {
  const holder = drawn.attribs["data-mathml"]
    ? drawn
    : findElement(drawn, (e) => e.attribs["data-mathml"] !== undefined);
  return parsedMath(holder?.attribs["data-mathml"]);
}

function parsedMath(written: string | undefined): Element | undefined {
  if (!written || written.length > 50_000) return undefined;
  const document = parseHtml(written, { depth: 64, elements: 2000, over: "refuse" });
  return typeof document === "string" ? undefined : findElement(document, (e) => localName(e) === "math");
}

function texOf(drawn: Element): string | undefined {
  const own = ["data-latex", "data-tex", "data-formula", "alttext", "aria-label"];
  for (const element of [drawn, ...elementsOf(drawn)])
    for (const name of own) {
      const written = attribute(element, name);
      if (written) return written;
    }
  return undefined;
}

/** MathJax 2 keeps what it drew from in a script behind it. */
function scriptBeside(drawn: Element): Element | undefined {
  for (let node: ChildNode | null = drawn.next; node; node = node.next) {
    if (isText(node) && !node.data.trim()) continue;
    return isTag(node) && isMathScript(node) ? node : undefined;
  }
  return undefined;
}

function isMathScript(element: Element): boolean {
  return element.name === "script" && /^math\//i.test(attribute(element, "type") ?? "");
}

function scriptText(script: Element): string {
  const text = script.children
    .map((child) => (hasChildren(child) || isText(child) ? textOf(child) : ""))
    .join("");
  return text.replace(/^\s*%?\s*<!\[CDATA\[|%?\s*\]\]>\s*$/g, "").trim();
}

function textOf(node: AnyNode): string {
  if (isText(node)) return node.data;
  return hasChildren(node) ? node.children.map(textOf).join("") : "";
}

function readScript(script: Element): void {
  if (!isMathScript(script)) return;
  const type = attribute(script, "type") ?? "";
  const text = scriptText(script);
  const math = /^math\/(?:mml|mathml)/i.test(type) ? parsedMath(text) : undefined;
  if (math) replaceWith(script, math);
  else if (text && /^math\/(?:tex|latex|asciimath)/i.test(type))
    replaceWith(script, code(text, /mode\s*=\s*display/i.test(type)));
  else detach(script);
}

/** Substack keeps a formula as JSON, for its script to draw. */
function readAttributes(element: Element): void {
  const written = /"persistentExpression":("(?:[^"\\]|\\.)*")/.exec(element.attribs["data-attrs"] ?? "")?.[1];
  try {
    const tex: unknown = JSON.parse(written ?? "");
    if (typeof tex === "string" && tex) replaceWith(element, code(tex, element.name === "div"));
  } catch {
    // no formula: what is written stays
  }
}

/** A drawn formula says itself in words, for those who do not see it. */
function readPicture(svg: Element): void {
  if (!hasClass(svg, /^(?:.*math.*|.*latex.*|.*katex.*|tex|typst.*)$/)) return;
  const title = findElement(svg, (e) => e.name === "title" || e.name === "desc");
  const words = attribute(svg, "aria-label") ?? (title && textOf(title).trim());
  if (words) replaceWith(svg, code(words, false));
}

function code(tex: string, block: boolean): Element {
  const inline = new Element("code", {}, [new Text(tex)]);
  return block ? new Element("p", {}, [inline]) : inline;
}

const TEX = /tex|latex/i;

/** Brings one formula to the core, or to its TeX where it has nothing to draw. */
function cleanMath(math: Element): void {
  const annotation = elementsOf(math).find(
    (e) => localName(e) === "annotation" && TEX.test(attribute(e, "encoding") ?? ""),
  );
  const tex =
    (annotation && visibleText(annotation)) || attribute(math, "alttext") || attribute(math, "aria-label");
  const block = attribute(math, "display") === "block" || attribute(math, "mode") === "display";
  const children = math.children.flatMap(cleaned);
  math.name = "math";
  adopt(math, children);
  dropFallbackPicture(math);
  if (!visibleText(math)) {
    replaceWith(math, ...(tex ? [code(tex, block)] : []));
    return;
  }
  math.attribs = kept(math);
  if (block) math.attribs["display"] = "block";
  if (tex && tex.length <= 1000) math.attribs["alttext"] = tex;
}

/** Content MathML says what is meant, not what it looks like; a browser would show its parts side by side. */
const MEANT = new Set([
  "apply",
  "bind",
  "cn",
  "ci",
  "csymbol",
  "annotation",
  "annotation-xml",
  "share",
  "cerror",
  "cs",
  "tex-math",
]);

function cleaned(node: ChildNode): ChildNode[] {
  if (isText(node)) return node.data.trim() ? [new Element("mtext", {}, [new Text(node.data.trim())])] : [];
  if (!isTag(node)) return [];
  const name = localName(node);
  if (MEANT.has(name)) return [];
  if (TOKENS.has(name)) return [new Element(name, kept(node), [new Text(tokenText(node))])];
  if (name === "mfenced") return [fenced(node)];
  const children = node.children.flatMap(cleaned);
  if (name === "semantics" || name === "maction") return children.slice(0, 1);
  if (BOXES.has(name)) return [box(name, kept(node), children)];
  if (name === "mlabeledtr") return [box("mtr", {}, children)];
  return children.length === 1 ? children : [box("mrow", {}, children)];
}

function tokenText(token: Element): string {
  const glyphs = elementsOf(token).flatMap((e) =>
    localName(e) === "mglyph" ? [e.attribs["alt"] ?? ""] : [],
  );
  return `${textOf(token)}${glyphs.join("")}`.replace(/\s+/g, " ");
}

function box(name: string, attribs: Record<string, string>, children: ChildNode[]): Element {
  const made = new Element(name, attribs, []);
  adopt(made, children);
  return made;
}

/** Parentheses of MathML 3, which the core has no more. */
function fenced(node: Element): Element {
  const sign = (text: string) => new Element("mo", { fence: "true" }, [new Text(text)]);
  const between = [...(node.attribs["separators"] ?? ",").replace(/\s/g, "")];
  const inner = node.children.filter(isTag).flatMap((child, n) => {
    const separator = n > 0 ? (between[n - 1] ?? between.at(-1)) : undefined;
    return [
      ...(separator ? [new Element("mo", { separator: "true" }, [new Text(separator)])] : []),
      ...cleaned(child),
    ];
  });
  return box("mrow", {}, [sign(node.attribs["open"] ?? "("), ...inner, sign(node.attribs["close"] ?? ")")]);
}

function kept({ attribs }: Element): Record<string, string> {
  return Object.fromEntries(
    MATH_ATTRIBUTES.flatMap((name) => {
      const value = attribs[name];
      return value !== undefined && value.length <= 1000 ? [[name, value] as const] : [];
    }),
  );
}

/** The picture of a formula beside the formula itself says it twice. */
function dropFallbackPicture(math: Element): void {
  for (const node of [math.prev, math.next]) {
    if (!node || !isTag(node)) continue;
    const image = node.name === "img" ? node : undefined;
    if (image && (hasClass(image, /math|latex|tex/) || image.attribs["alt"] === math.attribs["alttext"]))
      detach(image);
    else if (node.name === "tex-math") detach(node);
  }
}
