import type { SafeCoverage, SafeStory } from "./safe-edition.ts";
import { xmlAttribute, xmlText } from "./xml.ts";

/**
 * What a feed reader shows of a story: picture, full text or summary, and under it where else it is told.
 * Sanitized HTML with absolute addresses only.
 */
export function storyHtml(story: SafeStory): string {
  const text = story.html || (story.summary && `<p>${xmlText(story.summary)}</p>`);
  return `${picture(story)}${text}${alsoCovered(story.coverage)}`;
}

/** The story's picture, unless its text has its own. */
function picture({ image, illustrated }: SafeStory): string {
  return image && !illustrated ? `<p><img src="${xmlAttribute(image)}" alt=""></p>` : "";
}

/** What the list of coverage begins with. */
const COVERED = "<h4>Also covered by</h4><ul>";

/** What a reader was shown of a story, without the list of coverage, which is made anew at every publication. */
export function withoutCoverage(html: string): string {
  const at = html.lastIndexOf(COVERED);
  return at < 0 ? html : html.slice(0, at);
}

function alsoCovered(coverage: readonly SafeCoverage[]): string {
  if (coverage.length === 0) return "";
  return `${COVERED}${coverage.map(coverageItem).join("")}</ul>`;
}

function coverageItem({ title, url, outlet, language }: SafeCoverage): string {
  const lang = language ? ` lang="${xmlAttribute(language)}"` : "";
  return `<li><a href="${xmlAttribute(url)}"${lang}>${xmlText(title)}</a> (${xmlText(outlet)})</li>`;
}
