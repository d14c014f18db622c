import type { ResponseHeaders } from "../model/document.ts";
import { FetchError } from "./fetch-error.ts";

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const PERMANENT: ReadonlySet<number> = new Set([301, 308]);
const MAX_REQUESTS = 10;

/** The way of a fetch so far. */
export interface Chain {
  readonly url: URL;
  readonly visited: readonly string[];
  /** Every hop was 301 or 308, and none went from https back to http. */
  readonly permanent: boolean;
  /** Every hop was 307 or 308, so that a POST stays one. */
  readonly sameMethod: boolean;
}

/** Whether a status sends the client elsewhere. */
export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status);
}

/**
 * Where an answer sends the fetch (RFC 9110 section 15.4). The target is not judged here: the next hop is, as every
 * hop.
 *
 * @throws FetchError FETCH_REDIRECT without a readable target, in a loop, or after ten requests; FETCH_RATE_LIMITED when
 *   the server asks to wait before the next request and `waited` does not say that this was done
 */
export function nextHop(chain: Chain, status: number, headers: ResponseHeaders, waited: boolean): Chain {
  const { url, visited } = chain;
  const location = utf8(headers["location"]);
  if (location === undefined || !URL.canParse(location, url.href))
    throw redirectError(`${url.host} redirects without saying where to (HTTP ${status}).`, status, headers);
  const target = new URL(location, url);
  if (target.hash === "") target.hash = url.hash;
  const key = withoutHash(target);
  if (visited.includes(key))
    throw redirectError(`${url.host} redirects in a circle (HTTP ${status}).`, status, headers);
  if (visited.length >= MAX_REQUESTS)
    throw redirectError(`${url.host} redirects more than ${MAX_REQUESTS - 1} times.`, status, headers);
  if (!waited && asksToWait(headers["retry-after"]))
    throw new FetchError(`${url.host} asks to wait before its redirect is followed (HTTP ${status}).`, {
      code: "FETCH_RATE_LIMITED",
      remedy: "Nothing: Lede waits as long as the server asks.",
      status,
      headers,
    });
  const downgrade = url.protocol === "https:" && target.protocol === "http:";
  return {
    url: target,
    visited: [...visited, key],
    sameMethod: chain.sameMethod && (status === 307 || status === 308),
    permanent: chain.permanent && PERMANENT.has(status) && !downgrade,
  };
}

/** An address as two hops are compared: what a request would ask for. */
export function withoutHash(url: URL): string {
  return url.hash === "" ? url.href : url.href.slice(0, -url.hash.length);
}

/** RFC 9110 section 10.2.3; text that is neither seconds nor a date asks for nothing. */
function asksToWait(field: string | undefined): boolean {
  if (field === undefined) return false;
  return /^\d+$/.test(field) ? Number(field) > 0 : Date.parse(field) > Date.now();
}

function redirectError(message: string, status: number, headers: ResponseHeaders): FetchError {
  return new FetchError(message, {
    code: "FETCH_REDIRECT",
    remedy: "Open the address in a browser; if the feed has another one, put that into the configuration.",
    status,
    headers,
  });
}

/** Servers write Location in UTF-8 where they do not escape it; browsers read it so. */
function utf8(field: string | undefined): string | undefined {
  return field === undefined ? undefined : Buffer.from(field, "latin1").toString("utf8");
}
