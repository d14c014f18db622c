import type { Element } from "domhandler";
import type { Headline } from "./headlines.ts";
import type { Teaser } from "./teaser.ts";

/** A headline with the part of the page that is about nothing else. */
export interface Candidate
  extends Omit<Headline, "published">,
    Pick<Teaser, "published" | "summary" | "image"> {
  readonly block: Element;
  /** Names of the elements from the block to the page's own and to the headline: alike for what repeats. */
  readonly shape: string;
  /** Somewhere it says when, be it in words. */
  readonly dated: boolean;
  readonly zone: "aside" | "header" | undefined;
  readonly isRanked: boolean;
}

/** Whether something beside its length says of a link that it is a headline. */
export function isMarked({ kind }: Pick<Headline, "kind">): boolean {
  return kind !== "plain" && kind !== "picture";
}

/** The part of some candidates that have a mark, from 0 to 1. */
export function share(all: readonly Candidate[], mark: (one: Candidate) => boolean): number {
  return all.filter(mark).length / all.length;
}
