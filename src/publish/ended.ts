import { readdir, readFile, rmdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { discard, saysEnded } from "../ground/files.ts";
import { wordsIn } from "../ground/words.ts";
import type { Article } from "../model/article.ts";
import type { EpochMs, FeedId } from "../model/brand.ts";
import type { Edition, FeedSettings, OutputFormat } from "../model/edition.ts";
import { ISSUE_FOLDER } from "./addresses.ts";
import { guardEdition } from "./guard.ts";
import { writeOpml } from "./opml.ts";
import type { OutputFile, SafeEdition, SafeGenerator } from "./safe-edition.ts";
import { writeAtom } from "./write-atom.ts";
import { writeJsonFeed } from "./write-json-feed.ts";
import { FILES, writeOutputs } from "./write-outputs.ts";
import { writeRss } from "./write-rss.ts";
import { xmlAttribute, xmlText } from "./xml.ts";

/** A feed, or some of its formats, that the YAML names no more. */
export interface EndedFeed {
  /** As it was published last. */
  readonly feed: FeedSettings;
  /** What is gone. */
  readonly formats: readonly OutputFormat[];
  /** What of it lives on. */
  readonly living: readonly OutputFormat[];
  readonly at: EpochMs;
}

/**
 * Puts a last entry, which says so, in the place of every file that is published no more, and removes the pages and
 * documents that belonged to it. What stands there and was not written by a publication, or was changed since, is left
 * as it is; so is a file that somebody has removed.
 *
 * @param confirm as of `writeOutputs`
 */
export async function endOutputs(
  dir: string,
  ended: EndedFeed,
  generator: SafeGenerator,
  confirm?: () => Promise<void>,
): Promise<void> {
  const folder = folderOf(ended.feed.id);
  const last: OutputFile[] = [];
  for (const file of renderEnded(ended, generator))
    if (await isOurs(path.join(dir, file.path))) last.push(file);
  await writeOutputs(dir, last, confirm);
  for (const place of placesOf(ended)) await clear(path.join(dir, folder, place.folder), place.file);
}

/** Feeds whose files lie in the folder, by what they were published in: for a Redis that remembers none. */
export async function publishedIn(dir: string): Promise<ReadonlyMap<FeedId, readonly OutputFormat[]>> {
  const found = new Map<FeedId, readonly OutputFormat[]>();
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((one) => one.isDirectory() && /^[a-z0-9-]+$/.test(one.name));
  for (const id of ["main", ...folders.map(({ name }) => name)]) {
    const formats: OutputFormat[] = [];
    let isFeed = false;
    for (const [format, name] of Object.entries(FILES) as [OutputFormat, string][]) {
      const file = path.join(dir, folderOf(id), name);
      const text = await readFile(file, "utf8").catch(() => "");
      if (text === "" || saysEnded(text) || !(await isOurs(file))) continue;
      formats.push(format);
      isFeed ||= text.includes(`:feed/${id}`);
    }
    if (isFeed) found.set(id, formats);
  }
  return found;
}

function folderOf(id: FeedId): string {
  return id === "main" ? "" : `${id}/`;
}

/** What a publication writes has its compressed form beside it, which holds the same. */
async function isOurs(file: string): Promise<boolean> {
  const [bytes, packed] = await Promise.all(
    [file, `${file}.gz`].map((name) => readFile(name).catch(() => undefined)),
  );
  if (!bytes || !packed) return false;
  return (await unzip(packed).catch(() => undefined))?.equals(bytes) ?? false;
}

const unzip = promisify(gunzip);

interface Place {
  readonly folder: string;
  /** Names of files in it, or in folders of it. */
  readonly file: RegExp;
}

const NAMED_PAGE = /^(?:[\w-]{1,64}\/)?index\.html$/;
const ISSUE_PAGE = new RegExp(`^${ISSUE_FOLDER.source}/index\\.html$`);
const ISSUE_FILE = new RegExp(`^${ISSUE_FOLDER.source}/issue\\.json$`);

/** Where a format has further files. What is remembered of issues goes with the last format. */
function placesOf({ formats, living }: EndedFeed): readonly Place[] {
  return [
    ...(living.length === 0 ? [{ folder: "", file: ISSUE_FILE }] : []),
    ...(formats.includes("html")
      ? [
          { folder: "", file: ISSUE_PAGE },
          { folder: "story", file: NAMED_PAGE },
          { folder: "archive", file: NAMED_PAGE },
        ]
      : []),
    ...(formats.includes("json") ? [{ folder: "archive", file: /^\d{4}-\d\d-\d\d\.json$/ }] : []),
  ];
}

/** Removes files that a publication wrote, and the folders that are empty then. */
async function clear(folder: string, wanted: RegExp): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const folders = new Set([folder]);
  for (const name of names.map((one) => one.split(path.sep).join("/"))) {
    const file = path.join(folder, name);
    if (!wanted.test(name) || !(await isOurs(file))) continue;
    for (const suffix of ["", ".gz", ".br"]) await discard(`${file}${suffix}`);
    folders.add(path.dirname(file));
  }
  // The deepest first; one that holds anything else stays.
  for (const one of [...folders].sort((a, b) => b.length - a.length)) await rmdir(one).catch(() => {});
}

function renderEnded(
  { feed, formats, living, at }: EndedFeed,
  generator: SafeGenerator,
): readonly OutputFile[] {
  const { say } = wordsIn(feed.language);
  const empty = guardEdition({ feed, stories: [], updatedAt: at, archives: [] }, generator);
  const id = `${empty.id}/ended`;
  const title = say("ended", { title: feed.title });
  const next = placeAfter(empty, living);
  const html = `<p>${xmlText(say("endedText"))}</p>${next ? `<p><a href="${xmlAttribute(next)}">${xmlText(say("goesOn"))}</a></p>` : ""}`;
  const article = { ...NO_ARTICLE, title, url: next ?? "", publishedAt: at, seenAt: at };
  const lead = { article, sourceName: feed.title, html, ...NOTHING };
  const story = {
    id: "ended",
    entryId: id,
    lead,
    publishedAt: at,
    updatedAt: at,
    announcedAt: at,
    ...NO_STORY,
  };
  const edition: Edition = { feed: { ...feed, hubs: [] }, stories: [story], updatedAt: at, archives: [] };
  const safe = guardEdition(edition, generator);
  const mark = `<!-- ${id} -->`;
  const documents: Readonly<Record<OutputFormat, () => string>> = {
    atom: () => writeAtom(safe),
    rss: () => writeRss(safe),
    // JSON Feed has a word of its own for it.
    json: () => JSON.stringify({ ...JSON.parse(writeJsonFeed(safe)), expired: true }),
    opml: () => `${writeOpml({ title }, []).trimEnd()}\n${mark}\n`,
    html: () =>
      `<!doctype html>\n<html lang="${safe.words.language}">\n${mark}\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${xmlText(title)}</title>\n<h1>${xmlText(title)}</h1>\n${html}\n</html>\n`,
  };
  return formats.map((format) => ({
    path: `${safe.folder}${FILES[format]}`,
    bytes: Buffer.from(documents[format]()),
  }));
}

/** What of the same feed goes on, else the main feed: where it is served. */
function placeAfter({ home, root }: SafeEdition, living: readonly OutputFormat[]): string | undefined {
  const [format] = (["html", "atom", "rss", "json"] as const).filter((one) => living.includes(one));
  if (format !== undefined) return home && (format === "html" ? home : `${home}${FILES[format]}`);
  return root === home ? undefined : root;
}

const NO_ARTICLE: Omit<Article, "title" | "url" | "publishedAt" | "seenAt"> = {
  id: "",
  sourceId: "",
  outlet: "",
  addresses: [],
  guid: undefined,
  summary: "",
  content: undefined,
  author: undefined,
  updatedAt: undefined,
  language: undefined,
  categories: [],
  image: undefined,
  enclosures: [],
  rights: undefined,
  origin: undefined,
};
const NOTHING = { sourceUrl: undefined, siteUrl: undefined, fullText: undefined, wall: undefined } as const;
const NO_STORY = {
  leadReasons: [],
  coverage: [],
  memberships: [],
  superseded: [],
  ledBefore: [],
  outlets: [],
  score: 0,
  orderReasons: [],
} as const;
