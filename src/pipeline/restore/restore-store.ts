import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { DAY_MS } from "../../ground/time.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { PublishedStory } from "./published-story.ts";
import { readPublishedAtom } from "./read-atom.ts";
import { readPublishedJson } from "./read-json.ts";
import { type RestoreDeps, restorePublished } from "./restore-published.ts";

export type RestoreStoreDeps = Omit<RestoreDeps, "announcedBy" | "sources"> & {
  readonly config: Pick<Config, "output" | "dedupe" | "feeds" | "sources">;
  /** Without the archive: for a Redis that lost its last second at most. */
  readonly currentOnly?: boolean;
};

export interface RestoredStore {
  readonly stories: number;
  readonly files: number;
}

/** Of `dedupe.window: all`. */
const MOST_DAYS = 90;

/**
 * Rebuilds an empty Redis from the published files: the archive's days within `dedupe.window`, and every current
 * feed. What was told and left the feed since the archive was last written is not known any more.
 */
export async function restoreStore({
  config,
  currentOnly = false,
  ...deps
}: RestoreStoreDeps): Promise<RestoredStore> {
  const { dir } = config.output;
  const days = currentOnly ? [] : await daysIn(path.join(dir, "archive"), deps.now - windowOf(config));
  const places = [...days.map((day) => ({ file: `archive/${day}`, day })), ...currentFeeds(config)];
  let stories = 0;
  let files = 0;
  for (const { file, day } of places) {
    const read = await readPublished(path.join(dir, file));
    if (!read) continue;
    files += 1;
    const [first] = read.stories;
    if (first && !currentOnly) await deps.stories.recall("tagBase", first.tagBase);
    const announcedBy = day === undefined ? read.writtenAt : Date.parse(`${day}T23:59:59.999Z`);
    stories += await restorePublished({ ...deps, sources: config.sources, announcedBy }, read.stories);
    if (day !== undefined && announcedBy < deps.now) await deps.stories.addArchivedDay(day);
  }
  return { stories, files };
}

function windowOf({ dedupe }: Pick<Config, "dedupe">): number {
  return Math.min(dedupe.window, MOST_DAYS * DAY_MS);
}

function currentFeeds({ feeds }: Pick<Config, "feeds">) {
  return feeds.map(({ id }) => ({ file: id === "main" ? "feed" : `${id}/feed`, day: undefined }));
}

/** Days that have an archive document, oldest first. */
async function daysIn(folder: string, from: EpochMs): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const days = new Set(names.flatMap((name) => /^(\d{4}-\d\d-\d\d)\.(?:atom|json)$/.exec(name)?.[1] ?? []));
  return [...days].filter((day) => Date.parse(day) + DAY_MS >= from).sort();
}

interface ReadFile {
  readonly stories: readonly PublishedStory[];
  readonly writtenAt: EpochMs;
}

/** As JSON, which says more, else as Atom; undefined: neither is there. */
async function readPublished(name: string): Promise<ReadFile | undefined> {
  for (const [extension, read] of [
    ["json", readPublishedJson],
    ["atom", readPublishedAtom],
  ] as const) {
    const file = `${name}.${extension}`;
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const stories = read(text);
    if (stories.length > 0) return { stories, writtenAt: (await stat(file)).mtimeMs };
  }
  return undefined;
}
