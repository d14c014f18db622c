import type { Element } from "domhandler";

/** Words after these say what something is not, or what it merely has beside it. */
const NEGATION = new Set(["no", "has", "with", "without", "not", "is", "show", "hide", "js"]);

/**
 * The words in an element's class and id: split at punctuation and at capitals, lower case. `has-sidebar` and
 * `no-comments` say nothing about the element itself and are left out, as is what follows `--`, which is how a
 * block differs from others of its kind, not what it is.
 */
export function nameTokens(element: Element): string[] {
  const { class: className, id } = element.attribs;
  if (!className && !id) return [];
  return `${className ?? ""} ${id ?? ""}`.split(/\s+/, 40).flatMap(wordsOf);
}

function wordsOf(name: string): string[] {
  const words = name
    .replace(/(?<=.)--.*$/, "")
    .split(/[^\p{L}]+/u)
    .filter((word) => word);
  if (words[0] && NEGATION.has(words[0].toLowerCase())) return [];
  return words.flatMap(splitCapitals).map((word) => word.toLowerCase());
}

/** `relatedPosts` is two words; `hJpRRP`, which a machine wrote, is one. */
function splitCapitals(word: string): string[] {
  const parts = word.split(/(?<=\p{Ll})(?=\p{Lu})/u);
  return parts.every((part) => part.length > 2) ? parts : [word];
}
