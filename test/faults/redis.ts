import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { freePort } from "../support/free-port.ts";

/** A Redis server that tests may kill. */
export interface FragileRedis {
  readonly port: number;
  kill(): Promise<void>;
  /** @param keep whether what it knew is there again (AOF) */
  start(keep: boolean): Promise<void>;
  command(...words: string[]): Promise<unknown>;
  /** SIGSTOP, and after so many ms SIGCONT. */
  freeze(ms: number): Promise<void>;
  stop(): Promise<void>;
}

export interface FragileRedisOptions {
  /** Beside those of a Redis that keeps everything. */
  readonly settings?: Readonly<Record<string, string>>;
}

export async function fragileRedis(
  dir: string,
  { settings: own = {} }: FragileRedisOptions = {},
): Promise<FragileRedis> {
  const port = await freePort();
  let server: ChildProcess | undefined;
  const kill = async () => {
    if (server?.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server?.once("exit", resolve));
    server?.kill("SIGKILL");
    await ended;
  };
  const command = async (...words: string[]) => {
    const redis = new Redis(port, { retryStrategy: () => 50, maxRetriesPerRequest: 200 });
    redis.on("error", () => {});
    const [name = "ping", ...rest] = words;
    return redis.call(name, ...rest).finally(() => redis.disconnect());
  };
  const start = async (keep: boolean) => {
    if (!keep) await rm(dir, { recursive: true, force: true });
    await mkdir(dir, { recursive: true });
    const settings = { port, dir, save: "", appendonly: "yes", "maxmemory-policy": "noeviction", ...own };
    const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    server = spawn("redis-server", [...flags, "--bind", "127.0.0.1"], {
      stdio: "ignore",
    });
    await command("ping");
    while (!String(await command("info", "persistence").catch(() => "")).includes("\nloading:0"))
      await sleep(50);
  };
  await start(false);
  const freeze = async (ms: number) => {
    server?.kill("SIGSTOP");
    await sleep(ms);
    server?.kill("SIGCONT");
  };
  return { port, kill, start, command, freeze, stop: kill };
}
