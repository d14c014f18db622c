import { wordsOfHtml } from "../../ground/text.ts";
import type { SafeStory } from "../safe-edition.ts";
import { type HeadView, headView, type PageSettings } from "./head-view.ts";
import type { PageDate } from "./page-dates.ts";
import { mediaOf, pageHtml, type StoryView, storyView } from "./story-view.ts";

interface LeadView {
  readonly html: string;
  readonly showsImage: boolean;
  /** Stands between headline and text; empty where the text begins with the same words. */
  readonly deck: string;
}

export interface FrontPageView {
  readonly head: HeadView;
  readonly description: string;
  readonly day: PageDate;
  readonly updated: PageDate;
  readonly storyCount: number;
  readonly outletCount: number;
  /** `feed:` and the plain address; undefined while nobody said where the output is served. */
  readonly subscribe: { readonly href: string; readonly address: string } | undefined;
  readonly hasSourceList: boolean;
  readonly siblings: readonly { readonly title: string; readonly href: string }[];
  readonly lead: (StoryView & LeadView) | undefined;
  /** Beside the lead, as many as its length has room for. */
  readonly beside: readonly StoryView[];
  readonly below: readonly StoryView[];
}

/** The newspaper's front: the lead in full, the next stories beside it, the rest below. */
export function frontPageView(settings: PageSettings): FrontPageView {
  const { edition, dates } = settings;
  const [lead, ...others] = edition.stories;
  const views = others.map((story) => storyView(edition, story, dates, ""));
  const room = lead ? roomBeside(lead, views) : 0;
  const [format] = headView(settings, { title: "", description: "", path: "", depth: 0 }).feeds;
  const address = edition.home && format && `${edition.home}${format.href}`;
  return {
    head: headView(settings, {
      title: edition.title,
      description: edition.description,
      path: "",
      depth: 0,
    }),
    description: edition.description === edition.title ? "" : edition.description,
    day: dates.day(edition.updatedAt),
    updated: dates.moment(edition.updatedAt),
    storyCount: edition.stories.length,
    outletCount: countOutlets(edition.stories),
    subscribe: address ? { href: `feed:${address}`, address } : undefined,
    hasSourceList: edition.settings.formats.includes("opml"),
    siblings: siblings(settings),
    lead: lead && {
      ...storyView(edition, lead, dates, ""),
      ...mediaOf(lead, lead.html),
      date: dates.moment(lead.writtenAt ?? lead.publishedAt),
      html: pageHtml(lead.html, 2),
      deck: deckOf(lead),
      showsImage: !lead.illustrated,
    },
    beside: views.slice(0, room),
    below: views.slice(room),
  };
}

/** Words that a story beside the lead takes the room of, and each headline of its coverage. */
const STORY_WORDS = 62;
const HEADLINE_WORDS = 24;

/** How many stories stand beside a lead of that length, so that neither column stands empty. */
function roomBeside(lead: SafeStory, others: readonly StoryView[]): number {
  let room = wordsOf(lead.html).length + (lead.image ? 220 : 60);
  let count = 0;
  for (const { coverage } of others) {
    room -= STORY_WORDS + HEADLINE_WORDS * coverage.length;
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

function countOutlets(stories: readonly SafeStory[]): number {
  const outlets = stories.flatMap((story) => [story.outlet, ...story.coverage.map((one) => one.outlet)]);
  return new Set(outlets).size;
}

function siblings({ edition, feeds }: PageSettings) {
  const root = edition.folder === "" ? "" : "../";
  return feeds
    .filter((feed) => feed.id !== edition.settings.id)
    .map((feed) => ({ title: feed.title, href: feed.id === "main" ? root || "./" : `${root}${feed.id}/` }));
}
