import { createFetcher } from "../fetch/create-fetcher.ts";
import { DAY_MS } from "../ground/time.ts";
import type { Config } from "../model/config.ts";
import type { Fetch } from "../model/document.ts";
import type { Entry, ParsedFeed } from "../model/entry.ts";
import type { Source } from "../model/source.ts";
import { lookAtSource } from "../pipeline/listing/look-at-source.ts";
import { inWords } from "./report-failure.ts";

/** What one source answered. */
export interface Probe {
  readonly id: string;
  readonly url: string;
  readonly ok: boolean;
  readonly code: string | undefined;
  readonly title: string | undefined;
  readonly entries: number;
  /** Of a page that is no feed: the feeds that it names. */
  readonly announced: readonly string[];
  /** For a person: what was found, or what is wrong and what can be done. */
  readonly sentence: string;
}

/** Sources asked at the same time; per host the fetcher itself holds back. */
const CONCURRENCY = 16;

/**
 * Fetches and reads every source once. Writes nothing down: no state, no validators.
 *
 * @param onProbe called as each answer comes in; the result is in the order of the YAML
 */
export async function probeSources(config: Config, onProbe: (probe: Probe) => void): Promise<Probe[]> {
  const { fetch, close } = createFetcher(config.network);
  const found: Probe[] = [];
  const waiting = config.sources.entries(); // one iterator, drawn from by all
  const work = async () => {
    for (const [index, source] of waiting) {
      found[index] = await probeSource(source, fetch);
      onProbe(found[index]);
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  } finally {
    await close();
  }
  return found;
}

/** ms: a probe shows what is in a sitemap, not what would be news of it. */
const WINDOW = 30 * DAY_MS;

async function probeSource(source: Source, fetch: Fetch): Promise<Probe> {
  const { id, url } = source;
  const base = { id, url, ok: false, code: undefined, title: undefined, entries: 0, announced: [] };
  const read = await lookAtSource({ fetch, now: Date.now, mostPages: 0, window: WINDOW }, source);
  if (read.kind === "failure") {
    const announced = read.announced.map((feed) => feed.url);
    return { ...base, code: read.code, announced, sentence: inWords(read) };
  }
  const { title, entries, format } = read.feed;
  return {
    ...base,
    ok: true,
    title,
    entries: entries.length,
    sentence: sentenceOf(entries, format, title ?? url),
  };
}

/** Headlines that a person needs to see that a rule finds the right ones. */
const SHOWN = 3;

function sentenceOf(entries: readonly Entry[], format: ParsedFeed["format"], title: string): string {
  const found = `${entries.length} ${entries.length === 1 ? "entry" : "entries"}, "${title}"`;
  if (format !== "page" && format !== "api") return found;
  return `${found}: ${entries
    .slice(0, SHOWN)
    .map((entry) => `"${entry.title}"`)
    .join(", ")}`;
}
