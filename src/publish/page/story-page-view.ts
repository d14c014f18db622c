import { dayOf } from "../../ground/time.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Membership, Reason } from "../../model/story.ts";
import { storyPath } from "../addresses.ts";
import type { SafeCoverage, SafeStory } from "../safe-edition.ts";
import { hostOf } from "../story-html.ts";
import { xmlText } from "../xml.ts";
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
  /** It is an issue: there is nothing to be said about it. */
  readonly isIssue: boolean;
  readonly head: HeadView;
  readonly story: StoryView;
  readonly html: string;
  readonly showsImage: boolean;
  /** There is more to read where the story's link leads. */
  readonly onward: boolean;
  /** Where it is talked about. */
  readonly discussion: { readonly url: string; readonly host: string } | undefined;
  readonly first: PageDate;
  readonly changed: PageDate | undefined;
  /** What the headline was before, as markup. */
  readonly corrections: readonly string[];
  /** The day of the archive that the story stands in. */
  readonly day: { readonly href: string; readonly text: string } | undefined;
  /** Everyone who tells it, in the order of time; empty where nobody else does. */
  readonly course: readonly ReportView[];
  readonly whyLead: readonly ReasonView[];
  readonly whyTogether: readonly MemberView[];
}

/** One report in the course of a story. */
export interface ReportView {
  readonly one: CoverageView;
  /** Time since the report before; undefined for the first. */
  readonly later: string | undefined;
  /** What is to be said of it, as HTML: that it was first, corrects, leads or led. */
  readonly marks: readonly string[];
  readonly isLead: boolean;
  /** A correction stands in its place. */
  readonly isSuperseded: boolean;
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
  /** When and why it joined, as HTML. */
  readonly how: string;
  readonly reasons: readonly ReasonView[];
}

/** The story's own page: its text, who else tells it, and why Lede put it together so. */
export function storyPageView(settings: PageSettings, story: SafeStory): StoryPageView {
  const { edition, dates } = settings;
  const head = headView(settings, {
    title: `${story.title} – ${edition.title}`,
    description: story.summary || story.title,
    path: storyPath(story),
    depth: story.isIssue ? 1 : 2,
  });
  return {
    head,
    isIssue: story.isIssue,
    story: {
      ...storyView(edition, story, dates, { root: head.home }),
      ...mediaOf(edition, story, story.html),
      date: dates.moment(story.writtenAt ?? story.publishedAt),
    },
    html: pageHtml(story.html, 1),
    showsImage: !story.illustrated,
    onward:
      !story.isIssue &&
      !story.fullText &&
      story.url !== undefined &&
      !story.enclosures.some(({ url }) => url === story.url),
    discussion: story.discussion ? { url: story.discussion, host: hostOf(story.discussion) } : undefined,
    first: dates.moment(story.publishedAt),
    changed: story.updatedAt > story.publishedAt ? dates.moment(story.updatedAt) : undefined,
    corrections: story.corrections.map(({ at, title }) =>
      head.phrase("formerTitle", { time: head.time(dates.moment(at)), title: xmlText(title) }),
    ),
    day: archiveDay(settings, story, head),
    course: courseOf(settings, story, head),
    whyLead: story.coverage.length > 0 ? story.why.lead.map(reasonView) : [],
    whyTogether: members(settings, story, head),
  };
}

function archiveDay({ archiveDays, dates }: PageSettings, { announcedAt }: SafeStory, { root }: HeadView) {
  const day = dayOf(announcedAt);
  return archiveDays.has(day)
    ? { href: `${root}archive/${day}/`, text: dates.day(announcedAt).text }
    : undefined;
}

/** A gap that is worth a word, ms. */
const GAP_MS = 60_000;

/** Who told it when. A story that nobody else tells, and that nobody corrected, has no course. */
function courseOf({ edition, dates }: PageSettings, story: SafeStory, head: HeadView): ReportView[] {
  const { leadReport, coverage, superseded } = story;
  const lead = { ...leadReport, url: leadReport.url || head.home };
  const all = [lead, ...coverage, ...superseded].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  if (all.length < 2) return [];
  const { say, duration } = edition.words;
  const dated = all.filter(({ at }) => at !== undefined);
  const laterThan = (one: SafeCoverage, before: SafeCoverage | undefined) => {
    if (!before || one.at === undefined) return undefined;
    const gap = one.at - (before.at ?? one.at);
    return gap < GAP_MS ? say("sameTime") : say("later", { time: duration(gap) });
  };
  const moment = (key: string, at: EpochMs) => head.phrase(key, { time: head.time(dates.moment(at)) });
  const marks = (one: SafeCoverage) => [
    ...(one === dated[0] ? [xmlText(say("hadItFirst"))] : []),
    ...(one.isCorrection ? [`<strong>${xmlText(say("correction"))}</strong>`] : []),
    ...(superseded.includes(one) ? [xmlText(say("correctedSince"))] : []),
    ...leadMarks(story, one.articleId, one === lead, moment),
  ];
  return all.map((one, n) => ({
    one: {
      ...coverageView(edition, one, dates),
      date: one.at === undefined ? undefined : dates.moment(one.at),
    },
    later: laterThan(one, all[n - 1]),
    marks: marks(one),
    isLead: one === lead,
    isSuperseded: superseded.includes(one),
  }));
}

/** Where the lead changed. */
function leadMarks(
  { ledBefore }: SafeStory,
  id: string,
  isLead: boolean,
  phrase: (key: string, at: EpochMs) => string,
): string[] {
  const before = ledBefore
    .filter(({ articleId }) => articleId === id)
    .map(({ until }) => phrase("ledUntil", until));
  const since = ledBefore.at(-1)?.until;
  if (!isLead) return before;
  return [...before, since === undefined ? phrase("leads", 0) : phrase("leadsSince", since)];
}

function members({ dates }: PageSettings, story: SafeStory, head: HeadView): MemberView[] {
  if (story.why.memberships.length < 2) return [];
  const titles = new Map(story.coverage.map((one) => [one.articleId, `${one.outlet}: ${one.title}`]));
  titles.set(story.why.leadArticleId, `${story.outlet}: ${story.title}`);
  const shown = (membership: Membership) => titles.has(membership.articleId);
  return story.why.memberships.filter(shown).map((membership) => ({
    title: titles.get(membership.articleId) ?? "",
    joined: dates.moment(membership.joinedAt),
    score: membership.score?.toFixed(2),
    how: head.phrase(titles.has(membership.with ?? "") ? "joinedLike" : "joined", {
      time: head.time(dates.moment(membership.joinedAt)),
      score: membership.score?.toFixed(2) ?? "",
      title: xmlText(titles.get(membership.with ?? "") ?? ""),
    }),
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
