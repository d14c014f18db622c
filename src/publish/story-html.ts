import { directionOf, type Words } from "../ground/words.ts";
import type { SafeCoverage, SafeStory } from "./safe-edition.ts";
import { xmlAttribute, xmlText } from "./xml.ts";

/**
 * What a feed reader shows of a story: picture, full text or summary, and under it where else it is told, who carries it
 * and where it is talked about.
 * Sanitized HTML with absolute addresses only.
 */
export function storyHtml(story: SafeStory, words: Words): string {
  const text = story.html || (story.summary && `<p>${xmlText(story.summary)}</p>`);
  const gate = story.wall ? small(`(${words.say("forSubscribers")})`) : "";
  return `${picture(story)}${directed(text, story)}${gate}${alsoCovered(story, words)}${foot(story, words)}`;
}

const FROM_THE_RIGHT = /^[^\p{L}]*[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}]/u;

/** Readers show from the left what does not say otherwise, `xml:lang` or not. */
function directed(text: string, { language, title }: SafeStory): string {
  const isFromRight = language === undefined ? FROM_THE_RIGHT.test(title) : directionOf(language) === "rtl";
  const lang = language ? ` lang="${xmlAttribute(language)}"` : "";
  return isFromRight && text !== "" ? `<div dir="rtl"${lang}>${text}</div>` : text;
}

const DIRECTED = /^((?:<p><img [^>]*><\/p>)?)<div dir="rtl"(?: lang="[^"]*")?>([\s\S]*)<\/div>$/;

/** Its categories, and whether it is for subscribers: a term that readers filter by, the same in every language. */
export function categoriesOf({ categories, wall }: SafeStory): readonly string[] {
  return wall ? [...categories, "for subscribers"] : categories;
}

function small(text: string): string {
  return `<p><small>${xmlText(text)}</small></p>`;
}

/** The story's picture, unless its text has its own. */
function picture({ image, illustrated }: SafeStory): string {
  return image && !illustrated ? `<p><img src="${xmlAttribute(image)}" alt=""></p>` : "";
}

/** The list of coverage as `alsoCovered` writes it, in whatever language, and what is said of a pay gate above it. */
const COVERED =
  /(?:<p><small>\([^<]*\)<\/small><\/p>)?<h4(?: dir="rtl")?>[^<]*<\/h4><ul(?: dir="rtl")?>(?:<li><a href="[^"]*"(?: lang="[^"]*")?>[^<]*<\/a> \([^<]*\)<\/li>)+<\/ul>/g;
const GATE_ALONE = /<p><small>\([^<]*\)<\/small><\/p>$/;

/** Who carries it and where it is talked about, each a line of its own that leads there. */
const FOOT = /(?:<p><small><a href="[^"]*">[^<]*<\/a><\/small><\/p>)+$/;

/** What a reader was shown of a story, without what stands under its text, which is made anew at every publication. */
export function withoutCoverage(whole: string): string {
  const html = whole.replace(FOOT, "");
  const last = [...html.matchAll(COVERED)].at(-1);
  const shown = last ? html.slice(0, last.index) : html.replace(GATE_ALONE, "");
  return shown.replace(DIRECTED, "$1$2");
}

function foot({ source: { carrier }, discussion }: SafeStory, { say }: Words): string {
  const lines = [
    [carrier?.feedUrl, carrier && say("via", { carrier: carrier.title })],
    [discussion, discussion && say("discussedAt", { place: hostOf(discussion) })],
  ] as const;
  return lines
    .map(([url, text]) =>
      url && text ? `<p><small><a href="${xmlAttribute(url)}">${xmlText(text)}</a></small></p>` : "",
    )
    .join("");
}

/** A host as people say it. */
export function hostOf(url: string): string {
  return new URL(url).host.replace(/^www\./, "");
}

function alsoCovered({ coverage, outlets }: SafeStory, words: Words): string {
  if (coverage.length === 0) return "";
  const told = outlets.length > 1 ? small(words.count("toldBy", outlets.length)) : "";
  const items = coverage.map((one) => coverageItem(one, words)).join("");
  const dir = directionOf(words.language) === "rtl" ? ' dir="rtl"' : "";
  return `<h4${dir}>${xmlText(words.say("alsoCovered"))}</h4><ul${dir}>${items}</ul>${told}`;
}

function coverageItem({ title, url, outlet, carrier, language, wall }: SafeCoverage, { say }: Words): string {
  const lang = language ? ` lang="${xmlAttribute(language)}"` : "";
  const gate = wall ? ` (${say("forSubscribers")})` : "";
  const by = carrier ? `${outlet}, ${say("via", { carrier })}` : outlet;
  return `<li><a href="${xmlAttribute(url)}"${lang}>${xmlText(title)}</a> (${xmlText(by)})${xmlText(gate)}</li>`;
}
