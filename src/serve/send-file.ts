import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { negotiateEncoding } from "./negotiate-encoding.ts";
import type { StoredFile } from "./output-store.ts";

/**
 * Answers GET or HEAD with a file whose header fields and bytes are ready: 200 or 304; of a feed that has ended 410, with
 * the document that says so.
 */
export function sendFile(request: IncomingMessage, response: ServerResponse, file: StoredFile): void {
  const { headers, method } = request;
  const accepted = headers["accept-encoding"];
  const encoding = negotiateEncoding(
    Array.isArray(accepted) ? accepted.join(", ") : accepted,
    file.encodings,
  );
  const one = file.representations[encoding] ?? file.representations.identity;
  if (!file.isEnded && isUnchanged(headers, one.etag, file.lastModified)) {
    response.writeHead(304, one.notModifiedHeaders as string[]).end();
    return;
  }
  response.writeHead(file.isEnded ? 410 : 200, one.headers as string[]);
  if (method === "HEAD") response.end();
  else response.end(one.bytes);
}

/**
 * Whether the client's copy is still good, so that 304 answers it (RFC 9110 section 13.2.2): If-None-Match
 * alone decides where it is sent, by weak comparison; else If-Modified-Since.
 *
 * @param etag of the selected representation, quoted
 * @param lastModifiedMs whole seconds, in ms
 */
export function isUnchanged(headers: IncomingHttpHeaders, etag: string, lastModifiedMs: number): boolean {
  const match = headers["if-none-match"];
  if (match !== undefined) return match === etag || matches(match, etag);
  const since = headers["if-modified-since"];
  if (since === undefined) return false;
  const at = Date.parse(since);
  return !Number.isNaN(at) && lastModifiedMs <= at;
}

function matches(header: string, etag: string): boolean {
  if (header.trim() === "*") return true;
  const tags = header.slice(0, 4_000).match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.some((tag) => (tag.startsWith("W/") ? tag.slice(2) : tag) === etag);
}
