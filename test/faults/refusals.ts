import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import type { Fault } from "./faults.ts";
import type { Stage } from "./stage.ts";

/** What a Redis that answers may answer instead, as people have told of theirs; and a machine that sleeps. */
export const REFUSALS: readonly Fault[] = [
  refusal("too few replicas (NOREPLICAS)", async (redis, grow) => {
    await redis.config("SET", "min-replicas-to-write", "1");
    grow();
    await sleep(12_000);
    await redis.config("SET", "min-replicas-to-write", "0");
  }),
  refusal("no snapshot could be written (MISCONF)", async (redis, grow, { folder }) => {
    const inTheWay = path.join(folder, "redis/dump.rdb/in-the-way");
    await mkdir(inTheWay, { recursive: true });
    await redis.config("SET", "save", "3600 1");
    await snapshot(redis, "err");
    grow();
    await sleep(12_000);
    await rm(path.dirname(inTheWay), { recursive: true });
    await snapshot(redis, "ok");
    await redis.config("SET", "save", "");
  }),
  refusal("no room for another client, while the line is cut", async (redis, grow, { line }) => {
    await redis.config("SET", "maxclients", "4");
    line.set("cut");
    line.set("open");
    grow();
    await sleep(12_000);
    await redis.config("SET", "maxclients", "10000");
  }),
  refusal("busy with somebody's script (BUSY)", async (redis, grow) => {
    await redis.config("SET", "lua-time-limit", "500");
    grow();
    const script =
      "local t = redis.call('TIME')[1]; while redis.call('TIME')[1] - t < tonumber(ARGV[1]) do end";
    await redis.eval(script, 0, "9");
  }),
  refusal("scripts forgotten again and again (SCRIPT FLUSH)", async (redis, grow) => {
    grow();
    for (let n = 0; n < 40; n++) {
      await redis.script("FLUSH");
      await sleep(250);
    }
  }),
  refusal("every client sent away again and again (CLIENT KILL)", async (redis, grow) => {
    grow();
    for (let n = 0; n < 40; n++) {
      await redis.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      await sleep(250);
    }
  }),
  refusal("clients that are quiet for a second sent away (timeout)", async (redis, grow) => {
    await redis.config("SET", "timeout", "1");
    for (let n = 0; n < 40; n++) {
      if (n % 10 === 0) grow();
      await redis.ping();
      await sleep(500);
    }
    await redis.config("SET", "timeout", "0");
  }),
  refusal("another password for ten seconds (NOAUTH)", async (redis, grow) => {
    await redis.config("SET", "requirepass", "another");
    await redis.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    grow();
    await sleep(10_000);
    await redis.config("SET", "requirepass", "");
  }),
  {
    name: "the machine sleeps for a minute",
    times: 1,
    strike: async ({ lede, redis }) => {
      await Promise.all([redis.freeze(60_000), ...lede.all.map((one) => one.freeze(60_000))]);
    },
  },
];

/** @param strike is given a connection that was there before, and what makes news in every outlet */
function refusal(
  name: string,
  strike: (redis: Redis, grow: () => void, stage: Stage) => Promise<void>,
): Fault {
  return {
    name: `Redis: ${name}`,
    times: 1,
    strike: async (stage) => {
      const redis = new Redis(stage.redis.port);
      const grow = () => {
        for (const outlet of stage.wire.outlets) stage.wire.grow(outlet);
      };
      await strike(redis, grow, stage).finally(() => redis.disconnect());
    },
  };
}

/** Until a snapshot has ended, as it should. */
async function snapshot(redis: Redis, end: "ok" | "err"): Promise<void> {
  await redis.bgsave();
  while (!(await redis.info("persistence")).includes(`rdb_last_bgsave_status:${end}`)) await sleep(100);
}
