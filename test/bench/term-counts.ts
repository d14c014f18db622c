import { countryOf } from "../../src/cluster/countries.ts";
import { DIGITS } from "../../src/cluster/lexicon.ts";
import { stem } from "../../src/cluster/stem.ts";
import { createWordReader, WordList } from "../../src/cluster/words.ts";
import type { StorySet } from "./story-sets.ts";

/** Terms seen in fewer documents than this are left out: they say more about one story than about the language. */
const FEWEST = 5;
/** A story's own articles, taken off each count so that no story makes its own words common. */
const OWN = 2;

/** How many documents of a set have each stem: common terms only, the commonest first. */
export function countTerms({ rows }: StorySet): { documents: number; terms: Record<string, number> } {
  const read = createWordReader();
  const [titleWords, bodyWords] = [new WordList(40), new WordList(140)];
  const counts = new Map<string, number>();
  for (const { title, summary } of rows) {
    read(title, titleWords);
    read(summary ?? "", bodyWords);
    const stems = new Set([...termsOf(titleWords), ...termsOf(bodyWords)]);
    for (const text of stems) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  counts.delete("");
  const common = [...counts].filter(([, count]) => count >= FEWEST);
  common.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return {
    documents: rows.length,
    terms: Object.fromEntries(common.map(([text, count]) => [text, count - OWN])),
  };
}

/** Terms as `terms.ts` makes them, in letters; empty for a word that every text has. */
function termsOf(words: WordList): string[] {
  return Array.from({ length: words.count }, (_, n) => {
    const text = words.wordAt(n);
    if (words.country[n]) return `@${countryOf(text)}`;
    if (words.english[n] === 0) return "";
    return (words.bits[n] as number) & DIGITS ? text : stem(text, true);
  });
}
