/** Beyond ASCII. */
const FOREIGN = /[\u0080-\uffff]/;
/** French and Italian articles that lean on the next word. */
const ELIDED = /^(?:[ldsncjmt]|qu|un|dell|all|nell|sull|dall)['’](?=\p{L}{2})/u;

/** From India to Burma, Khmer and kana: there, marks are vowels or make other letters, and stay. */
const VOWELLED = /[\u0900-\u109f\u1780-\u17ff\u3040-\u30ff]/;

/** A word in lower case, without accents, possessive endings and elided articles. */
export function fold(word: string): string {
  let text = word.toLowerCase();
  if (text.includes("'") || text.includes("’")) text = text.replace(/['’]s?$/, "").replace(ELIDED, "");
  if (!FOREIGN.test(text)) return text;
  if (VOWELLED.test(text)) return text.normalize("NFKC");
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const folded = plain.replaceAll("’", "'").replaceAll("ß", "ss");
  return folded === "" ? text : folded;
}

/** Arabic, Persian and Indian digits, in rows of ten that begin with the zero. */
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g;

/** Wide, raised and other digits as plain ones. */
export function plainDigits(text: string): string {
  return text.normalize("NFKC").replace(OTHER_DIGITS, (digit) => {
    const code = digit.charCodeAt(0);
    return String((code & 15) - (code > 0x900 ? 6 : 0));
  });
}

/** `1,000` and `1.000` are one number; a decimal comma becomes a point. */
export function foldNumber(text: string): string {
  return text.replace(/[.,](?=\d{3}(?:\D|$))/g, "").replace(",", ".");
}
