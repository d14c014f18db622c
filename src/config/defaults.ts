import { MEMORY } from "../ground/machine.ts";
import { VERSION } from "../ground/package-file.ts";
import type { LeadWeights } from "../model/config.ts";
import type { OutputFormat, PageLayout } from "../model/edition.ts";
import type { NetworkSettings } from "../model/source.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MB = 2 ** 20;

/** No server of others is polled more often than this, ms, whatever the YAML says. */
export const MIN_INTERVAL = MINUTE;

export const defaultTitle = "Lede";
export const defaultDescription = "Every story once, from the feeds that you trust.";
export const defaultSchedule = { every: 15 * MINUTE };
export const defaultListEvery = DAY;
export const defaultDigestStories = 18;
export const defaultEdition = { stories: 60, window: 48 * HOUR, perSource: 10 };
export const defaultDedupe = { window: 14 * DAY };
export const defaultCluster = { window: 72 * HOUR };
export const defaultPage: PageLayout = { sections: [], pictures: "all", full: 12 };
const defaultFormats: readonly OutputFormat[] = ["atom", "rss", "json", "html", "opml"];
export const defaultOutput = { dir: "public", formats: defaultFormats, walls: "say" as const };
export const defaultServe = { host: "127.0.0.1", port: 8080, trustProxy: false };

/** Each term is 0-1; see `LeadWeights`. */
export const defaultLeadWeights: LeadWeights = {
  source: 3,
  fullText: 2,
  centrality: 1,
  earliest: 1,
  recency: 0.5,
};

/** Also what the commands use that need no YAML (`lede parse`, `lede extract`). */
export const defaultNetwork: NetworkSettings = {
  allow: [],
  proxy: undefined,
  contact: undefined,
  userAgent: userAgentFor(undefined),
  perHost: 1,
  maxBytes: largestDocument(MEMORY),
  timeout: 30_000,
};

/**
 * Podcasts that keep all their episodes have feeds of 15 to 26 MB, and reading one takes some five times its size: two of
 * 30 MB killed a wire in 160 MB, again and again.
 *
 * @param memory bytes that the process may have
 */
export function largestDocument(memory: number): number {
  return Math.min(32 * MB, Math.max(4 * MB, Math.floor(memory / 16)));
}

/** What Lede calls itself, with the address where a server's owner can complain. */
export function userAgentFor(contact: string | undefined): string {
  return `Lede/${VERSION} (feed aggregator${contact ? `; +${contact}` : ""})`;
}
