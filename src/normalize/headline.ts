import { lettersOf, plainText, shorten, singleSpaced } from "../ground/text.ts";
import type { Entry, ParsedFeed } from "../model/entry.ts";
import { withoutBoilerplate } from "./boilerplate.ts";

/** What stands for an entry in a list. */
export interface Headline {
  /** Empty where there is nothing to tell the entry from another one. */
  readonly title: string;
  /** Plain text; empty where it would say the title again. */
  readonly summary: string;
}

const MOST_TITLE = 500;
const MOST_SUMMARY = 500;
/** Of a title that is made of the text. */
const MOST_MADE_TITLE = 100;
/** A title of more characters that the text begins with is the text, put there by a bridge. */
const LONGEST_HEADLINE = 140;

/**
 * The entry's title and excerpt. A post without a title has one made of its text's beginning, and the rest of the text
 * as its excerpt; a post without words has the words of its picture, else its author and day, as a person would call it.
 *
 * @param language of the entry, for the day
 */
export function headlineOf(entry: Entry, feed: ParsedFeed, language: string | undefined): Headline {
  const title = singleSpaced(entry.title ?? "");
  const text = excerptOf(entry);
  if (title === "")
    return text
      ? fromText(text)
      : { title: fromPicture(entry) || byName(entry, feed, language), summary: "" };
  if (title.length > LONGEST_HEADLINE && isSaidIn(title, text)) return fromText(text || title);
  return { title: shorten(title, MOST_TITLE), summary: shorten(withoutTitle(text, title), MOST_SUMMARY) };
}

/** The words of the summary, else of the content; without what every entry of its kind says. */
function excerptOf({ summary, content }: Entry): string {
  for (const html of [summary, content]) {
    const text =
      html === undefined ? "" : withoutBoilerplate(html, plainText(html, MOST_SUMMARY + MOST_MADE_TITLE));
    if (text !== "") return text;
  }
  return "";
}

const ADDRESSES = /(?:https?:\/\/|www\.)\S+/g;

function fromText(text: string): Headline {
  const words = singleSpaced(text.replace(ADDRESSES, "")) || text;
  if (words.length <= MOST_MADE_TITLE) return { title: words, summary: "" };
  const sentences = endOfSentences(words);
  if (sentences > 0)
    return {
      title: words.slice(0, sentences),
      summary: shorten(words.slice(sentences).trim(), MOST_SUMMARY),
    };
  const title = shorten(words, MOST_MADE_TITLE);
  const rest = words.slice(title.length - 1).trim();
  return { title: title.replace(/[\s,;:–—-]+…$/, "…"), summary: shorten(`…${rest}`, MOST_SUMMARY) };
}

/** A shorter first sentence is an exclamation, not what the post is about. */
const SHORTEST_SENTENCE = 30;
const SENTENCE_END = /(?:(?<=[\p{Ll}\p{N}]{3})[.!?…]+["”’»)]*(?=\s+[^\p{Ll}])|[。！？]["”’」』）]*)/gu;

/** Where the last sentence ends that fits into a title; 0: none does. */
function endOfSentences(text: string): number {
  let end = 0;
  for (const match of text.slice(0, MOST_MADE_TITLE + 2).matchAll(SENTENCE_END)) {
    const at = match.index + match[0].length;
    if (at >= SHORTEST_SENTENCE && at <= MOST_MADE_TITLE) end = at;
  }
  return end;
}

/** The text without the title that it begins with, or that is all it says. */
function withoutTitle(text: string, title: string): string {
  if (text.length < 2 * title.length + 20 && lettersOf(text) === lettersOf(title)) return "";
  const stem = title.replace(/\s*(?:…|\.\.\.)$/, "");
  if (!text.startsWith(stem)) return text;
  const rest = text.slice(stem.length);
  if (stem !== title) return isNewSentence(rest) ? rest.trim() : `…${rest.replace(/^[\s….]+/, "")}`;
  return stem.length >= SHORTEST_REPEATED && isNewSentence(rest) ? rest.replace(/^[\s.:–—|-]+/, "") : text;
}

/** A text may well begin with a short title's words and go on. */
const SHORTEST_REPEATED = 25;

function isNewSentence(rest: string): boolean {
  return /^[.!?:|]?\s+[\p{Lu}\p{Lo}\p{N}"“„«]/u.test(rest);
}

function isSaidIn(title: string, text: string): boolean {
  const start = lettersOf(title.replace(/(?:…|\.\.\.)$/, ""));
  return text === "" || lettersOf(text).startsWith(start);
}

/** Elements looked at for a picture's words. */
const FARTHEST = 200_000;

/** The alternative text of the first picture that has words. */
function fromPicture({ content, summary }: Entry): string {
  for (const html of [content, summary])
    for (const [tag] of (html ?? "").slice(0, FARTHEST).matchAll(/<img\s[^<>]{0,2000}>/gi)) {
      const alt = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
      const words = plainText(alt?.[1] ?? alt?.[2] ?? "", MOST_MADE_TITLE);
      if (/\p{L}{2}/u.test(words) && !isFileName(words)) return words;
    }
  return "";
}

function isFileName(words: string): boolean {
  return (
    /\.(?:jpe?g|png|gif|webp|avif|heic)$/i.test(words) ||
    /^(?:img|dsc|image|photo|picture|screenshot)?[\s_-]*\d*$/i.test(words)
  );
}

/** Who posted it, and on which day. */
function byName(entry: Entry, feed: ParsedFeed, language: string | undefined): string {
  if (!hasAnything(entry)) return "";
  const at = entry.published ?? entry.updated;
  const who = (entry.author?.includes("@") ? undefined : entry.author) ?? feed.title;
  return [who, at === undefined ? undefined : dayIn(language, at)].filter(Boolean).join(", ");
}

function hasAnything({ link, enclosures, image, summary, content }: Entry): boolean {
  return (
    Boolean(link) || enclosures.length > 0 || image !== undefined || /<img\s/i.test(content ?? summary ?? "")
  );
}

const formats = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 32;

function dayIn(language: string | undefined, at: number): string {
  const tag = language === undefined || language === "en" || !isKnown(language) ? "en-GB" : language;
  // A formatter costs 30 kB, and languages come from documents.
  if (!formats.has(tag) && formats.size >= MOST_FORMATS) formats.clear();
  const style = { dateStyle: "long", timeZone: "UTC", calendar: "gregory" } as const;
  const format = formats.get(tag) ?? new Intl.DateTimeFormat(tag, style);
  formats.set(tag, format);
  return format.format(at);
}

function isKnown(language: string): boolean {
  return (
    /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(language) &&
    Intl.DateTimeFormat.supportedLocalesOf(language).length > 0
  );
}
