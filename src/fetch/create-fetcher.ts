import type { Fetch, FetchOutcome, FetchRequest } from "../model/document.ts";
import type { NetworkSettings } from "../model/source.ts";
import { Cancellation } from "./cancellation.ts";
import { createDispatchers } from "./dispatchers.ts";
import { explainError } from "./explain-error.ts";
import { FetchError } from "./fetch-error.ts";
import { type FollowContext, follow, type Progress } from "./follow.ts";
import { createLookUp, type LookUp } from "./look-up.ts";
import { createPerHost } from "./per-host.ts";
import { domainOf } from "./registrable-domain.ts";
import { userAgentOf } from "./request-headers.ts";
import { createRobots, MAX_ROBOTS_BYTES, type RobotsAnswer } from "./robots.ts";

export interface FetcherDeps {
  /** Every address of a host name; default: the system's name servers. */
  readonly lookUp?: LookUp;
  /** ms since the epoch, for what is kept over time. Default: the clock. */
  readonly now?: () => number;
  /** Requests in flight in all; default 128. */
  readonly inFlight?: number;
  /** ms until a header section has to be complete; default 10 s. */
  readonly headersTimeout?: number;
  /** PEM of the authorities to trust in place of the usual ones. */
  readonly ca?: string;
}

export interface Fetcher {
  readonly fetch: Fetch;
  /** Ends every fetch that is under way (as `aborted`) and closes every connection. */
  readonly close: () => Promise<void>;
}

const HEADERS_MS = 10_000;
const IN_FLIGHT = 128;

/**
 * The one way to the network. Every hop is judged by the address guard, redirects are followed here and nowhere else,
 * bodies are decoded within their limit, and requests per registrable domain are limited together, whoever asks.
 * `fetch` never rejects.
 */
export function createFetcher(settings: NetworkSettings, deps: FetcherDeps = {}): Fetcher {
  const lookUp = deps.lookUp ?? createLookUp();
  const now = deps.now ?? Date.now;
  const dispatchers = createDispatchers({
    allow: settings.allow,
    proxy: settings.proxy,
    connections: settings.perHost,
    lookUp,
    ca: deps.ca,
  });
  const running = new Set<Cancellation>();
  const userAgent = userAgentOf(settings);
  let closed = false;
  const context: FollowContext = {
    settings,
    userAgent,
    headersTimeout: deps.headersTimeout ?? HEADERS_MS,
    lookUp,
    now,
    slots: createPerHost({ perHost: settings.perHost, total: deps.inFlight ?? IN_FLIGHT }),
    route: dispatchers.route,
    askRobots: createRobots({
      load: (url, request) => loadRobots(fetch, url, request),
      now,
      agent: userAgent.split(/[/ ]/)[0] ?? userAgent,
    }),
  };

  async function fetch(request: FetchRequest): Promise<FetchOutcome> {
    const progress: Progress = { started: performance.now(), url: request.url };
    const cancellation = new Cancellation();
    if (closed || request.signal?.aborted) cancellation.stop();
    request.signal?.addEventListener("abort", cancellation.stop, { once: true });
    running.add(cancellation);
    try {
      return await follow(context, request, cancellation, progress);
    } catch (error) {
      return failureOutcome(error, progress);
    } finally {
      running.delete(cancellation);
      request.signal?.removeEventListener("abort", cancellation.stop);
    }
  }

  return {
    fetch,
    close: async () => {
      closed = true;
      for (const cancellation of running) cancellation.stop();
      await dispatchers.close();
    },
  };
}

/** A robots.txt that cannot be had because of the network makes the page fail for the same reason. */
async function loadRobots(fetch: Fetch, url: string, request: FetchRequest): Promise<RobotsAnswer> {
  const { allow, proxy, signal } = request;
  const outcome = await fetch({
    url,
    kind: "hub",
    maxBytes: MAX_ROBOTS_BYTES,
    ...(allow ? { allow } : {}),
    ...(proxy ? { proxy } : {}),
    ...(signal ? { signal } : {}),
  });
  if (outcome.kind === "document") return { status: 200, text: Buffer.from(outcome.bytes).toString("utf8") };
  if (outcome.kind === "failure" && outcome.status !== undefined) return { status: outcome.status, text: "" };
  if (outcome.kind === "not-modified") return { status: 404, text: "" };
  throw new FetchError(outcome.message, {
    code: outcome.code,
    remedy: outcome.remedy,
    aborted: outcome.aborted ?? false,
    local: outcome.local ?? false,
  });
}

function failureOutcome(error: unknown, { url, started }: Progress): FetchOutcome {
  const { code, message, remedy, status, headers, aborted, local } = explainError(error, domainOf(url));
  return {
    kind: "failure",
    code,
    message,
    remedy,
    url,
    status,
    headers,
    ms: Math.round(performance.now() - started),
    ...(aborted ? { aborted } : {}),
    ...(local ? { local } : {}),
  };
}
