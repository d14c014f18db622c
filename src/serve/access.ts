import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** How a request may show the token: all three are the same to Lede. */
export interface AccessCheck {
  /** From `Authorization: Bearer TOKEN`, or Basic with the token as the password, under any name. */
  readonly byHeader: (authorization: string | undefined) => boolean;
  /** From `/t/TOKEN/feed.atom`: the path without the token, or undefined when it is not the token. */
  readonly byPath: (url: string) => string | undefined;
}

const PREFIX = "/t/";

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
      if (!url.startsWith(PREFIX)) return undefined;
      const end = url.indexOf("/", PREFIX.length);
      if (end < 0) return undefined;
      return isToken(decode(url.slice(PREFIX.length, end))) ? url.slice(end) : undefined;
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
  /** There is a token. */
  readonly isPrivate: boolean;
}

/** @param basePath under which a proxy passes requests on, such as `/wire/` */
export function createRequestAccess(token: string | undefined, basePath: string | undefined): RequestAccess {
  const shown = new WeakSet<IncomingMessage>();
  const check = token === undefined ? undefined : createAccessCheck(token);
  return {
    isPrivate: check !== undefined,
    rewrite: (request) => {
      const url = withoutBase(pathOf(request.url ?? "/"), basePath);
      const rest = check?.byPath(url);
      if (rest !== undefined) shown.add(request);
      return rest ?? url;
    },
    allowed: (request) => !check || shown.has(request) || check.byHeader(request.headers.authorization),
  };
}

/** A client that takes the server for a proxy names it in its request: `GET http://x/feed.atom` (RFC 9112 section 3.2.2). */
function pathOf(target: string): string {
  const origin = /^https?:\/\/[^/?#]*/i.exec(target)?.[0];
  if (origin === undefined) return target;
  const path = target.slice(origin.length);
  return path.startsWith("/") ? path : `/${path}`;
}

function withoutBase(url: string, base: string | undefined): string {
  if (!base || base === "/") return url;
  const start = base.endsWith("/") ? base.slice(0, -1) : base;
  return url === start || url.startsWith(`${start}/`) ? url.slice(start.length) || "/" : url;
}
