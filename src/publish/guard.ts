import { createHash } from "node:crypto";
import { choosePicture, isStoryPicture, picturesIn } from "../ground/picture.ts";
import { type Words, wordsIn } from "../ground/words.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Edition, Emptiness, FeedSettings } from "../model/edition.ts";
import type { Reason, Story, StoryArticle } from "../model/story.ts";
import { guardEnclosures, ownFile } from "./enclosures.ts";
import { legalId, legalLanguage, legalLine, legalText, legalUrl } from "./legal.ts";
import type { SafeCoverage, SafeEdition, SafeGenerator, SafeSource, SafeStory } from "./safe-edition.ts";

const TITLE = 300;
const NAME = 120;
const SUMMARY = 600;
/** Before RSS, and further ahead than any article: such a date is a mistake. */
const EARLIEST = Date.UTC(1970, 0, 2);
const LATEST = Date.UTC(2200, 0, 1);

/**
 * The one guard in front of all writers. Whatever the edition holds, the result can be written in every
 * format: no illegal character, no relative or non-http address, no impossible date, no id twice. A story
 * loses the part that is wrong, never its place; only the same story a second time is left out.
 */
export function guardEdition(edition: Edition, generator: SafeGenerator): SafeEdition {
  const { feed } = edition;
  const fallback = saneDate(edition.updatedAt) ?? newestDate(edition.stories) ?? EARLIEST;
  const words = wordsIn(legalLanguage(feed.language));
  const told = edition.stories.map((story) => {
    const safe = guardStory(story, feed, fallback);
    return story.isWithdrawn ? withdrawn(safe, words) : safe;
  });
  const stories = unlike(told, (story) => [story.id]);
  const title = legalLine(feed.title, TITLE) || "Lede";
  const description = legalLine(feed.description, SUMMARY) || title;
  const emptiness = stories.length === 0 ? sayEmpty(words, edition) : "";
  return {
    settings: feed,
    title,
    description,
    emptiness,
    subtitle: emptiness ? `${description} ${emptiness}` : description,
    ...places(feed),
    language: legalLanguage(feed.language),
    words,
    updatedAt: stories.reduce((newest, story) => Math.max(newest, story.updatedAt), fallback),
    hubs: [...new Set(feed.hubs.flatMap((hub) => legalUrl(hub) ?? []))],
    archives: [...new Set(edition.archives)].filter((day) => /^\d{4}-\d\d-\d\d$/.test(day)),
    generator,
    stories: tellApart(withOwnIds(stories, feed)),
  };
}

/** A second story of one id keeps its place under the id that it has by itself. */
function withOwnIds(stories: readonly SafeStory[], feed: FeedSettings): SafeStory[] {
  const taken = new Set<string>();
  return stories.map((story) => {
    const entryId = taken.has(story.entryId) ? ownId(feed, story.id) : story.entryId;
    taken.add(entryId);
    return { ...story, entryId };
  });
}

function ownId(feed: FeedSettings, id: string): string {
  return legalId(`${tagBase(feed)}:story/${id}`) ?? `urn:lede:story:${id}`;
}

const EMPTY: Readonly<Record<Emptiness, string>> = {
  "not-yet": "emptyNotYet",
  failing: "emptyFailing",
  "no-source": "emptyNoSource",
  "nothing-new": "emptyNothingNew",
  "nothing-fits": "emptyNothingFits",
};

function sayEmpty({ say, duration }: Words, { feed, empty = "not-yet" }: Edition): string {
  return say(EMPTY[empty], { window: Number.isFinite(feed.window) ? duration(feed.window) : "∞" });
}

function places(feed: FeedSettings) {
  const root = legalUrl(feed.link)?.replace(/\/*$/, "/");
  const folder = feed.id === "main" ? "" : `${fileName(feed.id)}/`;
  return {
    root,
    folder,
    home: root && `${root}${folder}`,
    id: legalId(`${tagBase(feed)}:feed/${fileName(feed.id)}`) ?? `urn:lede:feed:${fileName(feed.id)}`,
  };
}

/** Some hand it on with its scheme. */
function tagBase({ tagBase: base }: FeedSettings): string {
  return base.startsWith("tag:") ? base : `tag:${base}`;
}

function guardStory(story: Story, feed: FeedSettings, fallback: EpochMs): SafeStory {
  const { lead } = story;
  const { article } = lead;
  const id = fileName(story.id);
  const publishedAt = saneDate(story.publishedAt) ?? fallback;
  const updatedAt = Math.max(publishedAt, saneDate(story.updatedAt) ?? publishedAt);
  const source = guardSource(lead);
  const outlet = legalLine(article.outlet, NAME) || source.title;
  const summary = legalLine(article.summary, SUMMARY);
  const full = lead.fullText?.kind === "text" ? lead.fullText : undefined;
  const html = legalText(lead.html).trim();
  return {
    id,
    isIssue: story.isIssue ?? false,
    entryId: legalId(story.entryId) ?? ownId(feed, id),
    title: legalLine(article.title, TITLE) || cutTitle(summary) || outlet,
    url: legalUrl(article.url),
    outlet,
    ...guardAuthors(article, full?.author),
    publishedAt,
    announcedAt: saneDate(story.announcedAt) ?? publishedAt,
    updatedAt,
    updated: new Date(updatedAt).toISOString(),
    writtenAt: saneDate(article.publishedAt),
    summary,
    html,
    fullText: full !== undefined && lead.html !== "",
    words: full?.words,
    ...pictureOf(lead, html),
    language: legalLanguage(article.language),
    ...guardCategories(article),
    corrections: (article.corrections ?? []).flatMap(({ at, title }) => {
      const line = legalLine(title, TITLE);
      return line && saneDate(at) !== undefined ? [{ at, title: line }] : [];
    }),
    isWithdrawn: false,
    discussion: legalUrl(article.discussion),
    rights: legalLine(article.rights, SUMMARY) || undefined,
    enclosures: guardEnclosures([...article.enclosures, ...ownFile(article.url)]),
    source,
    coverage: unlike(
      story.coverage.flatMap((member) => guardCoverage(member, feed)),
      (one) => [one.url],
    ),
    leadReport: { ...report(lead, feed), url: legalUrl(article.url) ?? "" },
    superseded: (story.superseded ?? []).flatMap((member) => guardCoverage(member, feed)),
    ledBefore: (story.ledBefore ?? []).filter(({ until }) => saneDate(until) !== undefined),
    outlets: story.outlets.flatMap((name) => legalLine(name, NAME) || []),
    wall: saidWall(lead, feed),
    why: {
      lead: story.leadReasons.map(guardReason),
      leadArticleId: article.id,
      memberships: story.memberships.map((membership) => ({
        ...membership,
        joinedAt: saneDate(membership.joinedAt) ?? publishedAt,
        score: membership.score === undefined ? undefined : finite(membership.score),
        reasons: membership.reasons.map(guardReason),
      })),
    },
  };
}

/** Of what its publisher took back only that is told, and what it was. */
function withdrawn(story: SafeStory, { say }: Words): SafeStory {
  const text = say("withdrawnText");
  return {
    ...story,
    isWithdrawn: true,
    title: `${say("withdrawn")}: ${story.title}`,
    summary: text,
    html: `<p>${text}</p>`,
    fullText: false,
    words: undefined,
    image: undefined,
    illustrated: false,
    categories: [...story.categories, "withdrawn"],
    enclosures: [],
    coverage: [],
    outlets: [],
    wall: undefined,
  };
}

/** The story's picture, and whether its text shows one: then it needs none above it. */
function pictureOf(
  { article, fullText }: StoryArticle,
  html: string,
): Pick<SafeStory, "image" | "illustrated"> {
  const inText = picturesIn(html).filter(isStoryPicture);
  const full = fullText?.kind === "text" ? fullText.image : undefined;
  const declared = [article.image, full].flatMap((address) => legalUrl(address) ?? []);
  const image = choosePicture(
    declared.map((url) => ({ url })),
    inText,
  );
  return { image: legalUrl(image), illustrated: inText.length > 0 };
}

/** A line for a story whose lead article has no title: the first words of its summary. */
function cutTitle(summary: string): string {
  return legalLine(summary, 80);
}

function guardSource({ article, sourceName, sourceUrl, siteUrl, feed, carrier }: StoryArticle): SafeSource {
  const rights = legalLine(feed?.rights, SUMMARY);
  const name = legalLine(carrier?.name, NAME);
  return {
    title: legalLine(sourceName, NAME) || legalLine(article.outlet, NAME) || "unnamed source",
    feedUrl: legalUrl(sourceUrl),
    siteUrl: legalUrl(siteUrl),
    id: legalId(feed?.id),
    selfUrl: legalUrl(feed?.url),
    rights: rights || undefined,
    updatedAt: saneDate(feed?.updatedAt) ?? saneDate(article.publishedAt) ?? saneDate(article.seenAt),
    carrier: name ? { title: name, feedUrl: legalUrl(carrier?.url) } : undefined,
  };
}

/** Whom the entry names, else whom its page does. */
function guardAuthors(
  { author, authors }: StoryArticle["article"],
  written: string | undefined,
): Pick<SafeStory, "byline" | "authors"> {
  const byline = legalLine(author ?? written, NAME) || undefined;
  if (byline === undefined) return { byline, authors: [] };
  const people = (author === undefined ? [] : (authors ?? [])).slice(0, MOST_AUTHORS).flatMap((person) => {
    const name = legalLine(person.name, NAME);
    const email = /^[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+$/.test(person.email ?? "")
      ? person.email
      : undefined;
    const url = legalUrl(person.url);
    // A name that is an address is no byline.
    if (!name || /^\S+@\S+$|^https?:\/\//.test(name)) return [];
    return [{ name, ...(email && { email: legalLine(email, NAME) }), ...(url && { url }) }];
  });
  return { byline, authors: people.length > 0 ? people : [{ name: byline }] };
}

const MOST_AUTHORS = 20;

function saidWall({ wall }: StoryArticle, { walls }: FeedSettings): "paid" | undefined {
  return walls === "hide" ? undefined : wall;
}

function guardCoverage(member: StoryArticle, feed: FeedSettings): SafeCoverage[] {
  const url = legalUrl(member.article.url);
  return url ? [{ ...report(member, feed), url }] : [];
}

function report(member: StoryArticle, feed: FeedSettings): SafeCoverage {
  const { article, sourceName, isCorrection = false } = member;
  const outlet = legalLine(article.outlet, NAME) || legalLine(sourceName, NAME);
  return {
    articleId: article.id,
    title: legalLine(article.title, TITLE) || outlet || article.url,
    url: article.url,
    outlet,
    carrier: legalLine(member.carrier?.name, NAME) || undefined,
    at: saneDate(article.publishedAt) ?? saneDate(article.seenAt),
    language: legalLanguage(article.language),
    isCorrection,
    wall: saidWall(member, feed),
  };
}

function guardReason({ name, value, contribution }: Reason): Reason {
  return { name: legalLine(name, NAME), value: finite(value), contribution: finite(contribution) };
}

function finite(value: number): number {
  return Math.abs(value) < 1e6 ? value : 0;
}

function guardCategories({
  categories,
  categoryTerms = {},
}: StoryArticle["article"]): Pick<SafeStory, "categories" | "categoryTerms"> {
  const lines = categories.slice(0, 50).map((category) => legalLine(category, NAME));
  const terms = Object.entries(categoryTerms).map(([name, { term, scheme }]) => {
    const domain = legalLine(scheme, SUMMARY) || undefined;
    return [
      legalLine(name, NAME),
      { term: legalLine(term, NAME) || undefined, scheme: legalId(scheme), domain },
    ] as const;
  });
  return {
    categories: unlike(
      lines.filter((line) => line !== ""),
      (line) => [line.toLowerCase()],
    ),
    categoryTerms: new Map(terms),
  };
}

/** The first of those that share any key. */
function unlike<T>(items: readonly T[], keys: (item: T) => readonly string[]): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const own = keys(item);
    if (own.some((key) => seen.has(key))) return false;
    for (const key of own) seen.add(key);
    return true;
  });
}

/**
 * No two entries may share atom:updated, or validators take it for a machine's mistake. Every story carries
 * microseconds that come from its entry's id, whether or not another has its millisecond: what its neighbours do moves no
 * date. Of two that still meet, the older keeps its own.
 */
function tellApart(stories: readonly SafeStory[]): SafeStory[] {
  const taken = new Set<string>();
  const apart = new Map<string, string>();
  for (const { id, entryId, updated } of [...stories].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const known = /:story\/([^/]+)$/.exec(entryId)?.[1] ?? entryId;
    let micro = createHash("sha256").update(known).digest().readUInt32BE() % 1000;
    const at = (n: number) => updated.replace("Z", `${String(n).padStart(3, "0")}Z`);
    for (let tries = 0; taken.has(at(micro)) && tries < 1000; tries++) micro = (micro + 1) % 1000;
    taken.add(at(micro));
    apart.set(id, at(micro));
  }
  return stories.map((story) => ({ ...story, updated: apart.get(story.id) ?? story.updated }));
}

function fileName(id: string): string {
  return /^[0-9A-Za-z_-]{1,64}$/.test(id) ? id : createHash("sha256").update(id).digest("hex").slice(0, 26);
}

function saneDate(at: EpochMs | undefined): EpochMs | undefined {
  return at !== undefined && at >= EARLIEST && at < LATEST ? Math.floor(at) : undefined;
}

function newestDate(stories: readonly Story[]): EpochMs | undefined {
  const dates = stories.flatMap((story) => saneDate(story.updatedAt) ?? []);
  return dates.length > 0 ? dates.reduce((a, b) => Math.max(a, b)) : undefined;
}
