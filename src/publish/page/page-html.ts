/**
 * Fits an article's sanitized HTML into a page: its headings follow on from `above` without a gap (WCAG 1.3.1),
 * pictures have an alternative text and load when they come into view.
 *
 * @param above the level of the heading that the text stands under
 */
export function pageHtml(html: string, above: number): string {
  const levels = [...new Set([...html.matchAll(/<h([1-6])\b/gi)].map((match) => Number(match[1])))].sort();
  return html
    .replace(/<(\/?)h([1-6])\b/gi, (_tag, slash: string, level: string) => {
      return `<${slash}h${Math.min(6, above + 1 + levels.indexOf(Number(level)))}`;
    })
    .replace(/<img\b(?![^>]*\balt=)/gi, '<img alt=""')
    .replace(/<img\b(?![^>]*\bloading=)/gi, '<img loading="lazy"');
}
