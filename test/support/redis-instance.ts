import { type ChildProcess, spawn } from "node:child_process";
import { Redis } from "ioredis";
import { onTestFinished } from "vitest";
import { freePort } from "./free-port.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A Redis on a port of its own, as somebody else's would be; it ends with the test. */
export async function startRedis(args: readonly string[] = []): Promise<{ url: string; port: number }> {
  const port = await freePort();
  const dir = await temporaryFolder();
  const child = spawn(
    "redis-server",
    ["--port", String(port), "--bind", "127.0.0.1", "--dir", dir, "--save", "", ...args],
    { stdio: "ignore" },
  );
  onTestFinished(() => stop(child));
  const url = `redis://127.0.0.1:${port}`;
  const redis = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  redis.on("error", () => {});
  await redis.ping().catch(() => "it wants a password: it runs");
  redis.disconnect();
  return { url, port };
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
