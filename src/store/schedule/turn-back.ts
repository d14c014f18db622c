import type { Redis } from "ioredis";
import { inPipeline, inTransaction } from "../batch.ts";
import type { Keys } from "../keys.ts";

/** Domains in one batch of commands. */
const BATCH = 500;

/**
 * Moves everything that the schedule waits for by the time that the clock was set back: a source that was due in two
 * minutes is due in two minutes again, not in two hours.
 */
export async function turnBack(redis: Redis, keys: Keys, ms: number): Promise<void> {
  const hosts = await redis.zrange(keys.hosts, 0, "-1", "WITHSCORES");
  for (let from = 0; from < hosts.length; from += 2 * BATCH) {
    const some = pairs(hosts.slice(from, from + 2 * BATCH));
    const dues = (await inPipeline(redis, (read) => {
      for (const [host] of some) read.zrange(keys.due(host), 0, "-1", "WITHSCORES");
    })) as string[][];
    await inTransaction(redis, (write) => {
      for (const [n, [host, at]] of some.entries()) {
        write.zadd(keys.hosts, "XX", at - ms, host).del(keys.inFlight(host), keys.hold(host));
        for (const [id, due] of pairs(dues[n] ?? [])) write.zadd(keys.due(host), "XX", due - ms, id);
      }
    });
  }
}

function pairs(flat: readonly string[]): [member: string, score: number][] {
  return Array.from({ length: flat.length / 2 }, (_, n) => [flat[2 * n] as string, Number(flat[2 * n + 1])]);
}
