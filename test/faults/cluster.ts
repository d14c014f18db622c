import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type FragileRedis, fragileRedis } from "./redis.ts";

/** Redis servers of which one takes another's place. */
export interface RedisGroup {
  /** As `redis.url` names them. */
  readonly url: string;
  /** Resolves when another node has taken the place of the one that has the wire's keys, which was asked to leave it. */
  handOver(): Promise<void>;
  /** As `handOver`, of one that was killed. It comes back as a replica. */
  loseMaster(): Promise<void>;
  /** As `handOver`, of one that does not answer any more, and keeps its connections. It wakes up as a replica. */
  freezeMaster(): Promise<void>;
  stop(): Promise<void>;
}

export interface RedisCluster extends RedisGroup {
  readonly nodes: readonly FragileRedis[];
}

const SLOTS = 16_384;
const MASTERS = 3;
const SETTINGS = {
  "cluster-enabled": "yes",
  "cluster-node-timeout": "2000",
  "cluster-replica-validity-factor": "0",
};

/** Three nodes on 127.0.0.1 that share the slots of a Redis Cluster. @param replicas whether each has a replica */
export async function startCluster(dir: string, { replicas = false } = {}): Promise<RedisCluster> {
  await mkdir(dir, { recursive: true });
  const nodes = await Promise.all(
    Array.from({ length: replicas ? 2 * MASTERS : MASTERS }, (_, n) =>
      fragileRedis(path.join(dir, `node-${n}`), { settings: SETTINGS }),
    ),
  );
  const [first] = nodes as [FragileRedis, ...FragileRedis[]];
  for (const node of nodes)
    if (node !== first) await node.command("cluster", "meet", "127.0.0.1", String(first.port));
  for (const [n, node] of nodes.entries()) {
    const master = nodes[n - MASTERS];
    if (master) await replicate(node, master);
    else await node.command("cluster", "addslotsrange", ...slotsOf(n));
  }
  for (const node of nodes) await untilSays(node, ["cluster", "info"], "cluster_state:ok");
  return {
    nodes,
    url: `redis://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(",")}`,
    handOver: async () => {
      const { master, replica } = await holders(nodes);
      await untilSays(replica, ["info", "replication"], "master_link_status:up");
      await replica.command("cluster", "failover");
      await untilSays(replica, ["info", "replication"], "role:master");
      await untilSays(master, ["info", "replication"], "role:slave");
    },
    loseMaster: async () => {
      const { master, replica } = await holders(nodes);
      await untilSays(replica, ["info", "replication"], "master_link_status:up");
      await master.kill();
      await untilSays(replica, ["info", "replication"], "role:master");
      await untilSays(replica, ["cluster", "info"], "cluster_state:ok");
      await master.start(true);
    },
    freezeMaster: async () => {
      const { master, replica } = await holders(nodes);
      await untilSays(replica, ["info", "replication"], "master_link_status:up");
      const frozen = master.freeze(30_000);
      await untilSays(replica, ["info", "replication"], "role:master");
      await frozen;
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

function slotsOf(n: number): readonly [string, string] {
  return [String(Math.floor((SLOTS * n) / MASTERS)), String(Math.floor((SLOTS * (n + 1)) / MASTERS) - 1)];
}

/** Once it has heard of the other. */
async function replicate(node: FragileRedis, master: FragileRedis): Promise<void> {
  const id = String(await master.command("cluster", "myid"));
  await untilSays(node, ["cluster", "nodes"], id);
  await node.command("cluster", "replicate", id);
}

/** Of all nodes the two that have keys. */
async function holders(nodes: readonly FragileRedis[]) {
  const roles = await Promise.all(
    nodes.map(async (node) => {
      const isMaster = String(await node.command("info", "replication")).includes("role:master");
      return { node, isMaster, size: Number(await node.command("dbsize")) };
    }),
  );
  const [master, replica] = [true, false].map(
    (which) => roles.find(({ isMaster, size }) => size > 0 && isMaster === which)?.node,
  );
  if (!master || !replica) throw new Error("no node of the cluster has keys and a replica");
  return { master, replica };
}

/** Until what a server answers has some words in it. */
export async function untilSays(
  server: FragileRedis,
  command: readonly string[],
  words: string,
): Promise<void> {
  while (!String(await server.command(...command)).includes(words)) await sleep(50);
}
