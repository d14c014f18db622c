import robotsParserModule from "robots-parser";
import { DAY_MS } from "../ground/time.ts";
import type { FetchRequest } from "../model/document.ts";
import { FetchError } from "./fetch-error.ts";

/** What a robots.txt request came to. */
export interface RobotsAnswer {
  readonly status: number;
  readonly text: string;
}

export interface RobotsDeps {
  /** Fetches a robots.txt, redirects followed, through the guard. Rejects with a FetchError when that fails. */
  readonly load: (url: string, request: FetchRequest) => Promise<RobotsAnswer>;
  readonly now: () => number;
  /** The product token that rules are looked up for. */
  readonly agent: string;
}

/** The package is CommonJS and its types say otherwise. */
const robotsParser = robotsParserModule as unknown as typeof robotsParserModule.default;

interface Known {
  readonly until: number;
  readonly allows: (url: string) => boolean;
  /** ms; 0: none is asked for. */
  readonly delay: number;
}

const KEEP_MS = DAY_MS;
const KEEP_FAILED_MS = 10 * 60_000;
const MAX_ORIGINS = 1_000;
/** `Crawl-delay` is no standard, and some mean "stay away" by it: nobody waits longer. */
const MOST_DELAY_MS = 30_000;
/** Of rules that are longer the beginning counts (RFC 9309 section 2.5: 500 KiB at least). */
const MAX_RULES = 512 * 1024;
/** What is longer than this is no robots.txt. */
export const MAX_ROBOTS_BYTES = 4 * 1024 * 1024;

/**
 * Asks a site's robots.txt (RFC 9309) before one of its pages is read. Kept for a day, for a thousand sites.
 *
 * @returns a function that gives the ms to leave between two pages (`Crawl-delay`), and throws a FetchError EXTRACT_REFUSED for an address that its site closes to robots, or whose
 *   rules cannot be had because the server fails or asks for fewer requests (section 2.3.1.4)
 */
export function createRobots(deps: RobotsDeps): (url: URL, request: FetchRequest) => Promise<number> {
  const known = new Map<string, Promise<Known>>();
  return async (url, request) => {
    const rules = await rulesOf(deps, known, url.origin, request);
    if (rules.allows(url.href)) return rules.delay;
    throw new FetchError(`${url.host} asks robots not to read this page.`, {
      code: "EXTRACT_REFUSED",
      remedy: "Nothing: the feed's own text is shown.",
    });
  };
}

async function rulesOf(
  deps: RobotsDeps,
  known: Map<string, Promise<Known>>,
  origin: string,
  request: FetchRequest,
): Promise<Known> {
  const pending = known.get(origin);
  if (pending) {
    const kept = await pending;
    if (kept.until > deps.now()) return kept;
    if (known.get(origin) !== pending) return rulesOf(deps, known, origin, request); // another page asks already
  }
  const loading = load(deps, origin, request);
  known.delete(origin);
  known.set(origin, loading);
  for (const oldest of known.keys()) {
    if (known.size <= MAX_ORIGINS) break;
    known.delete(oldest);
  }
  loading.catch(() => known.delete(origin));
  return loading;
}

async function load(deps: RobotsDeps, origin: string, request: FetchRequest): Promise<Known> {
  const address = `${origin}/robots.txt`;
  const { status, text } = await deps.load(address, request);
  if (status >= 500 || status === 429)
    return { until: deps.now() + KEEP_FAILED_MS, allows: () => false, delay: 0 };
  if (status >= 300) return { until: deps.now() + KEEP_MS, allows: () => true, delay: 0 };
  const rules = robotsParser(address, text.slice(0, MAX_RULES));
  const seconds = rules.getCrawlDelay(deps.agent) ?? 0;
  return {
    until: deps.now() + KEEP_MS,
    allows: (url) => rules.isAllowed(url, deps.agent) !== false,
    delay: seconds > 0 ? Math.min(seconds * 1_000, MOST_DELAY_MS) : 0,
  };
}
