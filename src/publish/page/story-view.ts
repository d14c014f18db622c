import { isFormula, isSign, picturesIn } from "../../ground/picture.ts";
import { storyPath } from "../addresses.ts";
import type { SafeCoverage, SafeEdition, SafeEnclosure, SafeStory } from "../safe-edition.ts";
import { xmlAttribute } from "../xml.ts";
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
  /** Shown above the text; undefined where the text, or the film, shows one. */
  readonly image: string | undefined;
  readonly media: MediaView;
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
    ...mediaOf(story, ""),
    lang: otherLanguage(edition, story.language),
    dir: story.language ? directionOf(story.language) : "auto",
    coverage: coverage.slice(0, SHOWN),
    further: coverage.slice(SHOWN, SHOWN + UNFOLDED),
    beyond: Math.max(0, coverage.length - SHOWN - UNFOLDED),
  };
}

/** Sound and film that the page plays, and files that it links. */
export interface MediaView {
  readonly players: readonly {
    readonly medium: "audio" | "video";
    /** The same in several formats: the browser takes the first that it can play. */
    readonly sources: readonly { readonly url: string; readonly type: string }[];
    readonly poster: string | undefined;
    readonly link: FileLink;
  }[];
  readonly files: readonly FileLink[];
}

interface FileLink {
  readonly url: string;
  readonly name: string;
  /** Length and size, as far as they are known; may be empty. */
  readonly about: string;
}

/**
 * Of each medium one player: what follows is the same once more, or is linked.
 *
 * @param text what is shown of the story beside: what that offers itself is not offered again
 */
export function mediaOf(story: SafeStory, text: string): Pick<StoryView, "image" | "media"> {
  const rest = story.enclosures.filter(({ url }) => !text.includes(xmlAttribute(url)));
  const players: MediaView["players"][number][] = [];
  for (const medium of ["audio", "video"] as const) {
    const played = rest.filter((file) => file.medium === medium);
    const first = played[0];
    if (!first) continue;
    const sources = played.filter(({ type }, n) => played.findIndex((one) => one.type === type) === n);
    const poster = medium === "video" && !story.illustrated ? story.image : undefined;
    players.push({ medium, sources, poster, link: fileLink(first) });
  }
  const shown = new Set(players.flatMap(({ sources }) => sources.map(({ url }) => url)));
  const files = rest.filter(({ url }) => !shown.has(url)).map(fileLink);
  const hasPoster = players.some(({ poster }) => poster !== undefined);
  return { image: hasPoster ? undefined : story.image, media: { players, files } };
}

function fileLink({ url, medium, type, length, duration }: SafeEnclosure): FileLink {
  const name =
    medium === "audio"
      ? "Audio"
      : medium === "video"
        ? "Video"
        : (/\/(pdf|epub|zip)/.exec(type)?.[1]?.toUpperCase() ??
          (type.endsWith("bittorrent") ? "Torrent" : "File"));
  return { url, name, about: [lasting(duration), weighing(length)].filter(Boolean).join(", ") };
}

function lasting(seconds: number | undefined): string {
  if (seconds === undefined) return "";
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function weighing(bytes: number | undefined): string {
  if (bytes === undefined || bytes < 1000) return "";
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 1_000_000)} MB`;
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

/**
 * Fits an article's sanitized HTML into a page: its headings follow on from `above` without a gap (WCAG 1.3.1),
 * pictures have an alternative text and load when they come into view, those as small as a line stand in it, and
 * sound and film load when they are played.
 *
 * @param above the level of the heading that the text stands under
 */
export function pageHtml(html: string, above: number): string {
  const levels = [...new Set([...html.matchAll(/<h([1-6])\b/gi)].map((match) => Number(match[1])))].sort();
  return html
    .replace(/<(\/?)h([1-6])\b/gi, (_tag, slash: string, level: string) => {
      return `<${slash}h${Math.min(6, above + 1 + levels.indexOf(Number(level)))}`;
    })
    .replace(/<img\b(?![^>]*\balt=)/gi, '<img alt=""')
    .replace(/<img\b(?![^>]*\bloading=)/gi, '<img loading="lazy"')
    .replace(/<img\b[^>]*>/gi, (tag) => (isOfALine(tag) ? tag.replace("<img", '<img class="inline"') : tag))
    .replace(/<(audio|video)\b(?![^>]*\bpreload=)/gi, '<$1 preload="none"');
}

/** Lower than two lines of text, a formula, or a sign. */
function isOfALine(tag: string): boolean {
  const [picture] = picturesIn(tag);
  return (
    picture !== undefined &&
    ((picture.height ?? TWO_LINES) < TWO_LINES || isFormula(picture) || isSign(picture))
  );
}

const TWO_LINES = 48;
