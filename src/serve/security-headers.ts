import { createHash } from "node:crypto";
import { readPackageText } from "../ground/package-file.ts";

/** The script of the pages, to the byte as they hold it. */
const script = createHash("sha256").update(readPackageText("src/publish/assets/page.js")).digest("base64");

/** No script but the one of the pages, no frame, no style but our own; pictures and sound of the outlets. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `script-src 'sha256-${script}'`,
  "style-src 'self'",
  "img-src 'self' https: http: data:",
  "media-src https: http:",
  // Of nobody else: tools that judge a page read its robots.txt from within it.
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** On every answer: a browser must not take a feed for a page. */
export const FILE_HEADERS: Readonly<Record<string, string>> = { "x-content-type-options": "nosniff" };

/** On every answer that is not a file. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  ...FILE_HEADERS,
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
};

/** On every page of ours. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  ...COMMON_HEADERS,
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-frame-options": "DENY",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
};

/** On the board of the queues, which has scripts and styles of its own and asks its own server. */
export const BOARD_HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
};

/** On feeds, so that readers that run in a browser can fetch them: nothing in them depends on who asks. */
export const CORS_HEADERS: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "ETag, Last-Modified",
};
