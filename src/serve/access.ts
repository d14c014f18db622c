import { createHash, timingSafeEqual } from "node:crypto";

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
