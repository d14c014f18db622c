import { storyPath } from "../addresses.ts";
import type { SafeCoverage, SafeEdition, SafeStory } from "../safe-edition.ts";
import type { PageDate, PageDates } from "./page-dates.ts";

/** A story as the front page shows it. */
export interface StoryView {
  readonly id: string;
  readonly title: string;
  /** The lead article, or the story's own page. */
  readonly href: string;
  readonly page: string;
  readonly outlet: string;
  readonly byline: string | undefined;
  readonly date: PageDate;
  readonly summary: string;
  readonly image: string | undefined;
  readonly lang: string | undefined;
  readonly dir: "ltr" | "rtl" | "auto";
  readonly coverage: readonly CoverageView[];
  /** Coverage beyond what the page has room for. */
  readonly further: readonly CoverageView[];
  readonly beyond: number;
}

export interface CoverageView {
  readonly title: string;
  readonly url: string;
  readonly outlet: string;
  readonly date: PageDate | undefined;
  readonly lang: string | undefined;
}

/** Headlines shown at once, and those that unfold. */
const SHOWN = 3;
const UNFOLDED = 12;

/** @param root the way from the page to the feed's folder: `""` or `"../../"` */
export function storyView(edition: SafeEdition, story: SafeStory, dates: PageDates, root: string): StoryView {
  const page = `${root}${storyPath(story)}`;
  const coverage = story.coverage.map((one) => coverageView(edition, one, dates));
  return {
    id: story.id,
    title: story.title,
    href: story.url ?? page,
    page,
    outlet: story.outlet,
    byline: story.byline === story.outlet ? undefined : story.byline,
    date: dates.short(story.writtenAt ?? story.publishedAt),
    summary: story.summary,
    image: story.image,
    lang: otherLanguage(edition, story.language),
    dir: story.language ? directionOf(story.language) : "auto",
    coverage: coverage.slice(0, SHOWN),
    further: coverage.slice(SHOWN, SHOWN + UNFOLDED),
    beyond: Math.max(0, coverage.length - SHOWN - UNFOLDED),
  };
}

/** One member of a story under its lead. */
export function coverageView(edition: SafeEdition, one: SafeCoverage, dates: PageDates): CoverageView {
  return {
    title: one.title,
    url: one.url,
    outlet: one.outlet,
    date: one.at === undefined ? undefined : dates.short(one.at),
    lang: otherLanguage(edition, one.language),
  };
}

/** Only what differs from the page needs saying. */
function otherLanguage(edition: SafeEdition, language: string | undefined): string | undefined {
  return language === pageLanguage(edition) ? undefined : language;
}

const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|iw|ku|nqo|pnb|ps|sd|syr|ug|ur|yi)\b/;

/** The way that a language is written. */
export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr";
}

/** The language that the page's own words and most of its stories are in. */
export function pageLanguage(edition: SafeEdition): string {
  return edition.language ?? "en";
}
