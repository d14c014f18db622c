import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import type { TestProject } from "vitest/node";
import { isEverythingWanted, LONG_TESTS } from "./long-tests.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Unix socket of the Redis that this test run started. */
    redisSocket: string;
  }
}

/** One real Redis for the whole run, on a unix socket in a folder of its own; tests keep apart by key prefix. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!isEverythingWanted())
    console.log(`Left out for time, "npm run test:all" runs them: ${LONG_TESTS.join(", ")}`);
  const dir = await mkdtemp(path.join(tmpdir(), "lede-test-"));
  const socket = path.join(dir, "redis.sock");
  const server = spawn("redis-server", [
    "--port",
    "0",
    "--unixsocket",
    socket,
    "--dir",
    dir,
    "--save",
    "",
    "--appendonly",
    "no",
    "--maxmemory-policy",
    "noeviction",
  ]);
  const redis = new Redis(socket, { lazyConnect: true, maxRetriesPerRequest: 100, retryStrategy: () => 50 });
  redis.on("error", () => {}); // the socket is not there at once: retried until it is
  await redis.connect().catch(() => redis.ping());
  redis.disconnect();
  project.provide("redisSocket", socket);
  return () => stop(server, dir);
}

async function stop(server: ChildProcess, dir: string): Promise<void> {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
  await rm(dir, { recursive: true, force: true });
}
