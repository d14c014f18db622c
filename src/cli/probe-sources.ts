import { createFetcher } from "../fetch/create-fetcher.ts";
import type { Config } from "../model/config.ts";
import type { Fetch } from "../model/document.ts";
import type { Source } from "../model/source.ts";
import { readFeed } from "../parse/read-feed.ts";
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

async function probeSource(source: Source, fetch: Fetch): Promise<Probe> {
  const { id, url } = source;
  const base = { id, url, ok: false, code: undefined, title: undefined, entries: 0, announced: [] };
  const document = await fetch({
    url,
    kind: "feed",
    headers: source.headers,
    allow: source.network.allow,
    proxy: source.network.proxy,
  });
  if (document.kind === "not-modified")
    return { ...base, sentence: "answered 304 to an unconditional request" };
  if (document.kind === "failure") return { ...base, code: document.code, sentence: inWords(document) };
  const read = await readFeed(document.bytes, {
    url: document.url,
    headers: document.headers,
    now: Date.now(),
    reader: source.reader,
  });
  if (read.kind === "failure") {
    const announced = read.announced.map((feed) => feed.url);
    return { ...base, code: read.code, announced, sentence: inWords(read) };
  }
  const { title, entries } = read.feed;
  return {
    ...base,
    ok: true,
    title,
    entries: entries.length,
    sentence: `${entries.length} ${entries.length === 1 ? "entry" : "entries"}, "${title ?? url}"`,
  };
}
