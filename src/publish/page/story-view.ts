import { isFormula, isSign, picturesIn } from "../../ground/picture.ts";
import { directionOf, type Words } from "../../ground/words.ts";
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
  /** Who carries it, where the outlet is another publisher. */
  readonly carrier: string | undefined;
  readonly byline: string | undefined;
  /** That it is for subscribers, in words; empty: anybody may read it. */
  readonly gate: string;
  readonly date: PageDate;
  readonly summary: string;
  /** Shown above the text; undefined where the text, or the film, shows one. */
  readonly image: string | undefined;
  readonly media: MediaView;
  readonly lang: string | undefined;
  readonly dir: "ltr" | "rtl" | "auto";
  /** Epoch seconds since when readers can know of it. */
  readonly at: number;
  /** Its headline alone; what else there is unfolds. */
  readonly isBrief: boolean;
  /** Shown with its picture, if it has one: over the text, or small beside it. */
  readonly picture: "none" | "wide" | "small";
  readonly coverage: readonly CoverageView[];
  /** Coverage beyond what the page has room for. */
  readonly further: readonly CoverageView[];
  readonly beyond: number;
  /** What is folded under a headline, in words; empty: nothing. */
  readonly folded: string;
  /** How many outlets tell it, in words; empty: one. */
  readonly toldBy: string;
}

export interface CoverageView {
  readonly title: string;
  readonly url: string;
  readonly outlet: string;
  readonly carrier: string | undefined;
  /** As a story's. */
  readonly gate: string;
  readonly date: PageDate | undefined;
  readonly lang: string | undefined;
}

/** Headlines shown at once, and those that unfold. */
const SHOWN = 3;
const UNFOLDED = 12;

/** How much of a story is shown, and the folder that has its page, seen from this page: `""` or `"../../"`. */
export interface Showing {
  readonly root: string;
  readonly isBrief?: boolean;
  readonly picture?: StoryView["picture"];
}

export function storyView(
  edition: SafeEdition,
  story: SafeStory,
  dates: PageDates,
  { root, isBrief = false, picture = "none" }: Showing,
): StoryView {
  const page = `${root}${storyPath(story)}`;
  const coverage = story.coverage.map((one) => coverageView(edition, one, dates));
  const { image, media } = mediaOf(edition, story, "");
  const shown = isBrief ? coverage.length : SHOWN;
  return {
    id: story.id,
    title: story.title,
    href: story.url ?? page,
    page,
    outlet: story.outlet,
    carrier: story.source.carrier?.title,
    byline: story.byline === story.outlet ? undefined : story.byline,
    gate: story.wall ? edition.words.say("forSubscribers") : "",
    date: dates.short(story.writtenAt ?? story.publishedAt),
    summary: story.summary,
    image,
    media,
    at: Math.floor(story.announcedAt / 1000),
    isBrief,
    picture: image === undefined ? "none" : picture,
    lang: otherLanguage(edition, story.language),
    dir: story.language ? directionOf(story.language) : "auto",
    coverage: coverage.slice(0, Math.min(shown, SHOWN + UNFOLDED)),
    further: coverage.slice(shown, SHOWN + UNFOLDED),
    beyond: Math.max(0, coverage.length - SHOWN - UNFOLDED),
    folded: [
      ...media.players.map(({ link }) => [link.name, link.about].filter(Boolean).join(", ")),
      ...(coverage.length > 0 ? [edition.words.count("reports", coverage.length)] : []),
    ].join(" · "),
    toldBy: story.outlets.length > 1 ? edition.words.count("toldBy", story.outlets.length) : "",
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
export function mediaOf(
  { words }: SafeEdition,
  story: SafeStory,
  text: string,
): Pick<StoryView, "image" | "media"> {
  const rest = story.enclosures.filter(({ url }) => !text.includes(xmlAttribute(url)));
  const players: MediaView["players"][number][] = [];
  for (const medium of ["audio", "video"] as const) {
    const played = rest.filter((file) => file.medium === medium);
    const first = played[0];
    if (!first) continue;
    const sources = played.filter(({ type }, n) => played.findIndex((one) => one.type === type) === n);
    const poster = medium === "video" && !story.illustrated ? story.image : undefined;
    players.push({ medium, sources, poster, link: fileLink(words, first) });
  }
  const shown = new Set(players.flatMap(({ sources }) => sources.map(({ url }) => url)));
  const files = rest.filter(({ url }) => !shown.has(url)).map((file) => fileLink(words, file));
  const hasPoster = players.some(({ poster }) => poster !== undefined);
  return { image: hasPoster ? undefined : story.image, media: { players, files } };
}

function fileLink(words: Words, { url, medium, type, length, duration }: SafeEnclosure): FileLink {
  const kind =
    /\/(pdf|epub|zip)/.exec(type)?.[1]?.toUpperCase() ??
    (type.endsWith("bittorrent") ? "Torrent" : words.say("file"));
  const about = [
    ...(duration === undefined ? [] : [words.duration(duration * 1000)]),
    ...(length === undefined || length < 1000 ? [] : [words.size(length)]),
  ];
  return { url, name: medium ? words.say(medium) : kind, about: about.join(", ") };
}

/** One member of a story under its lead. */
export function coverageView(edition: SafeEdition, one: SafeCoverage, dates: PageDates): CoverageView {
  return {
    title: one.title,
    url: one.url,
    outlet: one.outlet,
    carrier: one.carrier,
    gate: one.wall ? edition.words.say("forSubscribers") : "",
    date: one.at === undefined ? undefined : dates.short(one.at),
    lang: otherLanguage(edition, one.language),
  };
}

/** Only what differs from the page needs saying. */
function otherLanguage(edition: SafeEdition, language: string | undefined): string | undefined {
  return language === pageLanguage(edition) ? undefined : language;
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

/** A story as a page shows it that asks no other host for a picture. */
export function withoutPictures(story: SafeStory): SafeStory {
  return { ...story, image: undefined, illustrated: false, html: pictureless(story.html) };
}

/** Figures that hold nothing but a picture go with their caption; a formula or a sign leaves what stands for it. */
function pictureless(html: string): string {
  const blank = (tag: string) => {
    const [picture] = picturesIn(tag);
    const alt = /\balt="([^"]*)"/i.exec(tag)?.[1] ?? "";
    return picture && (isFormula(picture) || isSign(picture)) ? alt : "";
  };
  return html
    .replace(/<figure\b[^>]*>(?:(?!<\/figure>).)*<\/figure>/gis, (figure) =>
      /<img\b/i.test(figure) && !/<(?:audio|video|table|pre|blockquote|math)\b/i.test(figure) ? "" : figure,
    )
    .replace(/<picture\b[^>]*>.*?<\/picture>/gis, (all) => /<img\b[^>]*>/i.exec(all)?.[0] ?? "")
    .replace(/<img\b[^>]*>/gi, blank)
    .replace(/(<video\b[^>]*?)\sposter="[^"]*"/gi, "$1");
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
