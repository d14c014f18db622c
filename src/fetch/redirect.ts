import type { ResponseHeaders } from "../model/document.ts";
import { type Cookies, cookiesFor, withCookies } from "./cookies.ts";
import { FetchError } from "./fetch-error.ts";

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const PERMANENT: ReadonlySet<number> = new Set([301, 308]);
const MAX_REQUESTS = 10;

/** The way of a fetch so far. */
export interface Chain {
  readonly url: URL;
  /** What was asked for so far: addresses, each with what was brought along. */
  readonly visited: readonly string[];
  readonly cookies: Cookies;
  /** Every hop was 301 or 308, and none went from https back to http. */
  readonly permanent: boolean;
  /** Every hop was 307 or 308, so that a POST stays one. */
  readonly sameMethod: boolean;
}

/** Whether a status sends the client elsewhere. */
export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status);
}

/** A fetch before its first request. */
export function beginning(url: URL): Chain {
  return { url, visited: [withoutHash(url)], cookies: [], permanent: true, sameMethod: true };
}

/**
 * Where an answer sends the fetch (RFC 9110 section 15.4). The target is not judged here: the next hop is, as every
 * hop.
 *
 * @throws FetchError FETCH_REDIRECT without a readable target, in a loop, after ten requests, or when a `secret` request
 *   (one with credentials of its own) would go on unprotected; FETCH_RATE_LIMITED when
 *   the server asks to wait before the next request and `waited` does not say that this was done
 */
export function nextHop(
  chain: Chain,
  { status, headers }: { readonly status: number; readonly headers: ResponseHeaders },
  { waited, secret, now }: { readonly waited: boolean; readonly secret: boolean; readonly now: number },
): Chain {
  const { url, visited } = chain;
  const location = escaped(headers["location"]);
  const target = location === undefined ? null : URL.parse(location, url.href);
  if (!target)
    throw redirectError(`${url.host} redirects without saying where to (HTTP ${status}).`, status, headers);
  if (target.hash === "") target.hash = url.hash;
  const cookies = withCookies(chain.cookies, url, headers["set-cookie"]);
  const key = [withoutHash(target), cookiesFor(cookies, target) ?? []].flat().join(" ");
  if (visited.includes(key))
    throw redirectError(`${url.host} redirects in a circle (HTTP ${status}).`, status, headers);
  if (visited.length >= MAX_REQUESTS)
    throw redirectError(`${url.host} redirects more than ${MAX_REQUESTS - 1} times.`, status, headers);
  if (!waited && asksToWait(headers, now))
    throw new FetchError(`${url.host} asks to wait before its redirect is followed (HTTP ${status}).`, {
      code: "FETCH_RATE_LIMITED",
      remedy: "Nothing: Lede waits as long as the server asks.",
      status,
      headers,
    });
  const downgrade = url.protocol === "https:" && target.protocol === "http:";
  if (downgrade && secret)
    throw redirectError(`${url.host} redirects a private feed to an address without https.`, status, headers);
  return {
    url: target,
    visited: [...visited, key],
    cookies,
    sameMethod: chain.sameMethod && (status === 307 || status === 308),
    permanent: chain.permanent && PERMANENT.has(status) && !downgrade,
  };
}

/** An address as two hops are compared: what a request would ask for. */
export function withoutHash(url: URL): string {
  return url.hash === "" ? url.href : url.href.slice(0, -url.hash.length);
}

/** RFC 9110 section 10.2.3; text that is neither seconds nor a date asks for nothing. */
function asksToWait({ "retry-after": field, date }: ResponseHeaders, now: number): boolean {
  if (field === undefined) return false;
  if (/^\d+(\.\d+)?$/.test(field)) return Number(field) > 0;
  const server = Date.parse(date ?? "");
  return Date.parse(field) > (Number.isNaN(server) ? now : server);
}

function redirectError(message: string, status: number, headers: ResponseHeaders): FetchError {
  return new FetchError(message, {
    code: "FETCH_REDIRECT",
    remedy: "Open the address in a browser; if the feed has another one, put that into the configuration.",
    status,
    headers,
  });
}

/** Bytes beyond ASCII are escaped as they are: mostly UTF-8, but the server knows its own files best. */
function escaped(field: string | undefined): string | undefined {
  return field?.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}
