import { lettersOf } from "../ground/text.ts";
import { metaValue, type PageFacts } from "./page-facts.ts";

/** In titles of Chinese and Japanese sites the headline stands before the first of these. */
export const UNDERSCORES =
  /(?<=[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}？！」）])(?:_+|-(?=[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}]{2,8}$))/u;
/** Between a headline and the names of sections and site. */
export const SEPARATOR = /\s+[|•·»›:–—\-‹«~⋆]+\s+|\s*[|｜»]\s*/;

/** A title without the name of the site, before it or behind. */
export function withoutSite(title: string | undefined, facts: PageFacts): string | undefined {
  if (!title) return undefined;
  const rest = withoutLastSite(title, facts);
  const parts = title.split(SEPARATOR);
  if (rest === title && parts.length > 1 && isSite(parts[0] ?? "", facts))
    return parts.slice(1).join(" - ").trim();
  return rest;
}

/** A title without the name of the site behind it. */
export function withoutLastSite(title: string, facts: PageFacts): string {
  if (UNDERSCORES.test(title)) return title.split(UNDERSCORES)[0] ?? title;
  const last = title.match(/^(.*)(?:\s+(?:[|•·»›–—\-~⋆*/\\<>«]+|::)\s+|\s*[|｜»]\s*)(.*?)$/s);
  return last?.[1] && lettersOf(last[1]).length > 6 && isSite(last[2] ?? "", facts) ? last[1].trim() : title;
}

/** Whether a part of a title is what the site calls itself. */
export function isSite(part: string, facts: PageFacts): boolean {
  const site = lettersOf(metaValue(facts, "og:site_name", "application-name") ?? "");
  const labels = new URL(facts.url).hostname
    .replace(/^www\./, "")
    .split(".")
    .slice(0, -1);
  const host = lettersOf(labels.filter((label, place) => place === 0 || !SECOND_LEVEL.has(label)).join(""));
  const text = lettersOf(part);
  if (text.length < 2) return false;
  const words = part
    .split(/[^\p{L}\p{N}]+/u)
    .map(lettersOf)
    .filter(Boolean);
  return (
    text === site ||
    site.includes(text) ||
    host.includes(text) ||
    (host.length > 2 && text.includes(host) && text.length <= 3 * host.length) ||
    (words.length > 1 && words.every((word) => labels.includes(word)))
  );
}

/** Of `herald.co.uk` the name is `herald`. */
const SECOND_LEVEL = new Set("ac co com edu go gov gv ne net or org".split(" "));
