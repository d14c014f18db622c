import type { Membership, Reason } from "../../model/story.ts";
import { storyPath } from "../addresses.ts";
import type { SafeStory } from "../safe-edition.ts";
import { type HeadView, headView, type PageSettings } from "./head-view.ts";
import type { PageDate } from "./page-dates.ts";
import {
  type CoverageView,
  coverageView,
  mediaOf,
  pageHtml,
  type StoryView,
  storyView,
} from "./story-view.ts";

export interface StoryPageView {
  readonly head: HeadView;
  readonly story: StoryView;
  readonly html: string;
  readonly showsImage: boolean;
  /** There is more to read where the story's link leads. */
  readonly onward: boolean;
  readonly first: PageDate;
  readonly changed: PageDate | undefined;
  readonly coverage: readonly CoverageView[];
  readonly whyLead: readonly ReasonView[];
  readonly whyTogether: readonly MemberView[];
}

export interface ReasonView {
  readonly name: string;
  readonly value: string;
  readonly contribution: string;
}

export interface MemberView {
  readonly title: string;
  readonly joined: PageDate;
  /** undefined for the article that began the story. */
  readonly score: string | undefined;
  readonly likest: string | undefined;
  readonly reasons: readonly ReasonView[];
}

/** The story's own page: its text, who else tells it, and why Lede put it together so. */
export function storyPageView(settings: PageSettings, story: SafeStory): StoryPageView {
  const { edition, dates } = settings;
  return {
    head: headView(settings, {
      title: `${story.title} – ${edition.title}`,
      description: story.summary || story.title,
      path: storyPath(story),
      depth: 2,
    }),
    story: {
      ...storyView(edition, story, dates, "../../"),
      ...mediaOf(story, story.html),
      date: dates.moment(story.writtenAt ?? story.publishedAt),
    },
    html: pageHtml(story.html, 1),
    showsImage: !story.illustrated,
    onward:
      !story.fullText && story.url !== undefined && !story.enclosures.some(({ url }) => url === story.url),
    first: dates.moment(story.publishedAt),
    changed: story.updatedAt > story.publishedAt ? dates.moment(story.updatedAt) : undefined,
    coverage: story.coverage.map((one) => coverageView(edition, one, dates)),
    whyLead: story.coverage.length > 0 ? story.why.lead.map(reasonView) : [],
    whyTogether: members(settings, story),
  };
}

function members({ dates }: PageSettings, story: SafeStory): MemberView[] {
  if (story.why.memberships.length < 2) return [];
  const titles = new Map(story.coverage.map((one) => [one.articleId, `${one.outlet}: ${one.title}`]));
  titles.set(story.why.leadArticleId, `${story.outlet}: ${story.title}`);
  const shown = (membership: Membership) => titles.has(membership.articleId);
  return story.why.memberships.filter(shown).map((membership) => ({
    title: titles.get(membership.articleId) ?? "",
    joined: dates.moment(membership.joinedAt),
    score: membership.score?.toFixed(2),
    likest: membership.with && titles.get(membership.with),
    reasons: membership.reasons.map(reasonView),
  }));
}

function reasonView({ name, value, contribution }: Reason): ReasonView {
  return {
    name,
    value: value.toFixed(2),
    contribution: `${contribution < 0 ? "−" : "+"}${Math.abs(contribution).toFixed(2)}`,
  };
}
