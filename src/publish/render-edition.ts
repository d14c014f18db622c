import { readFileSync } from "node:fs";
import { packagePath } from "../ground/package-file.ts";
import type { Edition, FeedSettings, PageLayout } from "../model/edition.ts";
import type { Story } from "../model/story.ts";
import { guardEdition } from "./guard.ts";
import { writeOpml } from "./opml.ts";
import type { DayPage } from "./page/archive-view.ts";
import {
  type PageContext,
  type RenderedPage,
  renderCalendar,
  renderDay,
  renderPages,
} from "./page/render-pages.ts";
import type { OutputFile, PublishContext, SafeEdition, SafeGenerator } from "./safe-edition.ts";
import { writeAtom } from "./write-atom.ts";
import { writeJsonFeed } from "./write-json-feed.ts";
import { writeRss } from "./write-rss.ts";

/**
 * Every file of one feed, in the formats that it is configured for. The bytes depend on the edition and the
 * context alone, so that publishing the same edition twice changes no file. Never throws for what an edition
 * holds: the guard makes it fit.
 */
export function renderEdition(edition: Edition, context: PublishContext): readonly OutputFile[] {
  const safe = guardEdition(edition, context.generator);
  const { formats } = edition.feed;
  return [
    ...(formats.includes("atom") ? [file(safe, "feed.atom", writeAtom(safe))] : []),
    ...(formats.includes("rss") ? [file(safe, "feed.rss", writeRss(safe))] : []),
    ...(formats.includes("json") ? [file(safe, "feed.json", writeJsonFeed(safe))] : []),
    ...(formats.includes("opml") ? [file(safe, "sources.opml", sourceList(safe, context))] : []),
    ...(formats.includes("html")
      ? renderPages(safe, pageContext(edition, context)).map((page) => pageFile(safe, page))
      : []),
    ...(formats.includes("html") ? [{ path: "style.css", bytes: asset("style.css") }] : []),
    { path: "icon.png", bytes: asset("icon.png") },
    // RFC 4287 section 4.2.8: a logo is twice as wide as high.
    { path: "logo.png", bytes: asset("logo.png") },
  ];
}

/** The main feed's front page shows others as its sections; a section has none itself. */
function pageContext(
  { feed }: Edition,
  { feeds, page, editions = [], archiveDays, generator }: PublishContext,
): PageContext {
  const ids = feed.id === "main" ? (page?.sections ?? []) : [];
  const sections = ids.flatMap((id) => editions.find((one) => one.feed.id === id) ?? []);
  return {
    ...(feeds && { feeds }),
    layout: page,
    archiveDays,
    sections: sections.map((section) => guardEdition(section, generator)),
  };
}

function sourceList(edition: SafeEdition, context: PublishContext): string {
  return writeOpml({ title: edition.title }, context.sources);
}

function file(edition: SafeEdition, path: string, text: string): OutputFile {
  return { path: `${edition.folder}${path}`, bytes: Buffer.from(text) };
}

function asset(name: string): Uint8Array {
  return readFileSync(packagePath(`src/publish/assets/${name}`));
}

export interface ArchiveDay {
  readonly feed: FeedSettings;
  /** `YYYY-MM-DD`, UTC: the day on which the stories were first published. */
  readonly day: string;
  /** In the order of their publication, newest first. */
  readonly stories: readonly Story[];
  /** The day before that has a document, if any. */
  readonly previous: string | undefined;
  /** For its page; undefined: the feed has no pages. */
  readonly page?: Omit<DayPage, "day"> & { readonly layout: PageLayout };
}

/**
 * The archive documents of one day (RFC 5005 section 4), as Atom and, where the feed is written as JSON, as
 * JSON Feed, and its page. They name the day before and never the day after, so that a day that is over never changes: write
 * them again only while the day lasts, and once when it ends.
 */
export function renderArchive(archive: ArchiveDay, generator: SafeGenerator): readonly OutputFile[] {
  const { feed, day, previous, stories, page } = archive;
  const edition: Edition = {
    feed,
    stories,
    updatedAt: Date.parse(`${day}T00:00:00Z`),
    archives: previous === undefined ? [] : [previous],
  };
  const safe = guardEdition(edition, generator);
  const document = (extension: string, write: (place: { path: string; archiveOf: string }) => string) => {
    const path = `archive/${day}.${extension}`;
    return { path: `${safe.folder}${path}`, bytes: Buffer.from(write({ path, archiveOf: day })) };
  };
  return [
    document("atom", (place) => writeAtom(safe, place)),
    ...(feed.formats.includes("json") ? [document("json", (place) => writeJsonFeed(safe, place))] : []),
    ...(page
      ? [
          pageFile(
            safe,
            renderDay(safe, { layout: page.layout, archiveDays: new Set([day]) }, { ...page, day }),
          ),
        ]
      : []),
  ];
}

/** The calendar of the days that have a page, and what it looks like. */
export function renderArchiveIndex(
  feed: FeedSettings,
  days: readonly string[],
  generator: SafeGenerator,
): readonly OutputFile[] {
  const newest = Date.parse(days[0] ?? "1970-01-02");
  const safe = guardEdition({ feed, stories: [], updatedAt: newest, archives: [] }, generator);
  return [pageFile(safe, renderCalendar(safe, {}, days))];
}

function pageFile(edition: SafeEdition, { path, html }: RenderedPage): OutputFile {
  return file(edition, path, html);
}
