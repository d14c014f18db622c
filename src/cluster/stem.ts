/** Greek, Cyrillic and what follows bend their names too, and share them with nobody. */
const LATIN_ENDS = 0x370;

/**
 * A word without its commonest English endings; words of other languages lose what lies beyond six letters, which
 * drops most inflections without a dictionary.
 */
export function stem(word: string, english: boolean): string {
  if (word.length < 4) return word;
  const first = word.charCodeAt(0);
  return english && first < LATIN_ENDS ? stemEnglish(word) : word.slice(0, first > 0x2e7f ? 8 : 6);
}

function stemEnglish(word: string): string {
  let text = word;
  if (text.endsWith("ies") && text.length > 4) text = `${text.slice(0, -3)}y`;
  else if (/(?:ss|us|is)$/.test(text)) return text;
  else if (/(?:ches|shes|sses|xes|zes)$/.test(text)) text = text.slice(0, -2);
  else if (text.endsWith("s")) text = text.slice(0, -1);
  if (text.length > 5 && text.endsWith("ing")) text = undouble(text.slice(0, -3));
  else if (text.length > 4 && text.endsWith("ed")) text = undouble(text.slice(0, -2));
  if (text.length > 4 && text.endsWith("e")) text = text.slice(0, -1);
  if (text.length > 6) text = text.replace(/(?:ation|ment|ness|tion|ly|er|or|ist|al|ion|ive)$/, "");
  return text.endsWith("i") ? `${text.slice(0, -1)}y` : text;
}

function undouble(text: string): string {
  return /([bdfglmnprt])\1$/.test(text) ? text.slice(0, -1) : text;
}
