import { readPackageJson } from "../ground/package-file.ts";
import { hashTerm } from "./term-hash.ts";

/** How common terms are before anything was read: counted over some thousands of news items. */
export interface TermPrior {
  /** Documents that the prior stands for. */
  readonly weight: number;
  /** Hash of a term to the share of documents with it, 0-1. */
  readonly shares: ReadonlyMap<number, number>;
}

interface Frequencies {
  readonly documents: number;
  /** Stem, as `terms.ts` makes it, to documents that have it. */
  readonly terms: Readonly<Record<string, number>>;
}

/** The prior that ships with the program: frequencies of common stems, `term-frequencies.json`. */
export function loadTermPrior(weight: number): TermPrior {
  shipped ??= readShares();
  return { weight, shares: shipped };
}

let shipped: ReadonlyMap<number, number> | undefined;

function readShares(): ReadonlyMap<number, number> {
  const { documents, terms } = readPackageJson<Frequencies>("src/cluster/term-frequencies.json");
  return new Map(Object.entries(terms).map(([term, count]) => [hashTerm(term), count / documents]));
}
