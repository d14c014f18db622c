import { hash } from "node:crypto";
import { DAY_MS } from "../ground/time.ts";
import type { FetchOutcome, FetchRequest, Validators } from "../model/document.ts";
import type { NetworkSettings } from "../model/source.ts";
import { answerFailure } from "./answer-failure.ts";
import type { Cancellation } from "./cancellation.ts";
import { cookiesFor } from "./cookies.ts";
import { contentCodings, decodeBody, decodeUnlabelled } from "./decode-body.ts";
import type { Route } from "./dispatchers.ts";
import { type Answer, exchange, notText } from "./exchange.ts";
import { explainError, timedOut } from "./explain-error.ts";
import { blocked, FetchError } from "./fetch-error.ts";
import { judgeUrl, literalOf, whyNotAnswers } from "./guard.ts";
import { isWhole } from "./is-whole.ts";
import type { LookUp } from "./look-up.ts";
import { mediaType } from "./media-type.ts";
import type { PerHost } from "./per-host.ts";
import { beginning, type Chain, isRedirect, nextHop, withoutHash } from "./redirect.ts";
import { domainOf } from "./registrable-domain.ts";
import { hasCredentials, requestHeaders } from "./request-headers.ts";

export interface FollowContext {
  readonly settings: NetworkSettings;
  readonly userAgent: string;
  readonly headersTimeout: number;
  readonly lookUp: LookUp;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly slots: PerHost;
  readonly route: (allow: readonly string[] | undefined, proxy: string | undefined) => Route;
  /** The ms to leave between two pages. Throws when the site closes this one to robots. */
  readonly askRobots: (url: URL, request: FetchRequest) => Promise<number>;
}

/** How far a fetch has come, for whoever has to explain its failure. */
export interface Progress {
  /** `performance.now()` at the beginning. */
  readonly started: number;
  /** The hop that it is at. */
  url: string;
}

/** One fetch under way. */
interface Run {
  readonly context: FollowContext;
  readonly request: FetchRequest;
  readonly route: Route;
  readonly origin: string;
  readonly cancellation: Cancellation;
  readonly maxBytes: number;
  /** ms left of the total deadline; waiting for a turn does not count. */
  left: number;
  /** What the last hop's robots.txt asks for. */
  crawlDelay: number;
}

/**
 * One fetch: hop by hop from the address asked for to a document, each hop judged anew.
 *
 * @throws FetchError, or whatever the network throws: `createFetcher` explains both
 */
export async function follow(
  context: FollowContext,
  request: FetchRequest,
  cancellation: Cancellation,
  progress: Progress,
): Promise<FetchOutcome> {
  const route = context.route(request.allow, request.proxy);
  const url = allowed(request.url, route);
  const run: Run = {
    context,
    request,
    route,
    origin: url.origin,
    cancellation,
    maxBytes: Math.min(request.maxBytes ?? Number.POSITIVE_INFINITY, context.settings.maxBytes),
    left: request.timeout ?? context.settings.timeout,
    crawlDelay: 0,
  };
  let chain = beginning(url);
  for (;;) {
    const answer = await hop(run, chain);
    // What was meant for one place is not taken to another.
    if (!isRedirect(answer.status) || request.kind === "notice")
      return outcomeOf(run, chain, answer, progress.started);
    chain = nextHop(chain, answer, {
      waited: request.waited ?? false,
      secret: hasCredentials(request.headers),
      now: context.now(),
    });
    progress.url = chain.url.href;
    allowed(chain.url, route);
  }
}

function allowed(address: string | URL, route: Route): URL {
  const verdict = judgeUrl(address, route.allow);
  if (!verdict.allowed)
    throw verdict.stage === "parse"
      ? blocked(verdict.reason, "Correct the address, or look for another of the same feed.")
      : blocked(verdict.reason);
  return verdict.url;
}

async function hop(run: Run, { url, sameMethod, cookies }: Chain): Promise<Answer> {
  const { context, request, route, cancellation } = run;
  if (request.kind === "page") run.crawlDelay = await context.askRobots(url, request);
  const release = await context.slots.take(domainOf(url.href), cancellation);
  const began = performance.now();
  try {
    if (run.left <= 0) throw timedOut(`${url.host} was reached too late`);
    if (route.proxy) await refuseInnerNames(context.lookUp, url, route);
    const sameOrigin = url.origin === run.origin;
    const body = sameMethod ? request.body : undefined;
    return await exchange({
      dispatcher: route.dispatcher,
      asking: route.asking,
      url,
      method: sameMethod || request.method === "HEAD" ? (request.method ?? "GET") : "GET",
      headers: requestHeaders(request, {
        userAgent: context.userAgent,
        sameOrigin,
        cookies: cookiesFor(cookies, url),
        form: body !== undefined && request.kind === "hub",
        conditional: request.validatorsFor ? request.validatorsFor === withoutHash(url) : sameOrigin,
      }),
      body,
      commit: body === undefined ? undefined : request.commit,
      maxBytes: run.maxBytes,
      headersTimeout: context.headersTimeout,
      timeout: run.left,
      textOnly: textOnly(request),
      proxy: route.proxy,
      cancellation,
    });
  } catch (error) {
    throw explainError(error, url.host);
  } finally {
    run.left -= performance.now() - began;
    release();
  }
}

/** A proxy looks names up itself, where we cannot see it: what we can look up ourselves is judged here. */
async function refuseInnerNames(lookUp: LookUp, url: URL, route: Route): Promise<void> {
  if (literalOf(url.hostname)) return;
  const answers = await lookUp(url.hostname).catch(() => []);
  const reason = whyNotAnswers(url.hostname, answers, route.allow);
  if (reason) throw blocked(reason);
}

async function outcomeOf(run: Run, chain: Chain, answer: Answer, started: number): Promise<FetchOutcome> {
  const { url } = chain;
  const { status, headers } = answer;
  const permanentUrl = chain.permanent && chain.visited.length > 1 ? withoutHash(url) : undefined;
  const validators = validatorsOf(headers, run.context.now());
  if (status === 304 && isConditional(run, url))
    return {
      kind: "not-modified",
      url: withoutHash(url),
      permanentUrl,
      headers,
      validators,
      ms: since(started),
    };
  const failure = answerFailure(url, status, headers, run.request.kind);
  if (failure) throw failure;
  const bytes = await decoded(run, url, answer);
  if (bytes.length === 0 && run.request.kind === "feed") throw nothingSent(url, status);
  return {
    kind: "document",
    url: withoutHash(url),
    permanentUrl,
    status,
    headers,
    bytes,
    validators,
    hash: hash("sha256", bytes, "base64url"),
    ...(run.crawlDelay > 0 ? { crawlDelay: run.crawlDelay } : {}),
    ms: since(started),
  };
}

/** @throws FetchError also where the connection ended before what it carried */
async function decoded(run: Run, url: URL, answer: Answer): Promise<Buffer> {
  const { cut } = answer;
  if (!cut) return unpacked(run, url, answer);
  const bytes = await unpacked(run, url, answer).catch(() => undefined);
  if (!bytes || !isWhole(bytes)) throw cut;
  return bytes;
}

async function unpacked({ request, maxBytes }: Run, url: URL, { headers, body }: Answer): Promise<Buffer> {
  const codings = contentCodings(headers["content-encoding"]);
  const wanted = textOnly(request);
  const bytes = codings.length > 0 ? await decodeBody(body, codings, maxBytes, url.host) : body;
  if (!wanted) return bytes;
  const plain = await decodeUnlabelled(bytes, maxBytes, url.host);
  const media = plain === body ? undefined : mediaType(plain, undefined);
  if (media) throw notText(url, media, wanted);
  return plain;
}

/** 204, 205, or a server that lost its document: what was read before stays. */
function nothingSent(url: URL, status: number): FetchError {
  return new FetchError(`${url.href} is empty (HTTP ${status}).`, {
    code: "PARSE_NOT_A_FEED",
    remedy: "It is tried again later; if it stays so, look for the feed's address on the site.",
    status,
  });
}

function textOnly({ kind }: FetchRequest): "feed" | "page" | undefined {
  return kind === "feed" || kind === "page" ? kind : undefined;
}

function isConditional({ request, origin }: Run, url: URL): boolean {
  const { validators, validatorsFor } = request;
  if (!validators?.etag && !validators?.lastModified) return false;
  return validatorsFor ? validatorsFor === withoutHash(url) : url.origin === origin;
}

/**
 * What the next request can be conditional by. A date before feeds were, of tomorrow or later, or none at all never
 * changes: a server that compares by it would say for ever that nothing is new.
 */
function validatorsOf({ etag, "last-modified": date }: Answer["headers"], now: number): Validators {
  // To V8 `-1` is a day of 2001.
  const at = /[a-z]{3}|\d-\d\d/i.test(date ?? "") ? Date.parse(date ?? "") : Number.NaN;
  const isMeant = at > FIRST_FEEDS && at < now + DAY_MS;
  return {
    ...(etag && (isMeant || !isSame(etag, date)) ? { etag } : {}),
    ...(date && isMeant ? { lastModified: date } : {}),
  };
}

const FIRST_FEEDS = Date.UTC(1990);

/** Some programs give the date for both. */
function isSame(etag: string, date: string | undefined): boolean {
  return date !== undefined && etag.replace(/^W\/|"/g, "") === date;
}

function since(started: number): number {
  return Math.round(performance.now() - started);
}
