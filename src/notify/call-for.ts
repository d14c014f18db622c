import { createHash } from "node:crypto";
import type { EpochMs } from "../model/brand.ts";
import type { Notice, NoticeCondition, NoticeRule } from "../model/notice.ts";
import type { Source } from "../model/source.ts";
import type { SourceFailure } from "../model/source-state.ts";
import type { Story } from "../model/story.ts";

/** A story of an edition as rules see it. */
export interface ToldStory {
  readonly story: Story;
  /** Independent outlets. */
  readonly outlets: number;
  /** It stands first in the main feed. */
  readonly leads: boolean;
  /** Its own page. */
  readonly page: string | undefined;
  /** Stories that became this one: what was told of them has been told of it. */
  readonly absorbed: readonly string[];
}

/** A notice that a rule calls for, and the ids under which it may have been given already. */
export interface Call {
  readonly notice: Notice;
  readonly earlier: readonly string[];
}

const MOST_ALSO = 10;

/** What the rules call for in these stories, whether or not it has been told. */
export function callsForStories(
  rules: readonly NoticeRule[],
  stories: readonly ToldStory[],
  now: EpochMs,
): readonly Call[] {
  return rules.flatMap((rule) =>
    stories
      .filter((told) => isMet(rule.when, told))
      .map((told) => ({
        notice: storyNotice(rule, told, now),
        earlier: told.absorbed.map((id) => noticeId(rule.id, id)),
      })),
  );
}

/** Every condition given is met. */
function isMet({ outlets, keyword, lead, sourceFailing }: NoticeCondition, told: ToldStory): boolean {
  if (sourceFailing !== undefined) return false;
  const { lead: leading, coverage } = told.story;
  const about = ({ article }: typeof leading) =>
    keyword?.test(article.title) || keyword?.test(article.summary);
  return (
    (outlets === undefined || told.outlets >= outlets) &&
    (lead !== true || told.leads) &&
    (keyword === undefined || [leading, ...coverage].some(about))
  );
}

function storyNotice(rule: NoticeRule, told: ToldStory, now: EpochMs): Notice {
  const { story, outlets, page } = told;
  const { article } = story.lead;
  return {
    id: noticeId(rule.id, story.id),
    rule: rule.id,
    kind: "story",
    subject: story.entryId,
    at: now,
    title: line(article.title) || line(article.summary) || article.outlet,
    // As ASCII: it stands in fields of a request as well.
    url: URL.parse(article.url)?.href ?? page ?? "",
    page,
    outlet: article.outlet,
    outlets,
    also: story.coverage
      .slice(0, MOST_ALSO)
      .map((one) => ({ title: line(one.article.title), url: one.article.url, outlet: one.article.outlet })),
    summary: line(article.summary),
    image: article.image,
    why: whyTold(rule.when, outlets),
  };
}

function whyTold({ lead, outlets: asked, keyword }: NoticeCondition, outlets: number): string {
  const reasons = [
    ...(lead ? ["leads the front page"] : []),
    ...(asked !== undefined ? [`told by ${outlets} ${outlets === 1 ? "outlet" : "outlets"}`] : []),
    ...(keyword ? ["has a word that you asked for"] : []),
  ];
  return reasons.join(", ");
}

export interface FailingSource {
  readonly source: Source;
  readonly name: string;
  readonly failure: SourceFailure;
}

/** One notice a source, rule and spell of failure, once that has lasted as long as the rule says. */
export function callsForSources(
  rules: readonly NoticeRule[],
  failing: readonly FailingSource[],
  now: EpochMs,
): readonly Call[] {
  return rules.flatMap((rule) =>
    failing
      .filter(({ failure }) => now - failure.since >= (rule.when.sourceFailing ?? Number.POSITIVE_INFINITY))
      .map((one) => ({ notice: sourceNotice(rule, one, now), earlier: [] })),
  );
}

function sourceNotice(rule: NoticeRule, { source, name, failure }: FailingSource, now: EpochMs): Notice {
  const url = source.shownUrl ?? source.url;
  return {
    id: noticeId(rule.id, `${source.id} ${failure.since}`),
    rule: rule.id,
    kind: "source",
    subject: source.id,
    at: now,
    title: `${line(name)} cannot be read`,
    url,
    page: undefined,
    outlet: source.outlet,
    outlets: 0,
    also: [],
    summary: line(`${failure.message} ${failure.remedy} [${failure.code}]`),
    image: undefined,
    why: `fails since ${new Date(failure.since).toISOString().slice(0, 16).replace("T", " ")} UTC`,
  };
}

/** What `lede notify --test` sends: another one each time. */
export function testNotice(rule: NoticeRule, page: string | undefined, now: EpochMs): Notice {
  return {
    id: noticeId(rule.id, `test ${now}`),
    rule: rule.id,
    kind: "test",
    subject: "test",
    at: now,
    title: "Lede can reach you",
    url: page ?? "https://lede.example/",
    page,
    outlet: "Lede",
    outlets: 0,
    also: [],
    summary: `This is a test of the rule "${rule.id}". Nothing has happened.`,
    image: undefined,
    why: "a test",
  };
}

/** Letters, digits and dashes: it is a job's name as well. */
function noticeId(rule: string, subject: string): string {
  return `n-${createHash("sha256").update(`${rule}\n${subject}`).digest("hex").slice(0, 32)}`;
}

function line(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
