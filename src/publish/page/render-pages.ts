import { createHash } from "node:crypto";
import { Eta } from "eta";
import { packagePath, readPackageText } from "../../ground/package-file.ts";
import type { PageLayout } from "../../model/edition.ts";
import { storyPath } from "../addresses.ts";
import type { PublishContext, SafeEdition, SafeStory } from "../safe-edition.ts";
import { calendarView, type DayPage, dayView } from "./archive-view.ts";
import { frontPageView } from "./front-page-view.ts";
import type { PageSettings } from "./head-view.ts";
import { pageDates } from "./page-dates.ts";
import { storyPageView } from "./story-page-view.ts";
import { withoutPictures } from "./story-view.ts";

export interface RenderedPage {
  /** Within the feed's folder. */
  readonly path: string;
  readonly html: string;
}

/** What the pages are made of beside their edition. */
export interface PageContext {
  readonly feeds?: PublishContext["feeds"];
  readonly layout?: PageLayout | undefined;
  readonly sections?: readonly SafeEdition[];
  /** Days of the archive that have a page. */
  readonly archiveDays?: ReadonlySet<string> | undefined;
}

const USUAL_LAYOUT: PageLayout = { sections: [], pictures: "all", full: 12 };

/** The front page and a page for each story, which need no script, as HTML that an XML parser need not read. */
export function renderPages(edition: SafeEdition, context: PageContext = {}): readonly RenderedPage[] {
  const settings = pageSettings(edition, context);
  const eta = templates();
  const storyPage = (story: SafeStory) => ({
    path: `${storyPath(story)}index.html`,
    html: eta.render("./story-page", storyPageView(settings, story)),
  });
  return [
    { path: "index.html", html: eta.render("./front-page", frontPageView(settings)) },
    ...settings.edition.stories.map(storyPage),
  ];
}

/** The page of one day, of which the edition holds the stories. */
export function renderDay(edition: SafeEdition, context: PageContext, day: DayPage): RenderedPage {
  // Its noon: almost everywhere the same day.
  const today = { ...edition, updatedAt: Date.parse(`${day.day}T12:00:00Z`) };
  const html = templates().render("./day", dayView(pageSettings(today, context), day));
  return { path: `archive/${day.day}/index.html`, html };
}

/** All days that are kept, by month. */
export function renderCalendar(
  edition: SafeEdition,
  context: PageContext,
  days: readonly string[],
): RenderedPage {
  const html = templates().render("./calendar", calendarView(pageSettings(edition, context), days));
  return { path: "archive/index.html", html };
}

function templates(): Eta {
  return new Eta({
    views: packagePath("src/publish/page/templates"),
    autoTrim: ["nl", "nl"],
    cache: true,
  });
}

function pageSettings(
  edition: SafeEdition,
  { feeds = [], layout = USUAL_LAYOUT, sections = [], archiveDays = new Set<string>() }: PageContext,
): PageSettings {
  const shown = (one: SafeEdition) =>
    layout.pictures === "none" ? { ...one, stories: one.stories.map(withoutPictures) } : one;
  return {
    edition: shown(edition),
    feeds,
    layout,
    sections: sections.map(shown),
    archiveDays,
    dates: pageDates(edition.language, edition.updatedAt),
    styleVersion: styleVersion(),
    script: pageScript(),
  };
}

/** The script as it stands in every page: to the byte what the policy of the server names by its hash. */
function pageScript(): string {
  return readPackageText("src/publish/assets/page.js");
}

/** Twelve characters that change with the style sheet. */
function styleVersion(): string {
  return createHash("sha256")
    .update(readPackageText("src/publish/assets/style.css"))
    .digest("base64url")
    .slice(0, 12);
}
