import type { Element } from "domhandler";

/** Words after these say what something is not, or what it merely has beside it. */
const NEGATION = new Set(["no", "has", "with", "without", "not", "is", "show", "hide", "js"]);

/**
 * The words in an element's class and id: split at punctuation and at capitals, lower case. `has-sidebar` and
 * `no-comments` say nothing about the element itself and are left out, as is what follows `--`, which is how a
 * block differs from others of its kind, not what it is.
 */
export function nameTokens(element: Element): readonly string[] {
  const { class: className, id } = element.attribs;
  if (!className && !id) return NONE;
  const name = `${className ?? ""} ${id ?? ""}`;
  const before = known.get(name);
  if (before) return before;
  const tokens = name.split(/\s+/, 40).flatMap(wordsOf);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, tokens);
  return tokens;
}

const NONE: readonly string[] = [];

/** Every rule asks for an element's names anew, elements have them in common, and taking them apart takes long. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 2000;

function wordsOf(name: string): readonly string[] {
  if (/^[a-z]*$/.test(name)) return name === "" || NEGATION.has(name) ? NONE : [name];
  const words = (name.includes("--") ? name.replace(/(?<=.)--.*$/, "") : name)
    .split(/[^\p{L}]+/u)
    .filter((word) => word);
  if (words[0] && NEGATION.has(words[0].toLowerCase())) return NONE;
  return words.flatMap(splitCapitals).map((word) => word.toLowerCase());
}

/** `relatedPosts` is two words; `hJpRRP`, which a machine wrote, is one. */
function splitCapitals(word: string): readonly string[] {
  if (/^[a-z]+$/.test(word)) return [word];
  const parts = word.split(/(?<=\p{Ll})(?=\p{Lu})/u);
  return parts.every((part) => part.length > 2) ? parts : [word];
}
