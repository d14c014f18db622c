import type { Edition, FeedSettings } from "../model/edition.ts";
import type { Story } from "../model/story.ts";
import { guardEdition } from "./guard.ts";
import type { OutputFile, SafeGenerator } from "./safe-edition.ts";
import { writeAtom } from "./write-atom.ts";
import { writeJsonFeed } from "./write-json-feed.ts";

export interface ArchiveDay {
  readonly feed: FeedSettings;
  /** `YYYY-MM-DD`, UTC: the day on which the stories were first published. */
  readonly day: string;
  /** In the order of their publication, newest first. */
  readonly stories: readonly Story[];
  /** The day before that has a document, if any. */
  readonly previous: string | undefined;
}

/**
 * The archive documents of one day (RFC 5005 section 4), as Atom and, where the feed is written as JSON, as
 * JSON Feed. They name the day before and never the day after, so that a day that is over never changes: write
 * them again only while the day lasts, and once when it ends.
 */
export function renderArchive(archive: ArchiveDay, generator: SafeGenerator): readonly OutputFile[] {
  const { feed, day, previous, stories } = archive;
  const edition: Edition = {
    feed,
    stories,
    updatedAt: Date.parse(`${day}T00:00:00Z`),
    archives: previous === undefined ? [] : [previous],
  };
  const safe = guardEdition(edition, generator);
  const file = (extension: string, write: (place: { path: string; archiveOf: string }) => string) => {
    const path = `archive/${day}.${extension}`;
    return { path: `${safe.folder}${path}`, bytes: Buffer.from(write({ path, archiveOf: day })) };
  };
  return [
    file("atom", (place) => writeAtom(safe, place)),
    ...(feed.formats.includes("json") ? [file("json", (place) => writeJsonFeed(safe, place))] : []),
  ];
}
