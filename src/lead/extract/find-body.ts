import { Readability } from "@mozilla/readability";
import render from "dom-serializer";
import type { Document, Element } from "domhandler";
import { parseHTML } from "linkedom";
import { parseHtml } from "./parse-html.ts";
import { elementsOf } from "./tree.ts";

const KEPT_ATTRIBUTES = new Set(
  "class id href src alt title colspan rowspan role itemprop itemtype rel dir lang width height datetime start".split(
    " ",
  ),
);

/** Readability's choice in what pruning has left: a tree, or undefined where it finds nothing. */
export function findBody(root: Document | Element, title: string | undefined): Document | undefined {
  for (const element of elementsOf(root))
    for (const name of Object.keys(element.attribs))
      if (!KEPT_ATTRIBUTES.has(name)) delete element.attribs[name];
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
  return typeof body === "string" ? undefined : body;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
