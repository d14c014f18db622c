import { readPackageJson } from "../ground/package-file.ts";
import { hashTerm } from "./term-hash.ts";

/** How common terms are before anything was read: counted over some thousands of news items. */
export interface TermPrior {
  /** Documents that the prior stands for. */
  readonly weight: number;
  /** Hash of a term to the share of documents with it, 0-1. */
  readonly shares: ReadonlyMap<number, number>;
}

/** By language: documents, and how many of them have a stem, as `terms.ts` makes it. */
export type Frequencies = Readonly<
  Record<string, { readonly documents: number; readonly terms: Readonly<Record<string, number>> }>
>;

/** A language that few documents were counted of is trusted less. */
const UNCERTAIN = 300;

/** The prior that ships with the program: frequencies of common stems, `term-frequencies.json`. */
export function loadTermPrior(weight: number): TermPrior {
  shipped ??= sharesOf(readPackageJson<Frequencies>("src/cluster/term-frequencies.json"), hashTerm);
  return { weight, shares: shipped };
}

let shipped: ReadonlyMap<number, number> | undefined;

/** A stem that several languages have is as common as in the one that uses it most. */
export function sharesOf(
  frequencies: Frequencies,
  hash: (term: string) => number,
): ReadonlyMap<number, number> {
  const shares = new Map<number, number>();
  for (const { documents, terms } of Object.values(frequencies))
    for (const [term, count] of Object.entries(terms)) {
      const key = hash(term);
      shares.set(key, Math.max(shares.get(key) ?? 0, count / (documents + UNCERTAIN)));
    }
  return shares;
}
