import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type FragileRedis, fragileRedis } from "./redis.ts";

export interface RedisCluster {
  readonly nodes: readonly FragileRedis[];
  stop(): Promise<void>;
}

const SLOTS = 16_384;

/** Three nodes on 127.0.0.1 that share the slots of a Redis Cluster, without replicas. */
export async function startCluster(dir: string): Promise<RedisCluster> {
  await mkdir(dir, { recursive: true });
  const nodes = await Promise.all(
    [0, 1, 2].map((n) =>
      fragileRedis(path.join(dir, `node-${n}`), { settings: { "cluster-enabled": "yes" } }),
    ),
  );
  const [first] = nodes;
  for (const [n, node] of nodes.entries()) {
    const [from, to] = [Math.floor((SLOTS * n) / 3), Math.floor((SLOTS * (n + 1)) / 3) - 1];
    await node.command("cluster", "addslotsrange", String(from), String(to));
    if (first && node !== first) await node.command("cluster", "meet", "127.0.0.1", String(first.port));
  }
  for (const node of nodes)
    while (!String(await node.command("cluster", "info")).includes("cluster_state:ok")) await sleep(100);
  return {
    nodes,
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}
