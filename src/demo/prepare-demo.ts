import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import { makeFolder, writeWhole } from "../ground/files.ts";
import { open } from "../store/redis-server/ask.ts";
import { placesOf } from "../store/redis-server/places.ts";
import type { World } from "./serve-world.ts";

/** The folders and files of one demo, all absolute. */
export interface DemoPlaces {
  readonly folder: string;
  readonly config: string;
  readonly output: string;
}

/** Seconds between two polls of a source. */
export const POLL_SECONDS = 20;

const KILLED_DEMO_ENDS_MS = 3_000;

/** `data/demo` under the folder given: everything of the demo is inside, nothing of the real wire. */
export function placesOfDemo(base: string): DemoPlaces {
  const folder = path.resolve(base, "data/demo");
  return { folder, config: path.join(folder, "lede.yaml"), output: path.join(folder, "public") };
}

/** Whether another demo works in the folder. One that was killed has a moment to end its Redis. */
export async function isDemoRunning({ folder }: DemoPlaces): Promise<boolean> {
  const { keeperSocket } = await placesOf(path.join(folder, "redis"));
  for (const deadline = Date.now() + KILLED_DEMO_ENDS_MS; ; await sleep(200)) {
    const socket = await open(keeperSocket);
    socket?.destroy();
    if (!socket) return false;
    if (Date.now() > deadline) return true;
  }
}

/** Throws away what an earlier demo left and writes the YAML of this one. */
export async function prepareDemo(places: DemoPlaces, world: World, port: number): Promise<void> {
  await rm(places.folder, { recursive: true, force: true });
  await makeFolder(places.output);
  const settings = { outputDir: places.output, port, pollSeconds: POLL_SECONDS };
  await writeWhole(places.config, writeDemoConfig(world, settings));
}

/**
 * What the environment has to say for a demo: a data folder, a Redis and key names of its own, so that it never
 * touches the real wire's.
 */
export function demoEnvironment({ folder }: DemoPlaces): Record<string, string> {
  return {
    LEDE_DATA: folder,
    LEDE_REDIS: "private",
    LEDE_PREFIX: `{lede-demo-${randomBytes(4).toString("hex")}}`,
  };
}

/** The first of the ports on which nobody listens on this machine. */
export async function firstFreePort(candidates: readonly number[]): Promise<number | undefined> {
  for (const port of candidates) if (await isFree(port)) return port;
  return undefined;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** Where the demo writes, what it listens on, how often it polls. */
interface DemoSettings {
  /** Absolute. */
  readonly outputDir: string;
  readonly port: number;
  /** Seconds between two polls of every source. */
  readonly pollSeconds: number;
}

/** The demo's `lede.yaml`: every feed of the world as a source, each with leave to be on this machine. */
export function writeDemoConfig(world: World, { outputDir, port, pollSeconds }: DemoSettings): string {
  const config = {
    title: "Lede demo wire",
    description: "An invented world in one feed: every story once.",
    link: `http://127.0.0.1:${port}/`,
    language: "en",
    schedule: { every: `${pollSeconds}s` },
    edition: { stories: 100, window: "48h", perSource: 24 },
    output: { dir: outputDir, page: { sections: ["science", "coast"] } },
    serve: { host: "127.0.0.1", port },
    // one machine plays every outlet: the usual one request at a time would be slow
    network: { perHost: 8, timeout: "10s" },
    sources: world.sources.map(({ id, name, outlet, url, tags, weight, page }) => ({
      id,
      name,
      outlet,
      url,
      every: `${pollSeconds}s`,
      ...(weight === undefined ? {} : { weight }),
      ...(page === undefined ? {} : { page }),
      tags,
      network: { allow: ["127.0.0.1/32"] },
    })),
    feeds: [
      { id: "science", title: "Science and technology", tags: ["science", "technology"] },
      { id: "coast", title: "The coast", tags: ["coast"] },
    ],
  };
  return `# Written by "lede demo" at every start: changes are lost.\n${stringify(config)}`;
}
