import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const BODY = `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Notes</title>
<link>https://harbour.example/</link><description>Ships and tides</description>
<item><title>Second ferry back in service</title><link>https://harbour.example/ferry</link></item>
</channel></rss>`;

/**
 * A process of its own: every address from 127.0.0.1 on is a host, and the odd ones fall ill when they are told to. Says its
 * port, then, for every message, how many requests a single host ever had in flight.
 */
const HOSTS = Number(process.argv[2]);
let allWell = true;
const inFlight = new Map<string, number>();
let most = 0;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const host = request.socket.localAddress ?? "";
  const now = (inFlight.get(host) ?? 0) + 1;
  inFlight.set(host, now);
  most = Math.max(most, now);
  response.on("close", () => inFlight.set(host, (inFlight.get(host) ?? 1) - 1));
  const number = Number(host.split(".").at(-1));
  if (allWell || number % 2 === 0) answerWell(request.headers["if-none-match"], response);
  else answerIll(number, response);
}

function answerWell(validator: string | undefined, response: ServerResponse): void {
  const etag = '"1"';
  if (validator === etag) response.writeHead(304, { etag }).end();
  else response.writeHead(200, { etag, "content-type": "application/rss+xml" }).end(BODY);
}

function answerIll(number: number, response: ServerResponse): void {
  const ills = [
    () => setTimeout(() => answerWell(undefined, response), 3_000),
    () => response.writeHead(200).write(BODY.slice(0, 9)), // and then nothing more
    () => response.destroy(),
    () => response.writeHead(500).end(),
    () => {}, // never answers
  ];
  ills[((number - 1) / 2) % ills.length]?.();
}

async function listen(number: number, port: number): Promise<number> {
  const server = createServer(answer).listen(port, `127.0.0.${number}`);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const port = await listen(1, 0);
for (let number = 2; number <= HOSTS; number++) await listen(number, port);
process.send?.(port);
process.on("message", (message) => {
  if (message === "half of you are ill now") allWell = false;
  process.send?.(most);
});
