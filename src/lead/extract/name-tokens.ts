import type { Element } from "domhandler";

/** Words after these say what something is not, or what it merely has beside it. */
const NEGATION = new Set(["no", "has", "with", "without", "not", "is", "show", "hide", "js"]);

/**
 * The words in an element's class and id: split at punctuation and at capitals, lower case. `has-sidebar` and
 * `no-comments` say nothing about the element itself and are left out.
 */
export function nameTokens(element: Element): string[] {
  const { class: className, id } = element.attribs;
  if (!className && !id) return [];
  const tokens: string[] = [];
  for (const name of `${className ?? ""} ${id ?? ""}`.split(/\s+/, 40)) {
    const words = name
      .replace(/([a-z])([A-Z])/g, "$1-$2")
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .filter((word) => word);
    if (words[0] && NEGATION.has(words[0])) continue;
    tokens.push(...words);
  }
  return tokens;
}
