import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { inject } from "vitest";

/** A connection to the run's Redis. The caller ends it with `disconnect()`. */
export function connectRedis(): Redis {
  return new Redis(inject("redisSocket"), { maxRetriesPerRequest: null });
}

/** A key prefix that no other test has; one hash tag, as in production. */
export function freshPrefix(): string {
  return `{lede-${randomUUID().slice(0, 8)}}`;
}
