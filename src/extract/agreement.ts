/** Fewer words than this say too little to compare by. */
const ENOUGH = 3;

/**
 * The share of the words of `part` that occur in `whole`: 0-1. Words of four letters and more, pairs of
 * characters in scripts without spaces.
 *
 * @returns undefined when `part` has fewer than three such words
 */
export function agreement(part: string | undefined, whole: string): number | undefined {
  const wanted = new Set(termsOf(part ?? ""));
  if (wanted.size < ENOUGH) return undefined;
  const there = new Set(termsOf(whole));
  return [...wanted].filter((term) => there.has(term)).length / wanted.size;
}

function termsOf(text: string): string[] {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.flatMap((word) => (UNSPACED.test(word) ? pairs(word) : word.length > 3 ? [word] : []));
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function pairs(word: string): string[] {
  return Array.from({ length: Math.max(word.length - 1, 0) }, (_, i) => word.slice(i, i + 2));
}
