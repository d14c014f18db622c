import type { ChildProcess } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { PublishedFeed } from "./demo-verdict.ts";
import { freePort } from "./free-port.ts";
import { freshPrefix } from "./redis.ts";
import { startLede } from "./run-lede.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** One installation of Lede in a folder of its own, run by processes that end with the test. */
export interface Wire {
  readonly folder: string;
  readonly port: number;
  readonly start: (...args: string[]) => ChildProcess;
  /** The published feed.json, once it is there. */
  readonly feed: () => Promise<PublishedFeed | undefined>;
}

/** @param yaml writes the configuration, given a free port and the folder */
export async function makeWire(yaml: (port: number, folder: string) => string): Promise<Wire> {
  const folder = await temporaryFolder();
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  await writeFile(path.join(folder, "lede.yaml"), yaml(port, folder));
  const env = { LEDE_PREFIX: freshPrefix() };
  return {
    folder,
    port,
    start: (...args) => {
      const child = startLede([...args, "--config", "lede.yaml"], { cwd: folder, env });
      onTestFinished(() => stop(child).then(() => {}));
      return child;
    },
    feed: () => readFile(path.join(folder, "public/feed.json"), "utf8").then(JSON.parse, () => undefined),
  };
}

/** Ends a process and gives its exit status. */
export async function stop(child: ChildProcess, signal: NodeJS.Signals = "SIGKILL"): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.kill(signal);
  return ended;
}

/** Looks until there is something; what `look` throws counts as nothing yet. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  withinMs = 150_000,
): Promise<T> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(250)) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
  }
  throw new Error(`${what}: not within ${withinMs} ms`);
}
