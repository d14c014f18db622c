import { Cluster, type Redis } from "ioredis";

/** Keys that Redis is asked for at a time. */
const PAGE = 1_000;

/** All keys that begin so, in pages; one may come twice. Of a cluster, those of every node. */
export async function* scanKeys(redis: Redis, beginning: string): AsyncGenerator<readonly string[]> {
  const client = redis as Redis | Cluster;
  const nodes = client instanceof Cluster ? client.nodes("master") : [client];
  for (const node of nodes) yield* scanNode(node, beginning);
}

async function* scanNode(redis: Redis, beginning: string): AsyncGenerator<readonly string[]> {
  const pattern = `${beginning.replace(/[\\{}[\]*?^]/g, "\\$&")}*`;
  let cursor = "0";
  do {
    const [next, found] = await redis.scan(cursor, "MATCH", pattern, "COUNT", PAGE);
    yield found;
    cursor = next;
  } while (cursor !== "0");
}
