import type { IncomingMessage, ServerResponse } from "node:http";
import { isUnchanged } from "./is-unchanged.ts";
import { negotiateEncoding } from "./negotiate-encoding.ts";
import type { StoredFile } from "./output-store.ts";

/** Answers GET or HEAD with a file whose header fields and bytes are ready: 200 or 304, nothing else. */
export function sendFile(request: IncomingMessage, response: ServerResponse, file: StoredFile): void {
  const { headers, method } = request;
  const accepted = headers["accept-encoding"];
  const encoding = negotiateEncoding(
    Array.isArray(accepted) ? accepted.join(", ") : accepted,
    file.encodings,
  );
  const one = file.representations[encoding] ?? file.representations.identity;
  if (isUnchanged(headers, one.etag, file.lastModified)) {
    response.writeHead(304, one.notModifiedHeaders as string[]).end();
    return;
  }
  response.writeHead(200, one.headers as string[]);
  if (method === "HEAD") response.end();
  else response.end(one.bytes);
}
