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

/**
 * As `agreement`, of the words alone that say what a text is about, not of those that every text has.
 *
 * @param topic of the whole
 * @param enough fewer such words than this say nothing
 */
export function topicAgreement(
  part: string | undefined,
  topic: ReadonlySet<string>,
  enough: number,
): number | undefined {
  const wanted = topicOf(part ?? "");
  if (wanted.size < enough) return undefined;
  return [...wanted].filter((stem) => topic.has(stem)).length / wanted.size;
}

/** The words that say what a text is about. A word in another form is the same word: five letters of it are enough. */
export function topicOf(text: string): ReadonlySet<string> {
  return new Set(termsOf(text).flatMap((term) => (COMMON.has(term) ? [] : [term.slice(0, 5)])));
}

/** Words of four letters and more that say nothing of what a text is about, and what sites say of themselves. */
const COMMON = new Set(
  (
    "about after again also been before being between both could does during each even every first from have having here into just like made make many more most much must only other over said same should some such than that their them then there these they this those through under until very want were what when where which while will with would your news latest website " +
    "aber alle auch beim dass dem diese dieser durch eine einem einen einer eines gegen haben hatte kann mehr nach nicht noch oder sein seine sich sind über unter werden wird wurde zwischen " +
    "avec cette comme dans depuis elle entre leur mais même nous plus pour sans sont sous tout vous " +
    "como cuando desde donde entre esta este hasta para pero porque sobre también todo " +
    "alla anche come dalla della delle hanno nella questo sono mais uma pelo pela seus door naar niet voor zijn werd wordt " +
    "cookie cookies privacy"
  ).split(" "),
);

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
