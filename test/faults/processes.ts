import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A part of Lede as its command line: `worker poll`, `schedule`, `run`. */
export type Part = readonly string[];

export interface Supervised {
  readonly part: Part;
  /** undefined while it is down. */
  readonly pid: () => number | undefined;
  /** SIGKILL; it is started again at once, as a supervisor would. */
  kill(): void;
  /** SIGSTOP, and after so many ms SIGCONT. */
  freeze(ms: number): Promise<void>;
}

export interface Supervisor {
  readonly all: readonly Supervised[];
  start(part: Part, changes?: { readonly config?: string }): Supervised;
  /** Bytes of log, all processes together. */
  readonly logged: () => number;
  readonly log: () => string;
  /** How often a part ended without having been killed. */
  readonly crashes: () => readonly string[];
  /** SIGTERM for all; gives the exit statuses. */
  stop(): Promise<readonly (number | null)[]>;
}

const LEDE = path.resolve("src/cli/lede.mjs");
const RESTART_MS = 200;
const KEPT_LOG = 2_000_000;

/** Runs parts of one installation and starts each again when it ends. */
export function supervise(cwd: string, env: Readonly<Record<string, string>>): Supervisor {
  const all: (Supervised & { readonly stop: () => Promise<number | null> })[] = [];
  const crashes: string[] = [];
  let logged = 0;
  let log = "";
  let stopping = false;
  const launch = (part: Part, config: string): ChildProcess => {
    const child = spawn(process.execPath, [LEDE, ...part, "--config", config], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      logged += chunk.length;
      log = (log + chunk.toString()).slice(-KEPT_LOG);
    });
    return child;
  };
  const start: Supervisor["start"] = (part, { config = "lede.yaml" } = {}) => {
    let killed = false;
    let child = launch(part, config);
    const watch = () =>
      child.once("exit", async (code, signal) => {
        if (stopping) return;
        if (!killed) crashes.push(`${part.join(" ")}: ${signal ?? code}`);
        killed = false;
        await sleep(RESTART_MS);
        if (stopping) return;
        child = launch(part, config);
        watch();
      });
    watch();
    const one = {
      part,
      pid: () => (child.exitCode === null && child.signalCode === null ? child.pid : undefined),
      kill: () => {
        killed = true;
        child.kill("SIGKILL");
      },
      freeze: async (ms: number) => {
        const stopped = child;
        stopped.kill("SIGSTOP");
        await sleep(ms);
        stopped.kill("SIGCONT");
      },
      stop: async () => {
        if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
        const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
        child.kill("SIGTERM");
        return ended;
      },
    };
    all.push(one);
    return one;
  };
  return {
    all,
    start,
    logged: () => logged,
    log: () => log,
    crashes: () => crashes,
    stop: async () => {
      stopping = true;
      return Promise.all(all.map((one) => one.stop()));
    },
  };
}

/** Processes that were started in a folder and still run: orphans, once everything was stopped. */
export function processesIn(folder: string): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "utf8").includes(`LEDE_FOLDER=${folder}\0`);
      } catch {
        return false; // it ended, or is another user's
      }
    })
    .map(Number);
}
