import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { freePort } from "../support/free-port.ts";
import { type RedisGroup, untilSays } from "./cluster.ts";
import { type FragileRedis, fragileRedis } from "./redis.ts";

/** A master with a replica, and a sentinel that lets one take over from the other. */
export async function startSentinel(dir: string): Promise<RedisGroup> {
  await mkdir(dir, { recursive: true });
  const servers: [FragileRedis, FragileRedis] = [
    await fragileRedis(path.join(dir, "one")),
    await fragileRedis(path.join(dir, "two")),
  ];
  await servers[1].command("replicaof", "127.0.0.1", String(servers[0].port));
  await untilSays(servers[1], ["info", "replication"], "master_link_status:up");
  const port = await freePort();
  const conf = path.join(dir, "sentinel.conf");
  const lines = [
    `port ${port}`,
    "bind 127.0.0.1",
    `dir ${dir}`,
    `sentinel monitor wire 127.0.0.1 ${servers[0].port} 1`,
    "sentinel down-after-milliseconds wire 2000",
    "sentinel failover-timeout wire 5000",
  ];
  await writeFile(conf, `${lines.join("\n")}\n`);
  const sentinel = spawn("redis-server", [conf, "--sentinel"], { stdio: "ignore" });
  /** Master and replica have changed places. */
  const change = async (begin: (master: FragileRedis) => Promise<void>) => {
    const [master, replica] = servers;
    await untilSays(replica, ["info", "replication"], "master_link_status:up");
    await begin(master);
    await untilSays(replica, ["info", "replication"], "role:master");
    servers.reverse();
  };
  return {
    url: `redis+sentinel://127.0.0.1:${port}/wire`,
    handOver: () =>
      change(async () => {
        const asking = new Redis(port);
        await untilAllowed(() => asking.call("sentinel", "failover", "wire"));
        asking.disconnect();
      }),
    loseMaster: async () => {
      await change((master) => master.kill());
      await servers[1].start(true);
    },
    freezeMaster: async () => {
      let frozen: Promise<void> | undefined;
      await change(async (master) => {
        frozen = master.freeze(30_000);
      });
      await frozen;
    },
    stop: async () => {
      sentinel.kill("SIGKILL");
      for (const server of servers) await server.stop();
    },
  };
}

/** A sentinel that has just seen to one take-over, or has not met the replica yet, says no for a while. */
async function untilAllowed(ask: () => Promise<unknown>): Promise<void> {
  const isAllowed = () =>
    ask().then(
      () => true,
      () => false,
    );
  while (!(await isAllowed())) await sleep(200);
}
