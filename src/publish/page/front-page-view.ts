import { wordsOfHtml } from "../../ground/text.ts";
import type { SafeEdition, SafeStory } from "../safe-edition.ts";
import { type HeadView, headView, type PageSettings } from "./head-view.ts";
import type { PageDate } from "./page-dates.ts";
import { mediaOf, pageHtml, type StoryView, storyView } from "./story-view.ts";

interface LeadView {
  readonly html: string;
  readonly showsImage: boolean;
  /** Stands between headline and text; empty where the text begins with the same words. */
  readonly deck: string;
}

/** A further feed's place on the front page: its first stories that stand nowhere else on it. */
interface SectionView {
  readonly id: string;
  readonly title: string;
  /** Its own page; undefined where it has none. */
  readonly href: string | undefined;
  readonly stories: readonly StoryView[];
}

export interface FrontPageView {
  readonly head: HeadView;
  readonly description: string;
  readonly day: PageDate;
  readonly updated: PageDate;
  /** "60 stories from 12 outlets" */
  readonly counts: string;
  /** `feed:` and the plain address; undefined while nobody said where the output is served. */
  readonly subscribe: { readonly href: string; readonly address: string } | undefined;
  readonly hasSourceList: boolean;
  /** Where the archive is; undefined: nothing is kept yet. */
  readonly archive: string | undefined;
  /** Sections by their place on this page, other feeds by their own. */
  readonly jumps: readonly { readonly title: string; readonly href: string }[];
  readonly lead: (StoryView & LeadView) | undefined;
  /** Beside the lead, as many as its length has room for. */
  readonly beside: readonly StoryView[];
  readonly sections: readonly SectionView[];
  readonly below: readonly StoryView[];
  /** Why there is nothing. */
  readonly empty: string;
}

/** The newspaper's front: the lead in full, the next stories beside it, then the sections, the rest below. */
export function frontPageView(settings: PageSettings): FrontPageView {
  const { edition, dates, layout } = settings;
  const [lead, ...others] = edition.stories;
  const isBrief = (n: number) => n + 1 >= layout.full;
  const room = lead ? roomBeside(lead, others, isBrief) : 0;
  const shown = new Set(edition.stories.slice(0, room + 1).map(({ id }) => id));
  const sections = settings.sections.map((section) => sectionView(settings, section, shown));
  const all = layout.pictures === "all";
  const view = (story: SafeStory, picture: StoryView["picture"]) =>
    storyView(edition, story, dates, {
      root: "",
      isBrief: isBrief(others.indexOf(story)),
      picture: all ? picture : "none",
    });
  const head = headView(settings, {
    title: edition.title,
    description: edition.description,
    path: "",
    depth: 0,
    hasShortTimes: true,
  });
  const [format] = head.feeds;
  const address = edition.home && format && `${edition.home}${format.href}`;
  return {
    head,
    description: edition.description === edition.title ? "" : edition.description,
    day: dates.day(edition.updatedAt),
    updated: dates.moment(edition.updatedAt),
    counts: counts(edition),
    subscribe: address ? { href: `feed:${address}`, address } : undefined,
    hasSourceList: edition.settings.formats.includes("opml"),
    archive: settings.archiveDays.size > 0 ? `${head.root}archive/` : undefined,
    jumps: jumps(settings, sections),
    lead: lead && leadView(settings, lead),
    beside: others.slice(0, room).map((story, n) => view(story, n % 3 === 0 ? "wide" : "small")),
    sections: sections.filter(({ stories }) => stories.length > 0),
    below: others
      .slice(room)
      .filter(({ id }) => !shown.has(id))
      .map((story) => view(story, "wide")),
    empty: edition.emptiness,
  };
}

function leadView({ edition, dates }: PageSettings, lead: SafeStory): StoryView & LeadView {
  return {
    ...storyView(edition, lead, dates, { root: "" }),
    ...mediaOf(edition, lead, lead.html),
    date: dates.moment(lead.writtenAt ?? lead.publishedAt),
    html: pageHtml(lead.html, 2),
    deck: deckOf(lead),
    showsImage: !lead.illustrated,
  };
}

/** Stories of a section: the first with its summary and picture, of the others the headlines. */
const SECTION_STORIES = 5;

/** @param shown the stories that stand on the page already; those of the section are added */
function sectionView(
  { edition, dates, layout }: PageSettings,
  section: SafeEdition,
  shown: Set<string>,
): SectionView {
  const own = new Set(edition.stories.map(({ id }) => id));
  const hasPages = section.settings.formats.includes("html");
  const stories = section.stories.filter(({ id }) => !shown.has(id)).slice(0, SECTION_STORIES);
  for (const { id } of stories) shown.add(id);
  return {
    id: section.settings.id,
    title: section.title,
    href: hasPages ? section.folder : undefined,
    stories: stories.map((story, n) => {
      const root = own.has(story.id) ? "" : section.folder;
      const picture = n === 0 && layout.pictures === "all" ? "wide" : "none";
      return storyView(edition, story, dates, { root, isBrief: n > 0, picture });
    }),
  };
}

/**
 * Words of the lead's text that take as much room as a headline beside it, a picture, a headline of the coverage; its
 * column is twice as wide, so that a few letters of a summary take the room of a word.
 */
const STORY_WORDS = 30;
const BRIEF_WORDS = 26;
const PICTURE_WORDS = 60;
const HEADLINE_WORDS = 24;
const SUMMARY_LETTERS = 3.4;

/** How many stories stand beside a lead of that length, so that neither column stands empty. */
function roomBeside(lead: SafeStory, others: readonly SafeStory[], isBrief: (n: number) => boolean): number {
  let room = wordsOf(lead.html).length + (lead.image ? 300 : 60);
  let count = 0;
  for (const [n, { coverage, image, summary }] of others.entries()) {
    const listed = Math.min(3, coverage.length) * HEADLINE_WORDS;
    const told = STORY_WORDS + summary.length / SUMMARY_LETTERS + listed;
    room -= isBrief(n) ? BRIEF_WORDS : told + (image && n % 3 === 0 ? PICTURE_WORDS : 0);
    if (room < 0 || count >= 16) break;
    count++;
  }
  return Math.max(3, count);
}

function deckOf({ html, summary }: SafeStory): string {
  const begins = wordsOf(html).slice(0, 80).join(" ");
  const same = wordsOf(summary).slice(0, 8).join(" ");
  return same !== "" && begins.includes(same) ? "" : summary;
}

/** Letters and digits alone, so that quotes and dashes make no difference. */
function wordsOf(html: string): readonly string[] {
  return (
    wordsOfHtml(html)
      .join(" ")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function counts({ stories, words }: SafeEdition): string {
  if (stories[0]?.isIssue) return "";
  const outlets = stories.flatMap((story) => [story.outlet, ...story.coverage.map((one) => one.outlet)]);
  return `${words.count("stories", stories.length)} ${words.count("fromOutlets", new Set(outlets).size)}`;
}

/** Every other feed: a section by its place here, one without a place by its page. */
function jumps({ edition, feeds }: PageSettings, sections: readonly SectionView[]) {
  const root = edition.folder === "" ? "" : "../";
  const here = new Map(
    sections.filter(({ stories }) => stories.length > 0).map(({ id }) => [id, `#section-${id}`]),
  );
  return feeds
    .filter((feed) => feed.id !== edition.settings.id)
    .map((feed) => ({
      title: feed.title,
      href: here.get(feed.id) ?? (feed.id === "main" ? root || "./" : `${root}${feed.id}/`),
    }));
}
