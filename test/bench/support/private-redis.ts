import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { Redis } from "ioredis";
import { PERSISTENCE } from "../../../src/store/redis-server/private-server.ts";

/** A Redis for one bench, that keeps its data as the one that Lede keeps for itself. */
export interface PrivateRedis {
  readonly socket: string;
  readonly redis: Redis;
  /** ms of CPU since it started, with those of its children (rewriting the AOF). */
  cpuMs(): Promise<number>;
  /** Since the last call: what each command cost inside Redis, without reading it and answering. */
  commandCosts(): Promise<readonly CommandCost[]>;
  /** Highest resident memory, bytes. */
  peakBytes(): Promise<number>;
  stop(): Promise<void>;
}

export interface CommandCost {
  readonly command: string;
  readonly calls: number;
  readonly ms: number;
}

/** @param folder gets the socket and the AOF */
export async function startPrivateRedis(folder: string): Promise<PrivateRedis> {
  const socket = path.join(folder, "redis.sock");
  const settings = { port: "0", unixsocket: socket, dir: folder, ...PERSISTENCE };
  const more = { "maxmemory-policy": "noeviction", logfile: "redis.log" };
  const args = Object.entries({ ...settings, ...more }).flatMap(([name, value]) => [`--${name}`, value]);
  const server = spawn("redis-server", args, { stdio: "ignore", cwd: folder });
  endWithUs(server);
  const redis = new Redis(socket, { lazyConnect: true, retryStrategy: () => 50, maxRetriesPerRequest: 200 });
  redis.on("error", () => {}); // the socket is not there at once: retried until it is
  await redis.connect().catch(() => redis.ping());
  return {
    socket,
    redis,
    cpuMs: async () => cpuOf(await redis.info("cpu")),
    commandCosts: async () => {
      const costs = costsOf(await redis.info("commandstats"));
      await redis.config("RESETSTAT");
      return costs;
    },
    peakBytes: async () => peakOf(server.pid ?? 0),
    stop: async () => {
      redis.disconnect();
      await stop(server);
    },
  };
}

function cpuOf(info: string): number {
  const seconds = [...info.matchAll(/^used_cpu_(?:user|sys)(?:_children)?:([\d.]+)/gm)].map((m) =>
    Number(m[1]),
  );
  return seconds.reduce((sum, s) => sum + s, 0) * 1_000;
}

function costsOf(info: string): CommandCost[] {
  const found = [...info.matchAll(/^cmdstat_([^:]+):calls=(\d+),usec=(\d+)/gm)];
  const costs = found.map(([, command = "", calls, us]) => ({
    command,
    calls: Number(calls),
    ms: Number(us) / 1_000,
  }));
  return costs.sort((a, b) => b.ms - a.ms);
}

async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
}

/** A bench that is interrupted leaves nothing running. */
function endWithUs(server: ChildProcess): void {
  process.once("exit", () => server.kill("SIGKILL"));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
}

async function stop(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGKILL"); // its folder goes with it
  await ended;
}
