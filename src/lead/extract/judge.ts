import { countWords } from "./count-words.ts";
import type { FeedHints, Wall } from "./extraction.ts";

export interface Verdict {
  readonly code: "EXTRACT_WALL" | "EXTRACT_EMPTY";
  readonly wall: Wall | null;
  /** Ends the sentence "The page at ... ". */
  readonly reason: string;
}

export function judge(
  _page: { text: string; pageText: string; title: string | undefined; free: boolean | undefined },
  _feed: FeedHints | undefined,
): Verdict | undefined {
  if (countWords(_page.text) < 10) return { code: "EXTRACT_EMPTY", wall: null, reason: "holds no article" };
  return undefined;
}
