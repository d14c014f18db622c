// A process that uses the private Redis of a folder until it is told to stop, or is killed:
//   node --import tsx hold-redis.mjs DATA_DIR PORT
// Prints one JSON line when it has Redis, then obeys the lines "release" and "incr KEY" on stdin.
import { createInterface } from "node:readline";
import { Redis } from "ioredis";
import { pino } from "pino";
import { resolveRedis } from "../../src/store/redis-server/resolve-redis.ts";

const [dataDir, port] = process.argv.slice(2);
const log = pino({ level: "silent" });
const env = { PATH: process.env.PATH };
try {
  const found = await resolveRedis({ dataDir, log, env, port: Number(port) });
  const redis = new Redis(found.url, { maxRetriesPerRequest: null });
  redis.on("error", () => {});
  const pid = Number(/process_id:(\d+)/.exec(await redis.info("server"))?.[1]);
  console.log(JSON.stringify({ url: found.url, owned: found.owned, describe: found.describe, pid }));
  createInterface({ input: process.stdin }).on("line", async (line) => {
    const [command, key] = line.split(" ");
    if (command === "incr") return console.log(JSON.stringify(await redis.incr(key)));
    redis.disconnect();
    await found.release();
    console.log(JSON.stringify("released"));
    process.stdin.destroy();
  });
} catch (error) {
  console.log(JSON.stringify({ code: error.code, message: error.message }));
}
