import type { SafeStory } from "../safe-edition.ts";
import { type HeadView, headView } from "./head-view.ts";
import type { PageDate } from "./page-dates.ts";
import { pageHtml } from "./page-html.ts";
import type { PageSettings } from "./render-pages.ts";
import { type StoryView, storyView } from "./story-view.ts";

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
  readonly lead: (StoryView & { readonly html: string; readonly showsImage: boolean }) | undefined;
  /** Beside the lead, as many as its length has room for. */
  readonly beside: readonly StoryView[];
  readonly below: readonly StoryView[];
}

/** The newspaper's front: the lead in full, the next stories beside it, the rest below. */
export function frontPageView(settings: PageSettings): FrontPageView {
  const { edition, dates } = settings;
  const [lead, ...others] = edition.stories;
  const views = others.map((story) => storyView(edition, story, dates, ""));
  const room = lead ? roomBeside(lead) : 0;
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
      date: dates.moment(lead.writtenAt ?? lead.publishedAt),
      html: pageHtml(lead.html, 2),
      showsImage: lead.image !== undefined && !lead.html.includes("<img"),
    },
    beside: views.slice(0, room),
    below: views.slice(room),
  };
}

/** Stories beside a lead of that length: about one for each 60 words, so that neither column stands empty. */
function roomBeside(lead: SafeStory): number {
  const words = lead.html === "" ? 60 : lead.html.replace(/<[^>]*>/g, " ").split(/\s+/).length;
  return Math.min(16, Math.max(3, Math.round((words + (lead.image ? 220 : 60)) / 60)));
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
