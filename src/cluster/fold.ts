/** Beyond ASCII. */
const FOREIGN = /[\u0080-\uffff]/;
/** French and Italian articles that lean on the next word. */
const ELIDED = /^(?:[ldsncjmt]|qu|un|dell|all|nell|sull|dall)['’](?=\p{L}{2})/u;

/** A word in lower case, without accents, possessive endings and elided articles. */
export function fold(word: string): string {
  let text = word.toLowerCase();
  if (text.includes("'") || text.includes("’")) text = text.replace(/['’]s?$/, "").replace(ELIDED, "");
  if (!FOREIGN.test(text)) return text;
  const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("’", "'").replaceAll("ß", "ss");
  return folded === "" ? text : folded;
}

/** `1,000` and `1.000` are one number; a decimal comma becomes a point. */
export function foldNumber(text: string): string {
  return text.replace(/[.,](?=\d{3}(?:\D|$))/g, "").replace(",", ".");
}
