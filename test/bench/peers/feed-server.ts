import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { makeFeed, type World } from "./make-feed.ts";
import { HOSTS } from "./row.ts";

/**
 * A process that serves the feeds of a world at `/N.xml`, with validators, so that its CPU is nobody's. It is given
 * the world as JSON and how many feeds to serve, and sends its parent the port and the mean size of a feed.
 */
const world = JSON.parse(process.argv[2] ?? "") as World;
const feeds = Array.from({ length: Number(process.argv[3] ?? world.feeds) }, (_, n) => {
  const body = Buffer.from(makeFeed(world, n));
  return { body, etag: `"${createHash("sha1").update(body).digest("base64url")}"` };
});
const modified = new Date(world.now).toUTCString();

/** As many outlets' servers as a wire of that size has big ones: 127.0.0.1 to 127.0.0.HOSTS, one port. */
let port = 0;
for (let n = 1; n <= HOSTS; n++) port = await listen(`127.0.0.${n}`, port);
const bytes = feeds.reduce((sum, feed) => sum + feed.body.length, 0) / feeds.length;
process.send?.({ port, bytes });
process.on("disconnect", () => process.exit(0));

async function listen(address: string, onPort: number): Promise<number> {
  const server = createServer((request, response) => answer(request, response));
  server.keepAliveTimeout = 60_000;
  server.listen(onPort, address);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const feed = feeds[Number(/^\/(\d+)\.xml$/.exec(request.url ?? "")?.[1])];
  if (!feed) return void response.writeHead(404).end();
  const { body, etag } = feed;
  const headers = { etag, "last-modified": modified };
  if (isKnown(request, etag)) return void response.writeHead(304, headers).end();
  response.writeHead(200, { ...headers, "content-type": "application/xml", "content-length": body.length });
  response.end(body);
}

/** RFC 9110 section 13.2.2: a tag goes before a date. */
function isKnown({ headers }: IncomingMessage, etag: string): boolean {
  const tags = headers["if-none-match"];
  if (tags !== undefined) return tags.includes(etag);
  const since = Date.parse(headers["if-modified-since"] ?? "");
  return since >= Date.parse(modified);
}
