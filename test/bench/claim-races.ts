// Races for claims: so many rounds, each of fifty claims of overlapping keys from several connections at once.
// usage: node --import tsx test/bench/claim-races.ts [ROUNDS]   (default 10000)
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { keysOfFeed } from "../../src/dedupe/keys.ts";
import { createClaims } from "../../src/store/claims.ts";
import { draft } from "../support/drafts.ts";

const rounds = Number(process.argv[2] ?? 10_000);
const dir = mkdtempSync(path.join(tmpdir(), "lede-races-"));
const socket = path.join(dir, "redis.sock");
const server = spawn("redis-server", [
  "--port",
  "0",
  "--unixsocket",
  socket,
  "--save",
  "",
  "--appendonly",
  "no",
]);
const connections = Array.from({ length: 5 }, () => {
  const redis = new Redis(socket, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  redis.on("error", () => {}); // not there yet
  return redis;
});
const all = connections.map((redis) => createClaims(redis, "{races}", { windowMs: 86_400_000 }));
let wrong = 0;
for (let round = 0; round < rounds; round++) {
  const claimed = await Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      const url = `https://herald.example/round/${round}`;
      const proxy = `https://proxy.example/${round}/${n % 7}`;
      const sourceId = `source-${n % 25}`;
      const entry = draft({
        sourceId,
        guid: `${round}-${n}`,
        url: n % 3 ? url : proxy,
        addresses: [url, proxy],
      });
      return (await (all[n % 5] as (typeof all)[0]).claimFeed(sourceId, keysOfFeed([entry]), Date.now()))[0];
    }),
  );
  const made = claimed.filter((claim) => claim?.kind === "new").length;
  if (made !== 1 || new Set(claimed.map((claim) => claim?.articleId)).size !== 1) wrong++;
}
console.log(`${rounds} rounds of 50 claims: ${wrong} went wrong`);
for (const redis of connections) redis.disconnect();
server.kill("SIGTERM");
rmSync(dir, { recursive: true, force: true });
process.exitCode = wrong === 0 ? 0 : 1;
