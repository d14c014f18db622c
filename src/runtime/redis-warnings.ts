import type { Redis } from "ioredis";

/** Sentences about a Redis that would lose what Lede keeps in it. */
export async function redisWarnings(redis: Redis): Promise<readonly string[]> {
  const [memory, persistence] = await Promise.all([redis.info("memory"), redis.info("persistence")]);
  const warnings: string[] = [];
  const policy = field(memory, "maxmemory_policy");
  const limit = Number(field(memory, "maxmemory"));
  if (limit > 0 && policy !== "noeviction") {
    warnings.push(`Redis may throw away keys (maxmemory-policy ${policy}): set it to noeviction.`);
  }
  if (limit > 0 && Number(field(memory, "used_memory")) > 0.9 * limit) {
    warnings.push("Redis has used over 90 % of its maxmemory: raise it, or shorten the windows in the YAML.");
  }
  if (field(persistence, "aof_enabled") === "0") {
    warnings.push(
      "Redis keeps nothing on disk: a restart would forget what was published. Set appendonly yes.",
    );
  }
  if (field(persistence, "aof_last_write_status") === "err")
    warnings.push("Redis cannot write its append-only file: is the disk full?");
  return warnings;
}

function field(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1];
}
