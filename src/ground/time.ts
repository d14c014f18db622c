import type { Article } from "../model/article.ts";
import type { EpochMs } from "../model/brand.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** `YYYY-MM-DD`, UTC. */
export function dayOf(instant: EpochMs): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** The moment that an article counts as of: its own date, or, where it has none, when it was first seen. */
export function dateOf({ publishedAt, seenAt }: Pick<Article, "publishedAt" | "seenAt">): EpochMs {
  return publishedAt ?? seenAt;
}
