import type { SafeEdition, SafeStory } from "./safe-edition.ts";

/** A file of this feed as an absolute address, or relative where nobody said where the output is served. */
export function addressOf(edition: SafeEdition, path: string): string {
  return `${edition.home ?? ""}${path}`;
}

/** The story's own page: stable, whatever its lead; an issue's is a folder of its feed. */
export function storyPath({ id, isIssue }: { readonly id: string; readonly isIssue?: boolean }): string {
  return isIssue ? `${id}/` : `story/${id}/`;
}

/** The story's own page, where the output is served. */
export function ownPage(edition: SafeEdition, story: SafeStory): string | undefined {
  return edition.home && `${edition.home}${storyPath(story)}`;
}

/** The document that holds what left the feed (RFC 5005 section 4), or undefined. */
export function newestArchive(edition: SafeEdition, extension: "atom" | "json"): string | undefined {
  const [day] = edition.archives;
  return day && addressOf(edition, `archive/${day}.${extension}`);
}

/** Name of the folder of an issue of a digest: its date and hour. */
export const ISSUE_FOLDER = /\d{4}-\d\d-\d\d-\d\d(?:\d\d)?/;
