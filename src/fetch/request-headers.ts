import type { FetchRequest } from "../model/document.ts";
import type { NetworkSettings } from "../model/source.ts";

const ACCEPT: Readonly<Record<FetchRequest["kind"], string>> = {
  feed: "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.2, */*;q=0.1",
  page: "text/html, application/xhtml+xml, application/xml;q=0.5, */*;q=0.1",
  image: "image/avif, image/webp, image/*;q=0.9, */*;q=0.1",
  hub: "*/*",
  notice: "*/*",
};

/** What a person cannot set: it is the connection's own, or would change how the answer has to be read. */
const RESERVED = new Set([
  "host",
  "connection",
  "keep-alive",
  "content-length",
  "transfer-encoding",
  "upgrade",
  "expect",
  "te",
  "trailer",
  "accept-encoding",
  "if-none-match",
  "if-modified-since",
]);
/** Configured fields that tell nobody who asks. */
const HARMLESS = /^(accept(-.*)?|user-agent|cache-control|pragma|from)$/i;
const LEGAL_VALUE = /^[\t\x20-\x7e\x80-\xff]+$/;

export interface HeaderContext {
  readonly userAgent: string;
  /** The hop has the origin that the request named: configured fields may be sent. */
  readonly sameOrigin: boolean;
  /** The hop carries form fields, as hubs want them. */
  readonly form: boolean;
  /** What the hops before gave for this one. */
  readonly cookies?: string | undefined;
  /** The hop may be conditional. */
  readonly conditional: boolean;
}

/** `name/version (+contact)`, so that a server's owner knows whom to ask. Never a browser's. */
export function userAgentOf({ userAgent, contact }: Pick<NetworkSettings, "userAgent" | "contact">): string {
  const text =
    contact === undefined || userAgent.includes(contact) ? userAgent : `${userAgent} (+${contact})`;
  return text.replace(/[^\x20-\x7e]/g, "");
}

/**
 * The fields of one hop, lower case. No cookies but those that this fetch was just given, no Referer, nothing that a poll does not need; configured fields go
 * to the origin that they were configured for and nowhere else.
 */
export function requestHeaders(request: FetchRequest, context: HeaderContext): Record<string, string> {
  const headers: Record<string, string> = {
    "user-agent": context.userAgent,
    accept: ACCEPT[request.kind],
    "accept-encoding": "gzip, br",
  };
  if (context.form) headers["content-type"] = "application/x-www-form-urlencoded";
  if (context.sameOrigin) addConfigured(headers, request.headers);
  if (context.cookies !== undefined)
    headers["cookie"] = [headers["cookie"] ?? [], context.cookies].flat().join("; ");
  if (context.conditional) addValidators(headers, request);
  return headers;
}

/** Whether configured fields may be what opens a private feed: a password, a key, a cookie. */
export function hasCredentials(configured: FetchRequest["headers"]): boolean {
  return Object.keys(configured ?? {}).some((name) => !HARMLESS.test(name));
}

function addConfigured(headers: Record<string, string>, configured: FetchRequest["headers"]): void {
  for (const [name, value] of Object.entries(configured ?? {})) {
    const lower = name.toLowerCase();
    if (!RESERVED.has(lower)) headers[lower] = value;
  }
}

/** Byte for byte as they came (RFC 9110 section 8.8); one that cannot be written is worth less than the request. */
function addValidators(headers: Record<string, string>, { validators }: FetchRequest): void {
  const { etag, lastModified } = validators ?? {};
  if (etag !== undefined && LEGAL_VALUE.test(etag)) headers["if-none-match"] = etag;
  if (lastModified !== undefined && LEGAL_VALUE.test(lastModified))
    headers["if-modified-since"] = lastModified;
}
