import type { Document, Element } from "domhandler";
import { adopt, ancestors, attribute, elementsOf, findElement, hasVisibleText } from "./tree.ts";

const HEADING = /^(?:h[2-6]|dt|summary)$/;

/**
 * Buttons that are part of a text: the heading of a section that folds (ARIA Authoring Practices, accordion), which opens
 * the section that it names, and the frame of a picture that is shown large when it is pressed.
 */
export function unwrapButtons(root: Document | Element): void {
  const all = elementsOf(root);
  const buttons = all.filter((e) => e.name === "button" || e.attribs["role"] === "button");
  const panels: (string | undefined)[] = [];
  for (const button of buttons) {
    const around = ancestors(button);
    const isTitle = [button, ...around].some((e) => HEADING.test(e.name)) && hasVisibleText(button);
    if (isTitle) panels.push(attribute(button, "aria-controls"));
    if (button.name !== "button") continue;
    if (isTitle) Object.assign(button, { name: "span", attribs: {} });
    else if (around.some((e) => e.name === "figure")) keepPictures(button);
  }
  const opened = new Set(panels);
  for (const element of all) if (opened.has(attribute(element, "id") ?? "")) open(element);
}

function open(panel: Element): void {
  delete panel.attribs["hidden"];
  delete panel.attribs["aria-hidden"];
  panel.attribs["style"] = (panel.attribs["style"] ?? "").replace(/display\s*:\s*none/i, "");
}

function keepPictures(button: Element): void {
  const isPicture = (e: Element) => e.name === "picture" || e.name === "img" || e.name === "noscript";
  if (!findElement(button, (e) => e.name === "img")) return;
  const pictures = elementsOf(button).filter((e) => isPicture(e) && !ancestors(e).some(isPicture));
  adopt(button, pictures);
  button.name = "div";
  button.attribs = {};
}
