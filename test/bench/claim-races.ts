// Races for claims: so many rounds, each of fifty claims of overlapping keys from five processes at once.
// usage: node --import tsx test/bench/claim-races.ts [ROUNDS]   (default 10000)
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { keysOfFeed } from "../../src/dedupe/keys.ts";
import { type Claim, createClaims } from "../../src/store/claims/claims.ts";
import { draft } from "../support/drafts.ts";

const [PROCESSES, CLAIMS_EACH] = [5, 10];
const [first = "10000", socket, racer = "0"] = process.argv.slice(2);
if (first === "race") await race(socket as string, Number(racer));
else process.exitCode = await judge(Number(first));

/** A process that claims when it is told a round, and tells what it was answered. */
async function race(path: string, number: number): Promise<void> {
  const redis = new Redis(path, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  redis.on("error", () => {}); // not there yet
  const claims = createClaims(redis, "{races}", { windowMs: 86_400_000 });
  await redis.ping();
  process.on("message", async (round: number) => {
    const claimed = Array.from({ length: CLAIMS_EACH }, (_, n) => {
      const [sourceId, entry] = entryOf(round, number * CLAIMS_EACH + n);
      return claims.claimFeed(sourceId, keysOfFeed([entry]), Date.now());
    });
    process.send?.((await Promise.all(claimed)).flat());
  });
  process.once("disconnect", () => redis.disconnect());
  process.send?.([]);
}

/** Everyone has the page; some have a proxy's address first. Two of each source claim at once. */
function entryOf(round: number, n: number) {
  const url = `https://herald.example/round/${round}`;
  const proxy = `https://proxy.example/${round}/${n % 7}`;
  const sourceId = `source-${n % 25}`;
  const entry = { sourceId, guid: `${round}-${n}`, url: n % 3 ? url : proxy, addresses: [url, proxy] };
  return [sourceId, draft(entry)] as const;
}

async function judge(rounds: number): Promise<0 | 1> {
  const dir = mkdtempSync(path.join(tmpdir(), "lede-races-"));
  const address = path.join(dir, "redis.sock");
  const options = ["--port", "0", "--unixsocket", address, "--save", "", "--appendonly", "no"];
  const server = spawn("redis-server", options);
  const self = fileURLToPath(import.meta.url);
  const racers = Array.from({ length: PROCESSES }, (_, n) =>
    fork(self, ["race", address, String(n)], { execArgv: ["--import", "tsx"] }),
  );
  await Promise.all(racers.map(answerOf));
  let wrong = 0;
  for (let round = 0; round < rounds; round++) {
    for (const one of racers) one.send(round);
    const claimed = (await Promise.all(racers.map(answerOf))).flat();
    const made = claimed.filter(({ kind }) => kind === "new").length;
    if (made !== 1 || new Set(claimed.map(({ articleId }) => articleId)).size !== 1) wrong++;
  }
  console.log(
    `${rounds} rounds of ${PROCESSES * CLAIMS_EACH} claims from ${PROCESSES} processes: ${wrong} went wrong`,
  );
  for (const one of racers) one.disconnect();
  server.kill("SIGTERM");
  rmSync(dir, { recursive: true, force: true });
  return wrong === 0 ? 0 : 1;
}

async function answerOf(racer: ChildProcess): Promise<readonly Claim[]> {
  return ((await once(racer, "message")) as [readonly Claim[]])[0];
}
