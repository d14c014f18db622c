import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** How a request may show the token: all three are the same to Lede. */
export interface AccessCheck {
  /** From `Authorization: Bearer TOKEN`, or Basic with the token as the password, under any name. */
  readonly byHeader: (authorization: string | undefined) => boolean;
  /** From `/t/TOKEN/feed.atom`: the path without the token, or undefined when it is not the token. Empty for `/t/TOKEN`. */
  readonly byPath: (url: string) => string | undefined;
}

/** Before a token that stands in an address. */
export const TOKEN_PATH = "/t/";

/** Compares hashes of equal length in constant time: how long it takes says nothing about the token. */
export function createAccessCheck(token: string): AccessCheck {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const wanted = digest(token);
  const isToken = (text: string) => timingSafeEqual(digest(text), wanted);
  return {
    byHeader: (authorization) => {
      const shown = tokenOf(authorization);
      return shown !== undefined && isToken(shown);
    },
    byPath: (url) => {
      if (!url.startsWith(TOKEN_PATH)) return undefined;
      const found = url.slice(TOKEN_PATH.length).search(/[/?]/);
      const end = found < 0 ? url.length : TOKEN_PATH.length + found;
      return isToken(decode(url.slice(TOKEN_PATH.length, end))) ? url.slice(end) : undefined;
    },
  };
}

/** The address without a token that stands in its path: for logs. */
export function withoutToken(url: string): string {
  return url.replace(/^\/t\/[^/?]*/, "/t/…");
}

function tokenOf(authorization: string | undefined): string | undefined {
  const [scheme = "", value = ""] = (authorization ?? "").trim().split(/\s+/, 2);
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return undefined;
  const credentials = Buffer.from(value, "base64").toString("utf8");
  return credentials.slice(credentials.indexOf(":") + 1);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a request asks for once proxy folder and token are out of its address, and whether it may have it. */
export interface RequestAccess {
  /** The address as the routes know it. Remembers a token that stood in it. */
  readonly rewrite: (request: IncomingMessage) => string;
  readonly allowed: (request: IncomingMessage) => boolean;
  /** What stands before that in the reader's own address: proxy folder and token, without a slash at the end. */
  readonly prefix: (request: IncomingMessage) => string;
  /** Such as `/t/TOKEN` in a request that showed its token in its path; undefined: it did not. */
  readonly tokenPath: (request: IncomingMessage) => string | undefined;
  /** The address of a folder without its slash, proxy folder or token, from which relative links lead elsewhere. */
  readonly lacksSlash: (request: IncomingMessage) => boolean;
  /** There is a token. */
  readonly isPrivate: boolean;
}

/** @param basePath under which a proxy passes requests on, such as `/wire/` */
export function createRequestAccess(token: string | undefined, basePath: string | undefined): RequestAccess {
  const shown = new WeakMap<IncomingMessage, string>();
  const bare = new WeakSet<IncomingMessage>();
  const check = token === undefined ? undefined : createAccessCheck(token);
  const base = (basePath ?? "/").replace(/\/+$/, "");
  return {
    isPrivate: check !== undefined,
    rewrite: (request) => {
      const url = withoutBase(pathOf(request.url ?? "/"), base);
      const rest = check?.byPath(url);
      if (rest !== undefined) shown.set(request, url.slice(0, url.length - rest.length));
      const asked = rest ?? url;
      if (asked.startsWith("/")) return asked;
      bare.add(request);
      return `/${asked}`;
    },
    allowed: (request) => !check || shown.has(request) || check.byHeader(request.headers.authorization),
    prefix: (request) => `${base}${shown.get(request) ?? ""}`,
    tokenPath: (request) => shown.get(request),
    lacksSlash: (request) => bare.has(request),
  };
}

/** A client that takes the server for a proxy names it in its request: `GET http://x/feed.atom` (RFC 9112 section 3.2.2). */
function pathOf(target: string): string {
  const origin = /^https?:\/\/[^/?#]*/i.exec(target)?.[0];
  if (origin === undefined) return target;
  const path = target.slice(origin.length);
  return path.startsWith("/") ? path : `/${path}`;
}

/** The rest of an address under a folder: empty, or a query alone, for the folder without its slash. */
function withoutBase(url: string, base: string): string {
  if (base === "" || !url.startsWith(base)) return url;
  const rest = url.slice(base.length);
  return rest === "" || /^[/?]/.test(rest) ? rest : url;
}
