import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** What a holder says of the Redis that it found, or why it has none. */
interface Held {
  readonly url: string;
  readonly owned: boolean;
  readonly describe: string;
  /** Of the Redis server. */
  readonly pid: number;
  readonly code?: string;
  readonly message?: string;
}

export interface RedisHolder {
  readonly held: Promise<Held>;
  /** Sends a line and gives the answer. */
  readonly tell: (line: string) => Promise<unknown>;
  readonly kill: () => Promise<void>;
}

const script = fileURLToPath(new URL("./hold-redis.mjs", import.meta.url));

/**
 * A process of its own that resolves a Redis and holds it. Killed when the test ends.
 *
 * @param port where it looks for the machine's own Redis; 1 has none
 */
export function holdRedis(dataDir: string, { port = 1, path = process.env["PATH"] ?? "" } = {}): RedisHolder {
  const child = spawn(process.execPath, ["--import", "tsx", script, dataDir, String(port)], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, PATH: path },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value ?? "null") as unknown;
  const kill = () => killed(child);
  onTestFinished(kill);
  const held = next() as Promise<Held>;
  return {
    held,
    tell: async (line) => {
      await held;
      child.stdin.write(`${line}\n`);
      return next();
    },
    kill,
  };
}

function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
