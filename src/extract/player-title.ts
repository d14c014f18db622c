import type { Element } from "domhandler";
import { attribute } from "./tree.ts";

export function titleOf(element: Element, fallback: string | undefined): string | undefined {
  const written = [
    attribute(element, "title"),
    attribute(element, "aria-label"),
    attribute(element, "data-title"),
    fallback,
  ];
  const title = written.find((one) => one && !NO_TITLE.test(one.trim()) && !/^https?:/.test(one.trim()));
  return title && shortened(title.trim());
}

export function shortened(title: string): string {
  const line = title.replace(/\s+/g, " ");
  return line.length <= MOST_TITLE ? line : `${line.slice(0, MOST_TITLE - 1).replace(/\s+\S*$/, "")}…`;
}

export const MOST_TITLE = 200;

/** Titles that editors and players write for any of their kind. */
const NO_TITLE =
  /^(?:(?:youtube|vimeo|spotify|soundcloud|bandcamp|dailymotion|twitter|instagram|facebook|tiktok|mastodon|bluesky)?\s*(?:video|audio|media|podcast|post|embed(?:ded)?|player|iframe|content|document|tweet|frame|widget|interactive|chart)s?(?:\s*(?:video|audio|media|post|embed(?:ded)?|player|iframe|content|from \S+))*|untitled|\W*)$/i;
