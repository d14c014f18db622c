import { countryOf } from "../../src/cluster/countries.ts";
import { DIGITS } from "../../src/cluster/lexicon.ts";
import { stem } from "../../src/cluster/stem.ts";
import { hashTerm } from "../../src/cluster/term-hash.ts";
import { type Frequencies, sharesOf, type TermPrior } from "../../src/cluster/term-prior.ts";
import { stemsOf } from "../../src/cluster/terms.ts";
import { createWordReader, NAMED, WordList } from "../../src/cluster/words.ts";
import type { Row } from "./story-sets.ts";

/** Terms seen in fewer documents than this are left out: they say more about one story than about the language. */
const FEWEST = 3;
/** By language: documents, and how many stories have each stem. */
type Tally = ReadonlyMap<string, { documents: number; counts: Map<string, number> }>;

/** Rows are read once, however often they are counted beside others. */
const tallies = new WeakMap<readonly Row[], Tally>();

/**
 * How many documents of each language have each stem: common terms only, the commonest first. A story counts once, however
 * many tell it, so that what was news on those days is not taken for what a language says every day.
 */
export function countTerms(sets: readonly (readonly Row[])[]): Frequencies {
  const all = new Map<string, { documents: number; counts: Map<string, number> }>();
  for (const rows of sets)
    for (const [language, { documents, counts }] of tally(rows)) {
      const sum = all.get(language) ?? { documents: 0, counts: new Map<string, number>() };
      all.set(language, sum);
      sum.documents += documents;
      for (const [text, count] of counts) sum.counts.set(text, (sum.counts.get(text) ?? 0) + count);
    }
  return Object.fromEntries(
    [...all].map(([language, { documents, counts }]) => [language, { documents, terms: common(counts) }]),
  );
}

function tally(rows: readonly Row[]): Tally {
  const known = tallies.get(rows);
  if (known) return known;
  const read = createWordReader();
  const [titleWords, bodyWords] = [new WordList(40), new WordList(80)];
  const languages = new Map<string, { documents: number; counts: Map<string, number> }>();
  const told = new Map<string, Set<string>>();
  for (const { title, summary, lang, cluster } of rows) {
    const language = lang.slice(0, 2);
    const found = languages.get(language) ?? { documents: 0, counts: new Map<string, number>() };
    languages.set(language, found);
    read(title, titleWords);
    read((summary ?? "").slice(0, 320), bodyWords);
    found.documents++;
    const said = told.get(cluster) ?? new Set();
    told.set(cluster, said);
    for (const text of new Set([...termsOf(titleWords, lang), ...termsOf(bodyWords, lang)])) {
      if (text === "" || said.has(text)) continue;
      said.add(text);
      found.counts.set(text, (found.counts.get(text) ?? 0) + 1);
    }
  }
  tallies.set(rows, languages);
  return languages;
}

function common(counts: ReadonlyMap<string, number>): Record<string, number> {
  const kept = [...counts].filter(([, count]) => count >= FEWEST);
  kept.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return Object.fromEntries(kept.map(([text, count]) => [text, count]));
}

/** What the counts of rows say beforehand. */
export function priorOf(sets: readonly (readonly Row[])[], weight: number): TermPrior {
  return { weight, shares: sharesOf(countTerms(sets), hashTerm) };
}

/** Terms as `terms.ts` makes them, in letters; empty for a word that every text has. */
function termsOf(words: WordList, lang: string): string[] {
  const stems = stemsOf(lang);
  return Array.from({ length: words.count }, (_, n) => {
    const text = words.wordAt(n);
    if (words.country[n]) return `@${countryOf(text)}`;
    const english = stems === "english" || (stems === "names" && words.capital[n] === NAMED);
    if (words.foreign[n] === 0 || (stems === "english" && words.english[n] === 0)) return "";
    return (words.bits[n] as number) & DIGITS ? text : stem(text, english);
  });
}
