import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { inventPage, inventParagraph } from "../../support/invent-page.ts";

// A process that serves small outlets and the pages of their articles on loopback, so that their CPU and memory are
// nobody's. Given the number of outlets; sends its parent the port, and the moment at which what it added was first read.
const ITEMS = 20;
const HOSTS = 25;
const HOUR_MS = 3_600_000;
const outlets = Number(process.argv[2] ?? 20);
const start = Date.now();
/** Articles that came since, by outlet: a message of the parent adds one. */
const added = new Map<number, number>();
const pages = Array.from({ length: 12 }, (_, n) => Buffer.from(inventPage(n, 60)));

let port = 0;
const servers: Server[] = [];
for (let n = 1; n <= Math.min(HOSTS, outlets); n++) {
  const server = createServer(answer).listen(port, `127.0.1.${n}`);
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
  servers.push(server);
}
process.on("message", (outlet: number) => added.set(outlet, (added.get(outlet) ?? 0) + 1));
process.on("disconnect", () => process.exit(0));
process.send?.({ port });

function answer(request: IncomingMessage, response: ServerResponse): void {
  const [, kind, outlet = "", item = ""] = (request.url ?? "").split("/");
  if (kind === "feed") {
    const etag = `"${outlet}-${added.get(Number(outlet)) ?? 0}"`;
    if (request.headers["if-none-match"] === etag) return void response.writeHead(304, { etag }).end();
    response.writeHead(200, { etag, "content-type": "application/rss+xml" });
    response.end(feed(Number(outlet), request.headers.host ?? ""));
    if (added.has(Number(outlet))) process.send?.({ readAt: Date.now() });
  } else if (kind === "page") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(pages[(Number(outlet) * 7 + Number(item)) % pages.length]);
  } else response.writeHead(404).end();
}

function feed(outlet: number, host: string): string {
  const news = added.get(outlet) ?? 0;
  const items = Array.from({ length: ITEMS + news }, (_, n) => item(outlet, n, host)).reverse();
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet ${outlet}</title><link>http://${host}/o/${outlet}</link>
<description>Invented</description><language>en</language>${items.join("\n")}</channel></rss>`;
}

function item(outlet: number, n: number, host: string): string {
  const seed = outlet * 1_000 + n;
  const at = new Date(start - (n < ITEMS ? (ITEMS - n) * HOUR_MS : -(n - ITEMS) * 1_000));
  const link = `http://${host}/page/${outlet}/${n}`;
  const title = inventParagraph(seed, 1)
    .replace(/^The | said on Monday|\.$/g, "")
    .slice(0, 70);
  return `<item><title>${title} ${seed}</title><link>${link}</link><guid>${link}</guid><pubDate>${at.toUTCString()}</pubDate>
<description>${inventParagraph(seed, 2)}</description></item>`;
}
