import { wordsOfHtml } from "../ground/text.ts";
import type { Words } from "../ground/words.ts";
import type { EpochMs, StoryId } from "../model/brand.ts";
import type { Edition, Issue } from "../model/edition.ts";
import { guardEdition } from "./guard.ts";
import type { SafeEdition, SafeGenerator, SafeStory } from "./safe-edition.ts";
import { xmlAttribute, xmlText } from "./xml.ts";

export interface IssueToWrite {
  /** Its stories are those of the issue, the lead first. */
  readonly edition: Edition;
  readonly id: string;
  readonly now: EpochMs;
  /** The stated hour, in the feed's zone. */
  readonly slot: { readonly at: EpochMs; readonly hour: number };
  readonly timezone: string;
  /** What a story's headline stands under; undefined: under none. */
  readonly sectionOf: (id: StoryId) => string | undefined;
}

/** Headlines of outlets that tell a story beside its lead's, as many as fit into a line. */
const OUTLETS = 6;

/** Sets an issue: the lead whole, under it the headlines by section, each with its outlets. */
export function writeIssue(
  { edition, id, now, slot, timezone, sectionOf }: IssueToWrite,
  generator: SafeGenerator,
): Issue | undefined {
  const safe = guardEdition(edition, generator);
  const [lead, ...others] = safe.stories;
  if (!lead) return undefined;
  const leads = new Map(edition.stories.map((story) => [story.id, story.lead.article.id]));
  const html = `${leadHtml(lead, safe.words)}${headlines(others, safe, sectionOf)}`;
  return {
    id,
    entryId: `${edition.feed.tagBase}:issue/${edition.feed.id}/${id}`,
    at: now,
    title: `${dateOf(safe, slot, timezone)}: ${lead.title}`,
    html,
    words: wordsOfHtml(html).length,
    fullText: lead.fullText,
    image: lead.image,
    language: safe.language,
    told: edition.stories.map((story) => ({
      storyId: story.id,
      articleId: leads.get(story.id) ?? story.lead.article.id,
    })),
    outlets: [...new Set(safe.stories.flatMap(outletsOf))],
  };
}

/** "Monday 30 November, morning" */
function dateOf(
  { language, words }: SafeEdition,
  { at, hour }: IssueToWrite["slot"],
  timeZone: string,
): string {
  const plain = language === undefined || language === "en" ? "en-GB" : language;
  const day = new Intl.DateTimeFormat(plain, { weekday: "long", day: "numeric", month: "long", timeZone });
  const part =
    hour < 4 ? "night" : hour < 12 ? "morning" : hour < 17 ? "afternoon" : hour < 22 ? "evening" : "night";
  return `${day.format(at)}, ${words.say(part)}`;
}

function leadHtml(lead: SafeStory, words: Words): string {
  const picture =
    lead.image && !lead.illustrated ? `<p><img src="${xmlAttribute(lead.image)}" alt=""></p>` : "";
  const text = lead.html || (lead.summary && `<p>${xmlText(lead.summary)}</p>`);
  const by = [lead.byline, ...outletsOf(lead)]
    .filter((one, n, all) => one && all.indexOf(one) === n)
    .join(", ");
  const gate = lead.wall ? `<p><small>(${xmlText(words.say("forSubscribers"))})</small></p>` : "";
  // The article's own headings stand under its headline.
  const under = text.replace(/<(\/?)h[12]\b/gi, "<$1h3");
  return `<h2>${linked(lead)}</h2><p><small>${xmlText(by)}</small></p>${picture}${under}${gate}`;
}

function headlines(
  stories: readonly SafeStory[],
  { words }: SafeEdition,
  sectionOf: IssueToWrite["sectionOf"],
): string {
  const sections = new Map<string, SafeStory[]>();
  for (const story of stories) {
    const name = sectionOf(story.id as StoryId) ?? "";
    sections.set(name, [...(sections.get(name) ?? []), story]);
  }
  // What stands under no name comes first, as the rest of the front page.
  const named = [...sections].sort(([a], [b]) => Number(a !== "") - Number(b !== ""));
  return named
    .map(([name, members]) => {
      const title = name || words.say("furtherStories");
      return `<h2>${xmlText(title)}</h2><ul>${members.map((story) => headline(story, words)).join("")}</ul>`;
    })
    .join("");
}

function headline(story: SafeStory, words: Words): string {
  const outlets = outletsOf(story);
  const more = outlets.length > OUTLETS ? `, ${words.count("others", outlets.length - OUTLETS)}` : "";
  const gate = story.wall ? ` (${words.say("forSubscribers")})` : "";
  const told = `${outlets.slice(0, OUTLETS).join(", ")}${more}${gate}`;
  return `<li>${linked(story)} <small>(${xmlText(told)})</small></li>`;
}

function linked({ url, title, language }: SafeStory): string {
  const lang = language ? ` lang="${xmlAttribute(language)}"` : "";
  return url ? `<a href="${xmlAttribute(url)}"${lang}>${xmlText(title)}</a>` : xmlText(title);
}

function outletsOf({ outlet, coverage }: SafeStory): readonly string[] {
  return [...new Set([outlet, ...coverage.map((one) => one.outlet)])];
}
