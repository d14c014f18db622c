import { type ChildNode, Element, isTag, Text } from "domhandler";
import { findElement, hasVisibleText, visibleText } from "./tree.ts";

/** What stands in an element's place: nothing, for `[]`; the element itself, for undefined. */
export type Place = readonly ChildNode[] | undefined;

/** A thing that is elsewhere. */
export interface Target {
  readonly url: string;
  readonly title: string;
}

/** Whether an element is such a link, or holds nothing else: it is no pointer to another article. */
export function isPlayerLink(element: Element): boolean {
  if (element.attribs["class"] === MARK) return true;
  const inner = findElement(element, (e) => e.attribs["class"] === MARK);
  return inner !== undefined && visibleText(inner) === visibleText(element);
}

const MARK = "embed";

/** The boxes around it that exist to give it its shape: what shortens texts takes a box of one link for furniture. */
export function frameOf(element: Element): Element {
  const parent = element.parent;
  if (!parent || !isTag(parent) || (parent.name !== "div" && parent.name !== "span")) return element;
  const alone = parent.children.every(
    (child) => child === element || (isTag(child) ? child.name === "script" : !hasVisibleText(child)),
  );
  return alone ? frameOf(parent) : element;
}

/** The class tells what shortens texts that this link is no mere pointer to something else; no reader sees it. */
export function linkIn(place: Element, url: string, title: string): ChildNode {
  const parent = place.parent;
  const within = parent && isTag(parent) ? parent.name : "";
  if (within === "a") return new Text(title);
  return INLINE.has(within) ? playerLink(url, title) : paragraph(url, title);
}

const INLINE = new Set("p span em strong b i h1 h2 h3 h4 h5 h6 small font u".split(" "));

/** A link that trimming leaves where it stands. */
export function playerLink(url: string, title: string): Element {
  return new Element("a", { href: url, class: MARK }, [new Text(title)]);
}

export function paragraph(url: string, title: string): Element {
  return new Element("p", { class: MARK }, [playerLink(url, title)]);
}
