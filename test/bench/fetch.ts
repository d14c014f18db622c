import { fork } from "node:child_process";
import { createServer, Agent as NodeAgent, request as nodeRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import got from "got";
import { Agent, request } from "undici";
import { createFetcher } from "../../src/fetch/create-fetcher.ts";

/**
 * Requests a second and CPU of the guarded fetcher against bare `undici.request`, `fetch`, got and node:http: one
 * loopback server in a process of its own, kept connections, a feed of 20 kB, eight requests at a time. Rounds are
 * interleaved and the median round counts, since a busy machine slows whichever runs at the moment.
 */
const ROUNDS = 25;
const REQUESTS = 400;
const AT_ONCE = 8;
const BODY = Buffer.from(
  `<?xml version="1.0"?><rss version="2.0"><channel>${"<item><title>An invented headline</title></item>".repeat(420)}</channel></rss>`,
);

type Client = (url: string) => Promise<number>;

interface Round {
  readonly perSecond: number;
  readonly cpuUs: number;
}

if (process.argv.includes("--serve")) serve();
else await main();

function serve(): void {
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      "content-type": "application/rss+xml",
      etag: '"1"',
      "content-length": BODY.length,
    });
    response.end(BODY);
  });
  server.keepAliveTimeout = 30_000;
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
}

async function main(): Promise<void> {
  const server = fork(fileURLToPath(import.meta.url), ["--serve"], { execArgv: ["--import", "tsx"] });
  const port = await new Promise<number>((resolve) =>
    server.once("message", (message) => resolve(Number(message))),
  );
  const url = `http://127.0.0.1:${port}/feed.xml`;
  const clients = startClients();
  const rounds = new Map<string, Round[]>(Object.keys(clients.run).map((name) => [name, []]));
  for (let round = -1; round < ROUNDS; round += 1)
    for (const [name, client] of Object.entries(clients.run)) {
      const measured = await measure(client, url);
      if (round >= 0) rounds.get(name)?.push(measured);
    }
  await clients.close();
  server.kill();
  report(rounds);
}

function startClients(): { run: Record<string, Client>; close: () => Promise<void> } {
  const agent = new Agent({ connections: AT_ONCE });
  const nodeAgent = new NodeAgent({ keepAlive: true, maxSockets: AT_ONCE });
  const settings = { allow: ["127.0.0.1/32"], proxy: undefined, contact: undefined, userAgent: "Bench/1" };
  const fetcher = createFetcher({ ...settings, perHost: AT_ONCE, maxBytes: 10_000_000, timeout: 30_000 });
  const gotAgent = { http: new NodeAgent({ keepAlive: true, maxSockets: AT_ONCE }) };
  return {
    run: {
      "undici.request": async (url) => {
        const { body } = await request(url, { dispatcher: agent });
        return (await body.arrayBuffer()).byteLength;
      },
      lede: async (url) => {
        const outcome = await fetcher.fetch({ url, kind: "feed" });
        return outcome.kind === "document" ? outcome.bytes.length : 0;
      },
      fetch: async (url) => (await (await fetch(url)).arrayBuffer()).byteLength,
      got: async (url) => (await got(url, { agent: gotAgent, retry: { limit: 0 } }).buffer()).length,
      "node:http": (url) => viaNode(url, nodeAgent),
    },
    close: async () => {
      await agent.close();
      await fetcher.close();
      nodeAgent.destroy();
      gotAgent.http.destroy();
    },
  };
}

function viaNode(url: string, agent: NodeAgent): Promise<number> {
  return new Promise((resolve, reject) => {
    nodeRequest(url, { agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks).length));
      response.on("error", reject);
    })
      .on("error", reject)
      .end();
  });
}

async function measure(client: Client, url: string): Promise<Round> {
  let left = REQUESTS;
  const cpu = process.cpuUsage();
  const started = performance.now();
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      if ((await client(url)) !== BODY.length) throw new Error("a body was not complete");
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: REQUESTS / seconds, cpuUs: (user + system) / REQUESTS };
}

function report(rounds: ReadonlyMap<string, readonly Round[]>): void {
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const base = rounds.get("undici.request") ?? [];
  const rows = [...rounds].map(([name, own]) => ({
    name,
    perSecond: Math.round(median(own.map((round) => round.perSecond))),
    cpuUs: Math.round(median(own.map((round) => round.cpuUs))),
    ratio: Number(median(own.map((round, i) => round.perSecond / (base[i]?.perSecond ?? 1))).toFixed(3)),
    cpuRatio: Number(median(own.map((round, i) => round.cpuUs / (base[i]?.cpuUs ?? 1))).toFixed(3)),
  }));
  console.log(
    `${REQUESTS} requests of ${BODY.length} bytes, ${AT_ONCE} at a time, median of ${ROUNDS} rounds (in brackets: against undici.request)`,
  );
  for (const { name, perSecond, cpuUs, ratio, cpuRatio } of rows)
    console.log(
      `${name.padEnd(15)} ${String(perSecond).padStart(6)}/s (${ratio})  ${String(cpuUs).padStart(5)} us CPU (${cpuRatio})`,
    );
  if (process.argv.includes("--json")) console.log(JSON.stringify({ bench: "fetch", rows }));
}
