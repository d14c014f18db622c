import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import path from "node:path";
import { pino } from "pino";
import { fetcherPart } from "../../../src/app/parts/fetcher.ts";
import { publishPart } from "../../../src/app/parts/publish.ts";
import { redisPart } from "../../../src/app/parts/redis.ts";
import { servePart } from "../../../src/app/parts/serve.ts";
import { supervise } from "../../../src/app/supervise.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { createVeil } from "../../../src/config/veil.ts";
import { freePort } from "../../support/free-port.ts";
import { randomFrom } from "../../unit/parse/mutate.ts";
import { startPrivateRedis } from "../support/private-redis.ts";
import { inTemporaryFolder } from "../support/temporary-folder.ts";
import { type Choice, choiceFrom, mutateText } from "./mutate-text.ts";
import { type Fuzz, Tally } from "./report.ts";

const request = (line: string, ...fields: string[]) =>
  `${[`${line} HTTP/1.1`, "Host: wire.example", ...fields].join("\r\n")}\r\n\r\n`;
const SEEDS = [
  request(
    "GET /feed.atom",
    "Accept-Encoding: br, gzip;q=0.5",
    'If-None-Match: W/"a", "b"',
    "If-Modified-Since: Tue, 15 Nov 1994 12:45:26 GMT",
  ),
  request("HEAD /feed.json", "Range: bytes=0-10,20-", "Accept: */*"),
  request("GET /t/tokenOfTheWire/index.html", "Cookie: a=b"),
  request("GET /status.json?x=1&y", "Authorization: Bearer tokenOfTheWire"),
  request(
    "GET /status",
    "Authorization: Basic bWU6dG9rZW5PZlRoZVdpcmU=",
    "X-Forwarded-For: 1.2.3.4, ::1",
    "X-Forwarded-Proto: https",
  ),
  request("GET /metrics", "Authorization: Bearer tokenOfTheWire"),
  request("GET /queues/api/queues?activeQueue=poll&page=1", "Authorization: Bearer tokenOfTheWire"),
  `${request(
    "PUT /queues/api/queues/poll/pause",
    "Authorization: Bearer tokenOfTheWire",
    "Origin: http://evil.example",
    "Content-Length: 2",
  )}{}`,
  request("GET /story/01M8BPH22VWEYH8BJ15BJ2D002/", "Authorization: Bearer tokenOfTheWire"),
  request(
    "GET /websub/abcdef?hub.mode=subscribe&hub.topic=http://a.example/&hub.challenge=c&hub.lease_seconds=9e99",
  ),
  `${request("POST /websub/abcdef", "X-Hub-Signature: sha256=00ff", "Content-Type: application/atom+xml", "Content-Length: 7")}<feed/>`,
  `${request("POST /websub/abcdef", "Transfer-Encoding: chunked", "Expect: 100-continue")}5\r\n<feed\r\n2\r\n/>\r\n0\r\n\r\n`,
  request("OPTIONS /feed.atom", "Origin: https://reader.example", "Access-Control-Request-Method: GET"),
  request("GET /archive/2026-01-01.atom", "Accept-Encoding: identity;q=0, *;q=0"),
  request("GET /livez", "Connection: keep-alive") + request("GET /readyz", "Connection: close"),
];
const TOKENS = [
  "/",
  "//",
  "/../",
  "/%2e%2e/",
  "/..%2f..%2fetc/passwd",
  "%00",
  "%",
  "%zz",
  "%c0%ae",
  "\\",
  "?",
  "#",
  "&",
  "=",
  ";",
  "\0",
  "\r\n",
  "\n",
  " ",
  "\t",
  "é\xff",
  "*",
  "http://other.example/",
  "GET ",
  "POST ",
  "TRACE ",
  "CONNECT ",
  "PROPFIND ",
  "DELETE ",
  "BREW ",
  "HTTP/0.9",
  "HTTP/1.0",
  "HTTP/2.0",
  "Host: \r\n",
  "Host: a\r\nHost: b\r\n",
  "Range: bytes=-1\r\n",
  "Range: bytes=9-1\r\n",
  `Range: bytes=${"0-1,".repeat(500)}\r\n`,
  "Accept-Encoding: gzip;q=nan\r\n",
  `Accept-Encoding: ${"a,".repeat(2_000)}\r\n`,
  "If-None-Match: *\r\n",
  'If-None-Match: "\r\n',
  `If-None-Match: ${'"a",'.repeat(2_000)}\r\n`,
  "If-Modified-Since: x\r\n",
  "Content-Length: 99999999999\r\n",
  "Content-Length: -1\r\n",
  "Transfer-Encoding: chunked\r\n",
  "Authorization: Basic \r\n",
  "Authorization: Basic =\r\n",
  "Authorization: Bearer \r\n",
  "Upgrade: websocket\r\nConnection: Upgrade\r\n",
  "__proto__",
  "constructor",
  "/t/",
  "/t//feed.atom",
  "/t/tokenOfTheWire",
  "/story/",
  "/websub/",
  "a".repeat(9_000),
  "X-Hub-Signature: sha9=zz\r\n",
  "hub.mode=denied&",
];
/** Half of them are only odd in what they ask for, so that they get past the reading of the request. */
function wildRequest(choice: Choice): Buffer {
  if (choice.below(2)) return mutateText(SEEDS, TOKENS, choice);
  const [first = "", ...rest] = choice.of(SEEDS).split(" ");
  const [target = "", ...more] = rest;
  const odd = mutateText([target], TOKENS, choice)
    .toString("latin1")
    .replace(/[\r\n ]/g, "");
  return Buffer.from([first, `/${odd}`.replace(/^\/+/, "/"), ...more].join(" "), "latin1");
}

const LANES = 16;
const HANG_MS = 5_000;

/** Whatever is asked of the server: an answer that is not its own fault, or a closed connection. */
export const fuzzApi: Fuzz = ({ inputs, seed }) =>
  inTemporaryFolder(async (folder) => {
    const redis = await startPrivateRedis(folder);
    const port = await freePort();
    const file = path.join(folder, "lede.yaml");
    await writeFile(file, yaml(redis.socket, port, folder));
    const ground = {
      log: pino({ level: "silent" }),
      veil: createVeil(),
      now: Date.now,
      troubles: () => [],
    };
    const supervisor = supervise(await loadConfig(file), ground.log);
    const opened = await supervisor.start(redisPart(ground));
    const deps = { ...ground, ...opened, ...(await supervisor.start(fetcherPart())) };
    await supervisor.start(servePart(deps));
    await supervisor.start(publishPart(deps));
    await opened.queues.publish.add("publish", { feedId: "all", mode: "now" });
    while (!(await fetch(`http://127.0.0.1:${port}/t/tokenOfTheWire/feed.atom`)).ok) await pause(100);
    const tally = new Tally();
    const onCrash = (error: unknown) => tally.crash(-1, error, Buffer.alloc(0));
    process.on("uncaughtException", onCrash).on("unhandledRejection", onCrash);
    const choice = choiceFrom(randomFrom(seed));
    let left = inputs;
    const lane = async () => {
      for (let n = left--; n > 0; n = left--) await one(n, wildRequest(choice), port, tally);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const alive = await fetch(`http://127.0.0.1:${port}/livez`);
    if (!alive.ok) tally.crash(inputs, `/livez answers ${alive.status} afterwards`, Buffer.alloc(0));
    await supervisor.close();
    process.off("uncaughtException", onCrash).off("unhandledRejection", onCrash);
    await redis.stop();
    return tally.result;
  });

const yaml = (socket: string, port: number, folder: string) => `
link: https://wire.example/
redis: { url: ${socket} }
serve: { host: 127.0.0.1, port: ${port}, token: tokenOfTheWire, trustProxy: true }
output: { dir: ${folder}/public }
websub: { callback: "https://wire.example/websub" }
sources: [{ url: "http://127.0.0.1:9/feed" }]
`;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function one(n: number, bytes: Buffer, port: number, tally: Tally): Promise<void> {
  const started = performance.now();
  const answer = await ask(bytes, port);
  const ms = performance.now() - started;
  const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  tally.count(String(statuses[0] ?? "closed"));
  const fault = statuses.find(
    (status) => status >= 500 && status !== 501 && status !== 503 && status !== 505,
  );
  if (fault) tally.crash(n, `the server answers ${fault}: ${answer.slice(-300)}`, bytes);
  if (ms > HANG_MS) tally.hang(n, ms, bytes);
}

/** Sends all of it, ends its side, and gives what came back. A request that waits for more is given up by us. */
function ask(bytes: Buffer, port: number): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.end(bytes));
    const done = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, done);
    socket.on("data", (piece) => {
      answer += piece.toString("latin1").slice(0, 20_000);
    });
    socket.on("error", done).on("close", done);
  });
}
