import type { SafeCoverage, SafeStory } from "./safe-edition.ts";
import type { Words } from "./words.ts";
import { xmlAttribute, xmlText } from "./xml.ts";

/**
 * What a feed reader shows of a story: picture, full text or summary, and under it where else it is told.
 * Sanitized HTML with absolute addresses only.
 */
export function storyHtml(story: SafeStory, words: Words): string {
  const text = story.html || (story.summary && `<p>${xmlText(story.summary)}</p>`);
  return `${picture(story)}${text}${alsoCovered(story.coverage, words)}`;
}

/** The story's picture, unless its text has its own. */
function picture({ image, illustrated }: SafeStory): string {
  return image && !illustrated ? `<p><img src="${xmlAttribute(image)}" alt=""></p>` : "";
}

/** The list of coverage as `alsoCovered` writes it, in whatever language. */
const COVERED =
  /<h4>[^<]*<\/h4><ul>(?:<li><a href="[^"]*"(?: lang="[^"]*")?>[^<]*<\/a> \([^<]*\)<\/li>)+<\/ul>/g;

/** What a reader was shown of a story, without the list of coverage, which is made anew at every publication. */
export function withoutCoverage(html: string): string {
  const last = [...html.matchAll(COVERED)].at(-1);
  return last ? html.slice(0, last.index) : html;
}

function alsoCovered(coverage: readonly SafeCoverage[], { say }: Words): string {
  if (coverage.length === 0) return "";
  return `<h4>${xmlText(say("alsoCovered"))}</h4><ul>${coverage.map(coverageItem).join("")}</ul>`;
}

function coverageItem({ title, url, outlet, language }: SafeCoverage): string {
  const lang = language ? ` lang="${xmlAttribute(language)}"` : "";
  return `<li><a href="${xmlAttribute(url)}"${lang}>${xmlText(title)}</a> (${xmlText(outlet)})</li>`;
}
