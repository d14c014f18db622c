import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { inject } from "vitest";

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface LedeOptions {
  /** Working folder: `./data` and `./public` are made there. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

const LEDE = path.resolve("src/cli/lede.mjs");

/** The program as a user runs it, in a process of its own, on this run's Redis under a key prefix of the test. */
export function startLede(args: readonly string[], { cwd, env = {} }: LedeOptions): ChildProcess {
  return spawn(process.execPath, [LEDE, ...args], {
    cwd,
    env: { ...process.env, REDIS_URL: inject("redisSocket"), ...env },
  });
}

/** Runs the program to its end. */
export async function runLede(args: readonly string[], options: LedeOptions): Promise<Ran> {
  const child = startLede(args, options);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { status, stdout, stderr };
}
