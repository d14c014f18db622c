import type { FailureCode } from "../model/failure.ts";
import type { ExtractFailure, PageMetadata, Wall } from "./extraction.ts";

const REMEDIES: Partial<Record<FailureCode, string>> = {
  EXTRACT_WALL: "The feed's own text is shown. `fullText: never` on the source stops asking for the page.",
  EXTRACT_EMPTY:
    "The feed's own text is shown. `fullText: { selector: ... }` on the source says where the text is on its pages.",
  EXTRACT_REFUSED: "The feed's own text is shown. `fullText: never` on the source stops asking for the page.",
  EXTRACT_TIMEOUT: "The feed's own text is shown. `fullText: never` on the source stops asking for the page.",
};

/** An article that could not be had, and what can be done about it. */
export function extractFailure(
  code: "EXTRACT_WALL" | "EXTRACT_EMPTY" | "EXTRACT_REFUSED" | "EXTRACT_TIMEOUT",
  message: string,
  wall: Wall | null = null,
  metadata: Partial<PageMetadata> = {},
): ExtractFailure {
  return { ...metadata, kind: "failure", code, message, remedy: REMEDIES[code] ?? "", wall };
}
