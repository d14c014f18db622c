import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { defaultNetwork } from "../../../src/config/defaults.ts";
import { createFetcher } from "../../../src/fetch/create-fetcher.ts";
import { randomFrom } from "../../unit/parse/mutate.ts";
import { type Choice, choiceFrom, mutateText } from "./mutate-text.ts";
import { type Fuzz, Tally } from "./report.ts";

const FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>a</title></item></channel></rss>`;
const ZIPPED = gzipSync(FEED).toString("latin1");
const head = (...lines: string[]) => `${lines.join("\r\n")}\r\n\r\n`;
const SEEDS = [
  head(
    "HTTP/1.1 200 OK",
    "Content-Type: application/rss+xml",
    `Content-Length: ${FEED.length}`,
    'ETag: "a"',
    "Cache-Control: max-age=60",
  ) + FEED,
  `${head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "Trailer: X-End")}a\r\n${FEED.slice(0, 10)}\r\n5;x=y\r\n${FEED.slice(10, 15)}\r\n0\r\nX-End: 1\r\n\r\n`,
  head("HTTP/1.1 200 OK", "Content-Encoding: gzip", `Content-Length: ${ZIPPED.length}`) + ZIPPED,
  head("HTTP/1.1 200 OK", "Content-Encoding: gzip, br, deflate, identity") + ZIPPED,
  head("HTTP/1.1 301 Moved", "Location: /other", "Content-Length: 0"),
  head("HTTP/1.1 302 Found", "Location: //[::1]:9/x", "Retry-After: 120"),
  head("HTTP/1.1 304 Not Modified", 'ETag: W/"b"', "Date: Tue, 15 Nov 1994 12:45:26 GMT", "Expires: 0"),
  `${head("HTTP/1.1 429 Slow", "Retry-After: Wed, 21 Oct 2037 07:28:00 GMT", "Content-Length: 2")}no`,
  `${head("HTTP/1.1 103 Early Hints", "Link: </a>; rel=preload")}${head("HTTP/1.1 200 OK", "Content-Length: 3")}abc`,
  head(
    "HTTP/1.0 200 OK",
    "Connection: close",
    "Set-Cookie: a=b; Path=/",
    "Link: <https://h.example/>; rel=hub",
  ) + FEED,
  head("HTTP/1.1 410 Gone", "Content-Length: 0"),
  head("HTTP/1.1 200 OK", "Content-Length: 5", "Content-Length: 7", "Transfer-Encoding: chunked") +
    "aaaaaaaaa",
];
const TOKENS = [
  "\r\n",
  "\n",
  "\r",
  "\r\n\r\n",
  ":",
  " ",
  "\t",
  "\0",
  "HTTP/1.1 ",
  "HTTP/9.9 ",
  "HTTP/2 ",
  "200",
  "999",
  "000",
  "-1",
  "Content-Length: ",
  "Content-Length: 99999999999999999999\r\n",
  "Content-Length: -5\r\n",
  "Transfer-Encoding: chunked\r\n",
  "Transfer-Encoding: gzip, chunked\r\n",
  "Content-Encoding: gzip\r\n",
  "Content-Encoding: br\r\n",
  "Content-Encoding: zstd\r\n",
  "ffffffffffffffff\r\n",
  "0\r\n\r\n",
  "Location: http://[\r\n",
  "Location: \r\n",
  "Location: javascript:x\r\n",
  "Location: http://a:b@127.0.0.1:1/\r\n",
  "Retry-After: -1\r\n",
  "Retry-After: 1e400\r\n",
  "ETag: \u0001\r\n",
  "Cache-Control: max-age=99999999999999999999\r\n",
  "Expires: x\r\n",
  "Last-Modified: Tue, 99 Foo 99999 25:61:61 +9999\r\n",
  'Link: <>; rel="hub"; rel=self\r\n',
  "X: ".padEnd(40_000, "y"),
  "Upgrade: websocket\r\nConnection: upgrade\r\n",
  "Connection: keep-alive\r\n",
  "é\xff",
  'Content-Type: text/html; charset="\r\n',
  "Content-Type: ;;;\r\n",
  "Set-Cookie: \r\n",
];
const LANES = 24;
const TIMEOUT_MS = 1_000;
/** The whole deadline passed, and much more. */
const HANG_MS = 10_000;

/** Answers every request with whatever its lane has made ready, in pieces, and ends the connection. */
class Wild {
  answer: Buffer = Buffer.alloc(0);
  pieces = 1;
  readonly #server: Server;
  constructor() {
    this.#server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => void this.#write(socket));
    });
  }
  async listen(host: string): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, host, resolve));
    return `http://${host}:${(this.#server.address() as AddressInfo).port}/feed`;
  }
  close(): void {
    this.#server.close();
  }
  async #write(socket: Socket): Promise<void> {
    const { answer, pieces } = this;
    const size = Math.max(1, Math.ceil(answer.length / pieces));
    for (let at = 0; at < answer.length && !socket.destroyed; at += size) {
      socket.write(answer.subarray(at, at + size));
      if (pieces > 1) await new Promise((resolve) => setImmediate(resolve));
    }
    socket.end();
  }
}

/** Whatever a server answers: an outcome, in time. */
export const fuzzHttp: Fuzz = async ({ inputs, seed }) => {
  const choice = choiceFrom(randomFrom(seed));
  const tally = new Tally();
  const fetcher = createFetcher(
    { ...defaultNetwork, allow: ["127.0.0.0/8"], timeout: TIMEOUT_MS },
    { lookUp: async () => [], headersTimeout: TIMEOUT_MS },
  );
  const onCrash = (error: unknown) => tally.crash(-1, error, Buffer.alloc(0));
  process.on("uncaughtException", onCrash).on("unhandledRejection", onCrash);
  let left = inputs;
  const lane = async (_: unknown, number: number) => {
    const wild = new Wild();
    const url = await wild.listen(`127.0.3.${number + 1}`);
    for (let n = left--; n > 0; n = left--) await one(n, { wild, url, choice, tally, fetch: fetcher.fetch });
    wild.close();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await fetcher.close();
  process.off("uncaughtException", onCrash).off("unhandledRejection", onCrash);
  return tally.result;
};

interface Lane {
  readonly wild: Wild;
  readonly url: string;
  readonly choice: Choice;
  readonly tally: Tally;
  readonly fetch: ReturnType<typeof createFetcher>["fetch"];
}

async function one(n: number, { wild, url, choice, tally, fetch }: Lane): Promise<void> {
  wild.answer = mutateText(SEEDS, TOKENS, choice);
  wild.pieces = 1 + choice.below(4);
  const started = performance.now();
  try {
    const kind = choice.of(["feed", "feed", "feed", "image"] as const);
    const outcome = await fetch({ url, kind, validators: { etag: '"a"' } });
    tally.count(outcome.kind === "failure" ? outcome.code : outcome.kind);
  } catch (error) {
    tally.crash(n, error, wild.answer);
  }
  const ms = performance.now() - started;
  if (ms > HANG_MS) tally.hang(n, ms, wild.answer);
}
