import robotsParserModule from "robots-parser";
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
}

const KEEP_MS = 24 * 3_600_000;
const KEEP_FAILED_MS = 10 * 60_000;
const MAX_ORIGINS = 1_000;
/** RFC 9309 section 2.5 asks for 500 KiB at least. */
export const MAX_ROBOTS_BYTES = 512 * 1024;

/**
 * Asks a site's robots.txt (RFC 9309) before one of its pages is read. Kept for a day, for a thousand sites.
 *
 * @returns a function that throws a FetchError EXTRACT_REFUSED for an address that its site closes to robots, or whose
 *   rules cannot be had because the server fails (section 2.3.1.4)
 */
export function createRobots(deps: RobotsDeps): (url: URL, request: FetchRequest) => Promise<void> {
  const known = new Map<string, Promise<Known>>();
  return async (url, request) => {
    const rules = await rulesOf(deps, known, url.origin, request);
    if (rules.allows(url.href)) return;
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
  if (status >= 500) return { until: deps.now() + KEEP_FAILED_MS, allows: () => false };
  if (status >= 300) return { until: deps.now() + KEEP_MS, allows: () => true };
  const rules = robotsParser(address, text);
  return { until: deps.now() + KEEP_MS, allows: (url) => rules.isAllowed(url, deps.agent) !== false };
}
