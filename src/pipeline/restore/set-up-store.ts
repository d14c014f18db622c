import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { DAY_MS } from "../../ground/time.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import { createArticleStore } from "../../store/articles/article-store.ts";
import { createClaims } from "../../store/claims/claims.ts";
import { clearRemnants, markSetUp, upgradeData } from "../../store/data-version.ts";
import type { IssueStore } from "../../store/issue-store.ts";
import type { Keys } from "../../store/keys.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import type { Writer } from "../../store/writer-lease.ts";
import { restoreIssues } from "../edition/issue-digests.ts";
import { lifetimeOf } from "../group/window.ts";
import { READ_BACK } from "../notices/decide-notices.ts";
import type { PublishedStory } from "./published-story.ts";
import { readPublishedAtom } from "./read-atom.ts";
import { readPublishedJson } from "./read-json.ts";
import { type RestoreDeps, restorePublished } from "./restore-published.ts";

/** What setting the store up reads of the configuration. */
export type SetUpSettings = Pick<Config, "edition" | "cluster" | "dedupe" | "output" | "feeds" | "sources">;

export interface SetUpDeps {
  /** As of `GroupDeps`. */
  readonly writer?: Writer | undefined;
  /** Commands wait while Redis is away. */
  readonly patient: Redis;
  readonly keys: Keys;
  readonly stories: StoryStore;
  readonly issues: IssueStore;
  readonly now: () => EpochMs;
  readonly log: Logger;
}

/**
 * What the publishing process does first: makes Redis know what readers were told. Of a Redis that is empty, all that
 * the published files say; of one that is not, what it may have lost in the second before a power cut. Polls claim
 * nothing before.
 */
export async function setUpStore(
  { patient, keys, stories, issues, writer, now, log }: SetUpDeps,
  config: SetUpSettings,
): Promise<void> {
  const empty = (await upgradeData(patient, keys)) === "empty";
  if (empty) await clearRemnants(patient, keys);
  const restored = await restoreStore({
    claims: createClaims(patient, keys.prefix, { windowMs: config.dedupe.window }),
    articles: createArticleStore(patient, keys, lifetimeOf(config)),
    stories,
    writer,
    config,
    now: now(),
    currentOnly: !empty,
  });
  if (empty) await restoreIssues(issues, config);
  if (empty && restored.stories > 0) await stories.recall(READ_BACK, "yes");
  if (restored.stories > 0)
    log.warn(restored, "redis did not know what was published; read back from the files");
  await markSetUp(patient, keys);
}

type RestoreStoreDeps = Omit<RestoreDeps, "announcedBy" | "sources"> & {
  readonly config: Pick<Config, "output" | "dedupe" | "feeds" | "sources">;
  /** Without the archive: for a Redis that lost its last second at most. */
  readonly currentOnly?: boolean;
};

interface RestoredStore {
  readonly stories: number;
  readonly files: number;
}

/** Of `dedupe.window: all`. */
const MOST_DAYS = 90;

/**
 * Rebuilds an empty Redis from the published files: the archive's days within `dedupe.window`, and every current
 * feed. What was told and left the feed since the archive was last written is not known any more.
 */
async function restoreStore({
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
    const base = read.stories.find(({ tagBase }) => tagBase !== undefined)?.tagBase;
    if (base && !currentOnly) await deps.stories.recall("tagBase", base);
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
