import { durationOf, movedSentence } from "../app/status-report.ts";
import { withLists } from "../config/build-config.ts";
import { createFetcher } from "../fetch/create-fetcher.ts";
import { domainOf } from "../fetch/registrable-domain.ts";
import { DAY_MS } from "../ground/time.ts";
import type { Config } from "../model/config.ts";
import type { Fetch } from "../model/document.ts";
import type { Entry, ParsedFeed } from "../model/entry.ts";
import type { Source, SourceList } from "../model/source.ts";
import { lookAtSource } from "../pipeline/listing/look-at-source.ts";
import { readList } from "../pipeline/lists/read-list.ts";
import { hostHold } from "../schedule/host-hold.ts";
import { grouped } from "../store/batch.ts";
import type { ScheduleStore } from "../store/schedule/schedule-store.ts";
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

/** Domains asked at the same time; of each one source after the other. */
const CONCURRENCY = 16;

/** What the wire knows of domains that asked to be left alone, and is told of them. */
export type Holds = Pick<ScheduleStore, "holds" | "hold">;

/**
 * Fetches and reads every source once. Writes nothing down but that a domain asked to be left alone: from then on it is
 * asked no more, as it is not when it had asked the wire.
 *
 * @param onProbe called as each answer comes in; the result is in the order of the YAML
 */
export async function probeSources(
  { network, sources }: Pick<Config, "network" | "sources">,
  onProbe: (probe: Probe) => void,
  holds?: Holds,
): Promise<Probe[]> {
  const { fetch, close } = createFetcher(network);
  const found = new Map<string, Probe>();
  const domains = [...grouped(sources, ({ url }) => domainOf(url))];
  const waits = (await holds?.holds(domains.map(([domain]) => domain))) ?? [];
  const waiting = domains.entries(); // one iterator, drawn from by all
  const work = async () => {
    for (const [n, [domain, own]] of waiting) {
      let held = waits[n] ?? 0;
      for (const source of own) {
        const { probe, holdMs } =
          held > 0 ? notAsked(source, domain, held) : await probeSource(source, fetch);
        if (holdMs > held) await holds?.hold(domain, holdMs);
        held = Math.max(held, holdMs);
        found.set(source.id, probe);
        onProbe(probe);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  } finally {
    await close();
  }
  return sources.flatMap(({ id }) => found.get(id) ?? []);
}

interface Probed {
  readonly probe: Probe;
  /** For how long its domain asked to be left alone, ms. */
  readonly holdMs: number;
}

const NOTHING = { ok: false, code: undefined, title: undefined, entries: 0, announced: [] };

function notAsked({ id, url }: Source, domain: string, ms: number): Probed {
  const code = "FETCH_RATE_LIMITED";
  const message = `Not asked: ${domain} wants to be left alone for ${durationOf(ms)}.`;
  const sentence = inWords({ code, message, remedy: "Nothing: Lede waits as long as the server asks." });
  return { probe: { ...NOTHING, id, url, code, sentence }, holdMs: 0 };
}

/** Reads every list once; gives the configuration with what they name. Writes nothing down. */
export async function probeLists(
  config: Config,
): Promise<{ readonly config: Config; readonly lists: readonly Probe[] }> {
  const { fetch, close } = createFetcher(config.network);
  try {
    const states = await Promise.all(
      config.lists.map((list) => readList(fetch, list, undefined, Date.now())),
    );
    const feedsOf = (list: SourceList) => states[config.lists.indexOf(list)]?.feeds ?? [];
    const lists = states.map(({ url: given, feeds, failure }, n): Probe => {
      const url = config.lists[n]?.shownUrl ?? given;
      const sentence = failure
        ? inWords(failure)
        : `${url} names ${feeds.length} ${feeds.length === 1 ? "feed" : "feeds"}`;
      const rest = { code: failure?.code, title: undefined, entries: feeds.length, announced: [] };
      return { id: url, url, ok: failure === undefined, sentence, ...rest };
    });
    return { config: withLists(config, feedsOf), lists };
  } finally {
    await close();
  }
}

/** ms: a probe shows what is in a sitemap, not what would be news of it. */
const WINDOW = 30 * DAY_MS;

async function probeSource(source: Source, fetch: Fetch): Promise<Probed> {
  const { id, url } = source;
  let holdMs = 0;
  const listening: Fetch = async (request) => {
    const outcome = await fetch(request);
    const now = Date.now();
    holdMs = Math.max(holdMs, (hostHold(outcome, now)?.until ?? now) - now);
    return outcome;
  };
  const read = await lookAtSource({ fetch: listening, now: Date.now, mostPages: 0, window: WINDOW }, source);
  if (read.kind === "failure") {
    const announced = read.announced.map((feed) => feed.url);
    return { probe: { ...NOTHING, id, url, code: read.code, announced, sentence: inWords(read) }, holdMs };
  }
  const { title, entries, format } = read.feed;
  const moved = read.permanentUrl === undefined ? "" : `; ${movedSentence(read.permanentUrl)}`;
  const sentence = sentenceOf(entries, format, title ?? url) + moved;
  return { probe: { ...NOTHING, id, url, ok: true, title, entries: entries.length, sentence }, holdMs };
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
